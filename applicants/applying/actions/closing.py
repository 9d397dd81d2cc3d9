"""What an advert's end means for people who are still writing: notice, more time, and the closing itself.

When and why an advert ends is the vacancy's own.
"""

from collections.abc import Callable, Iterable

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from applicants.applying import emails
from applicants.applying.models import Application
from recruitment.accounts.models import User
from recruitment.audit.recording import SystemJob
from recruitment.audit.recording import record as audit
from recruitment.mail import outbox
from recruitment.mail.models import OutgoingEmail
from vacancies.actions import closing
from vacancies.actions.locking import unheld
from vacancies.emails import panel_advert_reopened
from vacancies.models import Vacancy


@transaction.atomic
def close_and_tell(vacancy: Vacancy, *, by: User | SystemJob) -> bool:
    """Write down that the advert closed and tell everyone once; True if this call did.

    Also: audits, queues the mail to panel, recruiter and everybody whose draft was not submitted. A vacancy
    whose row somebody holds (a submission on its way, another sweep) is left to the next sweep.
    """
    held = unheld(vacancy)
    return held is not None and closing.record(held, by=by, also=_to_those_left_with_a_draft)


def _to_those_left_with_a_draft(vacancy: Vacancy) -> Iterable[OutgoingEmail]:
    with connection.cursor() as cursor:
        cursor.execute(LEFT_WITH_A_DRAFT, [vacancy.pk])
        rows = cursor.fetchall()
    return emails.advert_closed_drafts(vacancy, rows)


# `_drafts` in plain SQL, of each no more than its email says: thousands of adverts may close in the same
# minute. A test holds the two together.
LEFT_WITH_A_DRAFT = """
SELECT draft.id, draft.reference, person.email
  FROM applying_application draft JOIN accounts_user person ON person.id = draft.applicant_id
 WHERE draft.vacancy_id = %s AND draft.status = 'draft'
 ORDER BY draft.id
"""


@transaction.atomic
def give_notice_and_tell(vacancy: Vacancy, *, by: User | SystemJob) -> bool:
    """Give notice where the cap bites by now, and tell everybody who has begun, once; True if this call did.

    Also: audits. Tells those alone who may still submit. Left to the next sweep where somebody holds the row.
    """
    held = unheld(vacancy)
    if held is None:
        return False
    closing.give_notice(held)
    if held.notice_given_at is None or held.notice_told_at or not held.is_open:
        return False
    audit(
        "vacancy.notice_given",
        held,
        by=by,
        employer_id=held.employer_id,
        notice_given_at=held.notice_given_at.isoformat(),
        notice_ends_at=held.notice_ends_at.isoformat(),
    )
    begun = _drafts(held).filter(started_at__lte=held.notice_given_at)
    _tell_of_the_time_left(begun, held, emails.notice_given)
    Vacancy.objects.filter(pk=held.pk).update(notice_told_at=Now())
    return True


@transaction.atomic
def tell_of_extension(vacancy: Vacancy, *, by: User | SystemJob) -> bool:
    """Tell everybody who has begun that there is more time, once an extension; True if this call did.

    Also: tells the panel where the advert had closed meanwhile.
    """
    held = unheld(vacancy)
    if held is None or not held.is_open or _has_been_told(held):
        return False
    _tell_of_the_time_left(_drafts(held), held, emails.more_time)
    if held.reopened_at == held.extended_at:
        outbox.queue_many(
            panel_advert_reopened(held, member) for member in held.panel.seated().select_related("user")
        )
    Vacancy.objects.filter(pk=held.pk).update(extension_told_at=held.extended_at)
    return True


def _has_been_told(vacancy: Vacancy) -> bool:
    told = vacancy.extension_told_at
    return vacancy.extended_at is None or (told is not None and told >= vacancy.extended_at)


def _drafts(vacancy: Vacancy) -> QuerySet[Application]:
    """Drafts for this vacancy, of which each knows this very `vacancy`."""
    return vacancy.applications.drafts().select_related("applicant").order_by("pk")


def _tell_of_the_time_left(
    drafts: QuerySet[Application], vacancy: Vacancy, worded: Callable[[Application], OutgoingEmail]
) -> None:
    """Also counts as the reminder of the day: nobody hears twice a day how long is left.

    But for those who are submitting this moment: they hold their own row and wait for the vacancy's, which
    the caller holds. To wait for them in turn would end one of the two, and it might be the submission.
    """
    told = list(drafts)
    outbox.queue_many(map(worded, told))
    free = (
        Application.objects.drafts()
        .filter(pk__in=[draft.pk for draft in told])
        .select_for_update(no_key=True, skip_locked=True)
        .values_list("pk", flat=True)
    )
    Application.objects.filter(pk__in=list(free)).update(reminded_on=timezone.localdate())
