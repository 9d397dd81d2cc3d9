"""After an outage near an advert's end: flagging it, giving people the time back, or saying why not."""

from datetime import datetime, timedelta
from math import ceil

from django.db import DatabaseError, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Least

from recruitment.accounts.models import User
from recruitment.audit.recording import SystemJob
from recruitment.audit.recording import record as audit
from recruitment.health.gaps import Gap
from recruitment.mail import outbox
from vacancies import emails, permissions, times
from vacancies.actions.closing import NotLater, needed
from vacancies.actions.locking import clock, lock, unheld
from vacancies.models import Vacancy
from vacancies.status import Status

# An outage matters where it took something of an advert's last twelve hours: many come on the last evening.
LAST_HOURS = timedelta(hours=12)
# Whoever reads of it must have the time to use it.
AT_LEAST = timedelta(hours=12)
PANEL_HAS_BEGUN = "SC007"


class NoOutage(Exception):
    """No outage is flagged, or a colleague has settled it already."""


class PanelHasBegun(Exception):
    """A score card was handed in: the advert cannot open again."""


class ClosedOtherwise(Exception):
    """The advert did not end by its time: it was closed early, withdrawn or full. More time is no answer."""


def affected(gap: Gap) -> QuerySet[Vacancy]:
    """The adverts the outage took some of the last hours of, as far as it is not noted yet."""
    ended_by_time = Q(status=Status.PUBLISHED) | Q(status=Status.CLOSED, closed_at=F("ends"))
    noted = Q(outage_until__gte=gap.until) | Q(outage_settled_at__isnull=False, outage_until__gt=gap.since)
    return (
        Vacancy.objects.annotate(ends=Least("closes_at", "notice_ends_at"))
        .filter(ended_by_time, opens_at__lt=gap.until, ends__gt=gap.since, ends__lt=gap.until + LAST_HOURS)
        .exclude(noted & Q(outage_from__isnull=False))
    )


@transaction.atomic
def flag(vacancy: Vacancy, *, by: SystemJob, gap: Gap) -> bool:
    """Note the outage on the advert; True if this call did.

    Also: audits and tells the recruiter, once; an outage that goes on, or another before the first is
    settled, only moves `outage_until`. Left to the next sweep where somebody holds the row.
    """
    held = unheld(vacancy)
    if held is None or not affected(gap).filter(pk=held.pk).exists():
        return False
    goes_on = held.outage_from is not None and held.outage_settled_at is None
    if goes_on:
        held.outage_until = gap.until
    else:
        held.outage_from, held.outage_until, held.outage_settled_at = gap.since, gap.until, None
    held.save(update_fields=["outage_from", "outage_until", "outage_settled_at"])
    if goes_on:
        return False
    audit(
        "vacancy.outage_flagged",
        held,
        by=by,
        employer_id=held.employer_id,
        outage_from=gap.since.isoformat(),
        outage_until=gap.until.isoformat(),
    )
    outbox.queue_many(
        emails.outage_near_the_end(held, recruiter, times.length_in_words(gap.length))
        for recruiter in permissions.answerable_recruiters(held)
    )
    return True


@transaction.atomic
def extend_after(vacancy: Vacancy, *, by: User, closes_at: datetime, reason: str) -> Vacancy:
    """Give people the time back: move the end later, and open the advert again where it has closed by now.

    Also: settles the outage, audits; the sweep tells people who have begun and, where it had closed, the
    panel. A notice that was running ends at the new time too.
    Raises NoOutage, NotLater, ClosedOtherwise, PanelHasBegun, ValueError without a reason.
    """
    reason = needed(reason)
    now = lock(vacancy)
    _refuse_unless_flagged(vacancy)
    if vacancy.status == Status.CLOSED and vacancy.closed_at != vacancy.ends_at:
        raise ClosedOtherwise
    if vacancy.status not in (Status.PUBLISHED, Status.CLOSED) or vacancy.is_full:
        raise ClosedOtherwise
    if closes_at <= max(now, vacancy.ends_at):
        raise NotLater
    before = vacancy.ends_at
    reopened = before <= now
    vacancy.closes_at = max(closes_at, vacancy.closes_at)
    if vacancy.notice_given_at:
        vacancy.notice_ends_at = closes_at
    vacancy.extended_at = vacancy.outage_settled_at = now
    if reopened:
        vacancy.status, vacancy.closed_at, vacancy.close_reason = Status.PUBLISHED, None, ""
        vacancy.closing_told_at, vacancy.reopened_at = None, now
    _save(vacancy)
    audit(
        "vacancy.extended_after_outage",
        vacancy,
        by=by,
        reason=reason,
        employer_id=vacancy.employer_id,
        closed_before_at=before.isoformat(),
        closes_at=closes_at.isoformat(),
        reopened=reopened,
        outage_from=vacancy.outage_from.isoformat(),
        outage_until=vacancy.outage_until.isoformat(),
    )
    return vacancy


@transaction.atomic
def leave_as_it_is(vacancy: Vacancy, *, by: User, reason: str) -> Vacancy:
    """Settle the outage without more time. Also: audits. Raises NoOutage, ValueError without a reason."""
    reason = needed(reason)
    lock(vacancy)
    _refuse_unless_flagged(vacancy)
    vacancy.outage_settled_at = clock()
    vacancy.save(update_fields=["outage_settled_at"])
    audit("vacancy.outage_left", vacancy, by=by, reason=reason, employer_id=vacancy.employer_id)
    return vacancy


def suggested_end(vacancy: Vacancy, *, now: datetime) -> datetime:
    """As many days later, at the same time of day, as the outage lasted; never less than half a day from now.

    Whole days, because people were told a time of day and can keep it in mind.
    """
    days = max(1, ceil((vacancy.outage_until - vacancy.outage_from) / timedelta(days=1)))
    while (end := times.days_later(vacancy.ends_at, days)) < now + AT_LEAST:
        days += 1
    return end


def _refuse_unless_flagged(vacancy) -> None:
    if vacancy.outage_from is None or vacancy.outage_settled_at:
        raise NoOutage


def _save(vacancy) -> None:
    try:
        with transaction.atomic():
            vacancy.save(
                update_fields=[
                    "status",
                    "closes_at",
                    "closed_at",
                    "close_reason",
                    "closing_told_at",
                    "notice_ends_at",
                    "extended_at",
                    "reopened_at",
                    "outage_settled_at",
                    *vacancy.fix_pay(),
                ]
            )
    except DatabaseError as refusal:
        if getattr(refusal.__cause__, "sqlstate", None) == PANEL_HAS_BEGUN:
            raise PanelHasBegun from refusal
        raise
