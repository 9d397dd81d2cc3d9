"""What an advert says of how people are chosen: made from its criteria and its scale, so that it holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from vacancies.models import Criterion, Vacancy
from vacancies.status import CriterionKind, EvidencedBy, Importance


@dataclass(frozen=True)
class Assessment:
    """How people are chosen, stage by stage; a stage without a point does not take place here."""

    scale: list[tuple[int, str]]
    # At shortlisting: how many points are scored, of each importance, and what counts as meeting one.
    essential: int
    desirable: int
    met: str
    stricter: list[tuple[str, str]]
    weighted: list[tuple[str, int]]
    certificates: list[str]
    # Afterwards.
    at_interview: list[str]
    in_a_test: list[str]

    @property
    def judged_at_shortlisting(self) -> int:
        return self.essential + self.desirable


def assessment(vacancy: Vacancy, criteria: Iterable[Criterion]) -> Assessment:
    """From the criteria of a vacancy, in their order; no query."""
    scored = [criterion for criterion in criteria if criterion.kind == CriterionKind.SCORED]
    at_shortlisting = [criterion for criterion in scored if criterion.is_judged_at_shortlisting]
    scale = list(enumerate(vacancy.score_labels, start=vacancy.score_lowest))
    return Assessment(
        scale=scale,
        essential=_how_many(at_shortlisting, Importance.ESSENTIAL),
        desirable=_how_many(at_shortlisting, Importance.DESIRABLE),
        met=_points_in_words(scale, vacancy.met_from),
        stricter=[
            (criterion.text, _points_in_words(scale, criterion.minimum))
            for criterion in at_shortlisting
            if criterion.importance == Importance.ESSENTIAL
            and criterion.minimum is not None
            and criterion.minimum != vacancy.met_from
        ],
        weighted=[(c.text, c.weight) for c in at_shortlisting if c.weight > 1],
        certificates=_shown_by(scored, EvidencedBy.CERTIFICATE),
        at_interview=_shown_by(scored, EvidencedBy.INTERVIEW),
        in_a_test=_shown_by(scored, EvidencedBy.TEST),
    )


def _how_many(criteria: Iterable[Criterion], importance: Importance) -> int:
    return sum(criterion.importance == importance for criterion in criteria)


def _shown_by(criteria: Iterable[Criterion], key: EvidencedBy) -> list[str]:
    return [criterion.text for criterion in criteria if key in criterion.evidenced_by]


def _points_in_words(scale: list[tuple[int, str]], points: int) -> str:
    """2 (Meets the criterion)."""
    label = dict(scale).get(points, "")
    return f"{points} ({label})" if label else str(points)
