"""Publishing an advert now or at a time, taking it back before it opens, throwing a draft away."""

from datetime import datetime

from django.db import transaction

from recruitment.accounts.models import User
from recruitment.audit.recording import record
from vacancies import emails, times
from vacancies.actions.locking import lock
from vacancies.actions.moving import lock_at, move
from vacancies.models import Vacancy
from vacancies.readiness import what_is_missing
from vacancies.status import Status

__all__ = [
    "HasOpened",
    "NeedsApproval",
    "NotADraft",
    "NotReady",
    "TooLate",
    "TooSoon",
    "discard",
    "publish",
    "take_back",
    "what_is_missing",
]


class NotReady(Exception):
    """The advert lacks something; `missing` says what, in a recruiter's words."""

    def __init__(self, missing: list[str]):
        super().__init__(" ".join(missing))
        self.missing = missing


class NotADraft(Exception):
    """Somebody has published it already, or sent it for approval."""


class NeedsApproval(Exception):
    """The employer asks for a second person: a draft is sent for approval first."""


class TooSoon(Exception):
    """The time to open has passed."""


class TooLate(Exception):
    """The time to open is not before the closing time."""


class HasOpened(Exception):
    """People can read the advert: it can be closed or withdrawn, never a draft again."""


@transaction.atomic
def publish(vacancy: Vacancy, *, by: User, opens_at: datetime | None = None) -> Vacancy:
    """Open the advert now, or by itself at `opens_at`. Also: fixes its times and its pay, freezes its
    criteria (by the database), audits, tells the panel.

    Raises NotADraft (the second of two clicks), NeedsApproval, TooSoon, TooLate, NotReady (lists what is
    missing).
    """
    now = lock(vacancy)
    if vacancy.status not in (Status.DRAFT, Status.APPROVED):
        raise NotADraft
    if vacancy.status == Status.DRAFT and vacancy.employer.needs_approval:
        raise NeedsApproval
    _refuse_time(vacancy, opens_at, now)
    # The pay is judged and worked out for the day on which the advert opens.
    vacancy.opens_at = opens_at = opens_at or now
    if missing := what_is_missing(vacancy, now=opens_at):
        raise NotReady(missing)
    pay = {name: getattr(vacancy, name) for name in vacancy.fix_pay()}
    move(
        vacancy,
        Status.PUBLISHED,
        opens_at=opens_at,
        published_at=opens_at,
        cap_applies_from=times.days_later(opens_at, vacancy.minimum_open_days),
        **pay,
    )
    record(
        "vacancy.published",
        vacancy,
        by=by,
        employer_id=vacancy.employer_id,
        opens_at=opens_at.isoformat(),
        scheduled=opens_at > now,
        closes_at=vacancy.closes_at.isoformat(),
        close_after_applications=vacancy.close_after_applications,
        cap_applies_from=vacancy.cap_applies_from.isoformat(),
    )
    for member in vacancy.panel.seated().select_related("user"):
        emails.panel_invited(vacancy, member, seating="published")
    return vacancy


def _refuse_time(vacancy: Vacancy, opens_at: datetime | None, now: datetime) -> None:
    if opens_at and opens_at <= now:
        raise TooSoon
    if opens_at and vacancy.closes_at and opens_at >= vacancy.closes_at:
        raise TooLate


@transaction.atomic
def take_back(vacancy: Vacancy, *, by: User) -> Vacancy:
    """Make a scheduled advert a draft again. An approval is lost with it. Also: audits.

    Raises StandsElsewhere, HasOpened.
    """
    now = lock_at(vacancy, Status.PUBLISHED)
    if vacancy.opens_at <= now:
        raise HasOpened
    before = vacancy.opens_at
    move(
        vacancy,
        Status.DRAFT,
        opens_at=None,
        published_at=None,
        cap_applies_from=None,
        pay_from=None,
        pay_to=None,
        pay_shown="",
        sent_for_approval_by=None,
        approved_by=None,
    )
    record(
        "vacancy.taken_back",
        vacancy,
        by=by,
        employer_id=vacancy.employer_id,
        would_have_opened_at=before.isoformat(),
    )
    return vacancy


@transaction.atomic
def discard(vacancy: Vacancy, *, by: User) -> None:
    """Throw a draft away with all that belongs to it. Also: audits. Raises NotADraft."""
    lock(vacancy)
    if vacancy.status != Status.DRAFT:
        raise NotADraft
    record("vacancy.discarded", vacancy, by=by, employer_id=vacancy.employer_id)
    vacancy.delete()
