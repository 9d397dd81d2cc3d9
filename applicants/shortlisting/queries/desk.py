"""How far shortlistings are, for the recruiters' desk: numbers and members, never an applicant or a score."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from applicants.shortlisting.models import ScoreCard, Shortlisting
from recruitment.accounts.models import User
from vacancies.models import PanelMember
from vacancies.status import UNPUBLISHED


@dataclass(frozen=True)
class PanelLine:
    """One member of a panel, as its recruiter sees them."""

    member: PanelMember
    card_in_at: datetime | None


def shortlistings(user: User) -> QuerySet[Shortlisting]:
    """The published vacancies of this recruiter's employers, each with how many sit and how many are done."""
    return Shortlisting.objects.filter(employer__in=user.recruits_for).exclude(status__in=UNPUBLISHED)


def so_far(shortlisting: Shortlisting) -> str:
    """Where the shortlisting stands, in a recruiter's words. Needs `shortlist` beside it."""
    shortlist = getattr(shortlisting, "shortlist", None)
    if shortlisting.is_withdrawn:
        return "Vacancy withdrawn"
    if not shortlisting.has_closed:
        return "People can still apply"
    if shortlist and shortlist.announced_at:
        return "Announced"
    if shortlist and shortlist.confirmed_at:
        return "Confirmed, nobody told yet"
    return "Scoring"


def panel_of(shortlisting: Shortlisting) -> list[PanelLine]:
    """Everybody who sits on the panel or sat there, and since when their card is in. One query."""
    newest = ScoreCard.objects.filter(member=OuterRef("pk")).order_by("-version").values("submitted_at")[:1]
    members = PanelMember.objects.filter(vacancy=shortlisting.pk).select_related("user")
    rows = members.annotate(card_in_at=Subquery(newest)).order_by("removed_at", "-is_chair", "pk")
    return [PanelLine(member, member.card_in_at) for member in rows]
