"""A draft: starting it, and keeping what its owner writes. Keeping works after the advert has closed, too."""

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from applicants.applying.models import DETAILS, Answer, Application
from applicants.applying.permissions import may_apply
from applicants.applying.queries import own_application
from recruitment.accounts.models import User
from vacancies.models import Criterion, Vacancy

# One change of mind. A withdrawal does not open a place, so that without a limit one person could submit and
# withdraw until a capped advert is full.
RECEIVED_AT_MOST = 2


class NotOpen(Exception):
    """The advert does not take new applications."""


class OnThePanel(Exception):
    """This person shortlists for the vacancy, or did, and cannot apply for it."""


class WithdrawnTooOften(Exception):
    """This person has taken more than one application for the vacancy back, and cannot begin another."""


class NotADraft(Exception):
    """The application was submitted: it can no longer be changed."""


@transaction.atomic
def start(vacancy: Vacancy, *, by: User) -> Application:
    """This person's one application for the vacancy: the one that stands, else a new draft.

    Two clicks at once give one draft. The vacancy's row is locked, so that the closing sweep either comes
    first (and this refuses) or finds the draft and tells its owner.
    Raises NotOpen, OnThePanel, WithdrawnTooOften.
    """
    if already := own_application(by, vacancy):
        return already
    if not may_apply(by, vacancy):
        raise OnThePanel
    if not Vacancy.objects.open().select_for_update(no_key=True).filter(pk=vacancy.pk).first():
        raise NotOpen
    if by.applications.received().filter(vacancy=vacancy).count() >= RECEIVED_AT_MOST:
        raise WithdrawnTooOften
    return own_application(by, vacancy) or Application.objects.create(vacancy=vacancy, applicant=by)


@transaction.atomic
def save_details(application: Application, details: dict[str, str]) -> None:
    """Keep the personal details given: any of models.DETAILS. Raises NotADraft."""
    if unknown := details.keys() - set(DETAILS):
        raise TypeError(f"Not personal details: {sorted(unknown)}.")
    _change(application, **details)


@transaction.atomic
def save_answer(
    application: Application, criterion: Criterion, *, text: str = "", acknowledged: bool | None = None
) -> None:
    """Keep what was written for one criterion, in place of what stood there. Raises NotADraft."""
    _change(application)
    answer = Answer(application=application, criterion=criterion, text=text, acknowledged=acknowledged)
    Answer.objects.bulk_create(
        [answer],
        update_conflicts=True,
        unique_fields=("application", "criterion"),
        update_fields=("text", "acknowledged", "saved_at"),
    )


def declare(application: Application, *, agreed: bool = True) -> None:
    """Keep when the person declared what they wrote to be true, or that they do not. Raises NotADraft."""
    _change(application, declared_at=timezone.now() if agreed else None)


def _change(application: Application, **values) -> None:
    """Write only these columns, only into a draft. The row stays locked until the transaction ends."""
    if not Application.objects.drafts().filter(pk=application.pk).update(saved_at=Now(), **values):
        raise NotADraft
    for name, value in values.items():
        setattr(application, name, value)
