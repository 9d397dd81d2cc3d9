"""Who was told what, and how far each email is: for a chair who has announced."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from applicants.applying.models import Application
from applicants.applying.status import Status
from applicants.shortlisting.models import (
    Decision,
    Invitation,
    Shortlist,
    invitation_key,
    outcome_key,
    released_key,
    reserve_key,
)
from applicants.shortlisting.queries.outcomes import effective_outcomes, reserves
from recruitment.mail.models import OutgoingEmail

# What has become of somebody who was told this and stands there now.
SINCE = {
    (Decision.Outcome.INVITE, Status.WITHDRAWN): "Has withdrawn since",
    (Decision.Outcome.RESERVE, Status.WITHDRAWN): "Has withdrawn since",
    (Decision.Outcome.RESERVE, Status.SHORTLISTED): "Invited since",
    (Decision.Outcome.RESERVE, Status.NOT_SHORTLISTED): "Told since that nobody else is needed",
}


@dataclass(frozen=True)
class Told:
    """One person who was told, and how far the email is. `since` says what has become of it, if anything."""

    name: str
    email: str
    outcome: str
    delivery: str
    since: str = ""


def told(shortlist: Shortlist) -> list[Told]:
    """Everybody whom the announcement told, the invited first. Six queries. Empty before it.

    Nothing says why somebody was invited.
    """
    if not shortlist.announced_at:
        return []
    invitation = Invitation.objects.filter(application=OuterRef("pk")).order_by("pk").values("pk")
    outcome_of = effective_outcomes(shortlist)
    places = dict(reserves(shortlist).values_list("application", "reserve_place"))
    rows = (
        Application.objects.filter(pk__in=outcome_of)
        .annotate(invitation=Subquery(invitation[:1]))
        .select_related("applicant")
        .order_by("last_name", "first_name")
    )
    order = list(Decision.Outcome)
    rows = sorted(rows, key=lambda row: (order.index(outcome_of[row.pk]), places.get(row.pk, 0)))
    keys = {row.pk: _email_keys(row, outcome_of[row.pk]) for row in rows}
    every_key = [key for both in keys.values() for key in both]
    states = dict(OutgoingEmail.objects.filter(key__in=every_key).values_list("key", "state"))
    return [
        Told(
            name=row.full_name,
            email=row.applicant.email,
            outcome=outcome_of[row.pk].label,
            # The newest of what they were told.
            delivery=OutgoingEmail.State(next(states[key] for key in keys[row.pk] if key in states)).label,
            since=SINCE.get((outcome_of[row.pk], row.status), ""),
        )
        for row in rows
        # Who withdrew before the announcement was decided about, but not told.
        if any(key in states for key in keys[row.pk])
    ]


def _email_keys(row: Application, outcome: Decision.Outcome) -> list[str]:
    """The keys of what somebody was told, the newest first."""
    if outcome == Decision.Outcome.INVITE:
        return [invitation_key(row.invitation)]
    if outcome == Decision.Outcome.RESERVE:
        later = invitation_key(row.invitation) if row.invitation else released_key(row.pk)
        return [later, reserve_key(row.pk)]
    return [outcome_key(row.pk)]
