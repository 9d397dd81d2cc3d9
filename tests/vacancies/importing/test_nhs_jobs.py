"""Whole adverts: what each of ours says, and that repeats, spacing and order of reading change nothing."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vacancies.importing.adverts import ADVERTS, EXAMPLE, HERE, text_of
from vacancies.importing import nhs_jobs, reading

# Real adverts, not part of the project, for whoever has them beside the checkout.
REAL = Path(__file__).resolve().parents[4] / "shared" / "adverts"
SAID_PLAINLY = [path for path in ADVERTS if path.stem in ("example_advert", "peer_support_fixed_term")]
BLOCK = re.compile(
    r"^(?=(?:Job summary|Main duties of the job|About us|Details|Job description|Person Specification|"
    r"Additional information|Employer details|Employer contact details|Supporting documents|"
    r"Privacy notice)$)",
    re.MULTILINE,
)


@pytest.mark.parametrize("path", ADVERTS, ids=lambda path: path.stem)
def test_an_advert_says_just_what_was_read_from_it_by_hand(path):
    expected = json.loads((HERE / f"{path.stem}.json").read_text(encoding="utf-8"))
    assert reading.read_bytes(path.read_bytes()).as_json() == expected


def test_the_shipped_example_is_whole():
    draft = nhs_jobs.read(text_of(EXAMPLE))
    assert draft.warnings == ()
    assert draft.band == "4"
    assert len(draft.criteria) >= 12
    assert "close this advert early" in draft.about_us


@settings(deadline=None)
@given(path=st.sampled_from(SAID_PLAINLY), times=st.integers(2, 4), data=st.data())
def test_repeating_any_block_changes_nothing(path, times, data):
    text = text_of(path)
    blocks = BLOCK.split(text)
    position = data.draw(st.integers(0, len(blocks) - 1))
    in_place = "".join(
        [*blocks[:position], *blocks[position : position + 1] * times, *blocks[position + 1 :]]
    )
    assert nhs_jobs.read(in_place) == nhs_jobs.read(text)
    at_the_end = text + "\n" + blocks[max(position, 1)] * times
    assert nhs_jobs.read(at_the_end) == nhs_jobs.read(text)


@settings(deadline=None, max_examples=30)
@given(path=st.sampled_from(SAID_PLAINLY), data=st.data())
def test_how_a_page_is_spaced_changes_nothing(path, data):
    text = text_of(path)
    ends = st.sampled_from(["\n", " \n", "\u00a0\n", "\t\n", "\r\n"])
    more_gaps = re.sub(
        r"\n\n+", lambda gap: "\n" + "".join(data.draw(st.lists(ends, min_size=1, max_size=3))), text
    )
    spaced = more_gaps.replace("\n", data.draw(ends))
    assert nhs_jobs.read(spaced) == nhs_jobs.read(text)


def _changed(old: str, new: str, count: int = -1):
    text = text_of(EXAMPLE)
    assert old in text
    return nhs_jobs.read(text.replace(old, new, count))


@pytest.mark.parametrize(
    ("old", "new", "field", "name"),
    [
        ("Band 4", "Band 4 or 5", "band", "band"),
        ("907-NVP-26-0412", "907-NVP-26-0413", "reference", "reference number"),
        ("£28,392 to £31,157", "£28,392 to £31,158", "salary_max", "salary line"),
        ("23 November 2026", "24 November 2026", "posted_on", "date posted"),
        ("Permanent", "Bank", "contract", "contract"),
    ],
)
def test_a_repeat_that_says_something_else_is_told_and_never_chosen_between(old, new, field, name):
    draft = _changed(old, new, 1)
    assert getattr(draft, field) is None
    assert any(f"more than one {name}" in warning for warning in draft.warnings), draft.warnings


@pytest.mark.parametrize(
    ("old", "name"),
    [
        ("  • Carrying out the agreed parts", "list of job responsibilities"),
        ("  • A certificate in counselling skills.", "person specification"),
    ],
)
def test_a_block_repeated_with_other_words_is_taken_once_and_told(old, name):
    draft = _changed(old, "  • Something else", 1)
    other = nhs_jobs.read(text_of(EXAMPLE))
    assert len(draft.criteria) == len(other.criteria)
    assert [
        warning for warning in draft.warnings if f"The {name} stands in the advert more than once" in warning
    ]


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        (r"The closing date is .*\n", "No closing date was found."),
        (r"Band\n\nBand 4\n", "No band was found."),
        (r"Salary\n\n.*\n", "No salary was found."),
        (r"Reference number\n\n.*\n", "No reference number was found."),
        (r"(?s)Person Specification\n.*?(?=Disclosure and)", "No person specification was found."),
        (r"(?s)Job summary\n.*?(?=Main duties)", "No job summary was found."),
        (
            r"(?s)For questions about the job, contact:\n.*?(?=Details)",
            "Nobody to contact about the job was found.",
        ),
    ],
)
def test_a_missing_part_is_told_and_nothing_else_changes(pattern, sentence):
    whole = nhs_jobs.read(text_of(EXAMPLE)).as_json()
    draft = nhs_jobs.read(re.sub(pattern, "", text_of(EXAMPLE)))
    assert draft.warnings == (sentence,)
    differing = [field for field, value in draft.as_json().items() if value != whole[field]]
    assert len(differing) <= 4


def test_the_page_may_have_lost_its_closing_date_and_say_that_it_is_closed():
    draft = _changed("The closing date is 14 December 2026", "Information:\n\nThis job is now closed")
    assert (draft.title, draft.closes_at) == ("Therapeutic Support Worker", None)
    assert draft.warnings == ("No closing date was found.",)


def test_a_closing_time_in_the_text_that_differs_from_the_page_is_told():
    draft = _changed(
        "We may close this advert early", "Closing date: 10 December 2026 at 5pm\n\nWe may close early"
    )
    assert draft.as_json()["closes_at"] == "2026-12-15T00:00:00Z"
    assert "names another closing time" in draft.warnings[0]


def test_sponsorship_that_contradicts_itself_is_left_open_with_both_sentences():
    block = (
        "Certificate of Sponsorship\n\nPeople who need sponsorship are welcome to apply.\n\nEmployer details"
    )
    draft = _changed("Employer details", block, 1)
    assert draft.sponsorship is None
    assert "not able to offer visa sponsorship" in draft.warnings[0]
    assert "are welcome to apply" in draft.warnings[0]


def test_headings_of_a_pasted_job_description_stay_in_the_responsibilities():
    pasted = (
        "Job summary\n\nA summary of their own.\n\nAdditional information\n\nParking is free.\n\n"
        "Details\n\nNone.\n\n"
    )
    text = text_of(EXAMPLE).replace("You will be managed by", pasted + "You will be managed by")
    draft = nhs_jobs.read(text)
    whole = nhs_jobs.read(text_of(EXAMPLE))
    assert draft.responsibilities == pasted.strip() + "\n\n" + whole.responsibilities
    assert draft.summary == whole.summary
    assert draft.warnings == ()


def test_documents_named_like_a_part_of_the_page_are_no_part_of_it():
    names = "Supporting documents\n\nJob description\n\nPerson Specification\n\nTravel policy"
    draft = _changed("Supporting documents", names)
    assert draft == nhs_jobs.read(text_of(EXAMPLE))


def test_headings_in_another_case_or_with_a_colon_are_the_same_headings():
    text = text_of(EXAMPLE)
    for old, new in (
        ("Essential\n", "ESSENTIAL:\n"),
        ("Desirable\n", "Desirable criteria\n"),
        ("Job summary\n", "JOB SUMMARY\n"),
        ("Person Specification\n", "Person specification:\n"),
        ("Job responsibilities\n", "Job Responsibilities:\n"),
    ):
        assert old in text
        text = text.replace(old, new)
    assert nhs_jobs.read(text) == nhs_jobs.read(text_of(EXAMPLE))


DETAILS = "Date posted|Pay scheme|Band|Salary|Contract|Working pattern|Reference number|Job locations"


@pytest.mark.parametrize(
    "written",
    [r"\1: \2", r"- \1: \2", r"- \1\n- \2", r"**\1:** \2", r"\1\t\2", r"\1          \2", r"| \1 | \2 |",
     r"\1 - \2", r"### \1\n\n\2"],
)  # fmt: skip
def test_labels_and_values_may_stand_in_any_layout(written):
    text = re.sub(rf"^({DETAILS})\n\n(.+)$", written, text_of(EXAMPLE), flags=re.MULTILINE)
    assert text != text_of(EXAMPLE)
    assert nhs_jobs.recognises(text)
    assert nhs_jobs.read(text) == nhs_jobs.read(text_of(EXAMPLE))


def test_a_page_that_came_by_email_is_the_same_page():
    quoted = "> " + text_of(EXAMPLE).replace("\n", "\n> ")
    assert reading.read_text(quoted) == nhs_jobs.read(text_of(EXAMPLE))


def test_the_employer_named_in_the_details_tells_title_and_employer_apart():
    text = text_of(EXAMPLE)
    top = "Northmoor and Vale Partnership Trust\n\nTherapeutic Support Worker\n"
    assert text.startswith(top)
    upside_down = "Therapeutic Support Worker\n\nNorthmoor and Vale Partnership Trust\n" + text[len(top) :]
    assert nhs_jobs.read(upside_down) == nhs_jobs.read(text)


def test_criteria_keep_the_order_of_the_document():
    for path in SAID_PLAINLY:
        text = re.sub(r"\s+", " ", text_of(path))
        places = [text.index(criterion.text) for criterion in nhs_jobs.read(text_of(path)).criteria]
        assert all(before < after for before, after in pairwise(places))


def test_a_real_advert_and_a_real_job_description():
    documents = sorted(REAL.glob("*.txt"))
    if not documents:
        pytest.skip("no real adverts beside this checkout")
    drafts = {path.name[:3]: reading.read_bytes(path.read_bytes()) for path in documents}
    advert = drafts["000"].as_json()
    assert advert["title"] == "Therapeutic Support Worker"
    assert advert["closes_at"] == "2025-11-11T00:00:00Z"
    assert (advert["salary_min"], advert["salary_max"], advert["band"]) == (27485, 30162, "4")
    assert len(advert["criteria"]) == 20
    assert advert["responsibilities"].count("- ") >= 9
    assert advert["sponsorship"] is None
    assert len(advert["warnings"]) == 1
    other = drafts["001"].as_json()
    assert other["title"] == "Therapeutic Support Worker"
    assert {name for name, value in other.items() if value and name not in ("contact", "warnings")} == {
        "title",
        "locations",
        "summary",
        "main_duties",
        "responsibilities",
    }
    assert {"No band was found.", "No salary was found.", "No person specification was found."} <= set(
        other["warnings"]
    )


def test_every_field_tells_the_line_it_came_from_in_the_text_beside_it():
    reading_of_it = reading.reading_of(EXAMPLE.read_bytes().replace(b"\n", b"\r\n"))
    draft, lines = reading_of_it.draft, reading_of_it.text.split("\n")
    assert reading_of_it.source == "a saved NHS Jobs page"
    silent = {"duration_months", "hourly_rate", "interview_on", "warnings"}
    told = {field for field, value in draft.as_json().items() if value is not None and field not in silent}
    assert told <= set(draft.origins)
    for field, origin in draft.origins.items():
        assert (
            lines[origin.line - 1].strip(" •")[:20] in origin.words or origin.words in lines[origin.line - 1]
        ), field
    for point in draft.criteria:
        assert point.text.startswith(lines[point.line - 1].strip(" •")[:30])
