"""The sentences an advert makes from its fields."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
import time_machine

from vacancies.models import Vacancy, place_in_words
from vacancies.status import CloseReason, Contract, DbsLevel, PayScheme, Sponsorship, WorkingPattern

PUBLISHED_IN_2025 = {"published_at": datetime(2025, 6, 1, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"band": "4", **PUBLISHED_IN_2025}, "£27,485 to £30,162 a year"),
        ({"band": "2", **PUBLISHED_IN_2025}, "£24,465 a year"),
        ({"band": "4", "salary_min": 28_000, **PUBLISHED_IN_2025}, "£28,000 a year"),
        ({"band": "4", "salary_min": 28_000, "salary_max": 29_000}, "£28,000 to £29,000 a year"),
        ({"band": "4", "salary_text": "Up to £15 an hour"}, "Up to £15 an hour"),
        ({"hourly_rate": Decimal("12.60")}, "£12.60 an hour"),
        (
            {"band": "2", "hours_per_week": Decimal("15"), **PUBLISHED_IN_2025},
            "£24,465 a year pro rata (£9,786 a year for 15 hours a week)",
        ),
        ({"band": "4", "pay_scheme": PayScheme.OTHER}, ""),
        ({"band": "8x"}, ""),
        ({}, ""),
    ],
)
def test_pay(fields, words):
    assert Vacancy(**fields).pay_in_words == words


def test_a_bands_pay_is_that_of_the_day_of_publication_in_london():
    # 11:30pm UTC on 31 March 2026 is 1 April in London.
    assert Vacancy(band="2", published_at=datetime(2026, 3, 31, 23, 30, tzinfo=UTC)).salary_range == (
        25_272,
        25_272,
    )
    assert Vacancy(band="2", published_at=datetime(2026, 3, 31, 22, 30, tzinfo=UTC)).salary_range == (
        24_465,
        24_465,
    )


def test_a_band_whose_pay_is_not_published_says_nothing():
    assert Vacancy(band="8b", published_at=datetime(2026, 6, 1, tzinfo=UTC)).pay_in_words == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ""),
        (
            {"close_after_applications": 1},
            "This advert closes early once we have received 1 application.",
        ),
        (
            {"close_after_applications": 1200, "minimum_open_days": 1},
            "This advert closes early once we have received 1,200 applications, "
            "but not before it has been open for 1 day.",
        ),
        (
            {
                "close_after_applications": 40,
                "minimum_open_days": 7,
                "cap_applies_from": datetime(2026, 10, 27, 15, tzinfo=UTC),
            },
            "This advert closes early once we have received 40 applications, "
            "but not before 3:00pm on Tuesday 27 October.",
        ),
    ],
)
def test_may_close_early(fields, words):
    with time_machine.travel(datetime(2026, 10, 20, tzinfo=UTC)):
        assert Vacancy(**fields).may_close_early == words


def test_when_it_closed_is_the_minute_people_were_told():
    midnight = datetime(2026, 10, 26, tzinfo=UTC)
    by_time = Vacancy(closes_at=midnight, closed_at=midnight, close_reason=CloseReason.DEADLINE)
    assert by_time.closed_in_words == "11:59pm on Sunday 25 October 2026"
    by_cap = Vacancy(closes_at=midnight, closed_at=datetime(2026, 10, 20, 9, tzinfo=UTC), close_reason="cap")
    assert by_cap.closed_in_words == "10:00am on Tuesday 20 October 2026"
    assert Vacancy().closed_in_words == ""


def test_every_choice_has_its_sentence():
    for level in DbsLevel:
        assert bool(Vacancy(dbs_level=level).dbs_sentence) == bool(level.value)
    for choice in Sponsorship:
        assert bool(Vacancy(sponsorship=choice).sponsorship_sentence) == bool(choice.value)


def test_contract_and_patterns():
    vacancy = Vacancy(
        contract=Contract.FIXED_TERM,
        duration_months=12,
        working_patterns=[WorkingPattern.FLEXIBLE, WorkingPattern.FULL_TIME],
    )
    assert vacancy.contract_in_words == "Fixed term, 12 months"
    assert vacancy.working_patterns_in_words == "Full-time, Flexible working"
    assert Vacancy(contract=Contract.SECONDMENT, duration_months=1).contract_in_words == "Secondment, 1 month"


@pytest.mark.parametrize(
    ("address", "postcode", "words"),
    [
        ("1 Example Row\r\nNorthmoor,\n\n", "ZZ99 9ZZ", "1 Example Row, Northmoor, ZZ99 9ZZ"),
        ("Northmoor", "", "Northmoor"),
        ("", "ZZ99 9ZZ", "ZZ99 9ZZ"),
        ("", "", ""),
    ],
)
def test_a_place_on_one_line(address, postcode, words):
    assert place_in_words(address, postcode) == words
