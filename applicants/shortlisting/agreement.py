"""How alike a panel scores: agreement, strictness, and criteria that tell nobody apart.

Pure functions on whole numbers and fractions; no float, no database. A reading for people stands beside each
figure, and "too few to say" stands in its place where there is too little to read anything from.

Agreement is Krippendorff's alpha with the interval metric: two members who are two points apart disagree four
times as much as two who are one apart. docs/decisions/0030 says why, and where it comes from.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import combinations

from applicants.shortlisting.scale import DIVERGENCE

# The bounds that Krippendorff gives: reliable from the one, tentative from the other.
CLOSE, FAIR = Fraction(8, 10), Fraction(667, 1000)
# With fewer candidates in common one score decides the figure. Our own choice.
FEWEST = 10
# From so far apart on average, in points, a member is called strict or generous. Our own choice.
STRICT = Fraction(1, 4)


class Reading(StrEnum):
    """What a figure says, in plain English."""

    CLOSE = "Close agreement"
    FAIR = "Fair agreement: talk about it before you rely on it"
    WEAK = "Weak agreement: members read this differently"
    NONE = "No more agreement than by chance"
    SAME = "Everybody has the same points: agreement cannot be measured"
    TOO_FEW = "Too few to say"


class Strictness(StrEnum):
    """How one member's points lie beside the others'."""

    STRICTER = "Stricter than the others"
    ALIKE = "About the same as the others"
    GENEROUS = "More generous than the others"
    TOO_FEW = "Too few to say"


@dataclass(frozen=True)
class Pattern:
    """What `times` so many candidates were given on one criterion, by member.

    Members who gave nothing are left out.
    """

    criterion: Hashable
    points: tuple[tuple[Hashable, int], ...]
    times: int = 1


@dataclass(frozen=True)
class CriterionFigures:
    """One criterion: how alike it was scored, and how its points are spread (points -> number of scores)."""

    criterion: Hashable
    compared: int
    alpha: Fraction | None
    reading: Reading
    spread: Mapping[int, int]
    discriminates: bool


@dataclass(frozen=True)
class MemberFigures:
    """One member beside the others: their scores on what both scored, two by two."""

    member: Hashable
    compared: int
    same: int
    near: int
    far: int
    alpha: Fraction | None
    reading: Reading
    difference: Fraction | None
    strictness: Strictness


def of_criteria(patterns: Iterable[Pattern], criteria: Iterable[Hashable]) -> list[CriterionFigures]:
    """Each criterion by itself, in the given order."""
    grouped = _by_criterion(patterns)
    return [_criterion(criterion, grouped[criterion]) for criterion in criteria]


def of_members(patterns: Iterable[Pattern], members: Iterable[Hashable]) -> list[MemberFigures]:
    """Each member beside the others, in the given order."""
    patterns = [pattern for pattern in patterns if len(pattern.points) > 1]
    chance = {criterion: _chance(rows) for criterion, rows in _by_criterion(patterns).items()}
    return [_member(member, patterns, chance) for member in members]


def alpha(patterns: Iterable[Pattern]) -> Fraction | None:
    """Krippendorff's alpha (interval) of one criterion, exactly; None where all points are the same.

    1 is full agreement, 0 what chance would give. Candidates whom fewer than two members scored do not count.
    """
    rows = [pattern for pattern in patterns if len(pattern.points) > 1]
    expected = _chance(rows)
    if not expected:
        return None
    values = sum(len(row.points) * row.times for row in rows)
    # Each ordered pair of one candidate's values weighs 1 / (number of the candidate's values - 1).
    observed = sum(Fraction(2 * _squares(row) * row.times, len(row.points) - 1) for row in rows)
    return 1 - observed / values / expected


def read(figure: Fraction | None, number: int) -> Reading:
    """What an alpha of so many compared candidates says."""
    if number < FEWEST:
        return Reading.TOO_FEW
    if figure is None:
        return Reading.SAME
    if figure >= CLOSE:
        return Reading.CLOSE
    if figure >= FAIR:
        return Reading.FAIR
    return Reading.WEAK if figure > 0 else Reading.NONE


def _by_criterion(patterns: Iterable[Pattern]) -> dict[Hashable, list[Pattern]]:
    grouped = defaultdict(list)
    for pattern in patterns:
        grouped[pattern.criterion].append(pattern)
    return grouped


def _squares(pattern: Pattern) -> int:
    return sum((one - other) ** 2 for (_, one), (_, other) in combinations(pattern.points, 2))


def _spread(patterns: Iterable[Pattern]) -> Counter[int]:
    spread: Counter[int] = Counter()
    for pattern in patterns:
        for _, points in pattern.points:
            spread[points] += pattern.times
    return spread


def _chance(patterns: Iterable[Pattern]) -> Fraction:
    """The mean squared distance between any two of all these values; 0 where they are all the same."""
    spread = _spread(patterns)
    number = spread.total()
    if number < 2:
        return Fraction(0)
    apart = sum(
        2 * times * others * (one - other) ** 2
        for (one, times), (other, others) in combinations(spread.items(), 2)
    )
    return Fraction(apart, number * (number - 1))


def _criterion(criterion: Hashable, patterns: list[Pattern]) -> CriterionFigures:
    candidates = sum(pattern.times for pattern in patterns if len(pattern.points) > 1)
    scored = sum(pattern.times for pattern in patterns if pattern.points)
    spread = _spread(patterns)
    figure = alpha(patterns)
    return CriterionFigures(
        criterion=criterion,
        compared=candidates,
        alpha=figure,
        reading=read(figure, candidates),
        spread=dict(sorted(spread.items())),
        # One candidate alone cannot be told apart from anybody.
        discriminates=len(spread) != 1 or scored < 2,
    )


def _member(member: Hashable, patterns: list[Pattern], chance: Mapping) -> MemberFigures:
    apart: Counter[int] = Counter()
    observed, expected, difference = 0, Fraction(0), Fraction(0)
    scores = 0
    for pattern in patterns:
        points = dict(pattern.points)
        if member not in points:
            continue
        own = points.pop(member)
        scores += pattern.times
        difference += pattern.times * (own - Fraction(sum(points.values()), len(points)))
        for other in points.values():
            apart[abs(own - other)] += pattern.times
            observed += pattern.times * (own - other) ** 2
            expected += pattern.times * chance[pattern.criterion]
    figure = 1 - observed / expected if expected else None
    mean = difference / scores if scores else None
    return MemberFigures(
        member=member,
        compared=apart.total(),
        same=apart[0],
        near=sum(times for distance, times in apart.items() if 0 < distance < DIVERGENCE),
        far=sum(times for distance, times in apart.items() if distance >= DIVERGENCE),
        alpha=figure,
        reading=read(figure, scores),
        difference=mean,
        strictness=_strictness(mean, scores),
    )


def _strictness(difference: Fraction | None, scores: int) -> Strictness:
    if difference is None or scores < FEWEST:
        return Strictness.TOO_FEW
    if difference <= -STRICT:
        return Strictness.STRICTER
    return Strictness.GENEROUS if difference >= STRICT else Strictness.ALIKE
