"""Documents made to harm their reader: refused with one sentence, within ten seconds and 256 MB.

The bounds are the kernel's, so what is asserted is that the child process has them and what it used, and only
generously how long a refusal took.
"""

import contextlib
import io
import os
import zipfile
import zlib

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recruitment.documents import confined, word_parts
from recruitment.documents import confinement as process
from recruitment.documents.confinement import NotOpened
from tests.vacancies.importing.documents import pdf
from tests.vacancies.importing.documents.word import job_description, saved, table_of, with_part
from tests.vacancies.importing.test_flattened import DOCUMENT
from vacancies.importing import confinement, documents, portable, reading, word
from vacancies.importing import job_description as interpreter
from vacancies.importing.blocks import from_json, shown
from vacancies.importing.reading import UnreadableAdvert

MEGABYTE = 1024 * 1024
MOST_SECONDS = 10
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = f'<w:document xmlns:w="{W}"><w:body>%s</w:body></w:document>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
LAUGHING = f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]>' + BODY % "<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>"
OUTSIDE = (
    '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + BODY % "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"
)


def _plain_word():
    document = docx.Document()
    document.add_paragraph("Job description")
    return saved(document)


PLAIN = _plain_word()


def _document_xml(written):
    return with_part(PLAIN, "word/document.xml", written)


def _bomb():
    """Spaces in one part, as an archive of some 30 kB; it could as well be gigabytes of them."""
    begun, ended = (BODY % "<w:p><w:r><w:t>|</w:t></w:r></w:p>").split("|")
    return _document_xml(begun + " " * word_parts.LONGEST_PART + ended)


def _many_parts():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", BODY % "")
        for number in range(word_parts.MOST_PARTS):
            archive.writestr(f"word/{number}", b"")
    return file.getvalue()


