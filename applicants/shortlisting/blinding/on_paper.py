"""Several candidates at once with all their evidence, for a member who reads and scores on paper."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from applicants.applying.models import Answer
from applicants.shortlisting.blinding.judging import to_judge
from applicants.shortlisting.blinding.reading import person_of, with_person
from applicants.shortlisting.masking import mask
from applicants.shortlisting.queries import CriterionLine
from vacancies.models import PanelMember


@dataclass(frozen=True)
class PaperAnswer:
    """What one candidate wrote or confirmed on one criterion; no score, its place is left empty."""

    criterion: CriterionLine
    text: str
    acknowledged: bool | None


@dataclass(frozen=True)
class PaperCandidate:
    """One candidate, masked, under this member's own label."""

    token: UUID
    label: str
    answers: tuple[PaperAnswer, ...]

    @property
    def to_score(self) -> tuple[PaperAnswer, ...]:
        return tuple(answer for answer in self.answers if answer.criterion.is_scored)

    @property
    def acknowledgements(self) -> tuple[PaperAnswer, ...]:
        return tuple(answer for answer in self.answers if not answer.criterion.is_scored)


def on_paper(member: PanelMember, criteria: tuple[CriterionLine, ...], part: slice) -> list[PaperCandidate]:
    """That part of this member's candidates, in the member's own order. Two queries."""
    rows = list(with_person(to_judge(member)).order_by("position", "pk")[part])
    said = defaultdict(dict)
    written = Answer.objects.filter(
        application__in=[row.application_id for row in rows], criterion__in=[line.pk for line in criteria]
    )
    for application, criterion, *words in written.values_list(
        "application", "criterion", "text", "acknowledged"
    ):
        said[application][criterion] = words
    return [_paper(row, criteria, said[row.application_id]) for row in rows]


def _paper(row, criteria, said: dict) -> PaperCandidate:
    person = person_of(row)
    answers = []
    for line in criteria:
        text, acknowledged = said.get(line.pk, ("", None))
        answers.append(PaperAnswer(line, mask(text, person), acknowledged))
    return PaperCandidate(row.token, row.label, tuple(answers))
