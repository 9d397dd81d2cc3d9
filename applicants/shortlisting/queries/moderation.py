"""Where a panel's members differ, what they agreed on, and how alike they score.

Everything here is told once all cards are in, to members whose own is among them. Candidates go by the
chair's labels, so that a panel can talk about them.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, OuterRef, QuerySet, Subquery

from applicants.shortlisting.agreement import (
    CriterionFigures,
    MemberFigures,
    Pattern,
    of_criteria,
    of_members,
)
from applicants.shortlisting.models import AgreedScore, Candidate, Score
from applicants.shortlisting.queries.seats import SEEN_BY_PANEL, CriterionLine, Seat
from applicants.shortlisting.ranking import alike
from applicants.shortlisting.status import Basis, Stage
from vacancies.models import PanelMember, Vacancy

# From here on the panel knows one another's scores.
SCORES_ARE_OPEN = (Stage.CHOOSING, Stage.CONFIRMED, Stage.ANNOUNCED)


@dataclass(frozen=True)
class Given:
    """What one member said of a candidate on a criterion."""

    by: str
    points: int
    note: str


@dataclass(frozen=True)
class Agreement:
    """What the panel wrote down."""

    pk: int
    points: Fraction
    basis: Basis
    note: str
    by: str
    at: datetime
    superseded_at: datetime | None

    @property
    def figure(self) -> str:
        """The points for the eye: 2, or 1.50."""
        return alike([self.points])[0]


@dataclass(frozen=True)
class Difference:
    """One candidate and one criterion on which members are far apart, or were before they agreed.

    `token` and `label` are the chair's, `own_label` the viewer's; it is empty for a candidate they have not.
    `own_token` is None where they may not read the answer: not theirs to score, or recognised.
    """

    token: UUID
    label: str
    own_label: str
    own_token: UUID | None
    criterion: CriterionLine
    lowest: int
    highest: int
    given: tuple[Given, ...] = ()
    agreed: Agreement | None = None

    @property
    def mean(self) -> str:
        """Of what was given, for the eye."""
        return alike([Fraction(sum(said.points for said in self.given), len(self.given) or 1)])[0]

    @property
    def is_about_meeting_it(self) -> bool:
        """For one member an essential is met, for another it is not."""
        return self.criterion.is_essential and self.lowest < self.criterion.met_from <= self.highest


def scores_are_open(seat: Seat) -> bool:
    """Whether this member may see what the others gave: nobody before all cards are in, their own too."""
    return bool(seat.card_submitted_at and not seat.cards_outstanding and seat.stage in SCORES_ARE_OPEN)


def differences_of(vacancy: Vacancy, application: int, criterion: int) -> QuerySet:
    """`Score.objects.diverging` for one candidate on one criterion: one row, or none."""
    return Score.objects.diverging(vacancy).filter(candidate__application=application, criterion=criterion)


def unmoderated(vacancy: Vacancy) -> int:
    """On how many pairs of candidate and criterion the panel still has to agree. One query."""
    return Score.objects.unagreed(vacancy).count()


def differences(seat: Seat) -> list[Difference]:
    """Where members differ, or differed before they agreed: by the chair's candidates, then by criterion.

    Without what each gave: `with_scores` adds it for those that a page shows. Three queries, however many.
    """
    _refuse_before_it_is_time(seat)
    rows = {(row["application"], row["criterion"]): row for row in Score.objects.diverging(seat.vacancy)}
    agreed = _agreements(AgreedScore.objects.standing().filter(application__vacancy=seat.vacancy))
    criteria = {criterion.pk: criterion for criterion in seat.scored_criteria}
    found = []
    for candidate in _chairs_candidates(seat, {application for application, _ in rows}):
        for pk, criterion in criteria.items():
            row = rows.get((candidate.application_id, pk))
            if row:
                standing = agreed.get((candidate.application_id, pk), [None])[-1]
                found.append(_difference(seat, candidate, criterion, row, standing))
    return found


def with_scores(seat: Seat, lines: Iterable[Difference]) -> list[Difference]:
    """The same, each with every member's points and note. One query."""
    _refuse_before_it_is_time(seat)
    lines = list(lines)
    tokens = {line.token for line in lines}
    chairs = _of_the_chair(seat).filter(application=OuterRef("candidate__application"), token__in=tokens)
    scores = (
        Score.objects.counting(seat.vacancy)
        .annotate(token=Subquery(chairs.values("token")[:1]))
        .filter(token__isnull=False, criterion__in={line.criterion.pk for line in lines})
        .select_related("card__member__user")
        .order_by("card__member__pk")
    )
    given: dict[tuple, list[Given]] = {}
    for score in scores:
        said = Given(str(score.card.member.user), score.points, score.note)
        given.setdefault((score.token, score.criterion_id), []).append(said)
    return [replace(line, given=tuple(given.get((line.token, line.criterion.pk), ()))) for line in lines]


