"""How alike a panel scores: published figures, and what must hold whatever was given."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applicants.shortlisting import agreement
from applicants.shortlisting.agreement import Pattern, Reading, Strictness

_ = None
# Klaus Krippendorff, "Computing Krippendorff's Alpha-Reliability" (University of Pennsylvania, 2011), part C:
# four observers, twelve units, some values missing.
FOUR_OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3),
    (_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _),
)
# Wikipedia, "Krippendorff's alpha", "A computational example": three coders, fifteen units.
THREE_CODERS = (
    (_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3),
    (1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _),
    (_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4),
)


def patterns(rows, criterion=1):
    """A row of points for each member: what each candidate was given."""
    return [
        Pattern(criterion, tuple((who, points) for who, points in enumerate(given) if points is not None))
        for given in zip(*rows, strict=True)
    ]


@pytest.mark.parametrize(("rows", "published"), [(FOUR_OBSERVERS, "0.849"), (THREE_CODERS, "0.811")])
def test_alpha_of_published_examples(rows, published):
    assert f"{float(agreement.alpha(patterns(rows))):.3f}" == published


def test_readings():
    read = agreement.read
    assert read(Fraction(8, 10), 10) == Reading.CLOSE
    assert read(Fraction(799, 1000), 10) == Reading.FAIR
    assert read(Fraction(667, 1000), 10) == Reading.FAIR
    assert read(Fraction(666, 1000), 10) == Reading.WEAK
    assert read(Fraction(0), 10) == Reading.NONE
    assert read(None, 10) == Reading.SAME
    assert read(Fraction(1), 9) == read(None, 0) == Reading.TOO_FEW


def test_a_criterion_on_which_everybody_has_the_same_points_tells_nobody_apart():
    same, spread, nobody = agreement.of_criteria(
        [*patterns([[2] * 12] * 2, 1), *patterns([[1] * 12, [1, 2] * 6], 2)], [1, 2, 3]
    )
    assert (same.discriminates, same.reading, same.spread) == (False, Reading.SAME, {2: 24})
    assert (spread.discriminates, spread.spread, spread.compared) == (True, {1: 18, 2: 6}, 12)
    assert (nobody.discriminates, nobody.reading, nobody.spread) == (True, Reading.TOO_FEW, {})
    (one,) = agreement.of_criteria(patterns([[2], [2]]), [1])
    assert one.discriminates


def test_strictness_is_measured_on_the_same_candidates():
    """The second has the lower mean, but saw the weak half alone, and gave what the first gave."""
    first, second = agreement.of_members(patterns([[3] * 10 + [1] * 10, [_] * 10 + [1] * 10]), range(2))
    assert first.difference == second.difference == 0
    assert second.strictness == Strictness.ALIKE
    rows = [[3] * 10, [2] * 10, [1] * 9 + [2]]
    first, second, third = agreement.of_members(patterns(rows), range(3))
    assert (first.difference, first.strictness) == (Fraction(29, 20), Strictness.GENEROUS)
    assert (third.difference, third.strictness) == (Fraction(-28, 20), Strictness.STRICTER)
    assert (second.difference, second.strictness) == (Fraction(-1, 20), Strictness.ALIKE)
    assert (first.compared, first.same, first.near, first.far) == (20, 0, 11, 9)


def test_a_scorer_alone_is_compared_with_nobody():
    (alone,) = agreement.of_members(patterns([[0, 1, 2, 3] * 5]), [0])
    assert (alone.compared, alone.alpha, alone.difference) == (0, None, None)
    assert (alone.reading, alone.strictness) == (Reading.TOO_FEW, Strictness.TOO_FEW)


# A busy machine draws slowly, which says nothing about what is drawn.
PATIENTLY = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
POINTS = st.one_of(st.none(), st.integers(0, 5))
PANELS = st.integers(1, 4).flatmap(
    lambda members: st.lists(st.lists(POINTS, min_size=members, max_size=members), min_size=1, max_size=12)
)


@PATIENTLY
@given(PANELS, st.randoms(use_true_random=False), st.integers(-3, 9))
def test_alpha_holds_whatever_was_given(candidates, random, shift):
    rows = list(zip(*candidates, strict=True))
    figure = agreement.alpha(patterns(rows))
    assert figure is None or figure <= 1
    paired = [[p for p in given if p is not None] for given in candidates]
    paired = [given for given in paired if len(given) > 1]
    alike = all(len(set(given)) == 1 for given in paired)
    assert (figure == 1) == (alike and len({p for given in paired for p in given}) > 1)
    # Who is called what, where the scale begins, in which order candidates come: none of it matters.
    random.shuffle(rows)
    moved = [[p if p is None else p + shift for p in row] for row in rows]
    assert agreement.alpha(patterns(moved)) == figure
    shuffled = random.sample(candidates, len(candidates))
    assert agreement.alpha(patterns(list(zip(*shuffled, strict=True)))) == figure
    # A candidate whom only one member scored adds nothing; so many times the same is that many.
    assert agreement.alpha([*patterns(rows), Pattern(1, ((0, 5),))]) == figure
    twice = [Pattern(p.criterion, p.points, times=2) for p in patterns(rows)]
    assert agreement.alpha(twice) == agreement.alpha(patterns(rows) * 2)


@PATIENTLY
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=20))
def test_of_two_members_each_agrees_with_the_other_as_both_do(pairs):
    rows = patterns(list(zip(*pairs, strict=True)))
    one, other = agreement.of_members(rows, [0, 1])
    assert one.alpha == other.alpha == agreement.alpha(rows)
    assert one.difference == -other.difference == Fraction(sum(a - b for a, b in pairs), len(pairs))
    assert one.same + one.near + one.far == one.compared == len(pairs)


@PATIENTLY
@given(PANELS)
def test_members_are_stricter_and_more_generous_by_the_same_in_all(candidates):
    """On candidates whom the whole panel scored, the differences add up to nothing."""
    full = [given for given in candidates if None not in given]
    if full and len(full[0]) > 1:
        members = agreement.of_members(patterns(list(zip(*full, strict=True))), range(len(full[0])))
        assert sum(member.difference for member in members) == 0
