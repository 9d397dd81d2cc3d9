"""How far shortlistings are, for the recruiters' desk: numbers and members, never an applicant or a score."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from applicants.shortlisting.models import Shortlisting
from applicants.shortlisting.queries.being_read import being_read
from applicants.shortlisting.queries.rules import rules_of
from applicants.shortlisting.queries.seats import count, newest_card_in, newest_conflict
from applicants.shortlisting.status import Conflict
from recruitment.accounts.models import User
from recruitment.mail.models import OutgoingEmail
from vacancies.models import PanelMember
from vacancies.status import UNPUBLISHED, Status


@dataclass(frozen=True)
class PanelLine:
    """One member of a panel, as its recruiter sees them."""

    member: PanelMember
    card_in_at: datetime | None
    conflict: str
    invitation: str
    is_overdue: bool

    @property
    def declared(self) -> str:
        """What they declared, in their own words' short form; "" before they have."""
        return Conflict(self.conflict).label if self.conflict else ""

    @property
    def stands_aside(self) -> bool:
        return self.conflict == Conflict.UNFIT


def shortlistings(user: User) -> QuerySet[Shortlisting]:
    """The published vacancies of this recruiter's employers, each with how many sit and how many are done."""
    seated = PanelMember.objects.seated().filter(vacancy=OuterRef("pk")).alias(card=newest_card_in())
    return (
        Shortlisting.objects.filter(employer__in=user.recruits_for)
        .exclude(status__in=UNPUBLISHED)
        .select_related("shortlist", "panel_rules")
        .annotate(
            seats=count(seated, "vacancy"),
            cards_in=count(seated.filter(card__isnull=False), "vacancy"),
            hides_cards=hides_cards(user),
            is_being_read=being_read(OuterRef("pk")),
        )
    )


def hides_cards(user: User) -> Exists:
    """Within a query about vacancies: whether this person scores there, or did, and their own card is not in.

    How many of the others' are is nothing they learn before.
    """
    own = PanelMember.objects.filter(vacancy=OuterRef("pk"), user=user).alias(card=newest_card_in())
    return Exists(own.filter(card=None))


def short_of_a_scorer(user: User) -> QuerySet[Shortlisting]:
    """Where a member said that they should not score, with no card in: the others wait for them."""
    aside = PanelMember.objects.seated().filter(vacancy=OuterRef("pk")).alias(card=newest_card_in())
    aside = aside.alias(conflict=newest_conflict()).filter(card=None, conflict=Conflict.UNFIT)
    return (
        shortlistings(user)
        .filter(archived_at=None, shortlist__confirmed_at=None)
        .exclude(status=Status.WITHDRAWN)
        .annotate(aside=count(aside, "vacancy"))
        .filter(aside__gt=0)
    )


def so_far(shortlisting: Shortlisting) -> str:
    """Where the shortlisting stands, in a recruiter's words. Needs a row of `shortlistings`."""
    shortlist = getattr(shortlisting, "shortlist", None)
    if shortlisting.is_withdrawn:
        return "Vacancy withdrawn"
    if not shortlisting.has_closed:
        return "People can still apply"
    if shortlist and shortlist.announced_at:
        return "Announced"
    if shortlist and shortlist.confirmed_at:
        return "Confirmed, nobody told yet"
    if not shortlisting.applications_received:
        return "Nobody applied"
    return _cards_so_far(shortlisting)


def _cards_so_far(shortlisting: Shortlisting) -> str:
    rules = rules_of(shortlisting)
    if shortlisting.is_being_read:
        return "Waiting to be read before the panel scores"
    if not shortlisting.seats:
        return "Nobody is on the panel"
    if shortlisting.cards_in == shortlisting.seats:
        return "All score cards are in, the chair is choosing"
    if shortlisting.hides_cards:
        return f"Scoring{_due(rules.scores_due_on)}"
    return (
        f"Scoring, {shortlisting.cards_in} of {shortlisting.seats} score cards in{_due(rules.scores_due_on)}"
    )


def _due(on: date | None) -> str:
    if on is None:
        return ""
    return f", {'overdue since' if _is_past(on) else 'due on'} {date_format(on, 'j F')}"


def _is_past(on: date) -> bool:
    return on < timezone.localdate()


def panel_of(shortlisting: Shortlisting) -> list[PanelLine]:
    """Everybody who sits on the panel or sat there; since when their card is in. Two queries."""
    due = rules_of(shortlisting).scores_due_on
    invitations = _invitations(shortlisting)
    members = PanelMember.objects.filter(vacancy=shortlisting.pk).select_related("user")
    rows = members.annotate(
        card_in_at=newest_card_in(),
        conflict=newest_conflict(),
    ).order_by("removed_at", "-is_chair", "pk")
    return [
        PanelLine(
            member,
            member.card_in_at,
            member.conflict,
            invitations.get(member.pk, ""),
            bool(due and _is_past(due) and shortlisting.has_closed and not member.card_in_at),
        )
        for member in rows
    ]


def _invitations(shortlisting: Shortlisting) -> dict[int, str]:
    """How far the newest invitation of each member is."""
    invitations = OutgoingEmail.objects.filter(
        about=f"vacancy:{shortlisting.pk}", key__startswith="panel:", key__contains=":invited:"
    )
    return {
        int(key.split(":")[1]): OutgoingEmail.State(state).label
        for key, state in invitations.order_by("pk").values_list("key", "state")
    }