def agreements(seat: Seat, token: UUID, criterion: int) -> list[Agreement]:
    """All that was ever agreed for a candidate (of the chair) on a criterion, the newest last. One query."""
    _refuse_before_it_is_time(seat)
    application = _of_the_chair(seat).filter(token=token).values("application")
    rows = AgreedScore.objects.filter(application__in=application, criterion=criterion)
    return [agreement for of_pair in _agreements(rows).values() for agreement in of_pair]


def scorers(seat: Seat) -> list[str]:
    """The members whose cards count, in the order in which they joined. One query."""
    _refuse_before_it_is_time(seat)
    seated = PanelMember.objects.seated().filter(vacancy=seat.vacancy).select_related("user")
    return [str(member.user) for member in seated.order_by("pk")]


def figures(seat: Seat) -> tuple[list[CriterionFigures], list[MemberFigures]]:
    """How alike the panel scored: by criterion as the seat has them, and by member in the order of `scorers`.

    Two queries. Candidates who withdrew are left out; so are scores that do not count.
    """
    _refuse_before_it_is_time(seat)
    rows = (
        Score.objects.counting(seat.vacancy)
        .filter(candidate__application__status__in=SEEN_BY_PANEL)
        .values("criterion", application=F("candidate__application"))
        .annotate(
            by=ArrayAgg("candidate__member", order_by="candidate__member"),
            given=ArrayAgg("points", order_by="candidate__member"),
        )
        .order_by()
        .values_list("criterion", "by", "given")
    )
    # Few ways of giving points are many candidates': each is worked out once.
    ways = Counter((criterion, tuple(zip(by, given, strict=True))) for criterion, by, given in rows)
    patterns = [Pattern(criterion, points, times) for (criterion, points), times in ways.items()]
    seated = PanelMember.objects.seated().filter(vacancy=seat.vacancy).order_by("pk")
    criteria = [criterion.pk for criterion in seat.scored_criteria]
    return of_criteria(patterns, criteria), of_members(patterns, seated.values_list("pk", flat=True))


def _refuse_before_it_is_time(seat: Seat) -> None:
    if not scores_are_open(seat):
        raise PermissionError("Nobody sees another's scores before all cards are in, their own among them.")


def _of_the_chair(seat: Seat) -> QuerySet[Candidate]:
    """The candidates as the chair sees them."""
    return Candidate.objects.filter(
        member__vacancy=seat.vacancy,
        member__is_chair=True,
        member__removed_at=None,
        application__status__in=SEEN_BY_PANEL,
    )


def _chairs_candidates(seat: Seat, applications: Collection[int]) -> QuerySet[Candidate]:
    own = Candidate.objects.filter(member=seat.member, application=OuterRef("application"))
    return (
        _of_the_chair(seat)
        .filter(application__in=applications)
        .annotate(
            own_label=Subquery(own.values("label")[:1]),
            own_token=Subquery(own.filter(recognised_at=None).values("token")[:1]),
        )
        .order_by("position", "pk")
    )


def _difference(
    seat: Seat, candidate: Candidate, criterion: CriterionLine, row: dict, standing: Agreement | None
) -> Difference:
    return Difference(
        token=candidate.token,
        label=candidate.label,
        own_label=candidate.own_label or "",
        own_token=candidate.own_token,
        criterion=criterion,
        lowest=row["lowest"],
        highest=row["highest"],
        agreed=standing,
    )


def _agreements(rows: QuerySet[AgreedScore]) -> dict[tuple[int, int], list[Agreement]]:
    """By application and criterion, the newest last."""
    found: dict[tuple[int, int], list[Agreement]] = {}
    for row in rows.select_related("agreed_by").order_by("pk"):
        agreement = Agreement(
            pk=row.pk,
            points=Fraction(row.points, row.out_of),
            basis=Basis(row.basis),
            note=row.note,
            by=str(row.agreed_by),
            at=row.agreed_at,
            superseded_at=row.superseded_at,
        )
        found.setdefault((row.application_id, row.criterion_id), []).append(agreement)
    return found
