"""How often each group was invited, and how that compares: pure arithmetic on figures that may be shown.

The four-fifths rule of thumb: a group that is invited less than four fifths as often as the one invited most
often deserves a second look. It proves nothing, and with small numbers it says little.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from applicants.monitoring.questions import UNSAID

FOUR_FIFTHS = Fraction(4, 5)
NOBODYS_GROUP = frozenset(code for code, _ in UNSAID)


@dataclass(frozen=True)
class Figure:
    """A group as the sealed room shows it; None: left out."""

    said: str
    in_words: str
    applied: int | None
    invited: int | None


@dataclass(frozen=True)
class Rate:
    """A group, and how it compares. `ratio`: its rate over the highest; None where that cannot be said."""

    in_words: str
    applied: int | None
    invited: int | None
    ratio: Fraction | None = None
    is_the_rest: bool = False

    @property
    def rate(self) -> Fraction | None:
        if self.applied is None or self.invited is None:
            return None
        return Fraction(self.invited, self.applied)

    @property
    def is_below(self) -> bool:
        return self.ratio is not None and self.ratio < FOUR_FIFTHS


def compare(figures: Sequence[Figure], applied: int, invited: int) -> list[Rate]:
    """Each group, then all who are not shown in full together; `applied` and `invited` are everybody.

    Groups are compared with one another, or one alone with everybody else. Who did not say is not a group.
    """
    in_full = [figure for figure in figures if figure.invited is not None]
    rates = [(figure, Rate(figure.in_words, figure.applied, figure.invited)) for figure in figures]
    compared = [rate for figure, rate in rates if figure in in_full and figure.said not in NOBODYS_GROUP]
    rest = None
    if in_full and len(in_full) < len(figures):
        others = applied - sum(f.applied for f in in_full), invited - sum(f.invited for f in in_full)
        rest = Rate("All others together", *others, is_the_rest=True)
        if len(compared) == 1:
            compared.append(rest)
    highest = max((rate.rate for rate in compared), default=None) if len(compared) > 1 else None
    lines = [rate for _, rate in rates] + ([rest] if rest else [])
    return [_beside(line, highest) if line in compared else line for line in lines]


def _beside(line: Rate, highest: Fraction | None) -> Rate:
    ratio = line.rate / highest if highest else None
    return Rate(line.in_words, line.applied, line.invited, ratio, line.is_the_rest)
