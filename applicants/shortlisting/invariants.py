"""What must never be true of a shortlist: named queries, each of which must return nothing.

Run nightly and after every proof.
"""

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from applicants.applying.models import Application, StatusChange
from applicants.applying.status import Status
from applicants.shortlisting.models import Decision, Invitation, Score, Shortlist
from recruitment import invariants
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail


def waiting_after_the_announcement() -> QuerySet[Application]:
    """The shortlist was announced, and somebody still waits for an answer."""
    return Application.objects.submitted().filter(vacancy__shortlist__announced_at__isnull=False)


def rejected_without_an_email() -> QuerySet[Application]:
    told = OutgoingEmail.objects.filter(key=_key("outcome:"))
    return Application.objects.filter(status=Status.NOT_SHORTLISTED).exclude(Exists(told))


def invited_without_an_email() -> QuerySet[Invitation]:
    told = OutgoingEmail.objects.filter(key=_key("invitation:"))
    return Invitation.objects.exclude(Exists(told))


def shortlisted_without_one_invitation() -> QuerySet[Application]:
    live = Count("invitations", filter=Q(invitations__cancelled_at=None))
    return Application.objects.filter(status=Status.SHORTLISTED).annotate(live=live).exclude(live=1)


def invited_without_being_shortlisted() -> QuerySet[Invitation]:
    moves = StatusChange.objects.filter(application=OuterRef("application"), to_status=Status.SHORTLISTED)
    return Invitation.objects.exclude(Exists(moves))


def told_without_a_person_deciding() -> QuerySet[Application]:
    """The answer differs from the decision on record, or there is none."""
    shortlisted = Q(status=Status.SHORTLISTED) & Exists(_decisions(Decision.Outcome.INVITE))
    rejected = Q(status=Status.NOT_SHORTLISTED) & Exists(_decisions(Decision.Outcome.NOT_SHORTLISTED))
    answered = Application.objects.filter(status__in=(Status.SHORTLISTED, Status.NOT_SHORTLISTED))
    return answered.exclude(shortlisted | rejected)


def scores_changed_after_submission() -> QuerySet[Score]:
    return Score.objects.filter(saved_at__gt=F("card__submitted_at"))


def submitted_with_points_missing() -> QuerySet[Score]:
    seen = Score.objects.exclude(candidate__application__status=Status.WITHDRAWN)
    return seen.filter(card__submitted_at__isnull=False, points=None)


def announced_without_audit() -> QuerySet[Shortlist]:
    events = AuditEvent.objects.filter(action="shortlist.announced", subject=_key("shortlist:"))
    return Shortlist.objects.filter(announced_at__isnull=False).exclude(Exists(events))


def _key(prefix: str) -> Concat:
    return Concat(Value(prefix), Cast(OuterRef("pk"), CharField()), output_field=CharField())


def _decisions(outcome: str) -> QuerySet[Decision]:
    return Decision.objects.filter(application=OuterRef("pk"), outcome=outcome)


INVARIANTS = {
    "nobody waits once the shortlist is announced": waiting_after_the_announcement,
    "everybody not shortlisted has their email": rejected_without_an_email,
    "every invitation has its email": invited_without_an_email,
    "everybody shortlisted has one invitation": shortlisted_without_one_invitation,
    "only the shortlisted are invited": invited_without_being_shortlisted,
    "a named person decided every answer": told_without_a_person_deciding,
    "no score was changed after its card was in": scores_changed_after_submission,
    "a card that is in is complete": submitted_with_points_missing,
    "every announcement is in the audit trail": announced_without_audit,
}


def broken() -> list[invariants.Broken]:
    """Every promise that does not hold right now; empty on a good day."""
    return invariants.broken(INVARIANTS)
