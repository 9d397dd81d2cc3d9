"""A draft: starting it, and keeping what its owner writes. Keeping works after the advert has closed, too."""

from collections.abc import Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from applicants.applying.models import (
    DETAILS,
    Application,
    PreApplicationAnswer,
    Section,
    Support,
)
from applicants.applying.pages import Name
from applicants.applying.permissions import may_apply
from applicants.applying.queries import own_application
from recruitment.accounts.models import User
from recruitment.audit.recording import record
from vacancies.models import Criterion, Vacancy
from vacancies.models.late_entry import fingerprint

# One change of mind. A withdrawal does not open a place, so that without a limit one person could submit and
# withdraw until a capped advert is full.
RECEIVED_AT_MOST = 2
NO_ANSWERS: Mapping[int, str] = MappingProxyType({})

# One statement for what people do most: an answer, kept only where the application is a draft still. Having
# Django write the two of them took longer than everything else of saving.
KEEP = """
WITH draft AS (
    UPDATE applying_application SET saved_at = statement_timestamp()
     WHERE id = %s AND status = 'draft' RETURNING id
)
INSERT INTO applying_answer AS kept (application_id, criterion_id, text, acknowledged, saved_at)
SELECT id, %s, %s::text, %s::boolean, statement_timestamp() FROM draft
    ON CONFLICT (application_id, criterion_id) DO UPDATE
   SET text = EXCLUDED.text, acknowledged = EXCLUDED.acknowledged, saved_at = EXCLUDED.saved_at,
       copied_from_id = CASE WHEN %s THEN NULL ELSE kept.copied_from_id END
"""

_pressed: ContextVar[bool] = ContextVar("pressed", default=True)


class NotOpen(Exception):
    """The advert does not take new applications."""


class NoSuchCode(Exception):
    """No late-entry code that lets this person in: which of the reasons it is, nobody is told."""


class AccountDeleted(NotOpen, NoSuchCode):
    """The person has deleted the account in the meantime."""


class OnThePanel(Exception):
    """This person shortlists for the vacancy, or did, and cannot apply for it."""


class WithdrawnTooOften(Exception):
    """This person has taken more than one application for the vacancy back, and cannot begin another."""


class NotADraft(Exception):
    """The application was submitted: it can no longer be changed."""


@transaction.atomic
def start(vacancy: Vacancy, *, by: User, answers: Mapping[int, str] = NO_ANSWERS) -> Application:
    """This person's one application for the vacancy: the one that stands, else a new draft.

    `answers`, by question, are those to the employer's questions; a new draft keeps them.

    Two clicks at once give one draft. The vacancy's row is locked, so that the closing sweep either comes
    first (and this refuses) or finds the draft and tells its owner.
    Raises NotOpen, OnThePanel, WithdrawnTooOften.
    """
    if already := own_application(by, vacancy):
        return already
    if not may_apply(by, vacancy):
        raise OnThePanel
    if not _held(Vacancy.objects.taking_new_applications(), vacancy):
        raise NotOpen
    application = _begin(vacancy, by)
    if application.is_draft:
        save_questions(application, answers)
    return application


@transaction.atomic
def start_late(vacancy: Vacancy, *, by: User, code: str) -> Application:
    """Begin or go on with this person's application although the advert takes none, by a late-entry code.

    Entering the code takes no use of it: submitting does, and the gate counts it. Also: audits.
    Raises NoSuchCode (unknown, over, used up, another's), OnThePanel, WithdrawnTooOften, NotADraft.
    """
    if not may_apply(by, vacancy):
        raise OnThePanel
    if not (held := _held(Vacancy.objects.published_once(), vacancy)):
        raise NoSuchCode
    entry = held.late_entry_codes.valid().filter(fingerprint=fingerprint(code)).first()
    if entry is None or (entry.email and entry.email != by.email):
        raise NoSuchCode
    application = own_application(by, vacancy) or _begin(vacancy, by)
    _change(application, late_entry=entry)
    record(
        "late_entry.entered",
        application,
        by=by,
        employer_id=held.employer_id,
        late_entry=entry.pk,
    )
    return application


def _held(vacancies: QuerySet[Vacancy], vacancy: Vacancy) -> Vacancy | None:
    """The vacancy if it is among those, its row locked until the transaction ends."""
    return vacancies.select_for_update(no_key=True).filter(pk=vacancy.pk).first()


