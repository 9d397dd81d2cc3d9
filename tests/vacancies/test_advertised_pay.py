"""What an advert says of pay: every band, hours, zone and day against laws, and the words themselves."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from vacancies import pay
from vacancies.advertised_pay import advertise, opening_day
from vacancies.models import Vacancy
from vacancies.status import Contract, HighCostArea, PayScheme, Status

NOON = {"hour": 12, "tzinfo": UTC}
BANDS = st.sampled_from(pay.BANDS)
ZONES = st.sampled_from([zone.value for zone in HighCostArea])
HOURS = st.none() | st.decimals(min_value="0.5", max_value="60", places=2)
DAYS = st.dates(min_value=date(2025, 3, 25), max_value=date(2027, 12, 31)) | st.sampled_from(
    [date(2025, 3, 31), date(2025, 4, 1), date(2026, 3, 31), date(2026, 4, 1)]
)


def advert(**fields) -> Vacancy:
    """Published, so that the day of the scale is fixed: 1 June 2025 unless the fields say otherwise."""
    fields = {"opens_at": datetime(2025, 6, 1, **NOON), "status": Status.PUBLISHED, **fields}
    return Vacancy(**fields)


@settings(max_examples=150)
@given(band=BANDS, zone=ZONES, hours=HOURS, day=DAYS, days_open=st.integers(0, 60), bank=st.booleans())
def test_whatever_the_band_the_zone_the_hours_and_the_day(band, zone, hours, day, days_open, bank):
    opens_at = datetime(day.year, day.month, day.day, **NOON)
    vacancy = advert(
        band=band,
        high_cost_area=zone,
        hours_per_week=hours,
        opens_at=opens_at,
        closes_at=datetime.fromtimestamp(opens_at.timestamp() + days_open * 86_400, UTC),
        contract=Contract.BANK if bank else Contract.PERMANENT,
    )
    said = advertise(vacancy)
    assert opening_day(vacancy) == day
    assert len(said.words) <= Vacancy._meta.get_field("pay_shown").max_length
    scale = max(
        (scale for scale in pay.SCALES if scale.begins_on <= day), key=lambda s: s.begins_on, default=None
    )
    if scale is None or scale.bands[band].entry is None:
        # Nothing is made up: no figure, no words, and a sentence that says why.
        assert said.full_time is None
        assert "£" not in said.words
        assert "has not been published" in said.notes[0] or "No pay scale is kept" in said.notes[0]
        return
    basic = scale.bands[band]
    assert 0 < basic.entry <= said.full_time.lowest <= said.full_time.highest
    assert {pay.pounds(basic.entry), pay.pounds(basic.top)} <= set(figures(said.words))
    assert str(said.full_time) in said.words
    check_the_supplement(said, zone, scale, basic)
    check_the_hours(said, hours)


def check_the_supplement(said, zone, scale, basic):
    added = said.full_time.lowest - basic.entry, said.full_time.highest - basic.top
    if not zone:
        assert added == (0, 0)
        assert "supplement" not in said.words
    elif zone not in scale.supplements:
        assert added == (0, 0)
        assert "supplement has not been published" not in said.words
        assert any("supplement" in note and "has not been published" in note for note in said.notes)
    else:
        known = scale.supplements[zone]
        for figure, annual in zip(added, (basic.entry, basic.top), strict=True):
            assert known.lowest <= figure <= known.highest
            share = annual * known.percent / 100
            assert known.lowest < share < known.highest or figure in (known.lowest, known.highest)
            assert not known.lowest < share < known.highest or abs(figure - share) <= Decimal("0.5")


def check_the_hours(said, hours):
    whole = said.full_time
    if hours is None:
        assert "pro rata" not in said.words
        return
    part = pay.for_hours(whole.lowest, whole.highest, hours)
    for of_part, of_whole in ((part.year.lowest, whole.lowest), (part.year.highest, whole.highest)):
        assert 0 < of_part <= of_whole
        assert (of_part == of_whole) == (hours >= pay.FULL_TIME_HOURS)
    assert abs(part.month.highest * 12 - part.year.highest) <= Decimal("0.07")
    assert part.hour.lowest == pay.hourly_rate(whole.lowest)
    assert (f"{part.year} a year for {pay.plain(hours)} hours a week" in said.words) == part.is_part_time


def figures(words: str) -> list[str]:
    return [word.strip("();:,.") for word in words.split() if word.startswith(("£", "(£"))]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"band": "4"}, "£27,485 to £30,162 a year"),
        ({"band": "2"}, "£24,465 a year"),
        (
            {"band": "4", "high_cost_area": "outer"},
            "£27,485 to £30,162 a year plus outer London supplement: £32,199 to £34,876 a year in all",
        ),
        (
            {"band": "6", "high_cost_area": "inner", "hours_per_week": Decimal("18.75")},
            "£38,682 to £46,580 a year plus inner London supplement: £46,418 to £55,046 a year in all, "
            "pro rata (£23,209 to £27,523 a year for 18.75 hours a week)",
        ),
        (
            {"band": "3", "high_cost_area": "fringe", "contract": Contract.BANK},
            "£24,937 to £26,598 a year plus London fringe supplement: £26,240 to £27,928 a year in all "
            "(£13.42 to £14.28 an hour)",
        ),
        (
            {"band": "4", "high_cost_area": "outer", "opens_at": datetime(2026, 6, 1, **NOON)},
            "£28,392 to £31,157 a year plus outer London supplement",
        ),
        (
            {
                "band": "4",
                "opens_at": datetime(2026, 3, 20, **NOON),
                "closes_at": datetime(2026, 4, 3, **NOON),
            },
            "£27,485 to £30,162 a year; from 1 April 2026: £28,392 to £31,157 a year",
        ),
        (
            {
                "band": "4",
                "opens_at": datetime(2026, 3, 20, **NOON),
                "closes_at": datetime(2026, 3, 30, **NOON),
                "interview_on": date(2026, 4, 9),
            },
            "£27,485 to £30,162 a year; from 1 April 2026: £28,392 to £31,157 a year",
        ),
        ({"band": "4", "salary_min": 28_000}, "£28,000 a year"),
        ({"band": "4", "salary_min": 28_000, "salary_max": 29_000}, "£28,000 to £29,000 a year"),
        ({"band": "4", "salary_text": "Up to £15 an hour"}, "Up to £15 an hour"),
        ({"hourly_rate": Decimal("12.60")}, "£12.60 an hour"),
        (
            {"band": "2", "hours_per_week": Decimal("15")},
            "£24,465 a year pro rata (£9,786 a year for 15 hours a week)",
        ),
        ({"band": "4", "pay_scheme": PayScheme.OTHER}, ""),
        ({"band": "8x"}, ""),
        ({}, ""),
    ],
)
def test_the_words(fields, words):
    assert advert(**fields).pay_in_words == words


@pytest.mark.parametrize(
    ("fields", "note"),
    [
        (
            {"band": "8b", "opens_at": datetime(2026, 6, 1, **NOON)},
            "Band 8b on 1 June 2026 has not been published",
        ),
        (
            {"band": "4", "high_cost_area": "inner", "opens_at": datetime(2026, 6, 1, **NOON)},
            "inner London supplement on 1 June 2026 has not been published",
        ),
        (
            {
                "band": "8c",
                "opens_at": datetime(2026, 3, 20, **NOON),
                "closes_at": datetime(2026, 4, 3, **NOON),
            },
            "A new pay scale begins before the advert's dates are over",
        ),
        ({"salary_min": 28_000, "high_cost_area": "inner"}, "not added to figures of your own"),
        ({"pay_scheme": PayScheme.OTHER}, "enter the figures, or say in words"),
    ],
)
def test_the_recruiter_is_told_what_is_not_known(fields, note):
    assert note in " ".join(advert(**fields).explain_pay())


def test_a_bands_pay_is_that_of_the_day_of_opening_in_london():
    # 11:30pm UTC on 31 March 2026 is 1 April in London.
    assert advert(band="2", opens_at=datetime(2026, 3, 31, 23, 30, tzinfo=UTC)).salary_range == (
        25_272,
        25_272,
    )
    assert advert(band="2", opens_at=datetime(2026, 3, 31, 22, 30, tzinfo=UTC)).salary_range == (
        24_465,
        24_465,
    )


def test_what_was_advertised_is_read_from_the_row():
    vacancy = advert(band="4", pay_from=Decimal(20_000), pay_to=Decimal(21_000), pay_shown="As it was said")
    assert vacancy.pay_in_words == "As it was said"
    assert vacancy.salary_range == (20_000, 21_000)
    assert vacancy.explain_pay()[0] == "The advert says: As it was said."


@pytest.mark.django_db
def test_a_draft_is_worked_out_as_of_today():
    with time_machine.travel(datetime(2026, 4, 1, 8, tzinfo=UTC)):
        assert Vacancy(band="2").pay_in_words == "£25,272 a year"
