"""Putting a vacancy that is over out of the desk's list, and fetching it back. Nothing else changes."""

from django.db import DatabaseError, transaction

from recruitment.accounts.models import User
from recruitment.audit.recording import record
from vacancies.actions.moving import lock_at
from vacancies.models import Vacancy
from vacancies.status import ENDED, Status

# The package of the applications refuses it, in its own trigger.
SOMEBODY_WAITS = "AP010"


class SomebodyWaits(Exception):
    """Somebody who applied, or the panel, has not been told how it ended."""


def archive(vacancy: Vacancy, *, by: User) -> Vacancy:
    """Put it away; putting away twice is once. Also: audits. Raises StandsElsewhere, SomebodyWaits."""
    try:
        with transaction.atomic():
            _archive(vacancy, by=by)
    except DatabaseError as refusal:
        if getattr(refusal.__cause__, "sqlstate", None) == SOMEBODY_WAITS:
            raise SomebodyWaits from refusal
        raise
    return vacancy


@transaction.atomic
def unarchive(vacancy: Vacancy, *, by: User) -> Vacancy:
    """Fetch it back into the list; twice is once. Also: audits. Raises StandsElsewhere."""
    lock_at(vacancy, *ENDED)
    if vacancy.archived_at:
        _write(vacancy, None)
        record("vacancy.unarchived", vacancy, by=by, employer_id=vacancy.employer_id)
    return vacancy


def _archive(vacancy, *, by) -> None:
    now = lock_at(vacancy, *ENDED)
    if vacancy.archived_at:
        return
    told = vacancy.withdrawal_told_at if vacancy.status == Status.WITHDRAWN else vacancy.closing_told_at
    if not told:
        raise SomebodyWaits
    _write(vacancy, now)
    record("vacancy.archived", vacancy, by=by, employer_id=vacancy.employer_id)


def _write(vacancy, archived_at) -> None:
    vacancy.archived_at = archived_at
    vacancy.save(update_fields=["archived_at"])
