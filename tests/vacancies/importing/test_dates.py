"""Days and closing times as adverts write them, against the calendar and the clock of London."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vacancies import times
from vacancies.importing.dates import closing_instant, day_of

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 12, 30))
ORDINALS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def _writings(day: date) -> list[str]:
    """The same day as different people write it."""
    return [
        f"{day.day} {day:%B %Y}",
        f"{day:%d %b %Y}",
        f"{day.day}{ORDINALS.get(day.day, 'th')} {day:%B %Y}",
        f"{day:%A} {day.day} {day:%B}, {day:%Y}",
        f"{day:%d/%m/%Y}",
        f"{day.day}.{day.month}.{day:%Y}",
        f"{day:%Y-%m-%d}",
    ]


@given(DAYS)
def test_a_day_is_the_same_day_however_it_is_written(day):
    assert {day_of(writing) for writing in _writings(day)} == {day}


@pytest.mark.parametrize(
    "words",
    ["10 November", "November 2025", "10/11/25", "31 September 2026", "29 February 2025", "32/01/2026",
     "10 Novel 2025", "10 November 9999", "10 November 2025 or 11 November 2025", "soon", ""],
)  # fmt: skip
def test_what_is_no_one_day_is_none(words):
    assert day_of(words) is None
    assert closing_instant(words) == (None, False)


@given(DAYS)
def test_a_day_alone_closes_after_its_last_minute_in_london(day):
    instant, is_midnight = closing_instant(f"{day.day} {day:%B %Y}")
    assert instant.astimezone(ZoneInfo("Europe/London")) == datetime(
        *(day + timedelta(days=1)).timetuple()[:3], tzinfo=ZoneInfo("Europe/London")
    )
    assert not is_midnight


@pytest.mark.parametrize(
    ("words", "instant"),
    [
        ("10 November 2025", "2025-11-11T00:00"),
        ("10 June 2026", "2026-06-10T23:00"),
        ("24 October 2026", "2026-10-24T23:00"),
        ("25 October 2026", "2026-10-26T00:00"),
        ("03/09/2025 23:59", "2025-09-03T23:00"),
        ("10 November 2025 at 12 noon", "2025-11-10T12:01"),
        ("midday on Tuesday 9 June 2026", "2026-06-09T11:01"),
        ("10 Nov 2025, 5.30pm", "2025-11-10T17:31"),
        ("Monday 10 November 2025 at 09:00 hrs", "2025-11-10T09:01"),
        ("12pm on 1 March 2026", "2026-03-01T12:01"),
    ],
)
def test_a_stated_minute_is_the_last_one_that_is_accepted(words, instant):
    assert closing_instant(words)[0] == datetime.fromisoformat(instant).replace(tzinfo=UTC)


def test_midnight_is_the_end_of_the_day_and_is_said_to_have_been_read_so():
    assert closing_instant("10 November 2025 at 12 midnight") == (datetime(2025, 11, 11, tzinfo=UTC), True)


@pytest.mark.parametrize(
    "words",
    ["25 October 2026 at 1:30am", "29 March 2026 at 1:30am", "10 November 2025 at 25:00",
     "10 November 2025 at 13pm", "10 November 2025 at 12am", "5pm on 10 November 2025 at 6pm",
     "10 November 2025 or earlier"],
)  # fmt: skip
def test_a_minute_that_is_none_or_two_is_not_chosen(words):
    assert closing_instant(words)[0] is None


@given(DAYS, st.times())
def test_people_are_shown_the_minute_the_advert_stated(day, minute):
    instant, _ = closing_instant(f"{day:%d/%m/%Y} {minute:%H:%M}")
    if instant is not None:
        shown = times.last_minute(instant)
        assert (shown.date(), shown.hour, shown.minute) == (day, minute.hour, minute.minute)
