"""Feedback for who is not shortlisted: the applicant asks, the chair looks through the notes and releases."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from applicants.applying.models import Application
from applicants.shortlisting import emails
from applicants.shortlisting.actions.deciding import lock_vacancy
from applicants.shortlisting.models import Feedback, ReleasedNote, Shortlist
from applicants.shortlisting.queries.explaining import explained
from applicants.shortlisting.queries.feedback import own_feedback
from applicants.shortlisting.status import FeedbackStage
from recruitment.accounts.models import GivesFeedback, User
from recruitment.audit.recording import record
from recruitment.mail import outbox
from vacancies.models import PanelMember, Vacancy


class NotOffered(Exception):
    """The employer gives no feedback, or the time to ask for it is over."""


class NoSuchCandidate(Exception):
    """This chair has no such candidate, or feedback is not for them."""


class CouldBeRead(Exception):
    """The applicant could read it already: it is corrected, not changed."""


@transaction.atomic
def ask(application: Application, *, by: User) -> None:
    """The applicant would like feedback. Once: asking again does nothing.

    Also: audits, emails the chair, at most once a day. Raises NotOffered.
    """
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    known = own_feedback(application)
    if known is None or known.stage == FeedbackStage.TOO_LATE:
        raise NotOffered
    if known.stage != FeedbackStage.MAY_ASK:
        return
    feedback, _ = Feedback.objects.update_or_create(application=application, defaults={"asked_at": Now()})
    record("feedback.asked", application, by=by, employer_id=application.vacancy.employer_id)
    chair = application.vacancy.panel.chairs().select_related("user").first()
    if chair and not feedback.released_at:
        emails.feedback_asked(chair)


@transaction.atomic
def look_through(chair: PanelMember, token: UUID, words: Mapping[int, str], *, by: User) -> None:
    """Keep what shall be released to one candidate, by criterion; nobody else reads it yet.

    Criteria without words are left out. Also: audits. Raises NoSuchCandidate, CouldBeRead.
    """
    shortlist = _lock(chair.vacancy)
    feedback = _feedback(chair, token, shortlist)
    if feedback.released_at and shortlist.announced_at:
        raise CouldBeRead
    feedback.notes.all().delete()
    ReleasedNote.objects.bulk_create(
        ReleasedNote(feedback=feedback, criterion_id=pk, words=note.strip())
        for pk, note in words.items()
        if note.strip()
    )
    Feedback.objects.filter(pk=feedback.pk).update(looked_at=Now())
    _record("feedback.looked_through", chair, by=by, applications=[feedback.application_id])


@transaction.atomic
def release(chair: PanelMember, tokens: Collection[UUID], *, by: User) -> int:
    """Let the words go as they were looked through: to the applicants once they are told, at once after that.

    Those nobody has looked through, and those released before, are passed over. Returns how many were
    released. Also: audits, and queues "Your feedback is ready" to who waits for it, once each.
    """
    shortlist = _lock(chair.vacancy)
    rows = explained(chair, is_announced=bool(shortlist.announced_at))
    applications = rows.filter(token__in=tokens).values("application")
    ready = Feedback.objects.filter(
        application__in=applications, looked_at__isnull=False, released_at=None
    ).select_for_update(of=("self",))
    released = list(ready.select_related("application__applicant").order_by("pk"))
    if not released:
        return 0
    Feedback.objects.filter(pk__in=[row.pk for row in released]).update(released_at=Now(), released_by=by)
    pks = sorted(row.application_id for row in released)
    _record("feedback.released", chair, by=by, applications=pks)
    if shortlist.announced_at:
        outbox.queue_many(
            emails.feedback_ready(_of(row, chair.vacancy)) for row in _to_be_told(shortlist, released)
        )
    return len(released)


@transaction.atomic
def take_back(chair: PanelMember, token: UUID, *, by: User) -> None:
    """Not released after all, as long as nobody has been told. Also: audits. Raises as `look_through`."""
    shortlist = _lock(chair.vacancy)
    feedback = _feedback(chair, token, shortlist)
    if shortlist.announced_at:
        raise CouldBeRead
    if feedback.released_at:
        Feedback.objects.filter(pk=feedback.pk).update(released_at=None, released_by=None)
        _record("feedback.taken_back", chair, by=by, applications=[feedback.application_id])


@transaction.atomic
def correct(chair: PanelMember, token: UUID, words: Mapping[int, str], *, by: User) -> int:
    """Put other words in the place of those the applicant could read; the earlier ones are kept.

    Returns how many differ. Also: audits. Raises NoSuchCandidate, also where nothing is released.
    """
    shortlist = _lock(chair.vacancy)
    feedback = _feedback(chair, token, shortlist)
    if not feedback.released_at:
        raise NoSuchCandidate
    standing = {note.criterion_id: note for note in feedback.notes.standing()}
    before = {pk: note.words for pk, note in standing.items()}
    changed = {pk: note.strip() for pk, note in words.items() if note.strip() != before.get(pk, "")}
    if changed:
        earlier = [standing[pk].pk for pk in changed if pk in standing]
        ReleasedNote.objects.filter(pk__in=earlier).update(superseded_at=Now())
        ReleasedNote.objects.bulk_create(
            ReleasedNote(feedback=feedback, criterion_id=pk, words=note) for pk, note in changed.items()
        )
        _record(
            "feedback.corrected",
            chair,
            by=by,
            applications=[feedback.application_id],
            criteria=sorted(changed),
        )
    return len(changed)


def _lock(vacancy: Vacancy) -> Shortlist:
    """The shortlist. Waits for an announcement under way: it tells what was released by then."""
    lock_vacancy(vacancy)
    shortlist = Shortlist.objects.filter(vacancy=vacancy).select_for_update(of=("self",), no_key=True).first()
    if shortlist is None:
        raise NoSuchCandidate
    shortlist.vacancy = vacancy
    return shortlist


def _feedback(chair: PanelMember, token: UUID, shortlist: Shortlist) -> Feedback:
    rows = explained(chair, is_announced=bool(shortlist.announced_at))
    application = rows.filter(token=token).values_list("application", flat=True).first()
    if application is None or shortlist.gives_feedback == GivesFeedback.NONE:
        raise NoSuchCandidate
    Feedback.objects.get_or_create(application_id=application)
    return Feedback.objects.select_for_update(of=("self",)).get(application=application)


def _to_be_told(shortlist: Shortlist, released: list[Feedback]) -> list[Feedback]:
    """Who has something new to read: who asked, or, told by email before, has notes now."""
    if shortlist.gives_feedback == GivesFeedback.ON_REQUEST:
        return [row for row in released if row.asked_at]
    with_notes = set(
        ReleasedNote.objects.standing().filter(feedback__in=released).values_list("feedback", flat=True)
    )
    return [row for row in released if row.pk in with_notes]


def _of(feedback: Feedback, vacancy: Vacancy) -> Application:
    feedback.application.vacancy = vacancy
    return feedback.application


def _record(action: str, chair: PanelMember, *, by: User, **details) -> None:
    record(action, chair.vacancy, by=by, employer_id=chair.vacancy.employer_id, **details)
