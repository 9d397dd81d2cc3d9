"""What the races share: many drafts at little cost, many connections at once, and a way round the gate."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from applicants.applying import invariants, pages
from applicants.applying.models import Answer, Application, Section
from applicants.applying.status import RightToWork
from recruitment.accounts.models import User
from tests.factories import open_vacancy
from vacancies.models import Vacancy

RUNNERS = 10


@dataclass(frozen=True)
class Attempt:
    """One try to submit: whose, whether it was accepted, and the database's clock right afterwards."""

    application: int
    accepted: bool
    over_at: datetime


def vacancy_with_drafts(number: int, *, criteria: int = 0, **fields) -> tuple[Vacancy, list[int]]:
    """An open vacancy and the ids of so many complete drafts for it, each of another person."""
    vacancy = open_vacancy(criteria=criteria, **fields)
    return vacancy, add_drafts(vacancy, number)


def add_drafts(vacancy: Vacancy, number: int) -> list[int]:
    people = User.objects.bulk_create(
        User(email=f"racer{vacancy.pk}-{i}@example.org", password="!") for i in range(number)
    )
    drafts = Application.objects.bulk_create(
        Application(
            vacancy=vacancy,
            applicant=person,
            first_name="Alex",
            last_name="Example",
            address="1 Example Row",
            postcode="ZZ99 9ZZ",
            right_to_work=RightToWork.UNLIMITED,
            knows_somebody=False,
            declared_at=timezone.now(),
        )
        for person in people
    )
    Section.objects.bulk_create(
        Section(application=draft, name=name, complete=True)
        for name in pages.WITH_A_SECTION
        for draft in drafts
    )
    Answer.objects.bulk_create(
        Answer(application=draft, criterion=criterion, text="I did.")
        for criterion in vacancy.criteria.all()
        for draft in drafts
    )
    return [draft.pk for draft in drafts]


def race(
    attempt: Callable,
    items: Iterable,
    *,
    over: timedelta = timedelta(0),
    runners: int = RUNNERS,
    begin: Callable | None = None,
) -> list:
    """Call `attempt(item)` for all items from `runners` threads, each with a connection of its own.

    Once all are connected `begin()` is called (the place to set a closing time: connecting can take long
    on a busy machine), then all go. With `over` the calls are spread evenly over that time. An exception
    in any of them is the race's. Returns what the attempts returned.
    """
    items = list(items)
    together = threading.Barrier(runners, action=begin)
    pause = over.total_seconds() / max(len(items), 1)

    def run(lane: int) -> list:
        try:
            connection.ensure_connection()
            together.wait(timeout=30)
            begun = time.monotonic()
            results = []
            for place in range(lane, len(items), runners):
                time.sleep(max(0.0, begun + place * pause - time.monotonic()))
                results.append(attempt(items[place]))
            return results
        finally:
            connection.close()

    with ThreadPoolExecutor(runners) as pool:
        return [result for lane in pool.map(run, range(runners)) for result in lane]


class Beside(threading.Thread):
    """An act of its own, on its own connection; `join` raises what went wrong in it."""

    def __init__(self, act: Callable, after: timedelta):
        super().__init__()
        self.act, self.after, self.error = act, after, None

    def run(self):
        try:
            connection.ensure_connection()
            time.sleep(self.after.total_seconds())
            self.act()
        except Exception as error:
            self.error = error
        finally:
            connection.close()

    def join(self, timeout=30):
        super().join(timeout)
        assert not self.is_alive(), "it hangs"
        if self.error:
            raise self.error


def beside(act: Callable, *, after: timedelta = timedelta(0)) -> Beside:
    """Call `act()` that long from now, while the test goes on. Join what this returns."""
    thread = Beside(act, after)
    thread.start()
    return thread


def hold_vacancy(vacancy: Vacancy, *, until: datetime) -> Beside:
    """Lock the vacancy's row beside the test and keep it locked until then; returns once it is locked."""
    locked = threading.Event()

    def hold():
        with transaction.atomic():
            Vacancy.objects.select_for_update(no_key=True).get(pk=vacancy.pk)
            locked.set()
            time.sleep(max(0.0, (until - timezone.now()).total_seconds()))

    holder = beside(hold)
    assert locked.wait(10)
    return holder


def until_somebody_waits_for_a_lock(patience=15.0) -> bool:
    """True once another connection of this database is held up by a lock; False after `patience` seconds."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            # Within a transaction the first look is kept for all that follow.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.02)
    return False


def through_the_gate(pk: int) -> Attempt:
    """Submit by bare SQL, one transaction: what the database does, however anybody writes to it."""
    with connection.cursor() as cursor:
        try:
            cursor.execute(
                "UPDATE applying_application SET status = 'submitted'"
                " WHERE id = %s RETURNING clock_timestamp()",
                [pk],
            )
            return Attempt(pk, True, cursor.fetchone()[0])
        except DatabaseError as error:
            if error.__cause__.sqlstate != "AP001":
                raise
        cursor.execute("SELECT clock_timestamp()")
        return Attempt(pk, False, cursor.fetchone()[0])


def check_then_update(pk: int) -> Attempt:
    """The ordinary way to do it: is the advert open and not full? Then store, and count."""
    with transaction.atomic(), connection.cursor() as cursor:
        vacancy = Vacancy.objects.filter(applications=pk).open().first()
        time.sleep(random.uniform(0, 0.05))
        if vacancy is None:
            return Attempt(pk, False, timezone.now())
        cursor.execute(
            "UPDATE applying_application SET status = 'submitted', submitted_at = clock_timestamp()"
            " WHERE id = %s RETURNING clock_timestamp()",
            [pk],
        )
        (over_at,) = cursor.fetchone()
        cursor.execute(
            "UPDATE vacancies_vacancy SET applications_received = applications_received + 1 WHERE id = %s",
            [vacancy.pk],
        )
    return Attempt(pk, True, over_at)


@contextmanager
def gate_off():
    """Without the gate, and without the guard of the count that goes with it."""
    names = (("applying_application", "applying_gate"), ("vacancies_vacancy", "applying_keep_count"))
    with connection.cursor() as cursor:
        for table, trigger in names:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {trigger}")
        try:
            yield
        finally:
            for table, trigger in names:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {trigger}")


def assert_nothing_lost_or_doubled(vacancy: Vacancy, attempts: list[Attempt]) -> None:
    """Every receipt has its row, every refusal its draft, and the count is the number of rows."""
    rows = dict(Application.objects.filter(vacancy=vacancy).values_list("pk", "submitted_at"))
    assert Counter(attempt.application for attempt in attempts) == Counter(rows.keys())
    for attempt in attempts:
        assert (rows[attempt.application] is not None) == attempt.accepted
    vacancy.refresh_from_db()
    assert vacancy.applications_received == sum(attempt.accepted for attempt in attempts)


def assert_no_promise_broken(*, but_audit: bool = False) -> None:
    """Run every invariant; bare SQL leaves no audit and no history, which is what two of them say."""
    unseen = {
        "every submission is in the audit trail",
        "every status has its move",
    }
    assert [b for b in invariants.broken() if not (but_audit and b.name in unseen)] == []
