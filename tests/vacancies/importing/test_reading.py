"""Bytes of any kind: read, or refused with one sentence; and whatever is read stands in the document."""

import io
import json
import re
import time
import tracemalloc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.vacancies.importing.adverts import ADVERTS, EXAMPLE, text_of
from vacancies.importing import reading, saved_page
from vacancies.importing.facts import IN_WORDS
from vacancies.importing.headings import DETAIL_LABELS, EMPLOYER_LABELS, HEADINGS
from vacancies.importing.reading import UnreadableAdvert
from vacancies.importing.trac_outline import HEADINGS as TRAC
from vacancies.importing.trac_outline import LABELS

SOME_SECONDS = 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_every_encoding_in_use_gives_the_same_advert(encoding):
    text = text_of(EXAMPLE)
    if encoding == "utf-16-le":
        text = "\ufeff" + text
    assert reading.read_bytes(text.encode(encoding)) == reading.read_text(text_of(EXAMPLE))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "damaged"),
        (b"PK\x03\x04rest", "damaged"),
        (b"{\\rtf1 words}", "a rich text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Word document"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "not text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not text"),
        (bytes(range(1, 32)) * 9, "not text"),
        (b"\xff\xfe\x00\xd8", "not text"),
        (b"words \x81\x8d\x8f", "not text"),
        (b"<!DOCTYPE html>\n<html><script>x</script>", "no text that could be read"),
        (b"<html>" + b"a" * saved_page.MOST_BYTES, "larger than 5 MB"),
        (b"a" * (reading.MOST_BYTES + 1), "larger than"),
        (b"a\n" * (reading.MOST_LINES + 1), "lines"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(content, words):
    with pytest.raises(UnreadableAdvert, match=words) as refusal:
        reading.read_bytes(content)
    sentence = str(refusal.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_fifty_megabytes_are_refused_without_being_read():
    class Endless(io.RawIOBase):
        """Hands out as much as it is asked for, and fails when asked for everything."""

        def read(self, size=-1):
            assert size >= 0
            return b"a" * min(size, 50 * 1024 * 1024)

    tracemalloc.start()
    try:
        with pytest.raises(UnreadableAdvert, match="larger than 1 MB"):
            reading.read_upload(Endless())
        assert tracemalloc.get_traced_memory()[1] < 3 * reading.MOST_BYTES
    finally:
        tracemalloc.stop()


def test_missing_files_and_folders_are_refused(tmp_path):
    with pytest.raises(UnreadableAdvert, match="There is no file"):
        reading.read_path(str(tmp_path / "nothing.txt"))
    with pytest.raises(UnreadableAdvert, match="is a folder"):
        reading.read_path(str(tmp_path))
    with pytest.raises(UnreadableAdvert, match="could not be read"):
        reading.read_path("no\x00file")


@pytest.mark.parametrize(
    "token",
    ["interview on - ", "37.5 hours per week ", "£1,000,000 ", "1,1", "DBS not ", "fixed term 1 year and ",
     "a@", "0 ", "• x OR\n", "Essential\nx\n", "Date posted\n1 May 2026\n", "Job description\nx\n",
     "(opens in a new", " \t", "1. "],
)  # fmt: skip
def test_the_largest_hostile_advert_is_read_in_little_time(token):
    """Generous, since machines differ: a reader that is not linear takes minutes on this."""
    start = "E\n\nT\n\nDate posted\n\n1 May 2026\n\nPay scheme\n\nX\n\nReference number\n\nX\n\n"
    for heading in ("Job summary", "Person Specification\n\nX\n\nEssential"):
        content = start + heading + "\n\n" + token * (reading.MOST_BYTES // len(token))
        lines = content.encode()[: reading.MOST_BYTES].split(b"\n")[: reading.MOST_LINES]
        began = time.process_time()
        reading.read_bytes(b"\n".join(lines))
        assert time.process_time() - began < SOME_SECONDS


# --- Never raises, never guesses -----------------------------------------------------------------------

HEADING_LINES = [*HEADINGS, *DETAIL_LABELS, *EMPLOYER_LABELS, *LABELS, *TRAC, "Essential", "Desirable:"]
ADVERT_LINES = sorted({line for path in ADVERTS for line in text_of(path).split("\n")})
LINES = st.one_of(
    st.sampled_from(HEADING_LINES),
    st.sampled_from(ADVERT_LINES),
    st.text(max_size=40),
    st.builds(
        "{}{}".format, st.sampled_from([f"{word}: " for word in HEADING_LINES]), st.sampled_from(ADVERT_LINES)
    ),
)
DOCUMENTS = st.lists(LINES, max_size=60).map("\n".join)


@st.composite
def _spoilt_adverts(draw):
    """One of our adverts with lines dropped, doubled, swapped or replaced."""
    lines = text_of(draw(st.sampled_from(ADVERTS))).split("\n")
    for _ in range(draw(st.integers(1, 12))):
        place = draw(st.integers(0, len(lines) - 1))
        lines[place : place + draw(st.integers(0, 3))] = draw(st.lists(LINES, max_size=3))
        lines = lines or [""]
    return "\n".join(lines)


WORDS_FOR = {
    "agenda_for_change": ("agenda for change", "afc"),
    "fixed_term": ("fixed",),
    "apprenticeship": ("apprentice",),
    "full_time": ("full",),
    "part_time": ("part",),
    "job_share": ("job shar", "job-shar", "jobshar"),
    "home_or_remote": ("home", "remote"),
}


def _squeezed(text):
    return re.sub(r"[\W_]+", "", text or "").casefold()


def _numbers(text):
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    return {float(number) for number in re.findall(r"\d+(?:\.\d+)?", plain)}


def _assert_nothing_is_made_up(draft, text):
    """Every fact that is not silent has its words or figures in the document."""
    squeezed, folded, numbers = _squeezed(text), text.casefold(), _numbers(text)
    named = ("title", "employer", "reference", "summary", "main_duties", "about_us", "responsibilities")
    for value in [*(draft[name] for name in named), *draft["contact"].values()]:
        assert all(_squeezed(word) in squeezed for word in (value or "").split())
    for name in ("salary_min", "salary_max", "hourly_rate", "hours_per_week"):
        assert draft[name] is None or float(draft[name]) in numbers
    for name in ("posted_on", "interview_on"):
        if draft[name]:
            year, _, day = draft[name].split("-")
            assert year in text
            assert float(day) in numbers
    if draft["closes_at"]:
        assert draft["closes_at"][:4] in text or str(int(draft["closes_at"][:4]) - 1) in text
    if draft["duration_months"]:
        lengths = numbers | {float(number) for word, number in IN_WORDS.items() if word in folded}
        months = draft["duration_months"]
        assert {months, months / 12} & lengths or any(
            12 * years + rest == months for years in lengths for rest in lengths
        )
    assert draft["band"] is None or draft["band"][0] in text
    assert draft["sponsorship"] is None or "sponsor" in folded or "skilled worker" in folded
    assert draft["dbs_required"] is None or any(
        word in folded for word in ("dbs", "disclosure and barring", "criminal record")
    )
    for word in filter(None, (draft["pay_scheme"], draft["contract"], *draft["working_patterns"])):
        assert word == "other" or any(form in folded for form in WORDS_FOR.get(word, (word,)))
    for place in draft["locations"]:
        assert _squeezed(place["postcode"]) in squeezed
    for criterion in draft["criteria"]:
        assert criterion["importance"] is None or criterion["importance"] in folded
        assert _squeezed(criterion["group"]) in squeezed
        assert all(_squeezed(word) in squeezed for word in criterion["text"].split())


def _reads(content: bytes | str):
    """What the reader makes of anything: a draft that is JSON, or its own refusal and nothing else."""
    try:
        draft = (reading.read_text if isinstance(content, str) else reading.read_bytes)(content).as_json()
    except UnreadableAdvert:
        return None
    return json.loads(json.dumps(draft))


@settings(deadline=None)
@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\x00")
def test_no_bytes_raise_anything_but_a_refusal(content):
    _reads(content)


@settings(deadline=None)
@given(st.text(st.characters(), max_size=400))
@example("\ud800\n• \n•")
@example("Job title: \nBand:")
def test_no_text_raises_and_none_yields_what_it_does_not_say(text):
    if draft := _reads(text):
        _assert_nothing_is_made_up(draft, text)


@settings(deadline=None, max_examples=100)
@given(DOCUMENTS)
def test_no_heap_of_headings_raises_or_yields_what_it_does_not_say(text):
    if draft := _reads(text):
        _assert_nothing_is_made_up(draft, text)


@settings(deadline=None, max_examples=100)
@given(_spoilt_adverts())
def test_no_spoilt_advert_raises_or_yields_what_it_does_not_say(text):
    if draft := _reads(text):
        _assert_nothing_is_made_up(draft, text)


def test_the_check_against_making_things_up_can_fail():
    text = text_of(EXAMPLE)
    draft = reading.read_text(text).as_json()
    _assert_nothing_is_made_up(draft, text)
    for name, value in (
        ("salary_min", 28393),
        ("band", "9"),
        ("reference", "X"),
        ("working_patterns", ["job_share"]),
    ):
        with pytest.raises(AssertionError):
            _assert_nothing_is_made_up({**draft, name: value}, text.replace("9", "8"))


def test_a_document_of_another_shape_gives_only_what_is_labelled():
    text = (
        "Job Description\n\nJob Title: Support Worker\nBand: Band 3\nHours: 30\nSalary: negotiable\nTo: Ann"
    )
    draft = reading.read_text(text).as_json()
    given = {name: value for name, value in draft.items() if value and name not in ("warnings", "contact")}
    assert given == {"title": "Support Worker", "band": "3", "hours_per_week": 30}
    assert "does not look like a saved NHS Jobs advert" in draft["warnings"][0]
    assert "The salary “negotiable” was not understood." in draft["warnings"]
    assert "No person specification was found." in draft["warnings"]


def test_plain_labels_give_closing_time_term_and_interview_and_flag_a_supplement():
    read = reading.reading_of_text(
        "Notes\nEmployer: Somebody\nClosing date: 30-Sep-2026 23:59\nContract: 12 months (Fixed term)\n"
        "Interview date: TBC\nSalary: £29,000 per annum inc HCAS\n"
    )
    draft = read.draft.as_json()
    assert (draft["closes_at"], draft["closes_label"]) == ("2026-09-30T23:00:00Z", "30-Sep-2026 23:59")
    assert (draft["contract"], draft["duration_months"], draft["interview_on"]) == ("fixed_term", 12, None)
    assert set(read.draft.doubts) == {"interview_on", "salary_min", "salary_max", "hourly_rate"}
    assert read.draft.origins["closes_at"].line == 3
