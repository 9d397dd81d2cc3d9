"""What must never be true of vacancies: named queries that must return nothing. Run nightly."""

from datetime import timedelta

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from recruitment import invariants
from vacancies import times
from vacancies.models import SavedSearch, Step

# The sweep comes every minute and does thousands a minute.
DONE_WITHIN = timedelta(hours=1)


def asked_and_nothing_done() -> QuerySet[Step]:
    """A recruiter asked for it for many vacancies at once, and it neither happened nor was refused."""
    return Step.objects.waiting().filter(act__asked_at__lt=Now() - DONE_WITHIN)


def followed_and_not_looked_after() -> QuerySet[SavedSearch]:
    """The alert runs, and a whole day of digests passed it by."""
    yesterday = timezone.now().astimezone(times.LONDON).date() - timedelta(days=1)
    return SavedSearch.objects.running().filter(looked_on__lt=yesterday)


INVARIANTS = {
    "what was asked for many vacancies is done within an hour": asked_and_nothing_done,
    "every alert is looked after each day": followed_and_not_looked_after,
}


def broken() -> list[invariants.Broken]:
    """Every promise that does not hold right now; empty on a good day."""
    return invariants.broken(INVARIANTS)
