"""`manage.py demo`: the whole service on one machine, with made-up people and adverts.

A web server, a worker, a clock and a mail sink under one parent, on the embedded PostgreSQL and Redis.
"""

import fcntl
import http.client
import io
import os
import socket
import sys
import time
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from recruitment import embedded
from recruitment.celery import app
from recruitment.demonstration import HOST, environment, programs
from recruitment.health.models import Heartbeat
from recruitment.supervisor import Supervisor, say

READY_WITHIN = 90  # seconds from starting the programs; a busy machine takes most of a minute


class Command(BaseCommand):
    help = "Run the whole service on this machine, with made-up people and adverts."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument(
            "--port", type=int, default=int(os.environ.get("PORT") or 8000), help="for the browser (8000)"
        )

    def handle(self, *, port, **options):
        if settings.PRODUCTION:
            raise CommandError("The demo has made-up people with known passwords: not in production.")
        _refuse_a_taken_port(port)
        folder = embedded.data_folder()
        if not settings.DEMO:
            # The settings are read once, at the start: start again with the demo's.
            os.execve(sys.executable, [sys.executable, *sys.argv], environment(folder, port))
        lock = _only_demo_here(folder)
        supervisor = Supervisor()
        supervisor.listen_for_signals()
        try:
            who_can_sign_in = prepare()
            started_at = timezone.now()
            _start(supervisor, folder, port)
            _wait_until_ready(supervisor, port, started_at)
            if not supervisor.wishes:
                _welcome(who_can_sign_in)
            while not supervisor.wishes:
                supervisor.pass_on(seconds=60)
                _refuse_a_fallen(supervisor)
        finally:
            say("Stopping.")
            supervisor.stop()
            lock.close()
        say("Stopped. Everything is kept for the next start.")


def _refuse_a_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise CommandError(
                f"Port {port} is taken: stop the program that uses it, or choose another: PORT={port + 1}."
            ) from None


def _only_demo_here(folder: Path):
    lock = open(folder / "demo.lock", "w")  # noqa: SIM115 - held as long as the demo runs
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise CommandError("The demo of this checkout is already running: stop it first.") from None
    return lock


def prepare() -> str:
    """Database, static files and people; may run any number of times. Returns who can sign in."""
    say("Preparing the database and the static files.")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    people = io.StringIO()
    call_command("load_demo", stdout=people)
    return people.getvalue().strip()


def environment_of_programs() -> dict[str, str]:
    """What they are told: the servers that this process has joined, and no buffering of what they say."""
    return {
        **os.environ,
        "DATABASE_URL": settings.DATABASE_URL,
        "REDIS_URL": settings.REDIS_URL,
        "PYTHONUNBUFFERED": "1",
        # Celery's warning to servers; here root is a person on their own machine.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
    }


def ring_every_sweep() -> None:
    """The clock's first tick comes after a minute; people should not wait for it."""
    for job in app.conf.beat_schedule.values():
        app.send_task(job["task"], **job["options"])


def _start(supervisor: Supervisor, folder: Path, port: int) -> None:
    Path(settings.MAIL_SINK_DIR).mkdir(mode=0o700, exist_ok=True)
    told = environment_of_programs()
    for name, command in programs(folder, port).items():
        supervisor.start(name, command, told)
    ring_every_sweep()


def _wait_until_ready(supervisor: Supervisor, port: int, started_at: datetime) -> None:
    deadline, answer = time.monotonic() + READY_WITHIN, "was not asked, as no sweep has run yet"
    while time.monotonic() < deadline and not supervisor.wishes:
        supervisor.pass_on(seconds=0.25)
        _refuse_a_fallen(supervisor)
        # A beat of this start, not of the last one: clock, queue, worker and database all work.
        if not Heartbeat.objects.filter(at__gte=started_at).exists():
            continue
        status, answer = _ask(port)
        if status == 200:
            connection.close()
            return
    if not supervisor.wishes:
        raise CommandError(f"Not ready within {READY_WITHIN} seconds: /readyz {answer}.")


def _ask(port: int) -> tuple[int, str]:
    web = http.client.HTTPConnection(HOST, port, timeout=3)
    try:
        web.request("GET", "/readyz")
        response = web.getresponse()
        return response.status, f"answered {response.read(500).decode(errors='replace')}"
    except (OSError, http.client.HTTPException) as error:
        return 0, f"did not answer ({error})"
    finally:
        web.close()


def _refuse_a_fallen(supervisor: Supervisor) -> None:
    fallen = supervisor.fallen()
    if fallen and not supervisor.wishes:
        supervisor.pass_on(seconds=0.1)
        raise CommandError(
            f"{fallen.name} ended by itself (status {fallen.process.returncode}): see its lines above."
        )


def _welcome(who_can_sign_in: str) -> None:
    address = settings.SITE_URL
    lines = [
        "",
        f"{settings.SITE_NAME} is ready: {address}",
        f"  emails it sends       {address}/demo/mail/",
        f"  its design components {address}/design/",
        "",
        *who_can_sign_in.splitlines(),
        "",
        "Ctrl-C stops everything; what you did is kept.",
        "",
    ]
    for line in lines:
        say(line)
