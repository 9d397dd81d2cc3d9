"""Documents made for tests: as plain as can be, or with a canary in every place that could name somebody."""

import io
import zipfile

from docx import Document as Word
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Text
from pypdf.generic import DecodedStreamObject, NameObject

from tests.vacancies.importing.documents import pdf as written_pdf

WORDS = "I completed the care certificate in 2025."
# A picture of one pixel (JPEG) whose EXIF names who took it.
PIXEL = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300"
    + "01" * 64
    + "ffc0000b080001000101011100ffc40014000100000000000000000000000000000009ffc400141001"
    + "00000000000000000000000000000000ffda0008010100003f0054ffd9"
)


def pdf(pages=1) -> bytes:
    """Pages with nothing on them."""
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


def pdf_with_words(*lines: str) -> bytes:
    """One page of text."""
    return written_pdf.document([list(lines or (WORDS,))])


def docx(*paragraphs: str) -> bytes:
    document, out = Word(), io.BytesIO()
    for paragraph in paragraphs or ("Job description",):
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def docx_of(pages: int) -> bytes:
    document, out = Word(), io.BytesIO()
    for _ in range(pages - 1):
        document.add_page_break()
    document.save(out)
    return out.getvalue()


def picture_by(name: str) -> bytes:
    """A JPEG that says in its EXIF who took it."""
    value = name.encode() + b"\0"
    artist = b"\x3b\x01\x02\x00" + len(value).to_bytes(4, "little") + (26).to_bytes(4, "little")
    exif = b"Exif\0\0II*\0\x08\0\0\0" + b"\x01\0" + artist + bytes(4) + value
    return PIXEL[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + PIXEL[2:]


def telling_docx(name: str) -> bytes:
    """A Word document with `name` as author, editor, title, commenter, tracked changer and photographer."""
    document, out = Word(), io.BytesIO()
    about = document.core_properties
    about.author = about.last_modified_by = f"{name} author"
    about.title, about.comments, about.subject = f"{name} title", f"{name} remarks", f"{name} subject"
    paragraph = document.add_paragraph(WORDS)
    document.add_comment(paragraph.runs[0], text=f"{name} comment", author=f"{name} commenter")
    document.sections[0].header.paragraphs[0].text = f"{name} header"
    document.add_picture(io.BytesIO(picture_by(f"{name} photographer")))
    document.save(out)
    changes = (
        f'<w:p><w:ins w:id="90" w:author="{name} inserter"><w:r><w:t>Added words.</w:t></w:r></w:ins>'
        f'<w:del w:id="91" w:author="{name} deleter"><w:r><w:delText>{name} deleted</w:delText></w:r></w:del>'
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{name} hidden</w:t></w:r></w:p><w:sectPr"
    )
    return _with_part(out.getvalue(), "word/document.xml", lambda xml: xml.replace("<w:sectPr", changes, 1))


def _with_part(content: bytes, name: str, change) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w") as after:
        for part in before.namelist():
            written = before.read(part)
            after.writestr(part, change(written.decode()).encode() if part == name else written)
    return out.getvalue()


def telling_pdf(name: str) -> bytes:
    """A PDF with `name` in its Info, its XMP and a note, and a picture that names its photographer."""
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_with_words()))), io.BytesIO()
    writer.add_metadata({"/Author": f"{name} author", "/Title": f"{name} title", "/Creator": f"{name} made"})
    writer.xmp_metadata = (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        f'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" pdf:Keywords="{name} xmp"/></rdf:RDF></x:xmpmeta>'
        '<?xpacket end="w"?>'
    ).encode()
    note = Text(text=f"{name} note", rect=(50, 50, 100, 100))
    writer.add_annotation(0, note)
    note[NameObject("/T")] = note["/Contents"]
    picture = DecodedStreamObject()
    picture.set_data(picture_by(f"{name} photographer"))
    picture.update(
        {NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Image")}
    )
    writer.pages[0]["/Resources"][NameObject("/XObject")] = writer._add_object(picture)
    writer.write(out)
    return out.getvalue()
