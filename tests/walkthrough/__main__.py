"""`make walkthrough`: from advert to invitation once. Exits 0 only if every step held."""

import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path

import django


def main() -> int:
    if "WALKTHROUGH" not in os.environ:
        return _again_with_the_demo_s_settings()
    django.setup()
    from tests.walkthrough.walk import walk

    return walk(Path(os.environ["LOCAL_DATA_DIR"]), int(os.environ["WALKTHROUGH"]))


def _again_with_the_demo_s_settings() -> int:
    """Settings are read once, at the start: start again with the demo's, on data that nobody else uses."""
    from recruitment.management.commands import demo

    folder = Path(tempfile.mkdtemp(prefix="walkthrough-"))
    folder.chmod(0o755)  # the embedded PostgreSQL may run as another user
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = {**os.environ, "LOCAL_DATA_DIR": str(folder), "LOG_LEVEL": "WARNING"}
    os.environ.update(told)
    try:
        return os.spawnve(
            os.P_WAIT,
            sys.executable,
            [sys.executable, "-m", "tests.walkthrough"],
            {
                **demo.environment(folder, port),
                "SITE_URL": f"http://127.0.0.1:{port}",
                "WALKTHROUGH": str(port),
                "DJANGO_SETTINGS_MODULE": "recruitment.settings",
            },
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
