"""Person specifications: groups, importance, wrapped points, alternatives, evidence, acknowledgements."""

import pytest

from vacancies.importing.lines import lines_of
from vacancies.importing.specification import Specification


def _read(text):
    return Specification(lines_of(text))


def _points(text):
    return [(point.group, point.importance, point.text) for point in _read(text).criteria]


def test_groups_and_importance_in_order_in_any_case():
    text = (
        "values\n\nESSENTIAL:\n\n • Discreet\n • Kind\n\nDesirable Criteria\n\n • Funny\n\n"
        "IT\n\nessential\n\n • Typing"
    )
    assert _points(text) == [
        ("values", "essential", "Discreet"),
        ("values", "essential", "Kind"),
        ("values", "desirable", "Funny"),
        ("IT", "essential", "Typing"),
    ]
    assert _read(text).doubts == []


def test_a_page_saved_without_gaps():
    text = "Values\nEssential\n• Kind\nDesirable\n• Funny\nskills and abilities\nEssential\n• Typing"
    assert [point[0] for point in _points(text)] == ["Values", "Values", "skills and abilities"]
    assert [point[1] for point in _points(text)] == ["essential", "desirable", "essential"]


@pytest.mark.parametrize("margin", ["    ", ""])
def test_a_wrapped_point_is_one_point(margin):
    wrapped = f"  • Explaining things\n{margin}clearly and\n{margin}kindly"
    text = f"Skills\n\nEssential\n\n{wrapped}\n\nDesirable\n\n  • Maths"
    assert [point[2] for point in _points(text)] == ["Explaining things clearly and kindly", "Maths"]


@pytest.mark.parametrize("mark", ["• ", "- ", "* ", "– ", "1. ", "1) ", "\uf0b7\t", "o\t", "•", "•\n"])
def test_every_mark_of_a_list_is_left_out_of_the_text(mark):
    assert _points(f"Values\n\nEssential\n\n  {mark}Discreet") == [("Values", "essential", "Discreet")]


@pytest.mark.parametrize(
    "text",
    [
        "• A degree OR\n\n• A diploma",
        "• A degree\n\nOR\n\n• A diploma",
        "• A degree\n• OR A diploma",
        "• A degree\n• OR\n• A diploma",
        "• A degree OR A diploma",
    ],
)
def test_alternatives_are_one_criterion(text):
    assert _points(f"Training\n\nEssential\n\n{text}\n• Patience") == [
        ("Training", "essential", "A degree OR A diploma"),
        ("Training", "essential", "Patience"),
    ]


def test_a_point_that_only_wants_a_yes_is_acknowledged():
    kinds = {
        point.text: point.kind
        for point in _read(
            "Other\n\nEssential\n\n"
            "• You understand that we will not provide sponsorship\n"
            "• Please confirm you can work on Mondays\n"
            "• I confirm that I have a right to work\n"
            "• You understand the needs of older people\n"
            "• Understanding that people differ\n"
            "• Able to confirm plans"
        ).criteria
    }
    assert list(kinds.values()) == ["acknowledged"] * 3 + ["scored"] * 3


def test_how_a_point_is_evidenced_is_taken_only_from_its_own_letters():
    letters = {
        point.text: point.evidenced_by
        for point in _read(
            "Skills\n\nEssential\n\n• Typing (A/I)\n• Maths [C, A]\n• Calm (T).\n• Skills (IT)\n• Kind"
        ).criteria
    }
    assert letters == {
        "Typing (A/I)": ("A", "I"),
        "Maths [C, A]": ("A", "C"),
        "Calm (T).": ("T",),
        "Skills (IT)": None,
        "Kind": None,
    }
    assert _read("Vitamins\n\nEssential\n\n• Knows vitamin (C)").criteria[0].evidenced_by is None


def test_points_under_no_importance_are_kept_and_told():
    specification = _read("Approach\n\n • Curious\n\nSkills\n\nEssential\n\n • Typing")
    assert [point.importance for point in specification.criteria] == [None, "essential"]
    assert specification.doubts == [
        "It is not said whether the points under “Approach” are essential or desirable."
    ]


def test_a_stray_paragraph_is_told_and_is_no_criterion():
    specification = _read(
        "Skills\n\nEssential\n\n • Typing\n\nSee the attached document for more.\n\nDesirable\n\n • Maths"
    )
    assert [point.text for point in specification.criteria] == ["Typing", "Maths"]
    assert specification.doubts == [
        "A line of the person specification was not understood: “See the attached document for more.”."
    ]


def test_a_list_without_marks_is_read_line_by_line_with_a_warning():
    specification = _read(
        "Skills\nEssential\nTyping\nfast\nMaths\nDesirable\nDrawing\nValues\nEssential\nKind"
    )
    assert [(point.group, point.importance, point.text) for point in specification.criteria] == [
        ("Skills", "essential", "Typing fast"),
        ("Skills", "essential", "Maths"),
        ("Skills", "desirable", "Drawing"),
        ("Values", "essential", "Kind"),
    ]
    assert "have no marks" in specification.doubts[0]
