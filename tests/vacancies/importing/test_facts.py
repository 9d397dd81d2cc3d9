"""Short phrases of adverts: each form that is in use, and each that must not be guessed at."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vacancies import pay
from vacancies.importing import facts
from vacancies.importing.lines import Line


@pytest.mark.parametrize(
    ("words", "low", "high", "hourly"),
    [
        ("£27,485 to £30,162 a year per annum pro rata", 27485, 30162, None),
        ("£24,465 a year pro rata (£12.51 per hour)", 24465, 24465, "12.51"),
        ("£24,937 - £26,598 per annum", 24937, 26598, None),
        ("£24,937 – £26,598 p.a.", 24937, 26598, None),
        ("£28392-£31157 pa pro rata", 28392, 31157, None),
        ("between £27,485 and £30,162 annually", 27485, 30162, None),
        ("Band 4: £27,485 to £30,162", 27485, 30162, None),
        ("27,485 to 30,162 a year", 27485, 30162, None),
        ("£9,786.40 a year", "9786.40", "9786.40", None),
        ("£26,240 to £27,928 a year (incl. 5% high cost area supplement)", 26240, 27928, None),
        ("up to £30,162 a year", None, 30162, None),
        ("from £27,485 per annum", 27485, None, None),
        ("£12.51 an hour", None, None, "12.51"),
        ("£12.51/hr", None, None, "12.51"),
        ("£13 per hour", None, None, 13),
    ],
)
def test_every_form_of_a_salary(words, low, high, hourly):
    salary = facts.salary_of(words)
    expected = [None if figure is None else Decimal(figure) for figure in (low, high, hourly)]
    assert [salary.low, salary.high, salary.hourly] == expected
    assert salary.leftover == ()


@pytest.mark.parametrize(
    "words", ["Depending on experience", "Negotiable", "", "See the attached document", "TBC"]
)
def test_a_salary_line_without_a_sum_is_not_understood(words):
    assert facts.salary_of(words) is None


@pytest.mark.parametrize(
    ("words", "leftover"),
    [
        ("£150 a day", ("£150 a day",)),
        ("£2,300 a month", ("£2,300 a month",)),
        ("£12.51 to £13.10 an hour", ("£12.51 to £13.10 an hour",)),
        ("£30,162 to £27,485 a year", ("£30,162 to £27,485 a year",)),
        ("£27,485 a year, or £30,162 a year", ("£27,485 a year", "£30,162 a year")),
        ("£800", ("£800",)),
    ],
)
def test_a_sum_with_no_certain_place_is_left_over(words, leftover):
    assert facts.salary_of(words) == facts.Salary(leftover=leftover)


def test_a_supplement_beside_the_salary_is_left_over():
    assert facts.salary_of("£24,625 - £25,674 per annum plus £1,475 allowance") == facts.Salary(
        Decimal(24625), Decimal(25674), None, ("£1,475",)
    )


@given(st.integers(10_000, 99_999), st.integers(0, 9_000), st.sampled_from([" to ", " - ", "–"]))
def test_any_range_comes_back_as_it_was_written(low, more, between):
    salary = facts.salary_of(f"£{low:,}{between}£{low + more:,} a year pro rata")
    assert (salary.low, salary.high) == (low, low + more)


@given(st.sampled_from(pay.BANDS))
def test_every_band_in_every_form(band):
    for words in (
        f"Band {band}",
        f"(Band {band})",
        f"Grade / (Band {band})",
        f"NHS AfC: Band {band.upper()}",
        band,
    ):
        assert facts.band_of(words) == band


@pytest.mark.parametrize(
    "words",
    ["Band 3 or Band 4", "Band 5/6", "Band 3-4", "Band 5 to 6", "Band 8", "Band 12", "Band 4a", "Band 1",
     "Bandage 4", "four", "Step 4", ""],
)  # fmt: skip
def test_two_bands_or_none_are_no_band(words):
    assert facts.band_of(words) is None


def test_a_number_of_posts_beside_the_band_is_not_a_second_band():
    assert facts.band_of("Band 3 (2 posts)") == "3"
    assert facts.band_of("Band 8 - Range A") == "8a"


@pytest.mark.parametrize(
    ("words", "contract", "months"),
    [
        ("Permanent", "permanent", None),
        ("12 months (Fixed term)", "fixed_term", 12),
        ("Fixed term, 12 months", "fixed_term", 12),
        ("Fixed-Term for 2 years", "fixed_term", 24),
        ("fixed term contract of eighteen months", "fixed_term", 18),
        ("1 year and 6 months secondment", "secondment", 18),
        ("Bank", "bank", None),
        ("Apprenticeship", "apprenticeship", None),
        ("Locum", "other", None),
        ("Fixed term (temporary)", "fixed_term", None),
        ("Fixed term or secondment", None, None),
        ("Fixed term, up to 12 months", "fixed_term", None),
        ("Fixed term, 6 to 12 months", "fixed_term", None),
        ("Fixed term, 6-12 months", "fixed_term", None),
        ("Fixed term until 31 March 2027", "fixed_term", None),
        ("Bank holiday cover", None, None),
        ("Something new", None, None),
    ],
)
def test_contracts_and_their_length(words, contract, months):
    assert (facts.contract_of(words), facts.months_of(words)) == (contract, months)


def test_working_patterns_and_the_words_that_are_none():
    everything = "Full-time, Part-time, Job share, Flexible working, Home or remote working, Compressed hours"
    assert facts.patterns_of(everything) == (
        ("full_time", "part_time", "job_share", "flexible", "home_or_remote", "compressed"),
        "",
    )
    assert facts.patterns_of("Full time or part time - 37.5 hours per week") == (
        ("full_time", "part_time"),
        "",
    )
    assert facts.patterns_of("Part-time, Term time hours") == (("part_time",), "Term time hours")


@pytest.mark.parametrize(
    ("words", "figures", "is_inexact"),
    [
        ("37.5 hours per week", {"37.5"}, False),
        ("37.5hrs/week", {"37.5"}, False),
        ("22.50 hours a week", {"22.5"}, False),
        ("30 hours pw", {"30"}, False),
        ("37.5 hours (wte) per week", {"37.5"}, False),
        ("20 or 30 hours per week", set(), True),
        ("15 - 30 hours per week", set(), True),
        ("up to 37.5 hours a week", set(), True),
        ("24 hours a day", set(), False),
        ("168 hours per week", set(), False),
    ],
)
def test_hours_a_week(words, figures, is_inexact):
    assert facts.hours_of(words) == ({Decimal(figure) for figure in figures}, is_inexact)


def _lines(*texts):
    return [Line(text) for text in texts]


def test_an_address_goes_on_until_its_postcode():
    places = facts.locations_of(
        _lines("The Mill", "Vale End", "zz99 1ab", "2 Quay Street, Northmoor ZZ4 7TS", "Various sites")
    )
    assert [place.as_json() for place in places] == [
        {"address": "The Mill, Vale End", "postcode": "ZZ99 1AB"},
        {"address": "2 Quay Street, Northmoor", "postcode": "ZZ4 7TS"},
        {"address": "Various sites", "postcode": None},
    ]


def test_a_contact_is_told_apart_by_its_shapes():
    contact, strange = facts.contact_of(
        _lines("Team Manager", "Morgan Sample", "morgan.sample@example.org", "01632 960017")
    )
    assert list(contact.as_json().values()) == [
        "Team Manager",
        "Morgan Sample",
        "morgan.sample@example.org",
        "01632 960017",
    ]
    assert strange == []


@pytest.mark.parametrize("lines", [("Morgan Sample",), ("Team Manager", "North team", "Morgan Sample")])
def test_unmarked_contact_lines_that_could_be_either_are_not_guessed(lines):
    contact, strange = facts.contact_of(_lines(*lines, "+44 1632 960017"))
    assert (contact.role, contact.name, contact.phone) == (None, None, "+44 1632 960017")
    assert strange == list(lines)
