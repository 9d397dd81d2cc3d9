"""What a document says: its words, its pages, and nothing of who made it."""

import io
import zipfile

import pytest

from recruitment.documents import reading
from recruitment.documents.recognising import Unacceptable, recognise
from recruitment.documents.word_parts import LONGEST_PART
from tests.recruitment.documents import made
from tests.vacancies.importing import test_hostile_documents as hostile

CANARY = "Zanzibarina"
# Every place that names somebody in the documents made for this: the control finds each in the file.
TOLD_BY_WORD = (
    *("author", "title", "remarks", "subject", "comment", "commenter", "header", "photographer"),
    *("inserter", "deleter", "deleted", "hidden"),
)
TOLD_BY_PDF = ("author", "title", "made", "xmp", "note", "photographer")


def read(content: bytes, most_pages=20) -> reading.Reading:
    return reading.read(recognise(content, "file"), most_pages=most_pages, seconds=9)


def unpacked(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize(
    ("make", "places", "open_up"),
    [(made.telling_docx, TOLD_BY_WORD, unpacked), (made.telling_pdf, TOLD_BY_PDF, bytes)],
    ids=["docx", "pdf"],
)
def test_the_text_names_nobody_that_the_file_names(make, places, open_up):
    content = make(CANARY)
    opened = open_up(content)
    for place in places:
        assert f"{CANARY} {place}".encode() in opened, place
    text = read(content).text
    assert made.WORDS in text
    assert CANARY not in text


def test_words_are_read_as_they_are_printed():
    text = read(made.telling_docx(CANARY)).text
    assert text == f"{made.WORDS}\n\nAdded words."
    assert read(made.docx("One", "Two\tthree")).text == "One\nTwo\tthree"
    assert read(made.pdf_with_words("One line", "Another")).text.split("\n") == ["One line", "Another"]


def test_a_picture_of_a_page_has_no_words_and_is_taken():
    assert read(made.pdf(2)) == reading.Reading("", 2)


@pytest.mark.parametrize(
    "content",
    [made.pdf(21), made.docx("word " * 26_000), made.docx_of(21)],
    ids=["a PDF", "a long text", "page breaks"],
)
def test_too_many_pages_are_one_sentence(content):
    with pytest.raises(Unacceptable, match="more than 20 pages"):
        read(content)
    assert read(content, most_pages=50).pages >= 21


HOSTILE = {
    "unpacks to far more": (hostile._bomb, "far more"),
    "a billion laughs": (lambda: hostile._document_xml(hostile.LAUGHING), "declares entities"),
    "a file of ours": (lambda: hostile._document_xml(hostile.OUTSIDE), "declares entities"),
    "tables in tables": (hostile._nested_tables, "damaged"),
    "millions of paragraphs": (hostile._heavy, "far more|few seconds"),
    "too many pages": (lambda: hostile._long_pdf(1), "200 pages|more than 20 pages|few seconds"),
    "lists in lists": (hostile._deep_pdf, "damaged"),
    "locked": (hostile._locked_pdf, "locked|password"),
    "half a document": (lambda: hostile.PLAIN[: len(hostile.PLAIN) // 2], "damaged"),
}


@pytest.mark.parametrize("harm", HOSTILE)
def test_documents_made_to_harm_are_one_sentence(harm):
    make, words = HOSTILE[harm]
    with pytest.raises(Unacceptable, match=words) as refusal:
        read(make())
    assert str(refusal.value).endswith(".")
    assert LONGEST_PART  # the bomb is as long as a part may be


def test_a_page_that_unpacks_to_300_mb_is_not_unpacked():
    assert read(hostile._inflating_pdf()) == reading.Reading("", 1)


@pytest.mark.parametrize("found", [None, [], {}, {"text": 1, "pages": 1}, {"text": "", "pages": "x"}])
def test_an_answer_of_another_form_is_not_believed(found, monkeypatch):
    monkeypatch.setattr(reading.confinement, "opened", lambda *_, **__: found)
    with pytest.raises(Unacceptable, match="damaged"):
        read(made.pdf())


def test_what_no_database_can_hold_is_left_out(monkeypatch):
    told = {"text": "a\x00b\ud800c\nd\te", "pages": 1}
    monkeypatch.setattr(reading.confinement, "opened", lambda *_, **__: told)
    assert read(made.pdf()).text == "abc\nd\te"
