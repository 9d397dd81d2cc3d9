"""What the panel's pages are given: frozen, masked, randomly labelled.

What is not in these dataclasses cannot be shown: no name, reference, date or number of the application.
"""

from dataclasses import dataclass
from uuid import UUID

from applicants.shortlisting.queries import CriterionLine


@dataclass(frozen=True)
class CandidateLine:
    """One candidate in a member's list."""

    token: UUID
    label: str
    is_scored: bool


@dataclass(frozen=True)
class BlindAnswer:
    """What a candidate wrote on one criterion, masked, and what this member has said of it so far."""

    criterion: CriterionLine
    text: str
    acknowledged: bool | None
    points: int | None
    note: str


@dataclass(frozen=True)
class BlindCandidate:
    """One candidate as one member sees them, and where in that member's order they stand."""

    token: UUID
    label: str
    answers: tuple[BlindAnswer, ...]
    number: int
    out_of: int
    scored: int
    previous: UUID | None
    next: UUID | None

    @property
    def to_score(self) -> tuple[BlindAnswer, ...]:
        return tuple(answer for answer in self.answers if answer.criterion.is_scored)

    @property
    def acknowledgements(self) -> tuple[BlindAnswer, ...]:
        return tuple(answer for answer in self.answers if not answer.criterion.is_scored)
