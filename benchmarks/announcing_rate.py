"""Announces to many at once: how long until all is queued, and how fast the emails then leave.

The transaction is compared with one bare INSERT of as many rows by psycopg. Delivery, by one Celery worker of
two processes to an SMTP server on this machine, is compared with a bare Celery task that sends one email of
the same words over a connection it keeps, and with the same task when it also notes one row: nobody learns
from the first what was sent. All in one run.
"""

import itertools
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from statistics import median
from tempfile import NamedTemporaryFile

import psycopg
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applicants.shortlisting.actions.announcing import announce
from applicants.shortlisting.models import Decision, Shortlist
from benchmarks import bare_mail, panels
from recruitment.mail import doorbell
from recruitment.mail.letters import letter
from recruitment.mail.models import OutgoingEmail, State
from vacancies.models import PanelMember

SIZES = (1_000, 3_000)
TURNS = 5
SECONDS, SHARE = 2, 0.8  # the bar for 1,000: queued in so long; delivered at this share of the bare rate
INVITED, IN_RESERVE = 20, 10
INTERVIEWS = {
    "interview_when": "The week of 7 December, between 9am and 5pm",
    "interview_where": "Room 4, Northmoor House",
    "interview_length": "40 minutes",
    "interview_prepare": "Think of a time you supported somebody through a difficult day.",
}


def measure() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    small, large = SIZES
    once = queueing(small)
    delivering()
    times = queueing(large) / once
    print(
        f"{'':6} at {large / small:.0f} times as many: {times:.2f} of the time (linear: {large / small:.0f})"
    )


def queueing(number: int) -> float:
    """Seconds until all are told and their emails queued."""
    with panels.unguarded():
        chair = confirmed(number)
    with CaptureQueriesContext(connection) as captured:
        began = time.perf_counter()
        announce(chair.vacancy, by=chair.user)
        took = time.perf_counter() - began
    queued = OutgoingEmail.objects.waiting().filter(about=f"vacancy:{chair.vacancy_id}").count()
    assert queued == number, f"{queued} of {number} were queued"
    bare = bare_insert(number)
    print(
        f"{number:6,} told: {took:.2f} s in one transaction of {len(captured)} statements, "
        f"{took / bare:.0f} × a bare INSERT of as many rows (bar for {SIZES[0]:,}: {SECONDS} s)"
    )
    return took


def confirmed(number: int) -> PanelMember:
    """A vacancy whose panel has decided about everybody; its chair, who may announce now."""
    vacancy, applications = panels.closed(number)
    chair, _ = panels.seat(vacancy, 2)
    shortlist = Shortlist.objects.create(
        vacancy=vacancy, confirmed_at=vacancy.closed_at, confirmed_by=chair.user, **INTERVIEWS
    )
    places = itertools.count(1)
    Decision.objects.bulk_create(
        Decision(
            shortlist=shortlist,
            application=application,
            outcome=outcome,
            reserve_place=next(places) if outcome == Decision.Outcome.RESERVE else None,
            decided_by=chair.user,
        )
        for application, outcome in zip(applications, outcomes(), strict=False)
    )
    return chair


def outcomes() -> Iterator[Decision.Outcome]:
    yield from [Decision.Outcome.INVITE] * INVITED + [Decision.Outcome.RESERVE] * IN_RESERVE
    yield from itertools.repeat(Decision.Outcome.NOT_SHORTLISTED)


def bare_insert(number: int) -> float:
    """Seconds for as many rows of an email's size, written in one statement by psycopg alone."""
    rows = [f"Dear reader {n}, {'words ' * 200}" for n in range(number)]
    with psycopg.connect(os.environ["DATABASE_URL"]) as bare:
        bare.execute("CREATE TEMP TABLE written (words text)")
        began = time.perf_counter()
        bare.execute("INSERT INTO written SELECT unnest(%s::text[])", (rows,))
        bare.commit()
        return time.perf_counter() - began


# --- Delivery -------------------------------------------------------------------------------------------


def delivering() -> None:
    number = OutgoingEmail.objects.waiting().count()
    with NamedTemporaryFile() as message:
        message.write(letter(OutgoingEmail.objects.waiting().last()).payload)
        message.flush()
        os.environ["BARE_MESSAGE"] = message.name
        _compare(number)


def _compare(number: int) -> None:
    """In turn, several times: the machine's mood changes by the second."""
    rates = defaultdict(list)
    for turn in range(TURNS):
        if turn:
            OutgoingEmail.objects.update(state=State.QUEUED, sent_at=None)
        for task in (bare_mail.send, bare_mail.send_and_note):
            rates[task].append(bare_rate(task, number))
        rates["ours"].append(our_rate(number))
    ours, sending, noting = (median(rates[who]) for who in ("ours", bare_mail.send, bare_mail.send_and_note))
    print(
        f"{number:6,} delivered: {ours:.0f} a second; {ours / sending:.2f} of a bare task that sends "
        f"({sending:.0f}), {ours / noting:.2f} of one that also notes a row ({noting:.0f}); "
        f"medians of {TURNS} turns (bar: {SHARE})"
    )


def our_rate(number: int) -> float:
    with receiving() as arrivals, worker("recruitment", arrivals.port.value):
        doorbell.ring()
        wait_until(lambda: arrivals.count.value >= number)
        wait_until(lambda: OutgoingEmail.objects.filter(state=State.SENT).count() == number)
    return arrivals.rate


def bare_rate(task, number: int) -> float:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as database:
        database.execute("DROP TABLE IF EXISTS bare_mail")
        database.execute(
            "CREATE TABLE bare_mail AS SELECT n AS id, NULL::timestamptz AS sent_at "
            "FROM generate_series(1, %s) n",
            (number,),
        )
        database.execute("ALTER TABLE bare_mail ADD PRIMARY KEY (id)")
    with receiving() as arrivals:
        with bare_mail.app.connection_for_write() as broker:
            for one in range(1, number + 1):
                task.apply_async((one,), connection=broker)
        with worker("benchmarks.bare_mail", arrivals.port.value):
            wait_until(lambda: arrivals.count.value >= number)
    return arrivals.rate


@contextmanager
def receiving() -> Iterator[bare_mail.Arrivals]:
    """An SMTP server in a process of its own that takes everything and keeps nothing."""
    shared = get_context("fork")
    arrivals = bare_mail.Arrivals(*(shared.Value(kind, 0) for kind in "iidd"))
    process = shared.Process(target=bare_mail.receive, args=(arrivals,))
    process.start()
    try:
        wait_until(lambda: arrivals.port.value)
        yield arrivals
    finally:
        process.terminate()
        process.join()


@contextmanager
def worker(app: str, port: int) -> Iterator[None]:
    command = [sys.executable, "-m", "celery", "--app", app, "worker", "--concurrency", "2"]
    command += ["--loglevel", "ERROR"]
    environment = {**os.environ, "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    environment["PYTHONWARNINGS"] = "ignore:You're running the worker with superuser"
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def wait_until(true, seconds: float = 120) -> None:
    ends = time.monotonic() + seconds
    while not true():
        if time.monotonic() > ends:
            raise TimeoutError("It did not come to an end.")
        time.sleep(0.02)
