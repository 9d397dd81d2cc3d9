"""Putting an advert before the public, or throwing a draft away."""

from django.db import transaction

from recruitment.accounts.models import User
from recruitment.audit.recording import record
from vacancies import times
from vacancies.actions.locking import lock
from vacancies.models import Vacancy
from vacancies.readiness import LEAST_PANEL, what_is_missing
from vacancies.status import Status

__all__ = ["LEAST_PANEL", "NotADraft", "NotReady", "discard", "publish", "what_is_missing"]


class NotReady(Exception):
    """The advert lacks something; `missing` says what, in a recruiter's words."""

    def __init__(self, missing: list[str]):
        super().__init__(" ".join(missing))
        self.missing = missing


class NotADraft(Exception):
    """Somebody has published it already."""


@transaction.atomic
def publish(vacancy: Vacancy, *, by: User) -> Vacancy:
    """Open the advert now. Also: fixes its times and its pay, freezes its criteria (by the database), audits.

    Raises NotADraft (the second of two clicks) and NotReady (lists what is missing).
    """
    now = lock(vacancy)
    if vacancy.status != Status.DRAFT:
        raise NotADraft
    if missing := what_is_missing(vacancy, now=now):
        raise NotReady(missing)
    vacancy.status = Status.PUBLISHED
    vacancy.opens_at = vacancy.published_at = now
    vacancy.cap_applies_from = times.days_later(now, vacancy.minimum_open_days)
    vacancy.save(update_fields=["status", "opens_at", "published_at", "cap_applies_from", *vacancy.fix_pay()])
    record(
        "vacancy.published",
        vacancy,
        by=by,
        employer_id=vacancy.employer_id,
        closes_at=vacancy.closes_at.isoformat(),
        close_after_applications=vacancy.close_after_applications,
        cap_applies_from=vacancy.cap_applies_from.isoformat(),
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
