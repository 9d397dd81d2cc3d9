"""The end of an advert: closing it early, moving its closing time later, and writing down that it closed."""

from datetime import datetime

from django.db import transaction

from recruitment.accounts.models import User
from recruitment.audit.recording import SystemJob
from recruitment.audit.recording import record as audit
from vacancies import emails, permissions
from vacancies.actions.locking import clock, lock
from vacancies.models import Vacancy
from vacancies.status import CloseReason, Status


class AlreadyClosed(Exception):
    """The advert is closed, by its time, its cap or somebody else."""


class NotPublished(Exception):
    """A draft has nothing to close or to extend."""


class NotLater(Exception):
    """The new closing time is not after the present one: people were promised that one."""


@transaction.atomic
def close_early(vacancy: Vacancy, *, by: User, reason: str) -> Vacancy:
    """Close the advert now, for a reason the recruiter gives. Also: audits.

    The panel and the people with a draft are told by the sweep, like after every closing.
    Raises AlreadyClosed, NotPublished, ValueError without a reason.
    """
    reason = _needed(reason)
    now = lock(vacancy)
    _refuse_unless_open(vacancy, now)
    _close(vacancy, now, CloseReason.RECRUITER, note=reason)
    audit("vacancy.closed_early", vacancy, by=by, reason=reason, employer_id=vacancy.employer_id)
    return vacancy


@transaction.atomic
def extend(vacancy: Vacancy, *, by: User, closes_at: datetime, reason: str) -> Vacancy:
    """Move the closing time of an open advert later. Also: audits.

    Raises AlreadyClosed, NotPublished, NotLater, ValueError without a reason.
    """
    reason = _needed(reason)
    now = lock(vacancy)
    _refuse_unless_open(vacancy, now)
    if closes_at <= vacancy.closes_at:
        raise NotLater
    before, vacancy.closes_at = vacancy.closes_at, closes_at
    # A longer advert may run into the next pay scale, which it then names.
    vacancy.save(update_fields=["closes_at", *vacancy.fix_pay()])
    audit(
        "vacancy.extended",
        vacancy,
        by=by,
        reason=reason,
        employer_id=vacancy.employer_id,
        closed_before_at=before.isoformat(),
        closes_at=closes_at.isoformat(),
    )
    return vacancy


def record(vacancy: Vacancy, *, by: User | SystemJob) -> bool:
    """Write down, once, that the advert closed, when and why; True if this call did.

    Also: closes the row if its time or its cap has come, at the instant that came and not at this one;
    audits; queues the mail to the panel and the recruiter; stamps `closing_told_at`. The caller holds the
    transaction and the row's lock, and has read the row after it got the lock.
    """
    now = clock()
    if vacancy.status == Status.PUBLISHED and (end := _end(vacancy)) and end[0] <= now:
        _close(vacancy, *end)
    if vacancy.status != Status.CLOSED or vacancy.closing_told_at:
        return False
    audit(
        "vacancy.closed",
        vacancy,
        by=by,
        employer_id=vacancy.employer_id,
        closed_at=vacancy.closed_at.isoformat(),
        close_reason=vacancy.close_reason,
        applications_received=vacancy.applications_received,
    )
    for member in vacancy.panel.seated().select_related("user"):
        emails.panel_advert_closed(vacancy, member)
    for recruiter in permissions.answerable_recruiters(vacancy):
        emails.recruiter_advert_closed(vacancy, recruiter)
    vacancy.closing_told_at = now
    vacancy.save(update_fields=["closing_told_at"])
    return True


def _end(vacancy) -> tuple[datetime, CloseReason]:
    """When and why a published advert ends as things stand; at the same instant the closing date counts."""
    ends = [(vacancy.closes_at, CloseReason.DEADLINE)]
    if vacancy.has_reached_its_cap and vacancy.cap_applies_from:
        # The gate closes the advert itself when the last application comes in after the minimum open
        # days. What is left for the sweep is a cap reached before: it bites when those days are over.
        ends.append((vacancy.cap_applies_from, CloseReason.CAP))
    return min(ends, key=lambda end: end[0])


def _refuse_unless_open(vacancy, now) -> None:
    if vacancy.status == Status.DRAFT:
        raise NotPublished
    if vacancy.status == Status.CLOSED or _end(vacancy)[0] <= now:
        raise AlreadyClosed


def _close(vacancy, at: datetime, why: CloseReason, *, note: str = "") -> None:
    vacancy.status, vacancy.closed_at = Status.CLOSED, at
    vacancy.close_reason, vacancy.close_note = why, note
    vacancy.save(update_fields=["status", "closed_at", "close_reason", "close_note"])


def _needed(reason: str) -> str:
    if not reason.strip():
        raise ValueError("Say why: the reason is kept and can be asked for.")
    return reason.strip()
