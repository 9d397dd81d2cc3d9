"""The end of an advert: closing it early, giving notice, moving it later, writing down that it closed."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import connection, transaction

from recruitment.accounts.models import User
from recruitment.audit.recording import SystemJob
from recruitment.audit.recording import record as audit
from recruitment.mail import outbox
from recruitment.mail.models import OutgoingEmail
from vacancies import emails
from vacancies.actions.locking import clock, lock
from vacancies.models import PanelMember, Vacancy
from vacancies.status import UNPUBLISHED, CapPolicy, CloseReason, Status


class AlreadyClosed(Exception):
    """The advert is closed, by its time, its cap or somebody else."""


class NotPublished(Exception):
    """A draft has nothing to close or to extend, nor has what opens later: that is taken back instead."""


class NotLater(Exception):
    """The new closing time is not after the present one: people were promised that one."""


class NoticeStands(Exception):
    """Enough people have applied: the notice ends when it was said to, whatever the closing time."""


@transaction.atomic
def close_early(vacancy: Vacancy, *, by: User, reason: str) -> Vacancy:
    """Close the advert now, for a reason the recruiter gives. Also: audits.

    The panel and the people with a draft are told by the sweep, like after every closing.
    Raises AlreadyClosed, NotPublished, ValueError without a reason.
    """
    reason = needed(reason)
    now = lock(vacancy)
    _refuse_unless_open(vacancy, now)
    _close(vacancy, now, CloseReason.RECRUITER, note=reason)
    audit("vacancy.closed_early", vacancy, by=by, reason=reason, employer_id=vacancy.employer_id)
    return vacancy


@transaction.atomic
def extend(vacancy: Vacancy, *, by: User, closes_at: datetime, reason: str) -> Vacancy:
    """Move the closing time of an open advert later. Also: audits; the sweep tells people who have begun.

    A notice that was given stands: it is only cut short by the closing time no more.
    Raises AlreadyClosed, NotPublished, NotLater, NoticeStands, ValueError without a reason.
    """
    reason = needed(reason)
    now = lock(vacancy)
    _refuse_unless_open(vacancy, now)
    if closes_at <= vacancy.closes_at:
        raise NotLater
    before, vacancy.closes_at = vacancy.closes_at, closes_at
    if vacancy.notice_given_at:
        ends_at = end_of_notice(vacancy, vacancy.notice_given_at)
        # Nobody would have more time, or, where an outage had made the notice longer, even less.
        if ends_at <= vacancy.notice_ends_at:
            raise NoticeStands
        vacancy.notice_ends_at = ends_at
    vacancy.extended_at = now
    # A longer advert may run into the next pay scale, which it then names.
    vacancy.save(update_fields=["closes_at", "notice_ends_at", "extended_at", *vacancy.fix_pay()])
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


def give_notice(vacancy: Vacancy) -> bool:
    """Stamp the notice where the cap was reached before it might bite; True if this call did.

    A cap reached later is stamped by the gate, in the submission that reaches it; both are audited when
    people are told. The caller holds the transaction and the row's lock, and read the row after it got it.
    """
    now = clock()
    due = (
        vacancy.cap_policy == CapPolicy.WITH_NOTICE
        and vacancy.status == Status.PUBLISHED
        and vacancy.has_reached_its_cap
        and vacancy.notice_given_at is None
        and vacancy.cap_applies_from <= now < vacancy.closes_at
    )
    if not due:
        return False
    vacancy.notice_given_at, vacancy.notice_ends_at = now, end_of_notice(vacancy, now)
    vacancy.save(update_fields=["notice_given_at", "notice_ends_at"])
    return True


def end_of_notice(vacancy: Vacancy, given_at: datetime) -> datetime:
    """When a notice given at that instant ends: by the one sum that the gate uses too."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT vacancies_end_of_notice(%s, %s, %s)",
            [given_at, vacancy.notice_hours, vacancy.closes_at],
        )
        return cursor.fetchone()[0]


def record(
    vacancy: Vacancy,
    *,
    by: User | SystemJob,
    also: Callable[[Vacancy], Iterable[OutgoingEmail]] = lambda vacancy: (),
) -> bool:
    """Write down, once, that the advert closed, when and why; True if this call did.

    Also: closes the row if its time or its cap has come, at the instant that came and not at this one;
    audits; queues the mail to the panel and the recruiter, with what `also` words; stamps `closing_told_at`.
    The caller holds the transaction and the row's lock, and has read the row after it got the lock.
    """
    now, panel, recruiters = _clock_and_who_is_told(vacancy)
    if vacancy.status == Status.PUBLISHED and (end := _end(vacancy)) and end[0] <= now:
        _set_closed(vacancy, *end)
    if vacancy.status != Status.CLOSED or vacancy.closing_told_at:
        return False
    _write_down(vacancy)
    audit(
        "vacancy.closed",
        vacancy,
        by=by,
        employer_id=vacancy.employer_id,
        closed_at=vacancy.closed_at.isoformat(),
        close_reason=vacancy.close_reason,
        applications_received=vacancy.applications_received,
    )
    outbox.queue_many(
        [
            *(emails.panel_advert_closed(vacancy, member) for member in panel),
            *(emails.recruiter_advert_closed(vacancy, recruiter) for recruiter in recruiters),
            *also(vacancy),
        ]
    )
    return True


