"""Where a panel's members differ, what they agreed on, and how alike they score.

Everything here is told once all cards are in, to members whose own is among them. Candidates go by the
chair's labels, so that a panel can talk about them.
"""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from applicants.shortlisting.models import AgreedScore, Score
from applicants.shortlisting.queries.seats import SEEN_BY_PANEL, CriterionLine, Seat
from applicants.shortlisting.scale import DIVERGENCE
from applicants.shortlisting.status import Basis, Stage
from vacancies.models import Vacancy
from vacancies.status import Importance

# From here on the panel knows one another's scores.
SCORES_ARE_OPEN = (Stage.CHOOSING, Stage.CONFIRMED, Stage.ANNOUNCED)


@dataclass(frozen=True)
class Given:
    """What one member said of a candidate on a criterion."""

    member: str
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


@dataclass(frozen=True)
class Difference:
    """One candidate and one criterion on which members are far apart, or were before they agreed.

    `token` is the chair's, `own_label` the viewer's; it is empty for a candidate they have not.
    """

    token: UUID
    label: str
    own_label: str
    is_recognised: bool
    criterion: CriterionLine
    lowest: int
    highest: int
    given: tuple[Given, ...] = ()
    agreed: Agreement | None = None

    @property
    def is_about_meeting_it(self) -> bool:
        """For one member an essential is met, for another it is not."""
        return self.criterion.is_essential and self.lowest < self.criterion.met_from <= self.highest


def scores_are_open(seat: Seat) -> bool:
    """Whether this member may see what the others gave: nobody before all cards are in, their own too."""
    return bool(seat.card_submitted_at and not seat.cards_outstanding and seat.stage in SCORES_ARE_OPEN)


def diverging(vacancy: Vacancy) -> QuerySet:
    """Pairs of application and criterion on which counted scores are far apart, agreed or not.

    Each with `lowest`, `highest`, `total` and `members`.
    """
    essential = Q(criterion__importance=Importance.ESSENTIAL)
    return (
        Score.objects.counting(vacancy)
        .filter(candidate__application__status__in=SEEN_BY_PANEL)
        .values(
            "criterion",
            application=F("candidate__application"),
            met_from=Coalesce("criterion__minimum", "criterion__vacancy__met_from"),
        )
        .annotate(lowest=Min("points"), highest=Max("points"), total=Sum("points"), members=Count("points"))
        .filter(
            Q(highest__gte=F("lowest") + DIVERGENCE)
            | essential & Q(lowest__lt=F("met_from"), highest__gte=F("met_from"))
        )
        .order_by()
    )


def differences_of(vacancy: Vacancy, application: int, criterion: int) -> QuerySet:
    """`diverging` for one candidate on one criterion: one row, or none."""
    return diverging(vacancy).filter(candidate__application=application, criterion=criterion)


def unagreed(vacancy: Vacancy) -> QuerySet:
    """Those of `diverging` on which the panel has not agreed."""
    standing = AgreedScore.objects.standing().filter(
        application=OuterRef("candidate__application"), criterion=OuterRef("criterion")
    )
    return diverging(vacancy).filter(~Exists(standing))


def unmoderated(vacancy: Vacancy) -> int:
    """On how many pairs of candidate and criterion the panel still has to agree. One query."""
    return unagreed(vacancy).count()
