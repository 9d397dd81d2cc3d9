"""Masking: what tells who somebody is goes, the rest of the evidence stays, and it takes linear time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from applicants.shortlisting.masking import (
    ADDRESS,
    BY_HAND,
    EMAIL,
    NAME,
    PHONE,
    POSTCODE,
    Person,
    can_be_masked,
    mask,
    places,
)

JOSE = Person(
    first_name="José",
    last_name="O'Neill-Quill",
    email="jose.oneill+work@example.org",
    phone="01632 960 012",
    postcode="ZZ99 9ZZ",
    address="17 Quillfeather Row\nNorthmoor",
)
PLAIN = Person(first_name="Alexandra", last_name="Exampleton")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Alexandra wrote this.", f"{NAME} wrote this."),
        ("alexandra, ALEXANDRA and Alexandra's", f"{NAME}, {NAME} and {NAME}'s"),
        ("Alexandra Exampleton", NAME),
        ("Exampleton, Alexandra", NAME),
        ("alexandraexampleton.example.org", f"{NAME}.example.org"),
        ("in/alexandra-exampleton-42", f"in/{NAME}-42"),
        ("the Exampletons and Alexandras work", f"the {NAME} and {NAME} work"),
        ("Exampletonian methods", "Exampletonian methods"),
        ("Alex\u200bandra", NAME),
        ("Alexandra2026", f"{NAME}2026"),
    ],
)
def test_names(written, shown):
    assert mask(written, PLAIN) == shown


@pytest.mark.parametrize(
    "written",
    [
        "JOSE",
        "José",
        "Jose\u0301",
        "Ｊｏｓé",
        "O’Neill",
        "ONEILL",
        "o neill",
        "Neill",
        "Jose ONeill Quill",
        "quill",
    ],
)
def test_names_with_accents_apostrophes_and_hyphens(written):
    assert mask(f"I, {written}, led a group.", JOSE) == f"I, {NAME}, led a group."


@pytest.mark.parametrize(
    ("person", "written", "shown"),
    [
        # An everyday word is masked where it is written like a name: too much at the start of a sentence …
        (Person("Will"), "Will helped. I will help.", f"{NAME} helped. I will help."),
        (Person("May", "Hope"), "I hope I may. May Hope", f"I hope I may. {NAME}"),
        (Person("Mark"), "I will mark his remarks, said MARK", f"I will mark his remarks, said {NAME}"),
        # … and so is a name of two letters; an initial is nothing to go by.
        (Person("Jo", "Li"), "Jo and I enjoy jo", f"{NAME} and I enjoy jo"),
        (Person("A", "Exampleton"), "A day, a week, A Exampleton", f"A day, a week, {NAME}"),
        (Person("Ann"), "Ann did the annual plan with Joanne", f"{NAME} did the annual plan with Joanne"),
        (Person("Vincent", "van der Berg"), "a van; Van der Berg; berg", f"a van; {NAME}; {NAME}"),
        (Person("小明", "李"), "我是李小明。", f"我是{NAME}。"),
        (Person(account_name="Kit Exampleton"), "Kit Exampleton, exampleton", f"{NAME}, {NAME}"),
        (Person("ß"), "ss", "ss"),
        (Person("Weiß"), "weiss", NAME),
        (Person("Łukasz"), "Lukasz, łukasz", f"{NAME}, {NAME}"),
        (Person(), "Nothing to hide.", "Nothing to hide."),
        (Person("Al+", "(xavia"), "Al+ (Al xaviA", f"{NAME}+ ({NAME}"),
    ],
)
def test_names_that_are_words_short_or_strange(person, written, shown):
    assert mask(written, person) == shown


@pytest.mark.parametrize(
    "written",
    [
        "01632 960 012",
        "01632960012",
        "(01632) 960012",
        "01632-960-012",
        "+44 1632 960012",
        "+44 (0)1632 960 012",
        "0044 1632 960012",
        "4 4 1 6 3 2 9 6 0 0 1 2",
        "0.1.6.3.2.9.6.0.0.1.2",
        "０１６３２ ９６００１２",
    ],
)
def test_phone_numbers(written):
    assert mask(f"Ring {written}!", JOSE) == f"Ring {PHONE}!"
    assert mask("Ring 101632960012 or 01632 960 013", JOSE) == "Ring 101632960012 or 01632 960 013"


@pytest.mark.parametrize("written", ["ZZ99 9ZZ", "zz999zz", "Zz99-9zZ", "Z Z 9 9 9 Z Z", "zz99\u00a09zz"])
def test_postcodes(written):
    assert mask(f"({written})", JOSE) == f"({POSTCODE})"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("jose.oneill+work@example.org", EMAIL),
        ("Jose.ONeill@EXAMPLE.ORG", EMAIL),
        ("@jose.oneill", f"@{EMAIL}"),
        ("17 Quillfeather Row", ADDRESS),
        ("17, quillfeather   row, Northmoor", f"{ADDRESS}, Northmoor"),
        ("Quillfeather Row", ADDRESS),
    ],
)
def test_emails_and_streets(written, shown):
    assert mask(f"See {written}.", JOSE) == f"See {shown}."


def test_an_email_called_by_a_job_does_not_take_the_job_out_of_the_evidence():
    person = Person(email="support@example.org")
    assert mask("I support people. support@example.org", person) == f"I support people. {EMAIL}"


@given(st.text(), st.text(max_size=20), st.text(max_size=20))
def test_no_text_and_no_name_makes_it_fail(text, first, last):
    person = Person(first, last, last, f"{first}@{last}", first, last, f"1 {first}\n{last}", (first, last))
    mask(text, person)
    places(text, person)


@pytest.mark.parametrize(
    "unit", ["a", "0 ", "é", " ", "jose-", "0", "oneill ", "4.,4", "O'", "17 Quillfeather ", "z", "..,,"]
)
def test_it_takes_linear_time(unit):
    def seconds(length):
        text = unit * (length // len(unit))
        started = time.perf_counter()
        mask(text, JOSE)
        return time.perf_counter() - started

    seconds(1_000)
    short, long = seconds(20_000), min(seconds(200_000), seconds(200_000))
    # Ten times the text: ten times the time, not a hundred; generous, since other work shares the machine.
    assert long < max(short, 0.02) * 40


@pytest.mark.parametrize(
    ("words", "text", "shown"),
    [
        ("Ward 7 café", "I led the WARD-7 Cafe, not ward 77.", f"I led the {BY_HAND}, not ward 77."),
        ("café", "The cafeteria and the Café’s rota", f"The cafeteria and the {BY_HAND}’s rota"),
        ("Ashby", "Bashby, ashby, Ashbys", f"Bashby, {BY_HAND}, Ashbys"),
        ("日本", "私は日本で", f"私は{BY_HAND}で"),
        # Too little to go by: it would take the sense out of everything.
        ("a", "I led a group.", "I led a group."),
        ("…", "I led a group …", "I led a group …"),
    ],
)
def test_words_masked_by_hand_are_found_whole_whatever_their_case_and_accents(words, text, shown):
    assert mask(text, Person(by_hand=(words,))) == shown
    assert places(text, Person(by_hand=(words,))) == ({words: 1} if shown != text else {})
    assert can_be_masked(words) is (shown != text)


def test_a_longer_phrase_goes_first_and_what_a_name_takes_is_not_counted():
    person = Person(first_name="Quillon", by_hand=("Ward", "Ward Seven", "Quillon"))
    text = "Quillon led Ward Seven. The ward"
    assert mask(text, person) == f"{BY_HAND} led {BY_HAND}. The {BY_HAND}"
    assert places(text, person) == {"Quillon": 1, "Ward Seven": 1, "Ward": 1}
