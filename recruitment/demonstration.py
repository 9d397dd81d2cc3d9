"""What the demo is made of: its environment and its programs. Needs no settings, which are read from here."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from recruitment.keeper import free_port

HOST = "127.0.0.1"


def environment(folder: Path, port: int) -> dict[str, str]:
    """What the demo's settings read. What the caller has set stays, but for what makes it a demo."""
    defaults = {
        "SITE_URL": f"http://localhost:{port}",
        "STAFF_MFA_REQUIRED": "off",
        "STATIC_ROOT": str(folder / "static"),
    }
    demo = {
        "ENVIRONMENT": "demo",
        "DEBUG": "off",
        "PORT": str(port),
        "EMAIL_URL": f"smtp://{HOST}:{free_port()}",
        "MAIL_SINK_DIR": str(folder / "mail"),
    }
    return {**defaults, **os.environ, **demo}


def programs(folder: Path, port: int) -> dict[str, list[str]]:
    """What the service consists of, by name, in the order of starting; in the demo's own environment."""
    mail_port = str(urlsplit(os.environ["EMAIL_URL"]).port)
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "--quiet", "--app", "recruitment"]
    web = ["gunicorn", "recruitment.wsgi", "--bind", f"{HOST}:{port}", "--workers", "2"]
    web += ["--preload", "--worker-class", "gthread", "--threads", "4"]
    web += ["--graceful-timeout", "5", "--no-control-socket"]
    return {
        "mail": [*python, "recruitment.mail.sink_server", os.environ["MAIL_SINK_DIR"], mail_port],
        "worker": [*celery, "worker", "--concurrency", "2", "--without-gossip", "--without-mingle"],
        "beat": [*celery, "beat", "--schedule", str(folder / "beat-schedule"), "--pidfile="],
        "web": [*python, *web],
    }
