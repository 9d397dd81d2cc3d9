"""The line across a ranking: ties stay together, and what is said to carry somebody over does."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from applicants.shortlisting.ranking import Marks, Measure, rank
from applicants.shortlisting.what_if import Side, draw, mean

SCALE = range(0, 4)
ESSENTIAL = Measure(1, essential=True, weight=1, met_from=2)
DESIRABLE = Measure(2, essential=False, weight=2, met_from=2)


def line(points, *, places=None, cut=None, measures=(ESSENTIAL, DESIRABLE)):
    """`points` of one member by candidate: one number for each measure."""
    marks = {
        (who, measure.criterion): Marks(p, 1, p, p)
        for who, all_of_them in points.items()
        for measure, p in zip(measures, all_of_them, strict=True)
    }
    return draw(rank(points, marks, measures), marks, measures, scale=SCALE, places=places, cut=cut), marks


def sides(drawn):
    return {one.standing.candidate: one.side for one in drawn.placed}


def test_a_line_by_places():
    points = {"a": (3, 3), "b": (2, 3), "c": (2, 2), "d": (1, 3)}
    drawn, _ = line(points, places=2)
    assert drawn.total == 8
    assert sides(drawn) == {"a": Side.ABOVE, "b": Side.ABOVE, "c": Side.BELOW, "d": Side.BELOW}
    steps = {one.standing.candidate: one.steps for one in drawn.placed}
    # c needs two more: one point on the desirable, which counts twice; two on the essential are too many.
    assert [(step.criterion, step.points) for step in steps["c"]] == [(2, 1)]
    # d lacks one point on the essential, and with it would have 8.
    assert [(step.criterion, step.points) for step in steps["d"]] == [(1, 1)]
    assert [(step.criterion, step.points) for step in steps["b"]] == [(2, -1)]


def test_who_ties_on_the_last_place_is_not_divided():
    drawn, _ = line({"a": (3, 3), "b": (2, 2), "c": (2, 2)}, places=2)
    assert sides(drawn) == {"a": Side.ABOVE, "b": Side.TIED, "c": Side.TIED}
    assert drawn.number(Side.TIED) == 2
    everybody, _ = line({"a": (3, 3), "b": (2, 2), "c": (2, 2)}, places=3)
    assert everybody.total is None
    assert everybody.number(Side.ABOVE) == 3


def test_a_line_by_total_and_both_together():
    points = {"a": (3, 3), "b": (2, 3), "c": (2, 2), "d": (2, 2)}
    drawn, _ = line(points, cut=Fraction(7))
    assert (drawn.total, drawn.number(Side.ABOVE)) == (7, 2)
    both, _ = line(points, cut=Fraction(7), places=3)
    assert (both.total, both.number(Side.ABOVE), both.number(Side.TIED)) == (7, 2, 0)
    nobody, _ = line(points, places=0)
    assert nobody.number(Side.BELOW) == 4
    assert line({}, places=3, cut=Fraction(1))[0].placed == ()


# A busy machine draws slowly, which says nothing about what is drawn.
PATIENTLY = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
POINTS = st.lists(st.integers(0, 3), min_size=3, max_size=3)
SHAPE = st.lists(st.tuples(st.booleans(), st.integers(0, 10), st.integers(1, 3)), min_size=3, max_size=3)


@PATIENTLY
@given(
    st.dictionaries(st.integers(), POINTS, max_size=12),
    SHAPE,
    st.none() | st.integers(0, 12),
    st.none() | st.fractions(0, 90, max_denominator=4),
)
def test_the_line_holds_whatever_the_panel_gave(points, shape, places, cut):
    measures = [Measure(number, *one) for number, one in enumerate(shape)]
    drawn, marks = line(points, places=places, cut=cut, measures=measures)
    assert {one.standing.candidate for one in drawn.placed} == set(points)
    if places is not None:
        assert drawn.number(Side.ABOVE) <= places
    by_result = {}
    for one in drawn.placed:
        result = (one.standing.meets_essentials, one.standing.total)
        assert by_result.setdefault(result, one.side) == one.side, "equals are on the same side"
        assert one.standing.meets_essentials or one.side == Side.BELOW
    for one in drawn.placed:
        for step in one.steps:
            assert_it_carries(one, step, drawn, marks, measures)


def assert_it_carries(one, step, drawn, marks, measures):
    """Given these points, the candidate has what the line asks, or is level with the best of the rest."""
    key = (one.standing.candidate, step.criterion)
    then = mean(marks[key]) + step.points
    assert SCALE[0] <= then <= SCALE[-1]
    changed = marks | {key: Marks(then.numerator, then.denominator, 0, 3)}
    (again,) = rank([one.standing.candidate], changed, measures)
    if one.side == Side.BELOW:
        assert again.total >= (drawn.total or 0)
        assert again.meets_essentials
    else:
        rest = [
            o.standing.total for o in drawn.placed if o.side != Side.ABOVE and o.standing.meets_essentials
        ]
        assert again.total == max(rest)