def _nested_tables(depth=3_000):
    return _document_xml(BODY % ("<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth))


def _heavy():
    """As many empty paragraphs as a part may hold: small to send, far too much to keep."""
    return _document_xml(BODY % ("<w:p/>" * (word_parts.LONGEST_PART // 6 - 100)))


def _called_locked():
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le")


def _inflating_pdf():
    """A page whose words unpack to 300 MB."""
    squeezer = zlib.compressobj(9)
    squeezed = (
        b"".join(squeezer.compress(b"(a) Tj " * (MEGABYTE // 7)) for _ in range(300)) + squeezer.flush()
    )
    return pdf.pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            pdf.stream(squeezed, "/Filter /FlateDecode"),
        ]
    )


def _looping_pdf():
    """Pages that are their own children, and a font that is its own descendant."""
    return pdf.pdf_of(
        ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 /Parent 2 0 R >>"]
    )


def _deep_pdf():
    return pdf.pdf_of(["[" * 200_000])


def _long_pdf(stated=100_000):
    """A hundred thousand pages that are one and the same."""
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    kids = "3 0 R " * 100_000
    return pdf.pdf_of(
        ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {stated} >>", page]
    )


def _locked_pdf():
    entry = f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>"
    return pdf.pdf_of(
        ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>", entry],
        trailer="/Encrypt 3 0 R /ID [<41> <41>]",
    )


HOSTILE = {
    "a part that unpacks to far more": (_bomb, "unpacks to far more"),
    "thousands of parts": (_many_parts, "unpacks to far more"),
    "an archive in an archive": (lambda: with_part(PLAIN, "word/document.xml", PLAIN), "damaged"),
    "a billion laughs": (lambda: _document_xml(LAUGHING), "declares entities"),
    "a billion laughs in two-byte letters": (
        lambda: _document_xml(LAUGHING.encode("utf-16")),
        "declares entities",
    ),
    "an entity of a file of ours": (lambda: _document_xml(OUTSIDE), "declares entities"),
    "tables in tables in tables": (_nested_tables, "damaged"),
    "millions of paragraphs": (_heavy, "far more"),
    "macros": (lambda: with_part(PLAIN, "word/vbaProject.bin", b"macro"), "holds macros"),
    "a spreadsheet": (
        lambda: with_part(b"PK\x05\x06" + b"\0" * 18, "xl/workbook.xml", "<a/>"),
        "no Word document",
    ),
    "half a Word document": (lambda: PLAIN[: len(PLAIN) // 2], "damaged"),
    "an old Word document": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        r"\(\.doc\): open it, save",
    ),
    "a Word document with a password": (_called_locked, "protected by a password"),
    "rich text": (lambda: b"{\\rtf1\\ansi Job description}", r"\(\.rtf\): open it, save"),
    "a program": (lambda: b"MZ\x90\x00\x03\x00\x00\x00" * 100, "not text"),
    "a hundred thousand pages": (_long_pdf, "more than 100 pages"),
    "a hundred thousand pages that say they are one": (
        lambda: _long_pdf(1),
        "more than 100 pages|few seconds",
    ),
    "a page that unpacks to 300 MB": (_inflating_pdf, "far more|damaged|few seconds|no text"),
    "pages that hold themselves": (_looping_pdf, "damaged|no text"),
    "lists in lists in lists": (_deep_pdf, "damaged"),
    "a PDF with a password": (_locked_pdf, "protected by a password"),
    "half a PDF": (lambda: pdf.document([["Job description"] * 40])[:300], "damaged|no text"),
    "only pictures": (lambda: pdf.document([[]]), "no text"),
    "too large a file": (lambda: b"%PDF-" + b"a" * (documents.MOST_BYTES + 1), "larger than 10 MB"),
}


def seconds_worked() -> float:
    """Of this process and the children that have ended; however busy the machine is with something else."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


@pytest.mark.parametrize("harm", HOSTILE)
def test_it_is_refused_with_one_sentence_in_bounds(harm, monkeypatch):
    # The kernel counts work; the second clock counts time, which a busy machine spends on something else.
    monkeypatch.setattr(process, "MOST_SECONDS", 60)
    make, words = HOSTILE[harm]
    content = make()
    began = seconds_worked()
    with pytest.raises(UnreadableAdvert, match=words) as refusal:
        reading.read_upload(io.BytesIO(content))
    assert seconds_worked() - began < MOST_SECONDS
    sentence = str(refusal.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence


@pytest.mark.parametrize("read", [None, 1, [["p"]], [["t", 3]]])
def test_blocks_of_another_form_are_not_believed(read):
    with pytest.raises(NotOpened):
        confinement.believed(read)


def test_what_no_database_can_hold_is_left_out(monkeypatch):
    told = [["p", "Job title: Support \x00wor\ud800ker", 0, "\x00", False]]
    monkeypatch.setattr(documents, "opened", lambda content, reader: confinement.believed(told))
    draft, text = documents.read(b"%PDF-", documents.PORTABLE, ())
    assert text == "Job title: Support worker\n"
    assert draft.title == "Support worker"


def test_a_document_is_read_by_what_it_is_and_not_by_its_name(tmp_path):
    for name, content in (("a.docx", pdf.document([["Job title: Helper"]])), ("a.pdf", PLAIN)):
        (tmp_path / name).write_bytes(content)
        assert reading.read_path(str(tmp_path / name)) is not None
    (tmp_path / "b.pdf").write_bytes(b"MZ\x90\x00\x03\x00")
    with pytest.raises(UnreadableAdvert, match="not text"):
        reading.read_path(str(tmp_path / "b.pdf"))


# --- Fuzzed -------------------------------------------------------------------------------------------------

FEW = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
TABLED = job_description()
table_of(TABLED, [["Criterion", "Essential", "Desirable"], ["Listens", "✓", ""], ["Writes", "", "✓"]])
WORD, PDF = (
    saved(TABLED),
    pdf.document([["Job title: Helper", "Person specification", "Essential", "- Listens"]]),
)
MUTATIONS = st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=4)), min_size=1, max_size=8)


def _mutated(content, mutations):
    content = bytearray(content)
    for place, new in mutations:
        start = place % len(content)
        content[start : start + len(new)] = new
    return bytes(content)


def _is_certain_or_told(draft):
    """A criterion without an importance is told, and every importance has a tick or a heading."""
    open_ones = [criterion.text for criterion in draft.criteria if criterion.importance is None]
    return not open_ones or any("essential or desirable" in warning for warning in draft.warnings)


@FEW
@given(MUTATIONS)
def test_no_mutated_part_of_a_word_document_breaks_its_reader(mutations):
    """The XML is mutated, not the archive around it, whose checksum would refuse nearly everything."""
    with zipfile.ZipFile(io.BytesIO(WORD)) as archive:
        written = _mutated(archive.read("word/document.xml"), mutations)
    try:
        blocks = word.blocks_of(with_part(WORD, "word/document.xml", written))
    except confined.Refused:
        return
    draft = interpreter.read_blocks(shown(from_json([block.as_json() for block in blocks]))[0])
    assert _is_certain_or_told(draft)


@settings(FEW, max_examples=4)
@given(MUTATIONS)
def test_no_mutated_document_brings_anything_but_a_draft_or_a_refusal(mutations):
    for content in (WORD, PDF):
        with contextlib.suppress(UnreadableAdvert):
            assert _is_certain_or_told(reading.read_bytes(_mutated(content, mutations)))


PIECES = [
    "\t",
    "\n",
    "\n\n",
    "(",
    "✓",
    "· ",
    "Essential",
    "Desirable",
    ":",
    "Skills",
    "OR",
    "A/I",
    "Band",
    "Job title",
]


@FEW
@given(st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(PIECES) | st.text(max_size=5)), max_size=12))
def test_no_mutated_text_raises_or_yields_what_it_does_not_say(mutations):
    text = DOCUMENT
    for place, new in mutations:
        start = place % len(text)
        text = text[:start] + new + text[start + len(new) // 2 :]
    try:
        draft = reading.read_text(text)
    except UnreadableAdvert:
        return
    assert _is_certain_or_told(draft)
    shown_text = reading.visible(text)
    for criterion in draft.criteria:
        assert all(word in shown_text for word in criterion.text.split())


def test_fifteen_pages_become_a_draft_in_under_ten_seconds():
    document = job_description()
    for number in range(40):
        document.add_heading(f"Annex {number}", 1)
        document.add_paragraph(
            "You will work with residents and staff, and write down what was agreed. " * 12
        )
    document.add_heading("Person specification", 1)
    rows = [["Criterion", "Essential", "Desirable", "How tested"]]
    table_of(document, rows + [[f"Point number {n}", "✓", "", "A/I"] for n in range(40)])
    began = seconds_worked()
    draft = reading.read_bytes(saved(document))
    assert seconds_worked() - began < MOST_SECONDS
    assert draft.title == "Sociotherapist"
    assert len(draft.criteria) == 40
    assert portable.MOST_PAGES > 15
