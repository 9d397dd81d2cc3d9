"""Times as people say and enter them, in Europe/London: pure functions on instants, no clock, no database.

Every sum is done on UTC instants or on calendar days, never by adding 24 hours: twice a year a day in London
has 23 or 25 of them.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
A_MINUTE = timedelta(minutes=1)
END_OF_DAY = time(23, 59)


class NoSuchTime(ValueError):
    """The clocks go forward over this minute: it does not exist that day."""


class TwoSuchTimes(ValueError):
    """The clocks go back over this minute: it comes twice that day."""


def instant(day: date, minute: time) -> datetime:
    """When this minute of this day begins in London, in UTC.

    Raises NoSuchTime or TwoSuchTimes for the hours of the year in which a wall clock does not name one
    instant.
    """
    wall = datetime.combine(day, minute.replace(second=0, microsecond=0, tzinfo=None))
    first, second = (wall.replace(tzinfo=LONDON, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first != second:
        raise TwoSuchTimes(wall) if second > first else NoSuchTime(wall)
    return first


def closing_instant(day: date, last_minute: time) -> datetime:
    """The first instant after the last minute in which people may apply: what is stored.

    11:59pm on 25 October gives 26 October 00:00 in London, in UTC. Raises as `instant` does.
    """
    return instant(day, last_minute) + A_MINUTE


def last_minute(closes_at: datetime) -> datetime:
    """The last minute in which people may apply, in London: what is shown."""
    return (closes_at - A_MINUTE).astimezone(LONDON)


def days_later(instant: datetime, days: int) -> datetime:
    """The same time of day so many calendar days later in London, in UTC.

    Where that wall time comes twice or not at all, the later reading: nobody's days are cut short.
    """
    wall = instant.astimezone(LONDON) + timedelta(days=days)
    return max(wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1))


def start_of_day(day: date) -> datetime:
    """The first instant of a day in London, in UTC. The clocks never change at midnight."""
    return datetime.combine(day, time(0), tzinfo=LONDON).astimezone(UTC)


def minute_in_words(instant: datetime, *, now: datetime | None = None) -> str:
    """11:59pm on Sunday 25 October 2026; without the year where it is the year of `now`."""
    local = instant.astimezone(LONDON)
    clock = clock_in_words(instant)
    year = "" if now and now.astimezone(LONDON).year == local.year else f" {local:%Y}"
    return f"{clock} on {local:%A} {local.day} {local:%B}{year}"


def day_in_words(instant: datetime) -> str:
    """Sunday 25 October 2026: the day in London."""
    local = instant.astimezone(LONDON)
    return f"{local:%A} {local.day} {local:%B} {local.year}"


def left_in_words(until: datetime, now: datetime) -> str:
    """1 day 5 hours; 5 hours 12 minutes; less than a minute.

    Time that passes, not what two clocks on a wall would say: on the nights the clocks change they differ.
    """
    return _length_in_words(max(timedelta(0), until - now) // A_MINUTE) or "less than a minute"


def length_in_words(length: timedelta) -> str:
    """1 hour 5 minutes; 2 days 3 hours; never less than a minute."""
    return _length_in_words(max(1, round(length / A_MINUTE)))


def _length_in_words(minutes: int) -> str:
    parts = [(minutes // 1440, "day"), (minutes // 60 % 24, "hour"), (minutes % 60, "minute")]
    said = [f"{number} {unit}{'s'[: number > 1]}" for number, unit in parts if number]
    return " ".join(said[:2])


def clock_in_words(instant: datetime) -> str:
    """2:05pm, as a clock in London shows it."""
    return f"{instant.astimezone(LONDON):%I:%M%p}".lstrip("0").lower()


def closing_in_words(closes_at: datetime, now: datetime) -> str:
    """closes in 2 days (11:59pm on Sunday 25 October); days are calendar days, as people count them."""
    shown = last_minute(closes_at)
    minute = minute_in_words(shown, now=now)
    left = closes_at - now
    if left <= timedelta(0):
        return f"closed at {minute}"
    days = (shown.date() - now.astimezone(LONDON).date()).days
    if left <= timedelta(hours=1):
        minutes = max(1, left // A_MINUTE)
        soon = f"in {minutes} minute{'' if minutes == 1 else 's'}"
    else:
        soon = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    return f"closes {soon} ({minute})"


def next_time_of_day(minute: time, *, after: datetime) -> datetime:
    """The next instant, from `after` on, at which clocks in London show this time of day, in UTC.

    On the day the clocks go forward over it: an hour later by the clock. Where it comes twice: the first
    that is still to come.
    """
    today = after.astimezone(LONDON).date()
    return next(
        instant
        for day in (today, today + timedelta(days=1))
        for instant in _at(day, minute)
        if instant >= after
    )


def _at(day: date, minute: time) -> list[datetime]:
    first, second = (
        datetime.combine(day, minute, tzinfo=LONDON).replace(fold=fold).astimezone(UTC) for fold in (0, 1)
    )
    return [first] if first >= second else [first, second]
