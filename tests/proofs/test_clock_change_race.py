"""Submissions around deadlines on both nights on which the clocks change: none late, none lost, none doubled.

The gate is asked as in test_deadline.py, by many connections at once, but its clock is the real one moved to
the night in question, so that the closing time is a true one: 23:59 on the day, the evening before, midday.
"""

import threading
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import cycle

import pytest
from django.db import connection, transaction
from django.utils import timezone

from applicants.applying.models import Application
from recruitment.mail import doorbell
from tests.proofs.racing import (
    Attempt,
    assert_nothing_lost_or_doubled,
    gate_off,
    race,
    through_the_gate,
    vacancy_with_drafts,
)
from tests.proofs.test_clock_changes import NIGHTS
from vacancies import times

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

# Two presses of so many people at each of the closing times: 5,040 attempts.
PEOPLE = 420
IN_A_LONG_RUN = 100_000
CLOCK = "instant := clock_timestamp();"


@pytest.fixture(autouse=True)
def silent_doorbell(monkeypatch):
    monkeypatch.setattr(doorbell, "ring", lambda *task: None)


class Night:
    """An advert that closes at an instant of such a night, and the time by which its gate goes."""

    def __init__(self, day, minute, *, people: int):
        self.closes_at = times.closing_instant(day, minute)
        opens_at = self.closes_at - timedelta(days=30)
        self.vacancy, self.drafts = vacancy_with_drafts(people, opens_at=opens_at, closes_at=self.closes_at)
        self.ahead = timedelta(0)

    @contextmanager
    def falls(self, *, before: timedelta):
        """Hands over what begins the night: then the gate's clock runs, from so long before the closing."""

        def begin():
            self.ahead = self.closes_at - before - timezone.now()
            seconds = self.ahead.total_seconds()
            _define(gate.replace(CLOCK, f"instant := clock_timestamp() + '{seconds:.6f} seconds'::interval;"))

        gate = _definition()
        assert gate.count(CLOCK) == 1
        try:
            yield begin
        finally:
            _define(gate)

    def attempts(self, attempt) -> list:
        """Everybody presses, spread around the closing time; what each press got."""
        half = timedelta(seconds=0.5)
        with self.falls(before=half) as begin:
            presses = race(attempt, [pk for pk in self.drafts for _ in range(2)], over=2 * half, begin=begin)
        self.vacancy.refresh_from_db()
        return presses

    def late(self) -> int:
        return self.vacancy.applications.received().filter(submitted_at__gte=self.closes_at).count()


def _definition() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('applying_gate'::regproc)")
        return cursor.fetchone()[0]


def _define(gate: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(gate)


def try_a_night(day, minute) -> int:
    """One closing time; how many presses it took."""
    night = Night(day, minute, people=PEOPLE)
    presses = night.attempts(through_the_gate)
    assert night.late() == 0
    by_person: dict[int, list[Attempt]] = {}
    for press in presses:
        by_person.setdefault(press.application, []).append(press)
    assert {len(both) for both in by_person.values()} == {2}
    # Whoever was let in with either press has one row and one receipt; the count knows them once.
    assert_nothing_lost_or_doubled(night.vacancy, [max(both, key=_accepted) for both in by_person.values()])
    received = night.vacancy.applications_received
    assert 0 < received < PEOPLE, "the closing time did not come in the middle of the race"
    return len(presses)


def _accepted(press: Attempt) -> bool:
    return press.accepted


@pytest.mark.parametrize(("day", "minute", "ends"), NIGHTS)
def test_none_late_none_lost_none_doubled(day, minute, ends):
    assert times.closing_instant(day, minute) == datetime.fromisoformat(ends)
    assert try_a_night(day, minute) == 2 * PEOPLE


@pytest.mark.long
def test_a_hundred_thousand_attempts():
    made = 0
    for day, minute, _ in cycle(NIGHTS):
        made += try_a_night(day, minute)
        if made >= IN_A_LONG_RUN:
            return


def test_negative_control_with_the_gate_off_late_ones_get_in():
    """The ordinary way, by the same clock: look at the time, then store."""
    day, minute, _ = NIGHTS[0]
    night = Night(day, minute, people=PEOPLE // 4)
    closed = threading.Event()

    def look_then_store(pk):
        with transaction.atomic():
            if timezone.now() + night.ahead >= night.closes_at:
                closed.set()
                return
            # Somebody looked in time, and stores once others have seen that it is over.
            assert pk != night.drafts[0] or closed.wait(30)
            now = timezone.now() + night.ahead
            Application.objects.filter(pk=pk, submitted_at=None).update(status="submitted", submitted_at=now)

    with gate_off():
        night.attempts(look_then_store)
    assert night.late() > 0
