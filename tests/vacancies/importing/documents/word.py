"""Writes Word documents: tables of person specifications as employers lay them out, and all around them."""

import io
import zipfile

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

TICK = "✓"


def saved(document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def table_of(document, rows, *, merge=()):
    """A table of these texts; a list is a cell of several points, a function fills its cell itself.

    `merge`: pairs of (row, column) whose cells become one.
    """
    table = document.add_table(rows=len(rows), cols=max(len(row) for row in rows))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, content in zip(row.cells, texts, strict=False):
            fill(cell, content)
    for first, last in merge:
        table.cell(*first).merge(table.cell(*last))
    return table


def fill(cell, content):
    if callable(content):
        content(cell)
    elif isinstance(content, list):
        cell.paragraphs[0].text = content[0]
        cell.paragraphs[0].style = "List Bullet"
        for text in content[1:]:
            cell.add_paragraph(text, style="List Bullet")
    else:
        lines = content.split("\n")
        cell.paragraphs[0].text = lines[0]
        for text in lines[1:]:
            cell.add_paragraph(text)


def in_font(text, font):
    """A run in a symbol font, as people who press a key in Wingdings leave it."""

    def write(cell):
        cell.paragraphs[0].add_run(text).font.name = font

    return write


def symbol(code, font):
    """A symbol put in from Word's own list: python-docx cannot even see it."""

    def write(cell):
        element = OxmlElement("w:sym")
        element.set(qn("w:font"), font)
        element.set(qn("w:char"), code)
        cell.paragraphs[0].add_run()._r.append(element)

    return write


def check_box(checked):
    """A content control that a reader of the document can tick."""

    def write(cell):
        cell.paragraphs[0]._p.append(
            parse_xml(
                f"<w:sdt {nsdecls('w')} xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'>"
                f"<w:sdtPr><w14:checkbox><w14:checked w14:val='{int(checked)}'/></w14:checkbox></w:sdtPr>"
                f"<w:sdtContent><w:r><w:t>{'☒' if checked else '☐'}</w:t></w:r></w:sdtContent></w:sdt>"
            )
        )

    return write


def bold(text):
    def write(cell):
        cell.paragraphs[0].add_run(text).bold = True

    return write


def job_description():
    """A document with the facts of a post in a table and the usual headings, ready for a specification."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Northmoor and Vale: controlled when printed"
    document.sections[0].footer.paragraphs[0].text = "Version 4, page 1"
    document.add_heading("Job description", 0)
    table_of(
        document,
        [
            ["Job title:", "Sociotherapist", "Band:", "Band 4"],
            ["Hours:", "37.5 hours per week (full time)", "Contract:", "12 months (Fixed term)"],
            [
                "Reports to:",
                "Senior Sociotherapist",
                "Base:",
                "Alder House, 2 Quarry Road, Northmoor NM4 1ZZ",
            ],
        ],
    )
    document.add_heading("1. Job summary", 1)
    document.add_paragraph("You will help run a therapeutic community, day by day.")
    document.add_heading("2. Main duties", 1)
    document.add_heading("Clinical", 2)
    for duty in ("Join the morning meeting", "Share meals and chores with residents"):
        document.add_paragraph(duty, style="List Bullet")
    document.add_heading("Communication", 2)
    document.add_paragraph("Write a short note after each group", style="List Number")
    document.add_heading("3. Health and safety", 1)
    document.add_paragraph("Everyone looks after their own safety and that of others.")
    document.add_heading("Person specification", 1)
    return document


def with_part(content, name, written):
    """The same archive with one part replaced or added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.namelist():
            if part != name:
                after.writestr(part, before.read(part))
        after.writestr(name, written)
    return file.getvalue()
