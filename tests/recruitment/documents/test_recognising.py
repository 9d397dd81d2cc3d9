"""What a file is, by its content; and what is refused in one sentence."""

import io
import time
import zipfile
import zlib

import pytest

from recruitment.documents import recognising
from recruitment.documents.recognising import Kind, Unacceptable, recognise
from tests.recruitment.documents.made import docx, pdf


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()


TYPES = "[Content_Types].xml"
WORD_TYPES = b"<Types>" + recognising.WORD_DOCUMENT + b"</Types>"


@pytest.mark.parametrize(("make", "kind"), [(pdf, Kind.PDF), (docx, Kind.DOCX)])
@pytest.mark.parametrize("name", ["advert.pdf", "advert.docx", "advert.exe", "advert"])
def test_a_file_is_what_it_contains_whatever_its_name(make, kind, name):
    document = recognise(make(), name)
    assert (document.kind, document.file_name) == (kind, f"advert.{kind.value}")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"<html><script>alert(1)</script>", "neither"),
        (b"MZ\x90\x00" * 50, "neither"),
        (b"\xff\xd8\xff\xe0 a photograph", "This is a picture"),
        (b"\x00\x00\x00\x18ftypheic a photograph", "This is a picture"),
        (b"\xd0\xcf\x11\xe0 a document", r"\(\.doc\)"),
        (b"{\\rtf1 a document}", r"\(\.rtf\)"),
        (b"%PDF-1.7 and nothing more", "damaged"),
        (b"%PDF-1.7\ntrailer << /Encrypt 5 0 R >>\n%%EOF", "locked"),
        (b"%PDF-1.7\n<< /Type /Pages /Count 100000 >>\n%%EOF", "more than 200 pages"),
        (b"%PDF-" + b"a" * recognising.MOST_BYTES, "larger than 5 MB"),
        (b"PK\x03\x04" + b"\xff" * 500, "damaged"),
        (archive(a=b"text"), "damaged"),
        (archive(**{TYPES: b"<Types/>"}), "neither"),
        (archive(**{TYPES: WORD_TYPES + b"vbaProject"}), "macros"),
        (archive(**{TYPES: WORD_TYPES, "..__..__etc__passwd": b"x"}), "we do not take"),
        (archive(**{TYPES: WORD_TYPES, **{f"p{n}": b"" for n in range(2001)}}), "unpacks to far more"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_we_do_not_take_is_refused_in_one_sentence(content, words):
    with pytest.raises(Unacceptable, match=words):
        recognise(content, "job.docx")


def test_an_archive_bomb_is_refused_without_being_unpacked():
    bomb = archive(**{TYPES: WORD_TYPES, "word__document.xml": b"0" * (51 * 1024 * 1024)})
    assert len(bomb) < 100_000
    with pytest.raises(Unacceptable, match="unpacks to far more"):
        recognise(bomb, "job.docx")


def packed(objects: bytes, times=1) -> bytes:
    stream = b"<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n" + zlib.compress(objects) + b"\nendstream\n"
    return b"%PDF-1.7\n" + stream * times + b"%%EOF"


def test_long_pdfs_are_refused_by_counting():
    assert recognise(pdf(3), "job.pdf").kind == Kind.PDF
    assert recognise(packed(b"<< /Type /Pages /Count 3 >> << /Type /Outlines /Count 900 >>"), "job.pdf")
    for hidden in (packed(b"<</Type/Pages/Count 5000>>"), packed(b"<</Type/Page>>" * 150, times=2)):
        with pytest.raises(Unacceptable, match="200 pages"):
            recognise(hidden, "job.pdf")
    with pytest.raises(Unacceptable, match="200 pages"):
        recognise(pdf(201), "job.pdf")


def test_a_pdf_made_to_keep_us_busy_does_not():
    bombs = packed(b"0" * 2_000_000, times=1_500)
    endless = b"%PDF-1.7 %%EOF" + b"/ObjStm <<" * 400_000
    began = time.process_time()
    with pytest.raises(Unacceptable, match="unpacks to far more"):
        recognise(bombs, "job.pdf")
    recognise(endless, "job.pdf")
    recognise(b"%PDF-1.7 %%EOF<<" + b"/Type/Pages" * 200_000, "job.pdf")
    recognise(b"%PDF-1.7 %%EOF" + b"/ObjStm " * 600_000, "job.pdf")
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\Job description v2.docx", "Job description v2.pdf"),
        ('a"; filename="b.exe\r\nX: 1.pdf', "a filename b.exe X 1.pdf"),
        ("\u202egnp.exe", "gnp.pdf"),
        ("...", "document.pdf"),
        ("", "document.pdf"),
        ("é" * 500 + ".pdf", "é" * 116 + ".pdf"),
    ],
)
def test_names_are_made_harmless(given, safe):
    assert recognising.safe_name(given, Kind.PDF) == safe
