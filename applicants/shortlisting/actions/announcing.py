"""Telling everybody what was decided: once, all of them, in one transaction."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from applicants.applying.models import Application
from applicants.applying.moving import move_all
from applicants.applying.status import Status
from applicants.shortlisting import emails, queries
from applicants.shortlisting.actions.deciding import Undecided, lock_vacancy
from applicants.shortlisting.models import ClockTimestamp, Decision, Invitation, Shortlist
from applicants.shortlisting.queries.feedback import in_emails
from recruitment.accounts.models import User
from recruitment.audit.recording import record
from recruitment.mail import outbox
from vacancies.models import Vacancy
from vacancies.times import next_time_of_day

STATUS_AFTER = {
    Decision.Outcome.INVITE: Status.SHORTLISTED,
    Decision.Outcome.RESERVE: Status.RESERVE,
    Decision.Outcome.NOT_SHORTLISTED: Status.NOT_SHORTLISTED,
}


class NotConfirmed(Exception):
    """The shortlist is not confirmed (any more): nobody was told anything."""


class NotChecked(Exception):
    """The recruiter has not looked at the shortlist yet, as at every one of this employer."""


@dataclass(frozen=True)
class Announcement:
    """How many were told what."""

    invited: int
    not_shortlisted: int
    reserve: int = 0


@dataclass(frozen=True)
class Recipient:
    """One person who will be told, by name: for a chair who has confirmed."""

    name: str
    email: str
    outcome: Decision.Outcome


@dataclass(frozen=True)
class Preview:
    """An email as its first recipient would get it."""

    outcome: Decision.Outcome
    subject: str
    text: str


def rehearse(shortlist: Shortlist) -> tuple[list[Recipient], list[Preview]]:
    """Exactly who would be told what by announcing now, and how it would read. Raises NotConfirmed,
    also where the panel's rules keep names for later.

    Names appear here for the first time, so the candidates' labels do not: the two are never side by side.
    Nothing says why somebody is invited.
    """
    if not queries.names_are_open(shortlist.vacancy, shortlist):
        raise NotConfirmed
    waiting = (
        queries.waiting(shortlist.vacancy).select_related("applicant").order_by("last_name", "first_name")
    )
    outcomes = queries.effective_outcomes(shortlist)
    places = dict(queries.reserves(shortlist).values_list("application", "reserve_place"))
    order = list(Decision.Outcome)
    applications = sorted(
        waiting,
        key=lambda application: (order.index(outcomes[application.pk]), places.get(application.pk, 0)),
    )
    recipients, firsts = [], {}
    for application in applications:
        application.vacancy = shortlist.vacancy
        outcome = outcomes[application.pk]
        recipients.append(Recipient(application.full_name, application.applicant.email, outcome))
        firsts.setdefault(outcome, application)
    return recipients, _previews_of(shortlist, firsts)


def _previews_of(shortlist: Shortlist, firsts: dict[Decision.Outcome, Application]) -> list[Preview]:
    """Each email as the first who gets it will read it."""
    words = emails.wordings(shortlist.vacancy.employer)
    feedback = in_emails(shortlist.vacancy, list(firsts.values()))
    previews = []
    for outcome, application in firsts.items():
        more = {"words": words, "feedback": feedback.get(application.pk)}
        email = emails.preview(shortlist, outcome, application, **more)
        previews.append(Preview(outcome, email.subject, email.text))
    return previews


def previews(shortlist: Shortlist) -> dict[Decision.Outcome, Preview]:
    """How each email reads, with words in place of whoever gets it: for a page without names."""
    vacancy = shortlist.vacancy
    anybody = Application(
        vacancy=vacancy,
        applicant=User(),
        first_name="[first name]",
        last_name="[last name]",
        reference="their-reference",
    )
    vacancy.shortlist = shortlist
    words, worded = emails.wordings(vacancy.employer), {}
    for outcome in Decision.Outcome:
        email = emails.preview(shortlist, outcome, anybody, words=words)
        worded[outcome] = Preview(outcome, email.subject, email.text)
    return worded


def held_until(shortlist: Shortlist, announced_at: datetime) -> datetime | None:
    """The instant before which the emails of an announcement at that time are not sent; None: at once."""
    return shortlist.emails_from and next_time_of_day(shortlist.emails_from, after=announced_at)


@transaction.atomic
def announce(vacancy: Vacancy, *, by: User) -> Announcement:
    """Tell everybody who waits for an answer: moves, invitations and emails, together or not at all.

    Who has withdrawn by now is passed over. Twice, also at the same moment, tells once: the second call
    finds it done and tells nobody. Also: audits; the database freezes the shortlist.
    Raises NotConfirmed, NotChecked, VacancyWithdrawn, and Undecided when anybody would be left without an
    answer.
    """
    # Two who announce at once wait here; the second then sees that it is done. So does a withdrawal.
    lock_vacancy(vacancy)
    shortlist = Shortlist.objects.select_for_update().filter(vacancy=vacancy).first()
    if shortlist is None or not shortlist.confirmed_at:
        raise NotConfirmed
    if shortlist.announced_at:
        return Announcement(0, 0)
    if vacancy.employer.is_disability_confident and not shortlist.checked_at:
        raise NotChecked
    # What the emails read is what is locked, not what the caller read before.
    vacancy.shortlist, shortlist.vacancy = shortlist, vacancy
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
    record("shortlist.announced", shortlist, by=by, employer_id=vacancy.employer_id, **asdict(told))
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
    outcomes = queries.effective_outcomes(shortlist)
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
            application=application, interview_on=vacancy.interview_on, details=shortlist.interviews_in_words
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
        ],
        not_before=held_until(shortlist, timezone.now()),
    )
