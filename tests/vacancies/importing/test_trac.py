"""Trac pages: every layout of the same advert says the same, and what a line leaves open is told."""

import re

import pytest

from tests.vacancies.importing.adverts import EXAMPLE, HERE, text_of
from vacancies.importing import nhs_jobs, reading, trac

TWO_LINES = text_of(HERE / "trac_two_lines.txt")
FACTS = TWO_LINES[TWO_LINES.index("Main area") : TWO_LINES.index("Employer heading")]
HOURS = (
    "  • Full time\n  • Part time\n  • Flexible working\n"
    "22.5 hours per week (There is more than 1 post available)"
)
LINES = FACTS.replace(HOURS, HOURS.replace("\n", " ").replace("  • ", "")).strip().split("\n")
PAIRS = list(zip(LINES[::2], LINES[1::2], strict=True))


def _laid_out(facts: str) -> str:
    return TWO_LINES.replace(FACTS, facts + "\n\n")


@pytest.mark.parametrize(
    "text",
    [
        _laid_out("\n\n".join(f"{label}\n\n{value}" for label, value in PAIRS)),
        _laid_out("\n".join(f"- {label}\n- {value}" for label, value in PAIRS)),
        _laid_out("\n".join(f"{label}: {value}" for label, value in PAIRS)),
        _laid_out("\n".join(f"- {label}: {value}" for label, value in PAIRS)),
        _laid_out("\n".join(f"* **{label}:** {value}" for label, value in PAIRS)),
        _laid_out("\n".join(f"{label}\t{value}" for label, value in PAIRS)),
        _laid_out("\n".join(f"{label:<24}{value}" for label, value in PAIRS)),
        _laid_out("\n".join(f"| {label} | {value} |" for label, value in PAIRS)),
        _laid_out("\n".join(f"{label.upper()}:\n{value}" for label, value in PAIRS)),
        _laid_out(" ".join(f"{label} {value}" for label, value in PAIRS)),
        _laid_out(FACTS + "\n\nJob summary\n\n" + FACTS),
        TWO_LINES + "\n\nJob summary\n\n" + FACTS,
        TWO_LINES.replace("Job overview", "## Job overview").replace("Desirable criteria", "**Desirable:**"),
        TWO_LINES.replace("\n", "\r\n"),
        TWO_LINES.replace("Name\nRobin", "Name: Robin").replace("Job title\nTeam", "Job title\tTeam"),
        re.sub(r"(Name|Job title)\n(.*)\n|(Email address)\n(.*)", r"\1\2\3\4", TWO_LINES),
    ],
    ids=["gaps", "dashes", "one-line", "dashes-one-line", "bold", "tabs", "columns", "pipes", "capitals",
         "run-together", "facts-twice", "facts-at-the-end-too", "markdown", "windows", "contact-one-line",
         "contact-glued"],
)  # fmt: skip
def test_every_layout_says_the_same(text):
    expected = trac.read(TWO_LINES)
    read = reading.read_text(text)
    assert read.recognised_as == "a saved Trac page"
    assert {**read.as_json(), "warnings": ()} == {**expected.as_json(), "warnings": ()}
    assert set(expected.warnings) == set(read.warnings)


def test_each_page_is_recognised_by_its_own_reader_alone():
    assert trac.recognises(TWO_LINES)
    assert not trac.recognises(text_of(EXAMPLE))
    assert nhs_jobs.recognises(text_of(EXAMPLE))


def _with(label: str, value: str):
    text, times = re.subn(rf"^{label}\n.*$", f"{label}\n{value}", TWO_LINES, flags=re.MULTILINE)
    assert times == 1
    return trac.read(text)


@pytest.mark.parametrize(
    ("value", "day", "is_doubtful"),
    [
        ("17/09/2026", "2026-09-17", False),
        ("Thursday 17 September 2026", "2026-09-17", False),
        ("w/c 12 October 2026", None, True),
        ("TBC", None, True),
        ("17 September", None, True),
        ("17/09/2026 and 18/09/2026", None, True),
        ("N/A", None, False),
    ],
)
def test_an_interview_date_is_one_day_or_a_doubt(value, day, is_doubtful):
    draft = _with("Interview date", value)
    assert (draft.as_json()["interview_on"], "interview_on" in draft.doubts) == (day, is_doubtful)


@pytest.mark.parametrize(
    ("value", "contract", "months", "is_doubtful"),
    [
        ("Permanent", "permanent", None, False),
        ("12 months (Fixed term)", "fixed_term", 12, False),
        ("Fixed term: 6 months (with a view to becoming permanent)", "fixed_term", 6, True),
        ("Fixed term: until 31 March 2027", "fixed_term", None, True),
        ("Permanent (6 months probation)", "permanent", None, False),
        ("Bank", "bank", None, False),
        ("Secondment: 9 months", "secondment", 9, False),
        ("Permanent or secondment", None, None, True),
    ],
)
def test_contracts(value, contract, months, is_doubtful):
    draft = _with("Contract", value)
    assert (draft.contract, draft.duration_months) == (contract, months)
    assert bool({"contract", "duration_months"} & set(draft.doubts)) is is_doubtful


