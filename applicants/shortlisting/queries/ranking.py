"""How a panel's candidates rank: rows for the chair's pages, without a word about anybody."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, Max, Min, OuterRef, QuerySet, Subquery, Sum

from applicants.applying.models import Answer
from applicants.shortlisting.models import AgreedScore, Candidate, Decision, Score
from applicants.shortlisting.queries.seats import SEEN_BY_PANEL, Seat
from applicants.shortlisting.ranking import Marks, Standing, rank
from vacancies.models import Criterion, PanelMember, Vacancy


@dataclass(frozen=True)
class RankingLine:
    """One candidate as the chair sees them when all cards are in: the chair's own label, and figures."""

    token: UUID
    label: str
    standing: Standing
    not_acknowledged: tuple[int, ...]
    outcome: str
    # By the chair, who has not scored them then.
    is_recognised: bool

    @property
    def is_decided(self) -> bool:
        return bool(self.outcome)


@dataclass(frozen=True)
class Board:
    """What a ranking is made of, by the chair's tokens: for whoever wants to rank by other weights."""

    labels: dict[UUID, str]
    marks: dict[tuple[UUID, int], Marks]


def board(seat: Seat) -> Board:
    """Everybody still waiting and what the panel gave them. Three queries. For whom `chairs_ranking` is."""
    _refuse_others(seat)
    rows = seat.member.candidates.filter(application__status__in=SEEN_BY_PANEL)
    tokens = {row.application_id: row for row in rows.only("application_id", "token", "label")}
    return Board(
        labels={row.token: row.label for row in tokens.values()},
        marks={
            (tokens[application].token, criterion): given
            for (application, criterion), given in marks_of(seat.vacancy).items()
            if application in tokens
        },
    )


def _refuse_others(seat: Seat) -> None:
    # A confirmed shortlist rests on the cards that were in then: somebody seated since changes nothing of it.
    is_confirmed = seat.shortlist and seat.shortlist.confirmed_at
    if not seat.is_chair or (seat.cards_outstanding and not is_confirmed):
        raise PermissionError("The ranking exists once every member's card is in, and for the chair alone.")


def chairs_ranking(seat: Seat) -> list[RankingLine]:
    """Everybody still waiting, best first. Three queries.

    Only for a chair whose panel has every card in, or had when the shortlist was confirmed.
    """
    _refuse_others(seat)
    candidates = {row.application_id: row for row in _ranked_candidates(seat.member)}
    return [
        RankingLine(
            token=candidates[standing.candidate].token,
            label=candidates[standing.candidate].label,
            standing=standing,
            not_acknowledged=tuple(candidates[standing.candidate].not_acknowledged),
            outcome=candidates[standing.candidate].outcome or "",
            is_recognised=candidates[standing.candidate].recognised_at is not None,
        )
        for standing in rank(candidates, marks_of(seat.vacancy), seat.measures)
    ]


def _ranked_candidates(chair: PanelMember) -> QuerySet[Candidate]:
    decided = Decision.objects.filter(application=OuterRef("application")).values("outcome")
    acknowledged = Answer.objects.filter(
        application=OuterRef(OuterRef("application")), criterion=OuterRef("pk"), acknowledged=True
    )
    refused = (
        Criterion.objects.acknowledged()
        .judged_at_shortlisting()
        .filter(vacancy=chair.vacancy_id)
        .exclude(Exists(acknowledged))
        .values("pk")
    )
    return chair.candidates.filter(application__status__in=SEEN_BY_PANEL).annotate(
        outcome=Subquery(decided), not_acknowledged=ArraySubquery(refused)
    )


def marks_of(vacancy: Vacancy, applications: Collection[int] | None = None) -> dict[tuple[int, int], Marks]:
    """Points by (application, criterion): how many from how many members, and how far apart.

    Where the panel agreed, what it agreed on. Of everybody, or of these applications alone. Two queries.
    """
    scores = Score.objects.counting(vacancy)
    agreed = AgreedScore.objects.standing().filter(application__vacancy=vacancy)
    if applications is not None:
        scores = scores.filter(candidate__application__in=applications)
        agreed = agreed.filter(application__in=applications)
    rows = (
        scores.values_list("candidate__application_id", "criterion_id")
        .annotate(Sum("points"), Count("points"), Min("points"), Max("points"))
        .order_by()
    )
    marks = {(application, criterion): Marks(*figures) for application, criterion, *figures in rows}
    for application, criterion, points, out_of in agreed.values_list(
        "application_id", "criterion_id", "points", "out_of"
    ):
        given = marks.get((application, criterion), Marks(points, out_of, points, points))
        marks[application, criterion] = given._replace(points=points, members=out_of, agreed=True)
    return marks
