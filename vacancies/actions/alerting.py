"""Alerts by email for a saved search: asked for, confirmed, told of once a day in the morning, stopped.

Nobody signs in for any of it: whoever reads the mail at an address decides. So it is not in the audit trail,
which names people; the row says when.
"""

import logging
from datetime import date, datetime, time, timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from recruitment.accounts.models import fold_email
from recruitment.mail import outbox
from vacancies import emails, queries, times
from vacancies.actions.locking import clock
from vacancies.models import SavedSearch
from vacancies.searching import NEWEST, Search, find

log = logging.getLogger(__name__)

# The hours, in London, in which digests go out: from seven on, and late only if the service was down.
FROM_HOUR, TO_HOUR = 7, 20
MOST_NAMED = 20
# Counted no further than this: "more than 1,000" says as much.
MOST_COUNTED = 1_000
# What was published this very moment may not be committed yet, and would be passed over for good.
SETTLED = timedelta(minutes=5)
UNCONFIRMED_KEPT, ENDED_KEPT = timedelta(days=7), timedelta(days=30)
AT_ONCE = 200


@transaction.atomic
def ask(email: str, search: Search) -> None:
    """Somebody wants to follow a search. Also: writes to the address, which alone decides whether it begins.

    Answers the same, and writes one email, whether the alert is new, asked for again, or running already.
    """
    saved, _ = SavedSearch.objects.get_or_create(
        email=fold_email(email), query=search.unordered().as_query(), ended_at=None
    )
    if not saved.is_running:
        saved.asked_at = clock()
        SavedSearch.objects.filter(pk=saved.pk, confirmed_at=None).update(asked_at=saved.asked_at)
    outbox.queue_many([emails.alert_asked(saved, search, asked_at=clock())])


def confirm(saved: SavedSearch) -> None:
    """Begin to tell: from tomorrow, of what is published from the asking on. Again is the same as once."""
    SavedSearch.objects.filter(pk=saved.pk, confirmed_at=None, ended_at=None).update(
        confirmed_at=Now(), told_until=F("asked_at"), looked_on=_today(clock())
    )
    saved.refresh_from_db()


def stop(saved: SavedSearch) -> None:
    """Tell nothing more. Again is the same as once."""
    SavedSearch.objects.filter(pk=saved.pk, ended_at=None).update(ended_at=Now())
    saved.refresh_from_db()


def is_time_to_tell(now: datetime) -> bool:
    return time(FROM_HOUR) <= now.astimezone(times.LONDON).time() < time(TO_HOUR)


def due(now: datetime) -> QuerySet[SavedSearch]:
    """Alerts that nobody has looked after today."""
    return SavedSearch.objects.running().filter(looked_on__lt=_today(now)).order_by("pk")


def tell_all(*, now: datetime | None = None) -> int:
    """Look after every alert that is due, each in its own transaction; how many had something to tell.

    One that fails does not keep the others: it is tried again at the next sweep.
    """
    now = now or clock()
    if not is_time_to_tell(now):
        return 0
    told, last = 0, 0
    while batch := list(due(now).filter(pk__gt=last).values_list("pk", flat=True)[:AT_ONCE]):
        for pk in batch:
            try:
                told += tell(pk, now=now)
            except SoftTimeLimitExceeded:
                raise
            except Exception as error:  # not its words: a database error can quote the row
                log.error("Saved search %s could not be looked after (%s).", pk, type(error).__name__)
        last = batch[-1]
    return told


@transaction.atomic
def tell(pk: int, *, now: datetime) -> bool:
    """One alert's email of today, if anything is new; False where not, or where another sweep has the row.

    Each day takes up exactly where the day before ended, so no vacancy is told twice, and none is left out.
    """
    saved = due(now).select_for_update(no_key=True, skip_locked=True).filter(pk=pk).first()
    if saved is None:
        return False
    since, until = saved.told_until, max(saved.told_until, now - SETTLED)
    saved.told_until, saved.looked_on = until, _today(now)
    saved.save(update_fields=["told_until", "looked_on"])
    search = Search.from_query(saved.query).asking(order=NEWEST)
    new = find(search).filter(published_at__gt=since, published_at__lte=until)
    named = list(queries.with_rows(new)[: MOST_NAMED + 1])
    if not named:
        return False
    number = len(named) if len(named) <= MOST_NAMED else new[: MOST_COUNTED + 1].count()
    rows = queries.rows(named[:MOST_NAMED])
    outbox.queue_many(
        [emails.alert_digest(saved, search, rows, number=number, most=MOST_COUNTED, today=_today(now))]
    )
    return True


def forget() -> None:
    """Delete what was never confirmed within a week, and what ended a month ago: addresses are not kept."""
    now = clock()
    SavedSearch.objects.filter(
        Q(confirmed_at=None, asked_at__lt=now - UNCONFIRMED_KEPT) | Q(ended_at__lt=now - ENDED_KEPT)
    ).delete()


def _today(now: datetime) -> date:
    return now.astimezone(times.LONDON).date()
