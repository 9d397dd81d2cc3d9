"""The nights on which the clocks change: a closing time and a notice are instants, whatever a wall shows."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from psycopg import sql

from tests.factories import complete_draft, open_vacancy
from vacancies import times
from vacancies.actions.closing import end_of_notice
from vacancies.models import Vacancy

pytestmark = [pytest.mark.proof, pytest.mark.django_db]

A_MOMENT = timedelta(microseconds=1)
NIGHTS = [
    # the last day and minute, and the instant of the end in UTC
    (date(2026, 10, 25), time(23, 59), "2026-10-26T00:00+00:00"),
    (date(2026, 10, 25), time(12, 0), "2026-10-25T12:01+00:00"),
    (date(2026, 10, 24), time(23, 59), "2026-10-24T23:00+00:00"),
    (date(2027, 3, 28), time(23, 59), "2027-03-28T23:00+00:00"),
    (date(2027, 3, 28), time(12, 0), "2027-03-28T11:01+00:00"),
    (date(2027, 3, 27), time(23, 59), "2027-03-28T00:00+00:00"),
]


def gate_at(instant: datetime, closes_at: datetime) -> bool:
    """Would the gate, at this instant by its own clock, let an application in? By the gate's very words."""
    vacancy = open_vacancy(opens_at=closes_at - timedelta(days=30), closes_at=closes_at)
    draft = complete_draft(vacancy)
    clock = "instant := clock_timestamp();"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'applying_gate'")
        body = cursor.fetchone()[0]
        assert body.count(clock) == 1
        body = body.replace(clock, f"instant := '{instant.isoformat()}';")
        function = "CREATE OR REPLACE FUNCTION applying_gate() RETURNS trigger LANGUAGE plpgsql AS {}"
        cursor.execute(sql.SQL(function).format(body))
        accepted = submitted(draft)
        transaction.set_rollback(True)
    return accepted


def submitted(draft) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE applying_application SET status = 'submitted' WHERE id = %s", [draft.pk])
    except DatabaseError as refusal:
        if refusal.__cause__.sqlstate != "AP001":
            raise
        return False
    return True


@pytest.mark.parametrize(("day", "minute", "ends"), NIGHTS)
def test_the_last_moment_is_in_and_the_next_is_not(day, minute, ends):
    closes_at = times.closing_instant(day, minute)
    assert closes_at == datetime.fromisoformat(ends)
    assert times.last_minute(closes_at).time() == minute
    assert gate_at(closes_at - A_MOMENT, closes_at)
    assert not gate_at(closes_at, closes_at)


def test_negative_control_a_day_of_24_hours_is_wrong_by_one():
    """What "the evening after" gives when it is reckoned by adding 24 hours."""
    for day, minute, ends in (NIGHTS[0], NIGHTS[3]):
        evening_before = times.closing_instant(day - timedelta(days=1), minute)
        wrong = evening_before + timedelta(hours=24)
        assert abs(wrong - datetime.fromisoformat(ends)) == timedelta(hours=1)
        assert gate_at(wrong, wrong) is False
        assert times.days_later(evening_before, 1) == datetime.fromisoformat(ends)


@pytest.mark.parametrize("given", ["2026-10-24T22:30:20+00:00", "2027-03-27T23:30:20+00:00"])
def test_a_notice_lasts_its_hours_however_many_the_night_has(given):
    given_at = datetime.fromisoformat(given)
    vacancy = Vacancy(notice_hours=24, closes_at=given_at + timedelta(days=9))
    lasts = end_of_notice(vacancy, given_at) - given_at
    assert timedelta(hours=24) <= lasts <= timedelta(hours=24, minutes=1)
