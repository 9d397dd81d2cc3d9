"""For which wordings an earlier answer is offered: the labelled pairs, and what they leave room for."""

from applicants.applying.likeness import ALIKE, likeness
from tests.applicants.applying.likeness_pairs import DIFFERENT, NEAR, PAIRS, SAME


def rated(label):
    return {(one, other): likeness(one, other) for kind, one, other in PAIRS if kind == label}


def test_the_same_in_other_words_is_offered():
    assert {pair: how for pair, how in rated(SAME).items() if how < ALIKE} == {}


def test_what_asks_for_something_else_is_not():
    assert {pair: how for pair, how in rated(DIFFERENT).items() if how >= ALIKE} == {}


def test_a_little_more_or_less_is_offered_nearly_always():
    """One word in common is not enough to go by: the price is one of the pairs."""
    missed = [pair for pair, how in rated(NEAR).items() if how < ALIKE]
    assert missed == [
        ("Understanding of confidentiality", "Understanding of confidentiality and information governance")
    ]


def test_the_threshold_lies_in_a_gap():
    """No pair of the table hangs on the second decimal place."""
    all_of_them = [how for label in (SAME, NEAR, DIFFERENT) for how in rated(label).values()]
    assert all(abs(how - ALIKE) > 0.05 for how in all_of_them)


def test_it_does_not_matter_which_comes_first_nor_what_is_in_them():
    assert all(likeness(one, other) == likeness(other, one) for _, one, other in PAIRS)
    assert likeness("", "") == likeness("…", "Experience") == 0
    assert likeness("Willing to work", "Willing to work") == 1
