"""Text that was a table: a tick stands in the column that the tabs before it give, or in none."""

import pytest

from vacancies.importing import job_description, reading

E, D = "essential", "desirable"
# The block of the requirement, tab for tab.
BLOCK = (
    "\tSkills\n\n\t· Communication skills:\n\n\n"
    "\t· Able to listen with care to people in distress\n\t(\n\t\n\n"
    "\t· Keeps clear written notes\n\t\n\t(\n"
)
DOCUMENT = f"""JOB DESCRIPTION

Job Title:\tTherapy Assistant
Band:\t3
Base: Alder House, Northmoor, NM4 1ZZ

Job Purpose

To help therapists in their groups.

Main Duties

·\tSet out the room
·\tWelcome people

PERSON SPECIFICATION

\tCriteria
\tEssential
\tDesirable
\tHow assessed

\tQualifications

\t· Care Certificate
\t✓
\t
\tA/C

{BLOCK}
\tKey: A = Application, I = Interview, C = Certificate, T = Test
"""


def _criteria(text):
    draft = reading.read_text(text)
    return [(c.group, c.text, c.importance) for c in draft.criteria]


def test_the_block_of_the_requirement_reads_as_it_says():
    assert _criteria(BLOCK) == [
        ("Skills", "Able to listen with care to people in distress", E),
        ("Skills", "Keeps clear written notes", D),
    ]
    warnings = reading.read_text(BLOCK).warnings
    assert any("No headings stand over the columns" in warning for warning in warnings)
    assert any("“Communication skills”" in warning for warning in warnings)


def test_a_whole_document_copied_out():
    draft = reading.read_text(DOCUMENT)
    assert job_description.recognises(DOCUMENT)
    assert (draft.title, draft.band, draft.locations[0].postcode) == ("Therapy Assistant", "3", "NM4 1ZZ")
    assert draft.summary == "To help therapists in their groups."
    assert draft.main_duties == "- Set out the room\n- Welcome people"
    assert [(c.group, c.text, c.importance, c.evidenced_by) for c in draft.criteria] == [
        ("Qualifications", "Care Certificate", E, ("A", "C")),
        ("Skills", "Able to listen with care to people in distress", E, None),
        ("Skills", "Keeps clear written notes", D, None),
    ]
    assert not any("No headings" in warning for warning in draft.warnings)
    lines = DOCUMENT.split("\n")
    assert all(criterion.text in lines[criterion.line - 1] for criterion in draft.criteria)
    assert draft.origins["title"] == ("Therapy Assistant", 3)


@pytest.mark.parametrize("tick", ["(", "✓", "√", "ü", "x", "\uf0fc", "P", "•", "☒"])
def test_any_lone_symbol_is_a_tick(tick):
    assert _criteria(BLOCK.replace("(", tick))[1] == ("Skills", "Keeps clear written notes", D)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Criteria\tEssential\tDesirable\nListens\t✓\t\nWrites\t\t✓\n",
            [(None, "Listens", E), (None, "Writes", D)],
        ),
        ("\tListens\n\t\t(\n\n\tWrites\n\t(\n", [(None, "Listens", D), (None, "Writes", E)]),
        (
            "\tArea\n\tCriteria\n\tEssential\n\tDesirable\n\n\tSkills\n\tListens\n\t✓\n\t\n\n\tWrites\n\t\n\t✓\n",
            [("Skills", "Listens", E), ("Skills", "Writes", D)],
        ),
        (
            "\tEssential\n\tDesirable\n\n\tListens\n\t✓\n\t\n\n\tWrites\n\t\n\t✓\n",
            [(None, "Listens", E), (None, "Writes", D)],
        ),
        ("\tSkills\n\n\tEssential\n\n\tDesirable\n\n\tListens\n\t\n\t✓\n", [("Skills", "Listens", D)]),
        ("\tListens\n\n\t(\n\t\n\n\tWrites\n\n\t\n\t(\n", [(None, "Listens", E), (None, "Writes", D)]),
        (
            "\tGroup\n\tEssential\n\tDesirable\n\n\tSkills\n\t· Listens\n· Waits\n\t· Writes\n",
            [("Skills", "Listens", E), ("Skills", "Waits", E), ("Skills", "Writes", D)],
        ),
    ],
)  # fmt: skip
def test_the_shapes_that_tables_take_as_text(text, expected):
    assert _criteria(text) == expected


def test_a_tick_whose_tabs_are_lost_has_no_column():
    draft = reading.read_text(
        "Person specification\n\n\tCriteria\n\t"
        "Essential\n\tDesirable\n\n\tListens\n\n\t(\n\n\tWrites\n\t\n\t(\n"
    )
    assert [(c.text, c.importance) for c in draft.criteria] == [("Listens", None), ("Writes", D)]
    assert any("stands beside no words" in warning for warning in draft.warnings)
    assert any("“Listens”" in warning for warning in draft.warnings)


def test_without_any_tabs_nothing_is_essential_or_desirable():
    draft = reading.read_text(
        "Person specification\n\nCriteria\n\nEssential\n\nDesirable\n\nHow assessed\n\nSkills\n\n"
        "Listens with patience to people\n\n✓\n\nA/I\n\nWrites notes that others can read\n\n✓\n\nA\n"
    )
    assert [(c.group, c.text, c.importance) for c in draft.criteria] == [
        ("Skills", "Listens with patience to people", None),
        ("Skills", "Writes notes that others can read", None),
    ]
    assert any("not said whether" in warning for warning in draft.warnings)


def test_tabs_between_bullets_and_words_begin_no_cell():
    text = (
        "\tCriteria\n\tEssential\n\tDesirable\n\tHow tested\n\n"
        "\t·\tListens\n\t(\n\t\n\tA/I\n\n\t·\tWrites\n\t\n\t(\n\tA\n"
    )
    draft = reading.read_text(text)
    assert [(c.text, c.importance, c.evidenced_by) for c in draft.criteria] == [
        ("Listens", E, ("A", "I")),
        ("Writes", D, ("A",)),
    ]


def test_a_document_without_a_specification_says_what_it_has_not():
    draft = reading.read_text(
        "Job Description\n\nJob Title: Helper\n\nJob Purpose\n\nTo help.\n\nMain duties\n\n- Help\n"
    )
    assert (draft.title, draft.summary, draft.main_duties, draft.criteria) == (
        "Helper",
        "To help.",
        "- Help",
        (),
    )
    for sentence in ("No band was found.", "No salary was found.", "No person specification was found."):
        assert sentence in draft.warnings
