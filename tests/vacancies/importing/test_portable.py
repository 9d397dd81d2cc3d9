"""Job descriptions in PDF: lines made whole, and columns taken from where words stand, or not at all."""

from tests.vacancies.importing.documents import pdf
from vacancies.importing import documents, portable, reading
from vacancies.importing import job_description as interpreter
from vacancies.importing.blocks import shown

E, D = "essential", "desirable"
COLUMNS = (50, 330, 410, 490)
ABOVE = [
    "Northmoor and Vale",
    "Job description",
    "Job title: Therapy Assistant",
    "Band: Band 3",
    None,
    "Job summary",
    "You will help therapists in their groups, in two houses on the same street, and",
    "write down what was done.",
    None,
    "Person specification",
]
TABLE = ["Criterion", "Essential", "Desirable", "Evidence"]
ROWS = [
    ["Skills"],
    ["Listens with patience to people who", "x", "", "A/I"],
    ["come through the door"],
    ["Writes clear notes", "", "x", "A"],
]


def _beside(texts):
    return [(x, text) for x, text in zip(COLUMNS, texts, strict=False) if text]


def _criteria(content):
    draft = interpreter.read_blocks(shown(portable.blocks_of(content))[0])
    return draft, [
        (c.group, c.text, c.importance, "".join(c.evidenced_by) if c.evidenced_by else "")
        for c in draft.criteria
    ]


def test_a_tick_belongs_to_the_heading_it_stands_under():
    content = pdf.document([[*ABOVE, *map(_beside, [TABLE, *ROWS])]])
    draft, criteria = _criteria(content)
    assert (draft.title, draft.band) == ("Therapy Assistant", "3")
    assert draft.summary.endswith("on the same street, and write down what was done.")
    assert criteria == [
        ("Skills", "Listens with patience to people who come through the door", E, "AI"),
        ("Skills", "Writes clear notes", D, "A"),
    ]


def test_criteria_in_two_columns_and_over_two_pages():
    texts = [
        ["Factors", "Essential", "Desirable"],
        ["Skills", "- Listens", "- Draws"],
        ["", "- Writes", "- Sings"],
        ["Qualifications", "- Care", ""],
        ["", "Certificate", ""],
    ]
    pages = [["Northmoor and Vale", *lines, None, f"Page {n} of 2"] for n, lines in (
        (1, [*ABOVE[1:], *map(_beside, texts[:3])]), (2, map(_beside, [texts[0], *texts[3:]]))
    )]  # fmt: skip
    _, criteria = _criteria(pdf.document(pages))
    assert criteria == [
        ("Skills", "Listens", E, ""),
        ("Skills", "Writes", E, ""),
        ("Skills", "Draws", D, ""),
        ("Skills", "Sings", D, ""),
        ("Qualifications", "Care Certificate", E, ""),
    ]


def test_columns_that_have_collapsed_leave_importance_open():
    lines = [" ".join(filter(None, texts)) for texts in [TABLE, *ROWS]]
    draft, criteria = _criteria(pdf.document([[*ABOVE, *lines]]))
    assert [(text, importance, ways) for _, text, importance, ways in criteria] == [
        ("Listens with patience to people who come through the door", None, "AI"),
        ("Writes clear notes", None, "A"),
    ]
    assert any("not said whether" in warning for warning in draft.warnings)


def test_an_upload_is_read_by_its_content_and_says_so():
    content = pdf.document([[*ABOVE, *map(_beside, [TABLE, *ROWS])]])
    found = reading.reading_of(content)
    assert found.source == "a job description, saved as a PDF"
    assert documents.PLACED in found.draft.warnings
    lines = found.text.split("\n")
    assert "Therapy Assistant" in lines[found.draft.origins["title"].line - 1]
    assert "Writes clear notes" in lines[found.draft.criteria[1].line - 1]