def _begin(vacancy: Vacancy, by: User) -> Application:
    """A new draft. Who asked for no reminders about this vacancy before gets none now."""
    if standing := own_application(by, vacancy):
        return standing
    # Locked as deleting an account locks it: either that comes first, or it finds this draft.
    if not User.objects.select_for_update(no_key=True).filter(pk=by.pk, is_active=True).first():
        raise AccountDeleted
    earlier = list(by.applications.received().filter(vacancy=vacancy))
    if len(earlier) >= RECEIVED_AT_MOST:
        raise WithdrawnTooOften
    off_at = next((one.reminders_off_at for one in earlier if one.reminders_off_at), None)
    return Application.objects.create(vacancy=vacancy, applicant=by, reminders_off_at=off_at)


@contextmanager
def nobody_pressed_save():
    """Saving within keeps the words alone: no page becomes complete, nothing copied counts as looked at."""
    before = _pressed.set(False)
    try:
        yield
    finally:
        _pressed.reset(before)


@transaction.atomic
def save_details(application: Application, details: dict[str, str]) -> None:
    """Keep the personal details given: any of models.DETAILS. Confirms what was copied. Raises NotADraft."""
    if unknown := details.keys() - set(DETAILS):
        raise TypeError(f"Not personal details: {sorted(unknown)}.")
    _change(application, **details)
    # Where they are complete is told by the columns; the row only ever says that they were copied.
    if _pressed.get():
        application.sections.filter(name=Name.DETAILS).delete()


def save_answer(
    application: Application, criterion: Criterion, *, text: str = "", acknowledged: bool | None = None
) -> None:
    """Keep what was written for one criterion, in place of what stood there. Raises NotADraft."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [application.pk, criterion.pk, text, acknowledged, _pressed.get()])
        if not cursor.rowcount:
            raise NotADraft


@transaction.atomic
def save_questions(application: Application, answers: Mapping[int, str]) -> None:
    """Keep the answers to the employer's questions, by question. Raises NotADraft."""
    if not answers:
        return
    _change(application)
    PreApplicationAnswer.objects.bulk_create(
        [
            PreApplicationAnswer(application=application, question_id=question, answer=answer)
            for question, answer in answers.items()
        ],
        update_conflicts=True,
        unique_fields=("application", "question"),
        update_fields=("answer", "saved_at"),
    )


@transaction.atomic
def save_section(application: Application, name: Name, *, complete: bool, **values) -> None:
    """Keep a page that has a row of its own: its columns, and whether nothing is left to do on it.

    Saving confirms what was copied. While nobody has pressed Save it can become incomplete alone.
    Raises NotADraft.
    """
    if not _is_untouched(application, name, values):
        _keep_section(application, name, complete=complete, **values)


@transaction.atomic
def save_support(application: Application, *, complete: bool, **values) -> None:
    """Keep what would help, in its own table. Raises NotADraft."""
    if _is_untouched(application, Name.SUPPORT, values):
        return
    _keep_section(application, Name.SUPPORT, complete=complete)
    Support.objects.bulk_create(
        [Support(application=application, **values)],
        update_conflicts=True,
        unique_fields=("application",),
        update_fields=(*values, "saved_at"),
    )


def _is_untouched(application: Application, name: Name, values: Mapping) -> bool:
    """A page that saved itself with nothing on it has not been begun."""
    is_empty = all(value in ("", None) for value in values.values())
    return is_empty and not _pressed.get() and not application.sections.filter(name=name).exists()


def _keep_section(application: Application, name: Name, *, complete: bool, **values) -> None:
    _change(application, **values)
    pressed = _pressed.get()
    written = ["saved_at"]
    if pressed or not complete:
        written.append("complete")
    if pressed:
        written.append("copied_from")
    Section.objects.bulk_create(
        [Section(application=application, name=name, complete=complete and pressed)],
        update_conflicts=True,
        unique_fields=("application", "name"),
        update_fields=written,
    )


def declare(application: Application, *, agreed: bool = True) -> None:
    """Keep when the person declared what they wrote to be true, or that they do not. Raises NotADraft."""
    _change(application, declared_at=timezone.now() if agreed else None)


def hold(application: Application) -> None:
    """Keep this a draft until the transaction ends, for changing its parts. Raises NotADraft."""
    _change(application)


def _change(application: Application, **values) -> None:
    """Write only these columns, only into a draft. The row stays locked until the transaction ends."""
    if not Application.objects.drafts().filter(pk=application.pk).update(saved_at=Now(), **values):
        raise NotADraft
    for name, value in values.items():
        setattr(application, name, value)
