"""Closing times in words and out of them, on ordinary days and on the two nights the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vacancies import times

FORWARD = date(2026, 3, 29)  # 1am becomes 2am
BACK = date(2026, 10, 25)  # 2am becomes 1am
INSTANTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


def test_a_closing_time_is_stored_as_the_first_instant_after_its_last_minute():
    # 25 October 2026 ends in winter time, 24 October in summer time.
    assert times.closing_instant(BACK, time(23, 59)) == datetime(2026, 10, 26, 0, 0, tzinfo=UTC)
    assert times.closing_instant(date(2026, 10, 24), time(23, 59)) == datetime(
        2026, 10, 24, 23, 0, tzinfo=UTC
    )


def test_the_minute_before_the_clocks_go_forward_ends_when_the_gap_begins():
    assert times.closing_instant(FORWARD, time(0, 59)) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize("minute", [time(1, 0), time(1, 59)])
def test_a_minute_that_does_not_exist_is_refused(minute):
    with pytest.raises(times.NoSuchTime):
        times.closing_instant(FORWARD, minute)


@pytest.mark.parametrize("minute", [time(1, 0), time(1, 59)])
def test_a_minute_that_comes_twice_is_refused(minute):
    with pytest.raises(times.TwoSuchTimes):
        times.closing_instant(BACK, minute)


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.times())
def test_what_is_shown_is_what_was_entered(day, minute):
    try:
        instant = times.closing_instant(day, minute)
    except (times.NoSuchTime, times.TwoSuchTimes):
        return
    shown = times.last_minute(instant)
    assert (shown.date(), shown.time()) == (day, minute.replace(second=0, microsecond=0))


@given(INSTANTS, st.integers(0, 90))
def test_days_later_keeps_the_time_of_day_and_never_cuts_a_day_short(instant, days):
    later = times.days_later(instant, days)
    before, after = instant.astimezone(times.LONDON), later.astimezone(times.LONDON)
    assert (after.date() - before.date()).days == days
    gap = timedelta(hours=1) if after.time() != before.time() else timedelta(0)
    assert datetime.combine(date.min, after.time()) - datetime.combine(date.min, before.time()) == gap
    assert timedelta(days=days, hours=-1) <= later - instant <= timedelta(days=days, hours=1)


def test_a_day_over_the_autumn_night_has_25_hours():
    noon = datetime(2026, 10, 24, 11, 0, tzinfo=UTC)
    assert times.days_later(noon, 1) - noon == timedelta(hours=25)


def test_seven_days_into_the_hour_that_comes_twice_end_at_its_second_coming():
    assert times.days_later(datetime(2026, 10, 18, 0, 30, tzinfo=UTC), 7) == datetime(
        2026, 10, 25, 1, 30, tzinfo=UTC
    )


def test_seven_days_into_the_hour_that_does_not_exist_end_an_hour_later_on_the_clock():
    assert times.days_later(datetime(2026, 3, 22, 1, 30, tzinfo=UTC), 7) == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )


CLOSES = datetime(2026, 10, 26, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2026, 10, 23, 12, tzinfo=UTC), "closes in 2 days (11:59pm on Sunday 25 October)"),
        # The night the clocks go back lies between: still tomorrow, not "in 2 days".
        (datetime(2026, 10, 23, 23, 30, tzinfo=UTC), "closes tomorrow (11:59pm on Sunday 25 October)"),
        (datetime(2026, 10, 24, 23, 0, tzinfo=UTC), "closes today (11:59pm on Sunday 25 October)"),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), "closes in 60 minutes (11:59pm on Sunday 25 October)"),
        (datetime(2026, 10, 25, 23, 58, 30, tzinfo=UTC), "closes in 1 minute (11:59pm on Sunday 25 October)"),
        (datetime(2026, 10, 25, 23, 59, 59, tzinfo=UTC), "closes in 1 minute (11:59pm on Sunday 25 October)"),
        (CLOSES, "closed at 11:59pm on Sunday 25 October"),
        (datetime(2025, 12, 30, 12, tzinfo=UTC), "closes in 299 days (11:59pm on Sunday 25 October 2026)"),
    ],
)
def test_the_closing_time_in_words(now, words):
    assert times.closing_in_words(CLOSES, now) == words
