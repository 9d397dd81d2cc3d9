"""Word documents as they are printed: changes accepted, nothing hidden, text boxes and whole facts."""

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.vacancies.importing.documents.word import job_description, saved, table_of
from vacancies.importing import reading, word

NS = nsdecls("w")
CHANGED = f"""<w:p {NS}><w:r><w:t xml:space="preserve">Works </w:t></w:r>
<w:ins w:id="1" w:author="a"><w:r><w:t xml:space="preserve">kindly </w:t></w:r></w:ins>
<w:del w:id="2" w:author="a"><w:r><w:delText xml:space="preserve">hastily </w:delText></w:r></w:del>
<w:moveFrom w:id="3" w:author="a"><w:r><w:t>away </w:t></w:r></w:moveFrom>
<w:r><w:t>with people</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> unseen</w:t></w:r></w:p>"""
BOX = f"""<w:p {NS} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<w:r><w:t>Beside a box</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>
<w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice>
<mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></w:pict>
</mc:Fallback></mc:AlternateContent></w:r></w:p>"""


def _texts(*elements):
    document = docx.Document()
    for element in elements:
        document.element.body.insert(0, parse_xml(element))
    return [block.text for block in word.blocks_of(saved(document)) if block.text]


def test_changes_are_accepted_and_what_is_hidden_is_not_read():
    assert _texts(CHANGED) == ["Works kindly with people"]


def test_a_text_box_is_read_once_after_its_paragraph():
    assert _texts(BOX) == ["Beside a box", "In the box"]


def test_a_row_that_was_deleted_is_gone():
    document = docx.Document()
    table = table_of(document, [["kept"], ["gone"]])
    properties = parse_xml(f'<w:trPr {NS}><w:del w:id="4" w:author="a"/></w:trPr>')
    table.rows[1]._tr.insert(0, properties)
    (block, *_) = word.blocks_of(saved(document))
    assert [row.text for row in block.rows] == ["kept"]


def test_headings_lists_and_lines_of_a_paragraph():
    document = docx.Document()
    document.add_heading("Duties", 2)
    for style in ("List Bullet", "List Number", "List Number"):
        document.add_paragraph("point", style=style)
    document.add_paragraph("one\ntwo")
    document.add_paragraph("•\ttyped by hand")
    blocks = [block for block in word.blocks_of(saved(document)) if block.text]
    assert [(block.text, block.level, block.bullet) for block in blocks] == [
        ("Duties", 2, ""),
        ("point", 0, "-"),
        ("point", 0, "1."),
        ("point", 0, "2."),
        ("one", 0, ""),
        ("two", 0, ""),
        ("typed by hand", 0, "-"),
    ]


def test_a_job_description_gives_its_facts_and_where_they_stood():
    found = reading.reading_of(saved(job_description()))
    draft = found.draft
    assert (draft.title, draft.band, draft.hours_per_week) == ("Sociotherapist", "4", 37.5)
    assert (draft.contract, draft.duration_months) == ("fixed_term", 12)
    assert draft.working_patterns == ("full_time",)
    assert draft.locations[0].as_json() == {
        "address": "Alder House, 2 Quarry Road, Northmoor",
        "postcode": "NM4 1ZZ",
    }
    assert draft.summary == "You will help run a therapeutic community, day by day."
    assert draft.main_duties == (
        "### Clinical\n\n- Join the morning meeting\n- Share meals and chores with residents\n\n"
        "### Communication\n\n1. Write a short note after each group"
    )
    assert draft.responsibilities == (
        "- Reports to: Senior Sociotherapist\n\n### Health and safety\n\n"
        "Everyone looks after their own safety and that of others."
    )
    assert draft.criteria == ()
    assert "No person specification was found." in draft.warnings
    assert "controlled when printed" not in found.text
    assert found.source == "a job description, saved as a Word document"
    lines = found.text.split("\n")
    for field, words in (("title", "Sociotherapist"), ("band", "Band 4"), ("main_duties", "Clinical")):
        assert words in draft.origins[field].words
        assert words in lines[draft.origins[field].line - 1]


def test_an_advert_saved_as_a_document_is_read_as_the_advert_it_is():
    document = docx.Document()
    with reading.Path(reading.__file__).with_name("example_advert.txt").open(encoding="utf-8") as lines:
        for line in lines:
            document.add_paragraph(line.strip())
    found = reading.reading_of(saved(document))
    assert found.source == "a saved NHS Jobs page, saved as a Word document"
    assert found.draft.reference