@pytest.mark.parametrize(
    ("value", "patterns", "hours", "is_doubtful"),
    [
        ("Full time - 37.5 hours per week (Monday to Friday)", ("full_time",), 37.5, False),
        ("Part time, Flexible working - 22.5 hours per week", ("part_time", "flexible"), 22.5, False),
        ("Part time - 30 hours", ("part_time",), 30, False),
        ("Full time", ("full_time",), None, False),
        ("Full time - 37.5 hours per week (up to 37.5 hours per week)", ("full_time",), 37.5, True),
        ("Full time - 37.5 hours per week (or 30 hours per week)", ("full_time",), None, True),
        ("Part time - 15 to 30 hours per week", ("part_time",), None, True),
        ("Part time - 37 hours 30 minutes per week", ("part_time",), None, True),
        ("Annualised hours", (), None, True),
    ],
)
def test_working_pattern_and_hours_on_one_line(value, patterns, hours, is_doubtful):
    draft = trac.read(TWO_LINES.replace(HOURS, value))
    assert (draft.working_patterns, draft.as_json()["hours_per_week"]) == (patterns, hours)
    assert bool({"working_patterns", "hours_per_week"} & set(draft.doubts)) is is_doubtful


@pytest.mark.parametrize(
    ("value", "low", "high", "hourly", "is_flagged"),
    [
        ("£24,937 - £26,598 per annum pro rata inc HCA", 24937, 26598, None, True),
        ("£33,094 to £35,763 per annum inclusive of HCAS", 33094, 35763, None, True),
        ("£29,485 - £32,162 pa including inner London HCA", 29485, 32162, None, True),
        ("£26,184 - £27,928 p.a. incl. fringe", 26184, 27928, None, True),
        ("£24,937 - £26,598", 24937, 26598, None, False),
        ("£12.51 per hour", None, None, 12.51, False),
    ],
)
def test_a_high_cost_area_supplement_is_flagged_and_not_taken_out(value, low, high, hourly, is_flagged):
    draft = _with("Salary", value).as_json()
    assert [draft[name] for name in ("salary_min", "salary_max", "hourly_rate")] == [low, high, hourly]
    assert any("high cost area" in warning for warning in draft["warnings"]) is is_flagged


def test_a_salary_without_its_period_takes_the_one_beside_it():
    text = re.sub(r"Salary\n.*\nSalary period\nYearly", "Salary\n£12.51\nSalary period\nHourly", TWO_LINES)
    draft = trac.read(text)
    assert draft.as_json()["hourly_rate"] == 12.51


@pytest.mark.parametrize("grade", ["NHS AfC: Band 3", "Band 3", "(Band 3)", "/ (Band 3)"])
def test_a_band_in_every_spelling(grade):
    draft = trac.read(TWO_LINES.replace("NHS AfC: Band 3", grade))
    assert (draft.band, draft.title) == ("3", "Rehabilitation Support Worker")


def test_an_employer_without_a_label_is_the_one_organisation_named_around_the_title():
    text = TWO_LINES.replace("Employer\nAlder Vale Community NHS Trust\n", "")
    text = text.replace(
        "Alder Vale Community NHS Trust logo", "NHS AfC: Band 3\n\nAlder Vale Community NHS Trust"
    )
    draft = trac.read(text)
    assert (draft.employer, draft.title) == (
        "Alder Vale Community NHS Trust",
        "Rehabilitation Support Worker",
    )


def test_a_contact_whose_labels_have_no_values_is_none():
    draft = trac.read(TWO_LINES[: TWO_LINES.index("Robin Sample")])
    assert not any(draft.contact.as_json().values())
    assert "Nobody to contact about the job was found." in draft.warnings


def test_two_answers_to_one_label_are_none_and_told():
    draft = trac.read(
        TWO_LINES.replace(
            "Job overview", "Job summary\nGrade\nBand 5\nJob ref\nX-1\nTown\nVale\n\nJob overview"
        )
    )
    assert (draft.band, draft.reference) == (None, None)
    assert {"band", "reference", "locations"} <= set(draft.doubts)


def test_a_page_without_specification_band_and_salary_gives_the_rest_and_says_so():
    text = TWO_LINES.replace("Grade\nNHS AfC: Band 3\n", "").replace("NHS AfC: Band 3\n", "")
    text = re.sub(r"Salary\n.*\nSalary period\nYearly\n", "", text)
    text = re.sub(r"(?s)Person specification\n.*?(?=Employer certification)", "", text)
    draft = trac.read(text)
    assert (draft.title, draft.reference) == ("Rehabilitation Support Worker", "999-CR-7001234")
    assert {"No band was found.", "No salary was found.", "No person specification was found."} <= set(
        draft.warnings
    )
