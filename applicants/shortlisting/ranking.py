"""How scores become an order. Pure functions on whole numbers and fractions; no float, no database.

The panel's agreed points on a criterion are the mean of its members' points, compared exactly: an essential
criterion is met when the mean is at least `scale.MET`, so 2 and 1 (mean 1.5) do not meet it and 3 and 1 do.
The total is the sum of mean times weight over all scored criteria. Figures are rounded for the eye alone.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from applicants.shortlisting.scale import ANCHORS, DIVERGENCE, MET


@dataclass(frozen=True)
class Measure:
    """One scored criterion, as far as the order needs it."""

    criterion: int
    essential: bool
    weight: int


class Marks(NamedTuple):
    """What the panel gave one candidate on one criterion: points in all, from so many members."""

    points: int
    members: int
    lowest: int
    highest: int

    @property
    def is_met(self) -> bool:
        """Whether the mean is at least MET, in whole numbers."""
        return self.points >= MET * self.members


@dataclass(frozen=True)
class Standing:
    """Where one candidate stands. Two with the same essentials met and the same total share a place."""

    candidate: Hashable
    place: int
    tied: bool
    meets_essentials: bool
    total: Fraction
    unmet: tuple[int, ...]
    diverging: tuple[int, ...]


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


def highest_total(measures: Iterable[Measure]) -> int:
    """What somebody would have who was given the most on everything."""
    return sum(max(ANCHORS) * measure.weight for measure in measures)


def two_places(number: Fraction) -> str:
    """For the eye, half up: Fraction(7, 3) is "2.33". Whole numbers stay whole."""
    if number.denominator == 1:
        return str(number.numerator)
    hundredths = (2 * number * 100 + 1) // 2
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _order(figures: dict) -> tuple:
    return not figures["meets_essentials"], -figures["total"]


def _measure(candidate: Hashable, marks: Mapping, measures: list[Measure]) -> dict:
    # Weighted points by how many gave them: the means are added up as fractions once, at the end.
    weighted: Counter[int] = Counter()
    unmet, diverging = [], []
    for measure in measures:
        given = marks.get((candidate, measure.criterion))
        if given is not None:
            weighted[given.members] += given.points * measure.weight
        if measure.essential and (given is None or not given.is_met):
            unmet.append(measure.criterion)
        if given is not None and diverges(given, essential=measure.essential):
            diverging.append(measure.criterion)
    return {
        "candidate": candidate,
        "meets_essentials": not unmet,
        "total": sum((Fraction(points, members) for members, points in weighted.items()), Fraction(0)),
        "unmet": tuple(unmet),
        "diverging": tuple(diverging),
    }


def diverges(marks: Marks, *, essential: bool) -> bool:
    """Far enough apart to talk about: two points or more, or met against not met on an essential."""
    apart = marks.highest - marks.lowest >= DIVERGENCE
    return apart or (essential and marks.lowest < MET <= marks.highest)
