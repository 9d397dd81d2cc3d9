"""A second pair of eyes before an advert is published, where the employer asks for it."""

from django.db import transaction

from recruitment.accounts.models import User
from recruitment.audit.models import AuditEvent
from recruitment.audit.recording import record
from vacancies import emails, permissions
from vacancies.actions.closing import needed
from vacancies.actions.moving import lock_at, move
from vacancies.actions.publishing import NotReady
from vacancies.models import Vacancy
from vacancies.readiness import what_is_missing
from vacancies.status import Status

SENT = "vacancy.sent_for_approval"


class NotByTheSender(Exception):
    """Whoever sent the advert for approval cannot approve it, or send it back to themselves."""


class SentAgain(Exception):
    """It was taken back and sent once more since the page was shown: what was read is not what waits now."""


class OnlyByTheSender(Exception):
    """Taking it back is the sender's; somebody else sends it back, and says why."""


@transaction.atomic
def send(vacancy: Vacancy, *, by: User) -> Vacancy:
    """Send a complete draft for approval. Also: audits, emails the recruiters who may approve it.

    From here on nobody edits it: what is approved is what was sent. Raises StandsElsewhere, NotReady.
    """
    now = lock_at(vacancy, Status.DRAFT)
    if missing := what_is_missing(vacancy, now=now):
        raise NotReady(missing)
    move(vacancy, Status.AWAITING_APPROVAL, sent_for_approval_by=by, approved_by=None)
    event = record(SENT, vacancy, by=by, employer_id=vacancy.employer_id)
    for recruiter in permissions.approvers(vacancy):
        emails.approval_asked(vacancy, recruiter, sender=by, event=event)
    return vacancy


def sending(vacancy: Vacancy) -> str:
    """Which sending of the advert a page shows, for `approve` to compare: nobody edits it until the next."""
    sent = AuditEvent.objects.filter(subject=f"vacancy:{vacancy.pk}", action=SENT)
    return str(sent.order_by("-pk").values_list("pk", flat=True).first() or "")


@transaction.atomic
def approve(vacancy: Vacancy, *, by: User, read: str | None = None) -> Vacancy:
    """Say that the advert may be published. Also: audits, emails who sent it.

    `read` is the `sending` that the person has read. Raises StandsElsewhere, NotByTheSender, SentAgain.
    """
    lock_at(vacancy, Status.AWAITING_APPROVAL)
    _refuse_the_sender(vacancy, by)
    if read is not None and read != sending(vacancy):
        raise SentAgain
    move(vacancy, Status.APPROVED, approved_by=by)
    event = record("vacancy.approved", vacancy, by=by, employer_id=vacancy.employer_id)
    emails.approval_given(vacancy, vacancy.sent_for_approval_by, approver=by, event=event)
    return vacancy


@transaction.atomic
def send_back(vacancy: Vacancy, *, by: User, reason: str) -> Vacancy:
    """Make it a draft again, and say what to change. Also: audits, emails who sent it, with the reason.

    Raises StandsElsewhere, NotByTheSender, ValueError without a reason.
    """
    reason = needed(reason)
    lock_at(vacancy, Status.AWAITING_APPROVAL)
    _refuse_the_sender(vacancy, by)
    sender = vacancy.sent_for_approval_by
    move(vacancy, Status.DRAFT, sent_for_approval_by=None)
    event = record("vacancy.sent_back", vacancy, by=by, reason=reason, employer_id=vacancy.employer_id)
    if sender:
        emails.approval_refused(vacancy, sender, approver=by, reason=reason, event=event)
    return vacancy


@transaction.atomic
def take_back(vacancy: Vacancy, *, by: User) -> Vacancy:
    """The sender wants to change it once more, before anybody has approved it. Also: audits.

    Raises StandsElsewhere, OnlyByTheSender.
    """
    lock_at(vacancy, Status.AWAITING_APPROVAL)
    # A sender whose account is no more cannot; then anybody may.
    if vacancy.sent_for_approval_by_id not in (None, by.pk):
        raise OnlyByTheSender
    move(vacancy, Status.DRAFT, sent_for_approval_by=None)
    record("vacancy.approval_request_taken_back", vacancy, by=by, employer_id=vacancy.employer_id)
    return vacancy


@transaction.atomic
def give_up(vacancy: Vacancy, *, by: User) -> Vacancy:
    """Change an approved advert again: the approval was for what it said. Also: audits.

    Raises StandsElsewhere.
    """
    lock_at(vacancy, Status.APPROVED)
    move(vacancy, Status.DRAFT, sent_for_approval_by=None, approved_by=None)
    record("vacancy.approval_given_up", vacancy, by=by, employer_id=vacancy.employer_id)
    return vacancy


def _refuse_the_sender(vacancy, by) -> None:
    if vacancy.sent_for_approval_by_id == by.pk:
        raise NotByTheSender
