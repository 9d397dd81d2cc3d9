"""The pay table against published figures, and the sums against their own laws."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vacancies import pay

IN_2025 = date(2025, 11, 10)
IN_2026 = date(2026, 4, 1)
SALARIES = st.integers(min_value=10_000, max_value=200_000)
HOURS = st.decimals(min_value="0.5", max_value="37.5", places=2)


@pytest.mark.parametrize(
    ("band", "day", "expected"),
    [
        ("2", IN_2025, (24_465, 24_465)),
        ("4", IN_2025, (27_485, 30_162)),
        ("4", date(2026, 3, 31), (27_485, 30_162)),
        ("4", IN_2026, (28_392, 31_157)),
        ("8a", IN_2025, (55_690, 62_682)),
        ("9", IN_2026, (112_782, 129_783)),
    ],
)
def test_a_band_pays_what_was_published_for_the_day(band, day, expected):
    assert pay.salary_range(band, day) == expected


@pytest.mark.parametrize(
    ("annual", "hourly"),
    [(24_465, "12.51"), (24_937, "12.75"), (26_598, "13.60"), (27_485, "14.06"), (30_162, "15.43")],
)
def test_the_hourly_rate_is_the_published_one(annual, hourly):
    assert pay.hourly_rate(annual) == Decimal(hourly)


def test_fifteen_hours_on_band_2():
    assert pay.pro_rata(24_465, 15) == Decimal("9786.00")
    assert str(pay.pro_rata(24_465, Decimal("15.0"))) == "9786.00"


def test_a_figure_nobody_published_is_not_invented():
    with pytest.raises(pay.NotPublished, match=r"Band 8b on 1 April 2026 has not been published"):
        pay.salary_range("8b", IN_2026)
    assert pay.scale_on(IN_2026).bands["6"].middle is None


def test_a_day_before_the_first_scale_is_refused():
    with pytest.raises(pay.NotPublished, match="31 March 2025"):
        pay.scale_on(date(2025, 3, 31))


@given(st.text(max_size=4).filter(lambda word: word not in pay.BANDS))
def test_an_unknown_band_is_named_and_refused(word):
    with pytest.raises(pay.UnknownBand, match="There is no Agenda for Change band"):
        pay.salary_range(word, IN_2025)


def test_every_scale_is_whole_ordered_and_in_steps():
    for scale in pay.SCALES:
        assert tuple(scale.bands) == pay.BANDS
        tops = [band.top for band in scale.bands.values() if band.top]
        assert tops == sorted(tops)
        for band in scale.bands.values():
            steps = [step for step in (band.entry, band.middle, band.top) if step is not None]
            assert steps == sorted(steps)
            assert all(type(step) is int for step in steps)
    assert [scale.begins_on for scale in pay.SCALES] == sorted(scale.begins_on for scale in pay.SCALES)


@given(st.dates(min_value=date(2025, 4, 1), max_value=date(2099, 12, 31)))
def test_the_scale_of_a_day_has_begun_and_no_newer_one_has(day):
    scale = pay.scale_on(day)
    assert scale.begins_on <= day
    assert not any(scale.begins_on < other.begins_on <= day for other in pay.SCALES)
    assert pay.scale_on(day + timedelta(days=1)).begins_on >= scale.begins_on


@given(SALARIES, HOURS)
def test_part_time_pay_is_a_part_of_full_time_pay(annual, hours):
    part = pay.pro_rata(annual, hours)
    assert 0 < part <= annual
    assert part == part.quantize(Decimal("0.01"))
    assert abs(part / hours - Decimal(annual) / Decimal("37.5")) <= Decimal("0.01")


@given(SALARIES)
def test_the_hourly_rate_times_the_hours_of_a_year_is_the_salary_within_half_a_penny_an_hour(annual):
    hours_in_a_year = pay.WEEKS_IN_A_YEAR * pay.FULL_TIME_HOURS
    assert abs(pay.hourly_rate(annual) * hours_in_a_year - annual) <= hours_in_a_year * Decimal("0.005")
    assert pay.pro_rata(annual, pay.FULL_TIME_HOURS) == annual


@pytest.mark.parametrize("hours", [0, -1, Decimal("-37.5")])
def test_no_hours_are_no_pro_rata(hours):
    with pytest.raises(ValueError, match="Hours a week"):
        pay.pro_rata(24_465, hours)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((27_485, 30_162), "£27,485 to £30,162 a year"),
        ((24_465, 24_465), "£24,465 a year"),
        ((Decimal("24465.00"), None), "£24,465 a year"),
        ((None, Decimal("26598.50")), "£26,598.50 a year"),
        ((None, None), ""),
    ],
)
def test_a_salary_in_words(arguments, words):
    assert pay.salary_in_words(*arguments) == words


def test_a_part_time_and_an_hourly_salary_in_words():
    assert (
        pay.salary_in_words(24_465, hours_per_week=Decimal("15.00"), hourly=Decimal("12.51"))
        == "£24,465 a year pro rata (£9,786 a year for 15 hours a week; £12.51 an hour)"
    )
    assert pay.salary_in_words(27_485, 30_162, hours_per_week=Decimal("37.50")) == "£27,485 to £30,162 a year"
    assert pay.salary_in_words(None, hourly=Decimal("12.5")) == "£12.50 an hour"


def test_bands_in_words():
    assert pay.band_in_words("8a") == "Band 8a"
    with pytest.raises(pay.UnknownBand):
        pay.band_in_words("8")
