"""When a cap will be reached at the rate of the applications so far: pure functions, no clock, no query."""

from datetime import datetime, timedelta

# Sooner than this after the opening, the rate says nothing yet.
EARLIEST = timedelta(hours=12)
# Further away than this it is no forecast.
FURTHEST_DAYS = 60


def time_left(received: int, cap: int, *, opened_at: datetime, now: datetime) -> timedelta | None:
    """How long until the cap is reached if people go on applying as they did; None where nobody can tell."""
    open_for = now - opened_at
    if received >= cap:
        return timedelta(0)
    if received == 0 or open_for < EARLIEST:
        return None
    left = open_for / received * (cap - received)
    return left if left <= timedelta(days=FURTHEST_DAYS) else None


def forecast(received: int, cap: int, *, opened_at: datetime, now: datetime) -> str:
    """47 of 60; about 2 days at this rate."""
    left = time_left(received, cap, opened_at=opened_at, now=now)
    standing = f"{received:,} of {cap:,}"
    if left is None:
        return standing
    if not left:
        return f"{standing}; the limit is reached"
    hours = round(left / timedelta(hours=1))
    if hours < 1:
        return f"{standing}; less than an hour at this rate"
    number, unit = (hours, "hour") if hours < 36 else (round(hours / 24), "day")
    return f"{standing}; about {number} {unit}{'s'[: number > 1]} at this rate"