CLOSED = ("status", "closed_at", "close_reason", "close_note")

# In plain SQL: thousands of adverts close in the same minute, and putting a query together takes longer than
# answering it.
WRITE_DOWN = """
UPDATE vacancies_vacancy
   SET status = %s, closed_at = %s, close_reason = %s, close_note = %s,
       closing_told_at = statement_timestamp()
 WHERE id = %s
RETURNING closing_told_at
"""

# The clock, the panel and `permissions.answerable_recruiters` in one question, a row at least, also where
# nobody is told. A test holds it together with the two.
CLOCK_AND_WHO_IS_TOLD = """
SELECT clock_timestamp(), told.* FROM (VALUES (0)) AS always LEFT JOIN (
SELECT member.id AS seat, member.is_chair, person.id, person.name, person.email
  FROM vacancies_panelmember member JOIN accounts_user person ON person.id = member.user_id
 WHERE member.vacancy_id = %(vacancy)s AND member.removed_at IS NULL
UNION ALL
SELECT NULL, person.id = %(author)s, person.id, person.name, person.email
  FROM accounts_staffrole role JOIN accounts_user person ON person.id = role.user_id
 WHERE role.employer_id = %(employer)s AND role.role = 'recruiter' AND person.is_active
) AS told ON true ORDER BY told.seat, told.id
"""


def _write_down(vacancy) -> None:
    with connection.cursor() as cursor:
        cursor.execute(WRITE_DOWN, [*(getattr(vacancy, column) for column in CLOSED), vacancy.pk])
        (vacancy.closing_told_at,) = cursor.fetchone()


def _clock_and_who_is_told(vacancy) -> tuple[datetime, list[PanelMember], list[User]]:
    """This instant; the seated panel; the author while they recruit for the employer, else its recruiters."""
    with connection.cursor() as cursor:
        cursor.execute(
            CLOCK_AND_WHO_IS_TOLD,
            {
                "vacancy": vacancy.pk,
                "employer": vacancy.employer_id,
                "author": vacancy.created_by_id,
            },
        )
        rows = cursor.fetchall()
    panel, authors, recruiters = [], [], []
    for _, seat, is_chair_or_author, pk, name, email in rows:
        if pk is None:  # nobody is told: the row that brings the clock
            continue
        person = User(pk=pk, name=name, email=email)
        if seat:
            panel.append(PanelMember(pk=seat, user=person, is_chair=is_chair_or_author))
        else:
            (authors if is_chair_or_author else recruiters).append(person)
    return rows[0][0], panel, authors or recruiters


def _end(vacancy) -> tuple[datetime, CloseReason]:
    """When and why a published advert ends as things stand; at the same instant the closing date counts."""
    ends = [(vacancy.closes_at, CloseReason.DEADLINE)]
    if vacancy.notice_ends_at:
        ends.append((vacancy.notice_ends_at, CloseReason.CAP))
    elif vacancy.cap_policy == CapPolicy.AT_ONCE and vacancy.has_reached_its_cap and vacancy.cap_applies_from:
        # The gate closes the advert itself when the last application comes in after the minimum open
        # days. What is left for the sweep is a cap reached before: it bites when those days are over.
        ends.append((vacancy.cap_applies_from, CloseReason.CAP))
    return min(ends, key=lambda end: end[0])


def _refuse_unless_open(vacancy, now) -> None:
    scheduled = vacancy.status == Status.PUBLISHED and vacancy.opens_at > now
    if vacancy.status in UNPUBLISHED or scheduled:
        raise NotPublished
    if vacancy.status != Status.PUBLISHED or _end(vacancy)[0] <= now:
        raise AlreadyClosed


def _close(vacancy, at: datetime, why: CloseReason, *, note: str = "") -> None:
    _set_closed(vacancy, at, why, note=note)
    vacancy.save(update_fields=CLOSED)


def _set_closed(vacancy, at: datetime, why: CloseReason, *, note: str = "") -> None:
    vacancy.status, vacancy.closed_at = Status.CLOSED, at
    vacancy.close_reason, vacancy.close_note = why, note


def needed(reason: str) -> str:
    """The reason without its edges; ValueError where there is none."""
    if not reason.strip():
        raise ValueError("Say why: the reason is kept and can be asked for.")
    return reason.strip()
