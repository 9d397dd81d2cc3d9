"""Months, and the stretches of them that nothing covers: pure functions.

A month is the date of its first day. Whole months count, never days: who stopped on 3 March and began
again on 28 June was without work in April and May.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# From the first to the last month; None: still going on.
Period = tuple[date, date | None]
# NHS Employment Check Standards: a gap of three months or more is asked about.
GAP_AT_LEAST = 3
# How far back referees should reach, together.
REFEREES_COVER = 36


@dataclass(frozen=True)
class Stretch:
    """Months in a row, the first and the last of them included."""

    first: date
    last: date
    # Nothing has come after it.
    until_now: bool = False

    @property
    def months(self) -> int:
        return _number(self.last) - _number(self.first) + 1

    def overlap(self, first: date, last: date) -> int:
        """How many months it shares with those."""
        latest_first, earliest_last = max(self.first, first), min(self.last, last)
        return max(0, _number(earliest_last) - _number(latest_first) + 1)

    def __str__(self):
        return in_words(self.first, None if self.until_now else self.last)


def gaps(periods: Iterable[Period], today: date) -> list[Stretch]:
    """Three months or more between the first of the periods and this month that none covers; earliest first.

    The month that `today` lies in is not over, so it belongs to no gap.
    """
    periods = list(periods)
    if not periods:
        return []
    first = min(start for start, _ in periods)
    found = uncovered(periods, first, _month(_number(today) - 1))
    return [stretch for stretch in found if stretch.months >= GAP_AT_LEAST]


def not_spoken_for(periods: Iterable[Period], today: date) -> list[Stretch]:
    """The months of the last three years, this one left out, that none of the periods covers."""
    this_month = _number(today)
    return uncovered(periods, _month(this_month - REFEREES_COVER), _month(this_month - 1))


def uncovered(periods: Iterable[Period], first: date, last: date) -> list[Stretch]:
    """What the periods leave free from `first` to `last`, both included; earliest first."""
    end = _number(last)
    free_from, found = _number(first), []
    for start, stop in sorted(
        (_number(start), end if stop is None else _number(stop)) for start, stop in periods
    ):
        if start > end:
            break
        if start > free_from:
            found.append(Stretch(_month(free_from), _month(start - 1)))
        free_from = max(free_from, stop + 1)
    if free_from <= end:
        found.append(Stretch(_month(free_from), last, until_now=True))
    return found


def in_words(first: date, last: date | None) -> str:
    """ "March 2021 to September 2022", "March 2021 to now", "March 2021"."""
    if last == first:
        return f"{first:%B %Y}"
    return f"{first:%B %Y} to {last:%B %Y}" if last else f"{first:%B %Y} to now"


def _number(day: date) -> int:
    """Months since the year nought."""
    return day.year * 12 + day.month - 1


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
