"""Reminding people of a draft before the advert closes, and stopping that for who asks.

Three days before the closing day and the day before it, by London's calendar; by day, not by night; at most
one email a day about the time left, counting those of a notice and of an extension; nobody on the day they
began, who know, nor after they submitted.
"""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Least, Now

from applicants.applying import emails
from applicants.applying.models import Application
from recruitment.mail import outbox
from vacancies import times
from vacancies.actions.locking import clock
from vacancies.models import Vacancy

DAYS_BEFORE = (3, 1)
# Nobody is woken: the hours, in London, in which reminders go out.
FROM_HOUR, TO_HOUR = 8, 20
AT_ONCE = 200


def due(now: datetime) -> QuerySet[Application]:
    """Drafts whose owner should hear today how long is left."""
    today = now.astimezone(times.LONDON).date()
    vacancies = Vacancy.objects.open().annotate(ends=Least("closes_at", "notice_ends_at"))
    on_the_day = Q()
    for days in DAYS_BEFORE:
        first, last = _ends_on(today + timedelta(days=days))
        on_the_day |= Q(ends__gte=first, ends__lt=last)
    return (
        Application.objects.drafts()
        .filter(
            Q(reminded_on=None) | Q(reminded_on__lt=today),
            vacancy__in=vacancies.filter(on_the_day),
            reminders_off_at=None,
            started_at__lt=times.start_of_day(today),
        )
        .order_by("pk")
    )


def _ends_on(day: date) -> tuple[datetime, datetime]:
    """The closing instants whose last minute lies in that day: after its first minute up to its midnight."""
    first, last = times.start_of_day(day), times.start_of_day(day + timedelta(days=1))
    return first + times.A_MINUTE, last + times.A_MINUTE


def is_daytime(now: datetime) -> bool:
    return time(FROM_HOUR) <= now.astimezone(times.LONDON).time() < time(TO_HOUR)


@transaction.atomic
def remind(*, now: datetime | None = None) -> int:
    """Remind up to so many people who are due; how many it were. Two at once never remind one twice.

    A row that is held (its owner is submitting, another sweep is here) is left to the next sweep.
    """
    now = now or clock()
    if not is_daytime(now):
        return 0
    today = now.astimezone(times.LONDON).date()
    drafts = list(
        due(now)
        .select_for_update(of=("self",), no_key=True, skip_locked=True)
        .select_related("applicant", "vacancy__employer")[:AT_ONCE]
    )
    Application.objects.filter(pk__in=[draft.pk for draft in drafts]).update(reminded_on=today)
    outbox.queue_many(emails.draft_reminder(draft, today) for draft in drafts)
    return len(drafts)


def stop(application: Application) -> None:
    """No more reminders for this person about this vacancy. Again is the same as once.

    Nobody has to sign in for it: whoever holds the email may. So it is not in the audit trail, which names
    people; the row says when.
    """
    application.applicant.applications.filter(vacancy=application.vacancy_id, reminders_off_at=None).update(
        reminders_off_at=Now()
    )
