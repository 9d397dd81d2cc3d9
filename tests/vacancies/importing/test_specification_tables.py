"""Person specifications in Word tables: columns in any order and wording, ticks in any font."""

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vacancies.importing.documents.word import (
    TICK,
    bold,
    check_box,
    in_font,
    job_description,
    saved,
    symbol,
    table_of,
)
from vacancies.importing import job_description as interpreter
from vacancies.importing import word
from vacancies.importing.blocks import Cell, Paragraph, Row, Table, shown

E, D = "essential", "desirable"


def _draft(document):
    """Read in this process: the confinement has tests of its own."""
    return interpreter.read_blocks(shown(word.blocks_of(saved(document)))[0])


def _criteria(draft):
    return [
        (c.group, c.text, c.importance, "".join(c.evidenced_by) if c.evidenced_by else "")
        for c in draft.criteria
    ]


def _specification(rows, **kwargs):
    document = job_description()
    table_of(document, rows, **kwargs)
    return _draft(document)


LISTENS, WRITES, CARE = "Listens with patience", "Writes clear notes", "Care Certificate"
SKILLS = [("Skills", LISTENS, E, "AI"), ("Skills", WRITES, D, "A")]
LAYOUTS = {
    "criterion, two columns of ticks, how tested": (
        [
            ["Criterion", "Essential", "Desirable", "How tested"],
            ["Skills", "", "", ""],
            [LISTENS, TICK, "", "A/I"],
            [WRITES, "", "✔", "A"],
        ],
        {},
        SKILLS,
    ),
    "the columns in another order and other words": (
        [
            ["Evidenced by", "Desirable criteria", "Essential requirements", "Requirement"],
            ["", "", "", "SKILLS:"],
            ["A, I", "", symbol("F0FC", "Wingdings"), LISTENS],
            ["A", symbol("F052", "Wingdings 2"), "", WRITES],
        ],
        {},
        [("SKILLS", *rest) for _, *rest in SKILLS],
    ),
    "the criteria themselves in the two columns": (
        [
            ["Factors", "Essential", "Desirable", "Assessment method"],
            ["Skills", [LISTENS, "Keeps calm"], [WRITES], "Application form and interview"],
            ["Qualifications", "N/A", CARE, "Certificate"],
        ],
        {},
        [
            ("Skills", LISTENS, E, "AI"),
            ("Skills", "Keeps calm", E, "AI"),
            ("Skills", WRITES, D, "AI"),
            ("Qualifications", CARE, D, "C"),
        ],
    ),
    "groups in a column of merged cells": (
        [
            ["Attributes", "Criteria", "Essential", "Desirable", "Evidence"],
            ["Skills", LISTENS, "x", "", "A I"],
            ["", WRITES, "", "X", "A"],
            ["Qualifications", CARE, "√", "", "C"],
        ],
        {"merge": [((1, 0), (2, 0))]},
        [*SKILLS, ("Qualifications", CARE, E, "C")],
    ),
    "one column that says E or D": (
        [
            ["Criteria", "E/D", "Method of assessment"],
            [bold("Skills"), "", ""],
            [LISTENS, "E", "A&I"],
            [WRITES, "Desirable", "A"],
        ],
        {},
        SKILLS,
    ),
    "rows that say Essential and Desirable of those below, evidence in brackets": (
        [
            ["Skills", ""],
            ["Essential", ""],
            [f"{LISTENS} (A/I)", ""],
            ["Desirable", ""],
            [f"{WRITES} (A, C)", ""],
        ],
        {"merge": [((row, 0), (row, 1)) for row in range(5)]},
        [("Skills", f"{LISTENS} (A/I)", E, "AI"), ("Skills", f"{WRITES} (A, C)", D, "AC")],
    ),
    "two rows of headings, a column a way of assessing": (
        [
            ["Criteria", "Importance", "", "Assessed by", "", "", ""],
            ["", "Essential", "Desirable", "A", "C", "I", "T"],
            [bold("Skills"), "", "", "", "", "", ""],
            [LISTENS, TICK, "", TICK, "", TICK, ""],
            [WRITES, "", TICK, TICK, "", "", ""],
        ],
        {"merge": [((0, 1), (0, 2)), ((0, 3), (0, 6)), ((0, 0), (1, 0))]},
        SKILLS,
    ),
    "boxes to check, and letters of symbol fonts": (
        [
            ["Skills", "Essential", "Desirable", "Tested"],
            [LISTENS, check_box(True), check_box(False), "A/I"],
            [WRITES, in_font("o", "Wingdings"), in_font("P", "Wingdings 2"), "A"],
            ["Keeps calm", in_font("ü", "Wingdings"), "", "I"],
        ],
        {},
        [(None, LISTENS, E, "AI"), (None, WRITES, D, "A"), (None, "Keeps calm", E, "I")],
    ),
    "each importance with evidence of its own": (
        [
            ["", "Essential", "Assessed", "Desirable", "Assessed"],
            ["Skills", LISTENS, "A/I", WRITES, "A"],
        ],
        {},
        SKILLS,
    ),
    "Essential and Desirable in the first cell of a row": (
        [
            ["Essential", [LISTENS, "Keeps calm"]],
            ["Desirable", [WRITES]],
        ],
        {},
        [(None, LISTENS, E, ""), (None, "Keeps calm", E, ""), (None, WRITES, D, "")],
    ),
    "several points in one cell, each with its tick": (
        [
            ["Skills", "Essential", "Desirable"],
            [[LISTENS, WRITES, "Keeps calm"], "✓\n\n✓", "\n✓\n"],
            [["Draws", "Sings"], "", "✓"],
        ],
        {},
        [
            (None, LISTENS, E, ""),
            (None, WRITES, D, ""),
            (None, "Keeps calm", E, ""),
            (None, "Draws", D, ""),
            (None, "Sings", D, ""),
        ],
    ),
    "alternatives, within a cell and over rows": (
        [
            ["Qualifications", "Essential", "Desirable"],
            ["NVQ Level 2 in care\nOR\nequal experience", TICK, ""],
            ["GCSE English", TICK, ""],
            ["or a test on the day", "", ""],
            ["A driving licence or", "", TICK],
            ["another way to get about", "", ""],
        ],
        {},
        [
            (None, "NVQ Level 2 in care OR equal experience", E, ""),
            (None, "GCSE English or a test on the day", E, ""),
            (None, "A driving licence or another way to get about", D, ""),
        ],
    ),
    "headings repeated on the next page": (
        [
            ["Criterion", "Essential", "Desirable", "How tested"],
            [bold("Skills"), "", "", ""],
            [LISTENS, TICK, "", "A/I"],
            ["Criterion", "Essential", "Desirable", "How tested"],
            [WRITES, "", TICK, "A"],
        ],
        {},
        SKILLS,
    ),
    "a sub-heading and a beginning of sentences": (
        [
            ["Skills and abilities", "Essential", "Desirable"],
            [bold("Skills"), "", ""],
            ["Communication skills:", "", ""],
            [LISTENS, TICK, ""],
            ["Ability to:\n• cook\n• clean", "", TICK],
        ],
        {},
        [
            ("Skills", LISTENS, E, ""),
            ("Skills", "Ability to cook", D, ""),
            ("Skills", "Ability to clean", D, ""),
        ],
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_gives_the_same_criteria(layout):
    rows, how, expected = LAYOUTS[layout]
    draft = _specification(rows, **how)
    assert _criteria(draft) == expected
    assert not any("essential or desirable:" in warning for warning in draft.warnings)


def test_what_is_not_ticked_or_ticked_twice_stays_open_and_is_told():
    draft = _specification(
        [
            ["Criterion", "Essential", "Desirable"],
            [LISTENS, "", ""],
            [WRITES, TICK, TICK],
            ["Draws well", TICK, ""],
        ]
    )
    assert [importance for _, _, importance, _ in _criteria(draft)] == [None, None, E]
    assert any(LISTENS in warning and "not said whether" in warning for warning in draft.warnings)
    assert any(WRITES in warning and "both essential and desirable" in warning for warning in draft.warnings)


def test_weights_and_strange_ways_of_assessing_are_left_out_and_told():
    draft = _specification(
        [["Criterion", "Weight", "Essential", "Desirable", "Method"], [LISTENS, "5", TICK, "", "A/R"]]
    )
    assert _criteria(draft) == [(None, LISTENS, E, "A")]
    assert any("weights" in warning for warning in draft.warnings)
    assert any("“R”" in warning for warning in draft.warnings)


def test_the_key_of_the_document_decides_what_its_letters_mean():
    document = job_description()
    document.add_paragraph("Key: F = Application form, Q = Qualification certificate, P = Practical test")
    table_of(document, [["Criterion", "Essential", "Desirable", "Evidence"], [LISTENS, TICK, "", "F/Q/P"]])
    assert _criteria(_draft(document)) == [(None, LISTENS, E, "ACT")]


def test_a_table_goes_on_in_the_next_and_a_line_above_each_names_its_group():
    document = job_description()
    document.add_paragraph("Skills")
    table_of(document, [["Criterion", "Essential", "Desirable"], [LISTENS, TICK, ""]])
    document.add_paragraph("")
    table_of(document, [[WRITES, "", TICK]])
    document.add_paragraph("Qualifications")
    table_of(document, [["Criterion", "Essential", "Desirable"], [CARE, TICK, ""]])
    assert _criteria(_draft(document)) == [
        ("Skills", LISTENS, E, ""),
        ("Skills", WRITES, D, ""),
        ("Qualifications", CARE, E, ""),
    ]


def test_a_specification_inside_a_table_that_sets_the_page_is_found():
    document = docx.Document()
    outer = document.add_table(rows=1, cols=1).cell(0, 0)
    outer.paragraphs[0].text = "Person specification"
    inner = outer.add_table(rows=2, cols=3)
    for cell, text in zip(inner._cells, ["Skills", "Essential", "Desirable", LISTENS, TICK, ""], strict=True):
        cell.text = text
    assert _criteria(_draft(document)) == [(None, LISTENS, E, "")]


def test_lists_without_a_table_are_criteria_too():
    document = job_description()
    for heading, point in (("Essential", LISTENS), ("Desirable", WRITES)):
        document.add_paragraph(heading)
        document.add_paragraph(point, style="List Bullet")
    assert [(text, importance) for _, text, importance, _ in _criteria(_draft(document))] == [
        (LISTENS, E),
        (WRITES, D),
    ]


# --- Any order, any wording, any tick ---------------------------------------------------------------------

WORDS_FOR = {
    "words": ["Criterion", "Requirements", "Attributes", "Factors"],
    "essential": ["Essential", "ESSENTIAL CRITERIA", "Essential requirements", "E"],
    "desirable": ["Desirable", "DESIRABLE CRITERIA", "Desirable requirements", "D"],
    "evidence": ["How tested", "Evidenced by", "Assessment method", "A/C/I/T", "Measured by"],
}
ANY_TICK = st.sampled_from(["✓", "✔", "√", "x", "X", "•", "ü", "P", "R", "☒", "\uf0fc", "(", "Yes"])
POINTS = ["Listens with patience", "Writes clear notes", "Keeps calm when others do not", "Cooks for twenty"]


@st.composite
def _tables(draw):
    """Rows of texts in a drawn order of columns, and what they say."""
    order = draw(st.permutations(["words", "essential", "desirable", "evidence"]))
    wording = draw(st.integers(0, 3))
    heading = {kind: texts[wording % len(texts)] for kind, texts in WORDS_FOR.items()}
    rows, expected = [[heading[kind] for kind in order]], []
    for text in draw(st.permutations(POINTS))[: draw(st.integers(1, 4))]:
        importance = draw(st.sampled_from([E, D, None]))
        ways = draw(st.sampled_from(["A", "A/I", "I, T", "C"]))
        row = {"words": text, "evidence": ways, importance: draw(ANY_TICK)}
        rows.append([row.get(kind, "") for kind in order])
        expected.append((text, importance, tuple(letter for letter in "ACIT" if letter in ways)))
    return rows, expected


def _said(criteria):
    return [(criterion.text, criterion.importance, criterion.evidenced_by) for criterion in criteria]


@settings(deadline=None, max_examples=60)
@given(_tables())
def test_any_order_and_wording_reads_the_same_as_table_and_as_text(table):
    rows, expected = table
    cells = Table(
        tuple(Row(tuple(Cell(n, (Paragraph(text),)) for n, text in enumerate(texts))) for texts in rows)
    )
    draft = interpreter.read_blocks(shown([Paragraph("Person specification"), cells])[0])
    assert _said(draft.criteria) == expected
    in_lines = "\n\n".join("".join(f"\t{text}\n" for text in texts) for texts in rows)
    assert _said(interpreter.read(in_lines).criteria) == expected
    in_rows = "\n".join("\t".join(texts) for texts in rows)
    assert _said(interpreter.read(f"Person specification\n{in_rows}\n").criteria) == expected
