"""Who was told what, and how far each email is: for a chair who has announced."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from applicants.shortlisting.models import (
    Decision,
    Invitation,
    Shortlist,
    invitation_key,
    outcome_key,
    reserve_key,
)
from recruitment.mail.models import OutgoingEmail


@dataclass(frozen=True)
class Told:
    """One person who was told, and how far the email is."""

    name: str
    email: str
    outcome: str
    delivery: str


def told(shortlist: Shortlist) -> list[Told]:
    """Everybody whom the announcement told, the invited first. Three queries. Empty before it."""
    if not shortlist.announced_at:
        return []
    invitation = Invitation.objects.filter(application=OuterRef("application")).order_by("pk").values("pk")
    rows = list(
        shortlist.decisions.annotate(invitation=Subquery(invitation[:1]))
        .select_related("application__applicant")
        .order_by("outcome", "application__last_name", "application__first_name")
    )
    keys = {row.pk: _email_key(row) for row in rows}
    states = dict(OutgoingEmail.objects.filter(key__in=keys.values()).values_list("key", "state"))
    return [
        Told(
            name=row.application.full_name,
            email=row.application.applicant.email,
            outcome=row.get_outcome_display(),
            delivery=OutgoingEmail.State(states[keys[row.pk]]).label,
        )
        for row in rows
        # Who withdrew before the announcement was decided about, but not told.
        if keys[row.pk] in states
    ]


def _email_key(decision: Decision) -> str:
    if decision.outcome == Decision.Outcome.INVITE:
        return invitation_key(decision.invitation)
    if decision.outcome == Decision.Outcome.RESERVE:
        return reserve_key(decision.application_id)
    return outcome_key(decision.application_id)
