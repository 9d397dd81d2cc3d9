"""Criteria pasted as a list."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vacancies.importing.pasted_list import PastedCriterion, read

COPIED = """
Experience:
Essential:
- Supporting people in distress (A/I)
*  Helping to run a group
• Working
  with volunteers
·\tKeeping notes
1. Using a computer
2) Writing letters
Desirable criteria
o  Leading a group\tA, I
Qualifications (desirable):
a) A level 3 diploma [C]
3\tFirst aid\tE\tC
– Keeping notes
"""


def test_a_list_as_it_is_copied_out_of_a_document():
    essential = [
        ("Supporting people in distress", ("A", "I")),
        ("Helping to run a group", ()),
        ("Working with volunteers", ()),
        ("Keeping notes", ()),
        ("Using a computer", ()),
        ("Writing letters", ()),
    ]
    assert read(COPIED) == [
        *(PastedCriterion(text, "Experience", "essential", keys) for text, keys in essential),
        PastedCriterion("Leading a group", "Experience", "desirable", ("A", "I")),
        PastedCriterion("A level 3 diploma", "Qualifications", "desirable", ("C",)),
        PastedCriterion("First aid", "Qualifications", "essential", ("C",)),
    ]


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("Plain lines\nAre points, too", ["Plain lines", "Are points, too"]),
        ("Essential: a driving licence", ["a driving licence"]),
        ("-\n*\n1.\n\n", []),
        ("- 3 years of experience\n- 24/7 cover", ["3 years of experience", "24/7 cover"]),
        ("- " + "long " * 400, [("long " * 400)[:1000].strip()]),
    ],
)
def test_small_lists(text, texts):
    assert [point.text.strip() for point in read(text)] == texts


def test_a_very_long_list_is_read_in_time():
    began = time.process_time()
    assert len(read("\n".join(f"- {number}" for number in range(20_000)))) == 20_000
    assert time.process_time() - began < 5


def test_what_stands_above_the_first_heading_gets_what_was_chosen():
    assert read("- Kind", group="Values", importance="desirable") == [
        PastedCriterion("Kind", "Values", "desirable")
    ]


@given(st.text(alphabet=st.sampled_from("-*•·o1a).:([/ACIT \t\nessentialdesirable\u00a0é"), max_size=300))
def test_whatever_is_pasted_is_no_error(text):
    for point in read(text):
        assert point.text
        assert len(point.text) <= 1000
        assert len(point.group) <= 100
