"""Whom a member has to judge, on which card, and when a score is whole: asked by every page and action."""

from django.db.models import Q, QuerySet, Subquery

from applicants.shortlisting.models import Candidate, ScoreCard
from applicants.shortlisting.queries import SEEN_BY_PANEL
from vacancies.models import PanelMember, Vacancy


def to_judge(member: PanelMember) -> QuerySet[Candidate]:
    """Those assigned to this member whom they did not recognise, as long as they take part."""
    return Candidate.objects.to_score().filter(member=member, application__status__in=SEEN_BY_PANEL)


def newest_card(member: PanelMember) -> Subquery:
    """The card that counts."""
    return Subquery(ScoreCard.objects.filter(member=member).order_by("-version").values("pk")[:1])


def whole(vacancy: Vacancy, prefix: str = "") -> Q:
    """The scores nothing is missing from: points, and a note where the employer explains every score."""
    found = Q(**{f"{prefix}points__isnull": False})
    if vacancy.employer.explains_every_score:
        found &= ~Q(**{f"{prefix}note": ""})
    return found
