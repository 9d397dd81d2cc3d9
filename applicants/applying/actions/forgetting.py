"""Old drafts: 90 days after the vacancy ended they are deleted, a week after their owners were told.

Everything is asked of the clock at the moment of acting. So there is nothing to take back where an advert
opens again or somebody gets a late-entry code: the draft is simply not left behind any more, and if it ever
is again, its owner is told anew.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from applicants.applying import emails
from applicants.applying.models import Answer, Application, Section
from applicants.applying.periods import DRAFT_KEPT, TOLD_BEFORE
from recruitment.audit.recording import SystemJob, record
from recruitment.mail import outbox
from vacancies.actions.locking import clock

AT_ONCE = 200


def to_be_told(now: datetime) -> QuerySet[Application]:
    """Drafts that have a week left, and whose owners have not been told since the vacancy ended."""
    left = Application.objects.left_behind().filter(over_at__lte=now - (DRAFT_KEPT - TOLD_BEFORE))
    return left.filter(Q(forgetting_told_at=None) | Q(forgetting_told_at__lt=F("over_at"))).order_by("pk")


def to_be_forgotten(now: datetime) -> QuerySet[Application]:
    """Drafts whose time is over, a week or more after their owners were told."""
    left = Application.objects.left_behind().filter(over_at__lte=now - DRAFT_KEPT)
    return left.filter(
        forgetting_told_at__gte=F("over_at"), forgetting_told_at__lte=now - TOLD_BEFORE
    ).order_by("pk")


@transaction.atomic
def tell(*, by: SystemJob, now: datetime | None = None) -> int:
    """Tell up to so many owners until when their draft is kept; how many it were.

    Also: audits. Two at once never tell one twice; a row that is held is left to the next sweep.
    """
    now = now or clock()
    held = _held(to_be_told(now))
    told = list(to_be_told(now).filter(pk__in=held).select_related("applicant", "vacancy__employer"))
    Application.objects.filter(pk__in=[draft.pk for draft in told]).update(forgetting_told_at=now)
    outbox.queue_many(
        emails.draft_kept_until(draft, max(draft.over_at + DRAFT_KEPT, now + TOLD_BEFORE)) for draft in told
    )
    for draft in told:
        record("application.forgetting_told", draft, by=by, vacancy=draft.vacancy_id)
    return len(told)


@transaction.atomic
def forget(*, by: SystemJob, now: datetime | None = None) -> int:
    """Delete up to so many drafts with everything in them; how many it were.

    Also: audits (numbers and times). What was copied out of one into a draft that still stands keeps waiting
    there to be confirmed. A row that is held is left to the next sweep.
    """
    now = now or clock()
    held = _held(to_be_forgotten(now))
    drafts = list(to_be_forgotten(now).filter(pk__in=held))
    for draft in drafts:
        record(
            "application.forgotten",
            draft,
            by=by,
            vacancy=draft.vacancy_id,
            over_at=draft.over_at.isoformat(),
            told_at=draft.forgetting_told_at.isoformat(),
        )
    numbers = [draft.pk for draft in drafts]
    for model in (Answer, Section):
        # "Copied from somewhere" has to outlive the place: without it the copy would count as confirmed.
        model.objects.filter(copied_from__in=numbers).update(copied_from=F("application"))
    Application.objects.filter(pk__in=numbers).delete()
    return len(drafts)


def _held(due: QuerySet[Application]) -> list[int]:
    """The numbers of those that nobody else holds, each locked with its vacancy.

    Who opens an advert again or lets somebody in late holds the vacancy. What they did while this waited for
    nothing, the caller asks again, in a statement of its own.
    """
    free = due.select_for_update(of=("self", "vacancy"), no_key=True, skip_locked=True)
    return [draft.pk for draft in free.select_related("vacancy").only("vacancy__id")[:AT_ONCE]]
