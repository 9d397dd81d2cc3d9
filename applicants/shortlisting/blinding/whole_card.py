"""One member's whole card: every score by criterion, and what is missing, before it goes in."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from applicants.shortlisting.blinding.judging import newest_card, to_judge
from applicants.shortlisting.models import Score
from applicants.shortlisting.queries import CriterionLine
from vacancies.models import PanelMember


@dataclass(frozen=True)
class Scored:
    """One candidate and what was said of them; not `is_whole` while points or a needed note are missing."""

    token: UUID
    label: str
    points: int | None
    note: str
    is_whole: bool


@dataclass(frozen=True)
class OnCriterion:
    """Everything a card says on one criterion, candidates in the member's order."""

    criterion: CriterionLine
    scores: tuple[Scored, ...]

    @property
    def missing(self) -> tuple[Scored, ...]:
        return tuple(score for score in self.scores if not score.is_whole)

    @property
    def noted(self) -> tuple[Scored, ...]:
        return tuple(score for score in self.scores if score.note)

    def with_points(self, points: int) -> tuple[Scored, ...]:
        return tuple(score for score in self.scores if score.is_whole and score.points == points)


def whole_card(member: PanelMember, criteria: Iterable[CriterionLine]) -> list[OnCriterion]:
    """The card that counts, on these criteria. Two queries."""
    criteria = list(criteria)
    explains = member.vacancy.employer.explains_every_score
    candidates = list(to_judge(member).values_list("pk", "token", "label"))
    given = {
        (candidate, criterion): (points, note)
        for candidate, criterion, points, note in Score.objects.filter(
            card=newest_card(member), criterion__in=[line.pk for line in criteria]
        ).values_list("candidate", "criterion", "points", "note")
    }

    def scored(pk: int, token: UUID, label: str, criterion: int) -> Scored:
        points, note = given.get((pk, criterion), (None, ""))
        return Scored(token, label, points, note, points is not None and bool(note or not explains))

    return [OnCriterion(line, tuple(scored(*row, line.pk) for row in candidates)) for line in criteria]
