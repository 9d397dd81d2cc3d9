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
    # What this member had said before their last change of it.
    points_before: int | None = None
    note_before: str = ""

    @property
    def was_changed(self) -> bool:
        """There is something to take back."""
        return (self.points, self.note) != (self.points_before, self.note_before)


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
