"""Gaps between periods: by a table, and by what must hold of any periods."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.applying.months import gaps, in_words, not_spoken_for

TODAY = date(2026, 11, 22)


def month(text):
    year, number = text.split("-")
    return date(int(year), int(number), 1)


def periods(*written):
    """ "2020-01/2021-03", "2022-02/" for one that still goes on."""
    return [
        (month(first), month(last) if last else None)
        for first, _, last in (each.partition("/") for each in written)
    ]


@pytest.mark.parametrize(
    ("worked", "found"),
    [
        ([], []),
        (["2020-01/"], []),
        # Nothing is asked of the time before the first job.
        (["2026-10/"], []),
        # Two months are no gap, three are.
        (["2020-01/2021-03", "2021-06/"], []),
        (["2020-01/2021-03", "2021-07/"], ["April 2021 to June 2021"]),
        # Over the turn of a year, and a leap year's February.
        (["2019-01/2019-11", "2020-03/"], ["December 2019 to February 2020"]),
        # The next job begins in the month the last one ended, or the month after.
        (["2020-01/2021-03", "2021-03/2022-01", "2022-02/"], []),
        # One job lasts over the end of another, in whatever order they are.
        (["2021-01/2021-06", "2018-01/2024-01", "2024-02/"], []),
        # One that still goes on covers whatever came after it.
        (["2015-01/", "2016-01/2016-02"], []),
        # Until today: the month that is not over does not count.
        (["2020-01/2026-08"], []),
        (["2020-01/2026-07"], ["August 2026 to now"]),
        (["2020-01/2026-11"], []),
        (
            ["2010-01/2010-02", "2012-01/2012-02"],
            ["March 2010 to December 2011", "March 2012 to now"],
        ),
    ],
)
def test_gaps_of_three_months_or_more(worked, found):
    assert [str(stretch) for stretch in gaps(periods(*worked), TODAY)] == found


MONTHS = st.integers(min_value=2000 * 12, max_value=2026 * 12 + 10)


def as_month(number):
    return date(number // 12, number % 12 + 1, 1)


@st.composite
def some_periods(draw):
    pairs = draw(st.lists(st.tuples(MONTHS, MONTHS | st.none()), max_size=8))
    return [(min(a, b if b is not None else a), b if b is None else max(a, b)) for a, b in pairs]


@given(some_periods())
def test_exactly_the_months_nobody_worked_are_in_a_gap_if_there_are_three_in_a_row(numbers):
    end = TODAY.year * 12 + TODAY.month - 2
    worked = {n for first, last in numbers for n in range(first, (end if last is None else last) + 1)}
    free = [n for n in range(min(worked, default=end + 1), end + 1) if n not in worked]
    expected, run = set(), []
    for n in [*free, None]:
        if run and n != run[-1] + 1:
            expected |= set(run) if len(run) >= 3 else set()
            run = []
        run.append(n)
    found = gaps(
        [(as_month(first), None if last is None else as_month(last)) for first, last in numbers], TODAY
    )
    spread = [n for gap in found for n in range(*_bounds(gap))]
    assert len(spread) == len(set(spread))
    assert set(spread) == expected
    assert all(gap.months >= 3 for gap in found)


def _bounds(gap):
    return gap.first.year * 12 + gap.first.month - 1, gap.last.year * 12 + gap.last.month


@pytest.mark.parametrize(
    ("known", "found"),
    [
        ([], ["November 2023 to now"]),
        (["2015-01/"], []),
        (["2015-01/2024-02", "2024-04/"], ["March 2024"]),
        (["2024-04/2026-10"], ["November 2023 to March 2024"]),
        (["2010-01/2012-01"], ["November 2023 to now"]),
    ],
)
def test_the_last_three_years_somebody_should_speak_for(known, found):
    assert [str(stretch) for stretch in not_spoken_for(periods(*known), TODAY)] == found


def test_months_in_words():
    march, april = date(2021, 3, 1), date(2021, 4, 1)
    assert in_words(march, april) == "March 2021 to April 2021"
    assert in_words(march, march) == "March 2021"
    assert in_words(march, None) == "March 2021 to now"
