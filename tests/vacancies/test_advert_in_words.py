"""The sentences an advert makes from its fields."""

from datetime import UTC, datetime

import pytest
import time_machine

from vacancies.models import Vacancy, place_in_words
from vacancies.status import CloseReason, Contract, DbsLevel, Sponsorship, WorkingPattern


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
        (
            {
                "close_after_applications": 40,
                "minimum_open_days": 7,
                "cap_applies_from": datetime(2026, 10, 20, tzinfo=UTC),
            },
            "This advert closes early once we have received 40 applications.",
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
