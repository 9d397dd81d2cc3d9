"""The rule by which words are counted; test_applying_pages sees that the counter in the browser agrees."""

import time

import pytest

from applicants.applying.counting import trimmed, words
from applicants.applying.tender import touches_health

# (what somebody typed, how many words the counter beside it says)
TRICKY = (
    ("", 0),
    (" \n\t ", 0),
    ("one", 1),
    ("one-to-one support", 2),
    ("one – two — three", 5),
    ("a/b c,d e…f", 3),
    ("line\nbreak\n\n  and\ttab", 4),
    ("no\u00a0break thin\u2009space zero\u200bwidth ideographic\u3000space", 7),
    ("narrow\u202fno-break line\u2028separator figure\u2007space", 6),
    ("\ufeffbegins with a mark\ufeff", 4),
    ("next\u0085line is one word here", 5),
    ("o’neill isn't 3.5% of £1,000", 5),
    ("zoë łukasiewicz 李 明 👩🏽‍⚕️ 🙂🙂", 6),
    ("e\u0301a\u0308 mongolian\u180evowel", 2),
    ("- • * 1. ", 4),
)


@pytest.mark.parametrize(("text", "number"), TRICKY)
def test_words(text, number):
    assert words(text) == words(trimmed(text)) == number


def test_what_is_trimmed_is_white_space_to_the_counter_too():
    assert trimmed("\ufeff\u2003 a b\u3000\n") == "a b"
    assert trimmed("\u0085a\u001c") == "\u0085a\u001c"


def test_a_long_run_of_spaces_takes_no_time():
    """Somebody may send two megabytes of them, and nobody else is served meanwhile."""
    began = time.process_time()
    assert words(trimmed("a" + " " * 1_000_000 + "b")) == 2
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    "text",
    [
        "Lived experience of mental health difficulties",
        "Your own lived-experience of using services",
        "Has a recovery\njourney to draw on",
        "Experience of using mental health services, or of caring for somebody who does",
        "Able to use own experience of distress to help others",
        "Physically able to take part in groups outdoors",
        "A good attendance record",
    ],
)
def test_points_that_come_near_to_the_applicants_own_health(text):
    assert touches_health(text)


@pytest.mark.parametrize(
    "text",
    [
        "Experience of supporting people in a mental health setting",
        "Has worked with adults with learning disabilities",
        "Knows the Mental Health Act and what a care plan is for",
        "Understands recovery and what helps people towards it",
        "NVQ Level 3 in Health and Social Care, or the same by experience",
        "Can use a computer, and learn from experience",
    ],
)
def test_points_about_the_people_whom_the_job_supports_do_not(text):
    assert not touches_health(text)
