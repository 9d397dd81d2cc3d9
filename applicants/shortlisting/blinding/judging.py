"""Whom a member has to judge, on which card, and when a score is whole: asked by every page and action."""

from django.db.models import Q, QuerySet, Subquery

from applicants.applying.models import Application
from applicants.shortlisting.models import Candidate, ScoreCard
from applicants.shortlisting.queries import card_is_in
from applicants.shortlisting.status import UNSEEN_BY_PANEL
from vacancies.models import PanelMember, Vacancy


def to_judge(member: PanelMember | int) -> QuerySet[Candidate]:
    """Those assigned to this member whom they did not recognise, as long as they take part."""
    return _taking_part(member).to_score()


def not_to_judge(member: PanelMember | int) -> QuerySet[Candidate]:
    """The rest of this member's candidates: whoever `to_judge` leaves out. They are few."""
    out = Q(is_assigned=False) | Q(recognised_at__isnull=False) | Q(application__in=_gone(member))
    return Candidate.objects.filter(out, member=member)


def to_read(member: PanelMember) -> QuerySet[Candidate]:
    """Those to judge; and, for a chair who decides about everybody, whoever they have not recognised."""
    return everybody_of(member) if reads_everybody(member) else to_judge(member)


def reads_everybody(member: PanelMember) -> bool:
    return member.is_chair and _has_handed_in(member)


def everybody_of(member: PanelMember | int) -> QuerySet[Candidate]:
    """Assigned to this member or not, but nobody whom they recognised."""
    return _taking_part(member).filter(recognised_at=None)


def _taking_part(member: PanelMember | int) -> QuerySet[Candidate]:
    """All but those who have gone: these are few, and the applications of everybody else need no look."""
    return Candidate.objects.filter(member=member).exclude(application__in=_gone(member))


def _gone(member: PanelMember | int) -> QuerySet[Application]:
    """The applications of this member's vacancy that no panel sees: withdrawn, above all."""
    own = PanelMember.objects.filter(pk=member if isinstance(member, int) else member.pk)
    of_the_vacancy = Application.objects.filter(vacancy=Subquery(own.values("vacancy")))
    return of_the_vacancy.filter(status__in=UNSEEN_BY_PANEL).order_by().values("pk")


def _has_handed_in(member: PanelMember) -> bool:
    """A seat's member brings the answer along."""
    if hasattr(member, "card_submitted_at"):
        return member.card_submitted_at is not None
    return card_is_in(member)


def newest_card(member: PanelMember | int) -> Subquery:
    """The card that counts."""
    return Subquery(ScoreCard.objects.filter(member=member).order_by("-version").values("pk")[:1])


def whole(vacancy: Vacancy, prefix: str = "") -> Q:
    """The scores nothing is missing from: points, and a note where the employer explains every score."""
    return with_points(vacancy.employer.explains_every_score, prefix)


def with_points(explained: bool, prefix: str = "") -> Q:
    """The scores with points, and with a note as well where they have to be explained."""
    found = Q(**{f"{prefix}points__isnull": False})
    if explained:
        found &= ~Q(**{f"{prefix}note": ""})
    return found
