"""How scores become an order. Pure functions on whole numbers and fractions; no float, no database.

The panel's points on a criterion are what it agreed on, or else the mean of its members' points, compared
exactly: an essential criterion is met when they are at least what the vacancy, or the criterion itself, asks
for. If that is 2, then 2 and 1 (mean 1.5) do not meet it and 3 and 1 do. A candidate scored by fewer members
than another is compared by means, so loses nothing by it.
The total is the sum of mean times weight over all scored criteria. Figures are rounded for the eye alone.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from applicants.shortlisting.scale import DIVERGENCE


@dataclass(frozen=True)
class Measure:
    """One scored criterion, as far as the order needs it."""

    criterion: int
    essential: bool
    weight: int
    met_from: int


class Marks(NamedTuple):
    """What the panel gave one candidate on one criterion: points in all, from so many members.

    Where it `agreed`, points and members are the agreement's; the lowest and highest stay the members'.
    """

    points: int
    members: int
    lowest: int
    highest: int
    agreed: bool = False

    def meet(self, met_from: int) -> bool:
        """Whether the mean is at least so many points, in whole numbers."""
        return self.points >= met_from * self.members


@dataclass(frozen=True)
class Standing:
    """Where one candidate stands. Two with the same essentials met and the same total share a place.

    `diverging` are the criteria that members still have to talk about, `agreed` those they have settled.
    """

    candidate: Hashable
    place: int
    tied: bool
    meets_essentials: bool
    total: Fraction
    unmet: tuple[int, ...]
    diverging: tuple[int, ...]
    agreed: tuple[int, ...] = ()


def rank(
    candidates: Iterable[Hashable], marks: Mapping[tuple[Hashable, int], Marks], measures: Iterable[Measure]
) -> list[Standing]:
    """Everybody, best first: all essentials met before not all met, then by total.

    `marks` is keyed by (candidate, criterion). What it does not hold is not met and adds nothing.
    Those who tie keep the order in which they came.
    """
    measures = list(measures)
    measured = [_measure(candidate, marks, measures) for candidate in candidates]
    measured.sort(key=_order)
    standings = []
    for _, group in groupby(measured, key=_order):
        equals = list(group)
        place = len(standings) + 1
        standings += [Standing(place=place, tied=len(equals) > 1, **figures) for figures in equals]
    return standings


def highest_total(measures: Iterable[Measure], highest: int) -> int:
    """What somebody would have who was given the most, `highest`, on everything."""
    return sum(highest * measure.weight for measure in measures)


def alike(numbers: Iterable[Fraction]) -> list[str]:
    """For the eye, all in one form: whole where all are, else with two places, half up: "5.00", "2.33"."""
    numbers = list(numbers)
    if all(number.denominator == 1 for number in numbers):
        return [str(number.numerator) for number in numbers]
    return [_two_places(number) for number in numbers]


def _two_places(number: Fraction) -> str:
    hundredths = (2 * number * 100 + 1) // 2
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _order(figures: dict) -> tuple:
    return not figures["meets_essentials"], -figures["total"]


def _measure(candidate: Hashable, marks: Mapping, measures: list[Measure]) -> dict:
    # Weighted points by how many gave them: the means are added up as fractions once, at the end.
    weighted: Counter[int] = Counter()
    unmet, diverging, agreed = [], [], []
    for measure in measures:
        given = marks.get((candidate, measure.criterion))
        if given is not None:
            weighted[given.members] += given.points * measure.weight
        if measure.essential and (given is None or not given.meet(measure.met_from)):
            unmet.append(measure.criterion)
        if given is not None and given.agreed:
            agreed.append(measure.criterion)
        elif given is not None and diverges(given, measure):
            diverging.append(measure.criterion)
    return {
        "candidate": candidate,
        "meets_essentials": not unmet,
        "total": sum((Fraction(points, members) for members, points in weighted.items()), Fraction(0)),
        "unmet": tuple(unmet),
        "diverging": tuple(diverging),
        "agreed": tuple(agreed),
    }


def diverges(marks: Marks, measure: Measure) -> bool:
    """Far enough apart to talk about: two points or more, or met against not met on an essential."""
    apart = marks.highest - marks.lowest >= DIVERGENCE
    return apart or (measure.essential and marks.lowest < measure.met_from <= marks.highest)
