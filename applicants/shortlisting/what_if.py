"""Where a line across the ranking would fall, who is near it, and what would carry them over. Pure functions.

A line is drawn by a number of interview places, by a total, or by both. It divides nobody from their equals,
and it decides about nobody: it is there to be looked at.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from applicants.shortlisting.ranking import Marks, Measure, Standing


class Side(StrEnum):
    """Where a candidate is, seen from the line."""

    ABOVE = "above"
    # As many equals as would share fewer places than they are.
    TIED = "tied"
    BELOW = "below"


@dataclass(frozen=True)
class Step:
    """So many points more (or fewer) on one criterion, and the candidate is level with the line."""

    criterion: int
    points: Fraction


@dataclass(frozen=True)
class Placed:
    """One candidate and the line. `steps` of at most one point; whoever has any is near the line."""

    standing: Standing
    side: Side
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Line:
    """The total from which candidates are above it, or tied on it; None where nothing divides them."""

    total: Fraction | None
    placed: tuple[Placed, ...]

    def number(self, side: Side) -> int:
        return sum(one.side == side for one in self.placed)


def draw(
    standings: Iterable[Standing],
    marks: Mapping[tuple[Hashable, int], Marks],
    measures: Iterable[Measure],
    *,
    scale: range,
    places: int | None = None,
    cut: Fraction | None = None,
) -> Line:
    """The line below so many places, or at that total. Who does not meet the essentials is below it."""
    standings, measures = list(standings), list(measures)
    totals = [standing.total for standing in standings if standing.meets_essentials]
    last, tied = _last_place(totals, places)
    total = max((each for each in (last, cut) if each is not None), default=None)
    sides = {
        standing.candidate: _side(standing, total, tied=tied and total == last) for standing in standings
    }
    rest = [s.total for s in standings if s.meets_essentials and sides[s.candidate] != Side.ABOVE]
    placed = tuple(
        Placed(standing, side, _steps(standing, side, total, max(rest, default=None), marks, measures, scale))
        for standing, side in ((standing, sides[standing.candidate]) for standing in standings)
    )
    return Line(total, placed)


def _last_place(totals: list[Fraction], places: int | None) -> tuple[Fraction | None, bool]:
    """The total on the last place, and whether somebody with the same has none; `totals` best first."""
    if places is None or places >= len(totals):
        return None, False
    if places == 0:
        # Nobody has a place: the line lies above everybody, and nothing carries anybody over it.
        return (totals[0] + 1, False) if totals else (None, False)
    return totals[places - 1], totals[places - 1] == totals[places]


def _side(standing: Standing, total: Fraction | None, *, tied: bool) -> Side:
    if not standing.meets_essentials:
        return Side.BELOW
    if total is None or standing.total > total:
        return Side.ABOVE
    if standing.total < total:
        return Side.BELOW
    return Side.TIED if tied else Side.ABOVE


def _steps(
    standing: Standing,
    side: Side,
    total: Fraction | None,
    rest: Fraction | None,
    marks: Mapping[tuple[Hashable, int], Marks],
    measures: list[Measure],
    scale: range,
) -> tuple[Step, ...]:
    if not standing.meets_essentials:
        return _to_the_essentials(standing, total, marks, measures)
    if side == Side.TIED:
        return ()
    aim = rest if side == Side.ABOVE else total
    if aim is None:
        return ()
    steps = []
    for measure in measures:
        if measure.weight:
            points = (aim - standing.total) / measure.weight
            then = mean(marks.get((standing.candidate, measure.criterion))) + points
            if abs(points) <= 1 and scale[0] <= then <= scale[-1]:
                steps.append(Step(measure.criterion, points))
    return tuple(steps)


def _to_the_essentials(
    standing: Standing, total: Fraction | None, marks: Mapping, measures: list[Measure]
) -> tuple[Step, ...]:
    """The one essential that is not met, by a point or less, where meeting it carries them over the line."""
    if len(standing.unmet) != 1:
        return ()
    measure = next(measure for measure in measures if measure.criterion == standing.unmet[0])
    points = measure.met_from - mean(marks.get((standing.candidate, measure.criterion)))
    reached = standing.total + points * measure.weight
    if points <= 1 and (total is None or reached >= total):
        return (Step(measure.criterion, points),)
    return ()


def mean(given: Marks | None) -> Fraction:
    """The panel's points; none are none."""
    return Fraction(given.points, given.members) if given else Fraction(0)
