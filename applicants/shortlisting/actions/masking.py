"""Masking more than the rules find, and letting the panel begin once everything was read for that."""

from django.db import IntegrityError, transaction

from applicants.applying.models import Application
from applicants.shortlisting import panel_emails, queries
from applicants.shortlisting.masking import can_be_masked
from applicants.shortlisting.models import MaskedWords, ReadThrough, Release
from recruitment.accounts.models import User
from recruitment.audit.recording import record
from recruitment.mail import outbox
from vacancies.actions.locking import lock
from vacancies.models import Vacancy


class TooLittle(Exception):
    """One letter would be masked everywhere."""


class AlreadyMasked(Exception):
    """Just these words are masked in this application."""


class StaysMasked(Exception):
    """The panel may read by now: what was masked for it stays masked."""


class NothingToRelease(Exception):
    """The rules of this panel ask for no reader, or it was released before, or nobody applied."""


class NotAllRead(Exception):
    """Some applications were not read; `left` says how many."""

    def __init__(self, left: int):
        super().__init__(f"{left} applications are not read.")
        self.left = left


@transaction.atomic
def mask_words(application: Application, words: str, *, by: User) -> MaskedWords:
    """Take these words out of everything the panel reads of this application, from this moment on.

    Also: audits, without the words. Raises TooLittle, AlreadyMasked.
    """
    words = " ".join(words.split())
    if not can_be_masked(words):
        raise TooLittle
    # A release under way comes first, or finds these words masked.
    lock(application.vacancy)
    try:
        with transaction.atomic():
            masked = MaskedWords.objects.create(application=application, words=words, masked_by=by)
    except IntegrityError:
        raise AlreadyMasked from None
    _record("application.words_masked", application, by=by, masked=masked.pk)
    return masked


@transaction.atomic
def take_back(masked: MaskedWords, *, by: User) -> None:
    """Show these words to the panel after all. Also: audits. Raises StaysMasked once it may read."""
    application = masked.application
    lock(application.vacancy)
    if not queries.reading_of(application.vacancy).can_be_taken_back:
        raise StaysMasked
    if MaskedWords.objects.filter(pk=masked.pk).delete()[0]:
        _record("application.mask_taken_back", application, by=by, masked=masked.pk)


@transaction.atomic
def read_through(application: Application, *, by: User) -> None:
    """Nothing is left in this application that tells who wrote it. Also: audits. Twice is once."""
    _, is_new = ReadThrough.objects.get_or_create(application=application, defaults={"read_by": by})
    if is_new:
        _record("application.read_for_the_panel", application, by=by)


@transaction.atomic
def release(vacancy: Vacancy, *, by: User) -> None:
    """Let the panel begin. Also: audits, and queues an email to everybody who sits on it.

    Raises NothingToRelease, NotAllRead.
    """
    # Two who release at once wait here, and so does who masks one more word.
    lock(vacancy)
    reading = queries.reading_of(vacancy)
    if not reading.is_under_way or reading.released_at:
        raise NothingToRelease
    if reading.left:
        raise NotAllRead(reading.left)
    released = Release.objects.create(vacancy_id=vacancy.pk, released_by=by)
    record(
        "applications.released",
        released,
        by=by,
        employer_id=vacancy.employer_id,
        vacancy=vacancy.pk,
        applications=reading.applications,
    )
    outbox.queue_many(
        panel_emails.may_begin(member)
        for member in vacancy.panel.seated().still_entitled().select_related("user", "vacancy__employer")
    )


def _record(action: str, application: Application, *, by: User, **details) -> None:
    record(action, application, by=by, employer_id=application.vacancy.employer_id, **details)
