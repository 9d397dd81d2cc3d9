"""Telling everybody what was decided: once, all of them, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.db.models import OuterRef

from applicants.applying.models import Application
from applicants.applying.moving import move_all
from applicants.applying.status import Status
from applicants.shortlisting import emails, queries
from applicants.shortlisting.actions.deciding import Undecided, lock_vacancy
from applicants.shortlisting.masking import mask
from applicants.shortlisting.models import Candidate, ClockTimestamp, Decision, Invitation, Shortlist
from applicants.shortlisting.queries.feedback import in_emails
from recruitment.accounts.models import User
from recruitment.audit.recording import record
from recruitment.mail import outbox
from vacancies.models import Vacancy

STATUS_AFTER = {
    Decision.Outcome.INVITE: Status.SHORTLISTED,
    Decision.Outcome.RESERVE: Status.RESERVE,
    Decision.Outcome.NOT_SHORTLISTED: Status.NOT_SHORTLISTED,
}


class NotConfirmed(Exception):
    """The shortlist is not confirmed (any more): nobody was told anything."""


@dataclass(frozen=True)
class Announcement:
    """How many were told what."""

    invited: int
    not_shortlisted: int
    reserve: int = 0


@dataclass(frozen=True)
class Recipient:
    """One person who will be told: for a chair who has confirmed. By label where names come later."""

    name: str
    email: str
    outcome: Decision.Outcome


@dataclass(frozen=True)
class Preview:
    """An email as its first recipient would get it."""

    outcome: Decision.Outcome
    subject: str
    text: str


@dataclass(frozen=True)
class _Waiting:
    """Somebody who waits for an answer, as the chair may know them by now."""

    application: Application
    name: str
    email: str
    # What the chair may read of an email to them.
    shown: Callable[[str], str] = str


def rehearse(shortlist: Shortlist) -> tuple[list[Recipient], list[Preview]]:
    """Exactly who would be told what by announcing now, and how it would read. Raises NotConfirmed.

    By names, or, where the panel's rules keep them for later, by the chair's labels, with the person taken
    out of the previews. Names and labels are never side by side.
    """
    if not shortlist.confirmed_at:
        raise NotConfirmed
    named = queries.names_are_open(shortlist.vacancy, shortlist)
    outcomes = dict(shortlist.decisions.values_list("application", "outcome"))
    recipients, previews = [], {}
    for one in _by_name(shortlist.vacancy) if named else _by_label(shortlist.vacancy):
        one.application.vacancy = shortlist.vacancy
        outcome = Decision.Outcome(outcomes[one.application.pk])
        recipients.append(Recipient(one.name, one.email, outcome))
        if outcome not in previews:
            feedback = in_emails(shortlist.vacancy, [one.application]).get(one.application.pk)
            email = emails.preview(shortlist, outcome, one.application, feedback=feedback)
            previews[outcome] = Preview(outcome, one.shown(email.subject), one.shown(email.text))
    order = list(Decision.Outcome)
    recipients.sort(key=lambda recipient: order.index(recipient.outcome))
    return recipients, [previews[outcome] for outcome in order if outcome in previews]


def _by_name(vacancy: Vacancy) -> list[_Waiting]:
    waiting = queries.waiting(vacancy).select_related("applicant").order_by("last_name", "first_name")
    return [_Waiting(each, each.full_name, each.applicant.email) for each in waiting]


def _by_label(vacancy: Vacancy) -> list[_Waiting]:
    """In the order of the chair's own list, which is random."""
    rows = Candidate.objects.filter(
        member=queries.who_labels(vacancy), application__in=queries.waiting(vacancy)
    )
    rows = rows.select_related("application__applicant")
    return [
        _Waiting(row.application, row.label, "", partial(_without_person, row.application, row.by_hand))
        for row in rows.annotate(by_hand=queries.masked_by_hand(OuterRef("application")))
    ]


def _without_person(application: Application, by_hand: list[str], text: str) -> str:
    """No name, and no reference either: it stands in addresses that the email names."""
    masked = mask(text, queries.person_behind(application, by_hand))
    return masked.replace(application.reference, "[reference removed]")


@transaction.atomic
def announce(vacancy: Vacancy, *, by: User) -> Announcement:
    """Tell everybody who waits for an answer: moves, invitations and emails, together or not at all.

    Who has withdrawn by now is passed over. Twice, also at the same moment, tells once: the second call
    finds it done and tells nobody. Also: audits; the database freezes the shortlist.
    Raises NotConfirmed, VacancyWithdrawn, and Undecided when anybody would be left without an answer.
    """
    # Two who announce at once wait here; the second then sees that it is done. So does a withdrawal.
    lock_vacancy(vacancy)
    shortlist = Shortlist.objects.select_for_update().filter(vacancy=vacancy).first()
    if shortlist is None or not shortlist.confirmed_at:
        raise NotConfirmed
    if shortlist.announced_at:
        return Announcement(0, 0)
    shortlist.vacancy = vacancy
    groups = _decided(vacancy, shortlist)
    for outcome, applications in groups.items():
        if applications:
            move_all(applications, STATUS_AFTER[outcome], by=by)
    _queue_emails(vacancy, shortlist, groups)
    Shortlist.objects.filter(pk=shortlist.pk).update(
        announced_at=ClockTimestamp(), announced_by=by, feedback=shortlist.gives_feedback
    )
    told = Announcement(
        invited=len(groups[Decision.Outcome.INVITE]),
        not_shortlisted=len(groups[Decision.Outcome.NOT_SHORTLISTED]),
        reserve=len(groups[Decision.Outcome.RESERVE]),
    )
    record(
        "shortlist.announced",
        shortlist,
        by=by,
        employer_id=vacancy.employer_id,
        invited=told.invited,
        reserve=told.reserve,
        not_shortlisted=told.not_shortlisted,
    )
    return told


def _decided(vacancy: Vacancy, shortlist: Shortlist) -> dict[str, list[Application]]:
    """Everybody who waits, locked in the order of their keys, by what was decided about them.

    The lock decides against somebody withdrawing at this moment: whoever is first is first.
    """
    locked = (
        vacancy.applications.filter(status=Status.SUBMITTED)
        .order_by("pk")
        .select_related("applicant")
        .select_for_update(of=("self",), no_key=True)
    )
    outcomes = dict(shortlist.decisions.values_list("application", "outcome"))
    groups: dict[str, list[Application]] = {outcome: [] for outcome in Decision.Outcome}
    undecided = 0
    for application in locked:
        application.vacancy = vacancy
        if application.pk in outcomes:
            groups[outcomes[application.pk]].append(application)
        else:
            undecided += 1
    if undecided:
        raise Undecided(undecided)
    return groups


def _queue_emails(vacancy: Vacancy, shortlist: Shortlist, groups: dict[str, list[Application]]) -> None:
    invitations = Invitation.objects.bulk_create(
        Invitation(
            application=application, interview_on=vacancy.interview_on, details=shortlist.interview_details
        )
        for application in groups[Decision.Outcome.INVITE]
    )
    words = emails.wordings(vacancy.employer)
    refused = groups[Decision.Outcome.NOT_SHORTLISTED]
    feedback = in_emails(vacancy, refused)
    outbox.queue_many(
        [
            *(emails.shortlisted(invitation, words=words) for invitation in invitations),
            *(emails.reserve(each, words=words) for each in groups[Decision.Outcome.RESERVE]),
            *(emails.not_shortlisted(each, words=words, feedback=feedback.get(each.pk)) for each in refused),
        ]
    )
