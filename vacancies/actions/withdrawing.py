"""Withdrawing a vacancy: nobody will be appointed from it. Applicants are told by the sweep of applying."""

from django.db import DatabaseError, transaction

from recruitment.accounts.models import User
from recruitment.audit.recording import SystemJob, record
from vacancies import emails
from vacancies.actions.closing import needed
from vacancies.actions.locking import clock
from vacancies.actions.moving import StandsElsewhere, leads_to, lock_at, move
from vacancies.models import Vacancy
from vacancies.status import CloseReason, Status

# The panel's package refuses it, in its own trigger: this one does not know what a shortlist is.
ANNOUNCED = "SC010"


class AlreadyAnnounced(Exception):
    """People have been invited to interview or turned down: there is nothing left to withdraw."""


class NotOpenedYet(Exception):
    """Nobody has seen the advert: it is taken back instead."""


def withdraw(vacancy: Vacancy, *, by: User, reason: str) -> Vacancy:
    """End the vacancy for good, open or closed, for a reason. Also: audits.

    Everybody who applied, everybody with a draft and the panel are told by the sweep.
    Raises StandsElsewhere, NotOpenedYet, AlreadyAnnounced, ValueError without a reason.
    """
    reason = needed(reason)
    try:
        with transaction.atomic():
            _withdraw(vacancy, by=by, reason=reason)
    except DatabaseError as refusal:
        if getattr(refusal.__cause__, "sqlstate", None) == ANNOUNCED:
            raise AlreadyAnnounced from refusal
        raise
    return vacancy


def told(vacancy: Vacancy, *, by: User | SystemJob, applications: int, drafts: int) -> None:
    """Note that the applicants have been told of the withdrawal; tells the panel. Also: audits.

    The caller holds the transaction and the row's lock.
    """
    for member in vacancy.panel.seated().select_related("user"):
        emails.panel_vacancy_withdrawn(vacancy, member)
    vacancy.withdrawal_told_at = clock()
    vacancy.save(update_fields=["withdrawal_told_at"])
    record(
        "vacancy.withdrawal_told",
        vacancy,
        by=by,
        employer_id=vacancy.employer_id,
        applications=applications,
        drafts=drafts,
    )


def _withdraw(vacancy, *, by, reason) -> None:
    now = lock_at(vacancy, *leads_to(Status.WITHDRAWN))
    if vacancy.status == Status.PUBLISHED:
        if vacancy.opens_at > now:
            raise NotOpenedYet
        ended = {"closed_at": now, "close_reason": CloseReason.WITHDRAWN, "close_note": reason}
    else:
        ended = {}  # it keeps when and why it had closed
    move(vacancy, Status.WITHDRAWN, withdrawn_at=now, **ended)
    record(
        "vacancy.withdrawn",
        vacancy,
        by=by,
        reason=reason,
        employer_id=vacancy.employer_id,
        was_open=bool(ended),
        applications_received=vacancy.applications_received,
    )


__all__ = ["AlreadyAnnounced", "NotOpenedYet", "StandsElsewhere", "told", "withdraw"]
