"""Processes that deliver the outbox until they are killed, for the proofs. Run as a program by `Crew`.

The program loads Django once and forks a worker for every line it is told; it answers with the process id.
"""

import os
import signal
import smtplib
import subprocess
import sys
import threading
import time
from urllib.parse import urlsplit

EMAIL_TIMEOUT = 1  # seconds
LEASE = 3  # seconds


class Crew:
    """Workers of one way of delivering. `spawn` starts one, in a few milliseconds; `kill` is kill -9."""

    def __init__(self, way: str, *, database: dict, settings, port: int, folder=None):
        url = urlsplit(settings.DATABASE_URL)._replace(path=f"/{database['NAME']}").geturl()
        self.pids: list[int] = []
        # A worker can be heard by a test's server before `spawn` has noted its id: whoever asks waits.
        self._spawning = threading.RLock()
        self._template = subprocess.Popen(
            [sys.executable, "-m", __name__, way],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={
                **os.environ,
                "ENVIRONMENT": "local",
                "DATABASE_URL": url,
                # A database of its own in the same Redis: nobody hears these bells.
                "REDIS_URL": f"{settings.REDIS_URL.rpartition('/')[0]}/8",
                "EMAIL_URL": f"smtp://127.0.0.1:{port}",
                "MAIL_LEASE_SECONDS": str(LEASE),
                "MAIL_SINK_DIR": str(folder or ""),
                "LOG_LEVEL": "CRITICAL",
            },
        )

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *error) -> None:
        for pid in list(self.pids):
            self.kill(pid)
        self._template.stdin.close()
        self._template.stdout.close()
        self._template.wait(timeout=20)

    def spawn(self) -> int:
        with self._spawning:
            self._template.stdin.write("another\n")
            self._template.stdin.flush()
            self.pids.append(int(self._template.stdout.readline()))
            return self.pids[-1]

    def oldest(self) -> int:
        with self._spawning:
            return self.pids[0]

    def kill(self, pid: int) -> None:
        self.pids.remove(pid)
        os.kill(pid, signal.SIGKILL)


def ours():
    """The sweep as Celery runs it."""
    tasks.deliver()


def ours_without_watching_the_time():
    """The lease alone: a conversation may take as long as it likes."""
    relay.Relay._allow = lambda *args: None
    tasks.deliver()


def ours_without_either():
    """Negative control: the lease is not looked at again before the message goes out, nor is the clock."""
    delivery.begin_data = lambda email, lease: True
    ours_without_watching_the_time()


def if_not_sent_send():
    """Negative control: send it, then note that it was sent."""
    for email in OutgoingEmail.objects.filter(state=State.QUEUED):
        if send(email):
            OutgoingEmail.objects.filter(pk=email.pk).update(state=State.SENT, sent_at=Now())


def lock_and_send():
    """Negative control: the same behind a row lock."""
    with transaction.atomic():
        email = OutgoingEmail.objects.filter(state=State.QUEUED).select_for_update(skip_locked=True).first()
        if email and send(email):
            OutgoingEmail.objects.filter(pk=email.pk).update(state=State.SENT, sent_at=Now())


def mark_first():
    """Negative control: note that it was sent, then send it; note back what was plainly refused."""
    for email in OutgoingEmail.objects.filter(state=State.QUEUED):
        marked = OutgoingEmail.objects.filter(pk=email.pk, state=State.QUEUED)
        if marked.update(state=State.SENT, sent_at=Now()):
            send(email)


def send(email) -> bool:
    written = letter(email)
    try:
        with smtplib.SMTP("127.0.0.1", settings.EMAIL_PORT, timeout=EMAIL_TIMEOUT) as smtp:
            smtp.sendmail(written.sender, [written.recipient], written.payload)
    except OSError:
        return False
    return True


def work(way) -> None:
    while True:
        way()
        time.sleep(0.02)


def main(way) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            sys.stdin.close()
            work(way)
        print(pid, flush=True)


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "recruitment.settings"
    django.setup()
    from django.conf import settings
    from django.db import transaction
    from django.db.models.functions import Now

    from recruitment.mail import delivery, relay, tasks
    from recruitment.mail.letters import letter
    from recruitment.mail.models import OutgoingEmail, State

    settings.EMAIL_TIMEOUT = EMAIL_TIMEOUT
    main(globals()[sys.argv[1]])
