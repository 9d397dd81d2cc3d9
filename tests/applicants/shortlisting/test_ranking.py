"""Ranking: exact figures, essentials first, ties as ties; whatever the panel gave."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from applicants.shortlisting.ranking import Marks, Measure, alike, diverges, highest_total, rank

ESSENTIAL = Measure(1, essential=True, weight=1, met_from=2)
DESIRABLE = Measure(2, essential=False, weight=3, met_from=2)


def given_by(*points):
    return Marks(sum(points), len(points), min(points), max(points))


def test_essentials_met_come_before_any_total():
    marks = {
        ("meets", 1): given_by(2, 2),
        ("meets", 2): given_by(0, 0),
        ("shines", 1): given_by(1, 2),
        ("shines", 2): given_by(3, 3),
    }
    meets, shines = rank(["shines", "meets"], marks, [ESSENTIAL, DESIRABLE])
    assert (meets.candidate, meets.place, meets.total, meets.unmet) == ("meets", 1, 2, ())
    assert (shines.candidate, shines.place, shines.total, shines.unmet) == (
        "shines",
        2,
        Fraction(21, 2),
        (1,),
    )


def test_the_mean_is_compared_exactly():
    def met(*points):
        return rank(["x"], {("x", 1): given_by(*points)}, [ESSENTIAL])[0].meets_essentials

    assert all(met(*points) for points in ((2,), (3, 1), (2, 2, 2), (3, 2, 1)))
    assert not any(met(*points) for points in ((1,), (2, 1), (2, 2, 1)))
    # One member of a thousand a point short: 1.999 is below 2 however it is rounded for the eye.
    assert not met(*[2] * 999, 1)


def test_equals_share_a_place_and_the_next_place_is_left_out():
    marks = {(name, 2): given_by(points) for name, points in (("a", 3), ("b", 2), ("c", 2), ("d", 1))}
    standings = rank("abcd", marks, [DESIRABLE])
    assert [(s.candidate, s.place, s.tied) for s in standings] == [
        ("a", 1, False),
        ("b", 2, True),
        ("c", 2, True),
        ("d", 4, False),
    ]


def test_thirds_do_not_lose_anything():
    marks = {("a", n): given_by(1, 0, 0) for n in (1, 2, 3)} | {("b", 1): given_by(1, 1, 1)}
    standings = rank("ab", marks, [Measure(n, essential=False, weight=1, met_from=2) for n in (1, 2, 3)])
    assert [s.total for s in standings] == [1, 1]
    assert [s.place for s in standings] == [1, 1]


def test_who_has_no_points_meets_nothing_and_does_not_fail():
    (standing,) = rank(["x"], {}, [ESSENTIAL, DESIRABLE])
    assert (standing.total, standing.unmet, standing.diverging) == (0, (1,), ())
    assert rank([], {}, [ESSENTIAL]) == []


def test_divergence():
    assert diverges(given_by(3, 1), DESIRABLE)
    assert diverges(given_by(2, 1), ESSENTIAL)
    assert not diverges(given_by(2, 1), DESIRABLE)
    assert not diverges(given_by(3, 2), ESSENTIAL)
    assert not diverges(given_by(1, 0), ESSENTIAL)


def test_figures_for_the_eye():
    assert alike(Fraction(*f) for f in ((7, 3), (8, 3), (3, 2), (4, 1), (1, 200), (0, 1))) == [
        "2.33",
        "2.67",
        "1.50",
        "4.00",
        "0.01",
        "0.00",
    ]
    assert alike([Fraction(4), Fraction(0)]) == ["4", "0"]
    assert alike([]) == []
    assert highest_total([ESSENTIAL, DESIRABLE], 3) == 12


def test_a_criterions_own_minimum_decides_what_is_met():
    strict = Measure(1, essential=True, weight=1, met_from=4)
    marks = {("x", 1): given_by(4, 3)}
    assert rank(["x"], marks, [strict])[0].unmet == (1,)
    assert rank(["x"], marks, [Measure(1, essential=True, weight=1, met_from=3)])[0].unmet == ()
    assert diverges(given_by(4, 3), strict)
    assert not diverges(given_by(3, 2), strict)


POINTS = st.lists(st.integers(0, 5), min_size=2, max_size=2)


@given(
    st.dictionaries(st.integers(), st.lists(POINTS, min_size=3, max_size=3), max_size=12),
    st.lists(st.tuples(st.booleans(), st.integers(1, 10), st.integers(1, 5)), min_size=3, max_size=3),
    st.randoms(use_true_random=False),
)
def test_the_order_holds_whatever_the_panel_gave(scores, shape, random):
    measures = [Measure(n, *one) for n, one in enumerate(shape)]
    marks = {(who, n): given_by(*points[n]) for who, points in scores.items() for n in range(3)}
    standings = rank(scores, marks, measures)
    assert {s.candidate for s in standings} == set(scores)
    for better, worse in pairwise(standings):
        assert (better.meets_essentials, better.total) >= (worse.meets_essentials, worse.total)
        same = (better.meets_essentials, better.total) == (worse.meets_essentials, worse.total)
        assert same == (better.place == worse.place)
        assert not same or (better.tied and worse.tied)
    for standing in standings:
        assert standing.place == 1 + sum(
            (other.meets_essentials, other.total) > (standing.meets_essentials, standing.total)
            for other in standings
        )
        assert 0 <= standing.total <= highest_total(measures, 5)
    # The order in which candidates are looked at decides nothing but who of two equals is written first.
    shuffled = random.sample(list(scores), len(scores))
    assert {s.candidate: s.place for s in rank(shuffled, marks, measures)} == {
        s.candidate: s.place for s in standings
    }
