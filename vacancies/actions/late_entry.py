"""Late-entry codes: making one, and taking one back. Letting people in by them is the gate's."""

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from recruitment.accounts.models import User
from recruitment.audit.recording import record
from recruitment.mail import outbox
from vacancies import emails
from vacancies.actions.closing import needed
from vacancies.actions.locking import lock
from vacancies.models import LateEntryCode, Vacancy
from vacancies.models.late_entry import fingerprint, new_code
from vacancies.status import Status


class NothingToEnter(Exception):
    """The vacancy takes applications from everybody, was never published, or was withdrawn."""


class NotLater(Exception):
    """The code would be over before anybody could use it."""


class NotValid(Exception):
    """The code was taken back, used or is over already."""


@transaction.atomic
def make(
    vacancy: Vacancy,
    *,
    by: User,
    for_whom: str,
    until: datetime,
    reason: str,
    email: str = "",
    uses_allowed: int = 1,
) -> tuple[LateEntryCode, str]:
    """A new code, and the row that keeps its fingerprint: the code itself can be read here and never again.

    Also: audits (without the code and without naming the person); sends it, where an address is given.
    Raises NothingToEnter, NotLater, ValueError without a reason.
    """
    reason = needed(reason)
    now = lock(vacancy)
    if not _keeps_people_out(vacancy):
        raise NothingToEnter
    if until <= now:
        raise NotLater
    code = new_code()
    who_and_how = {"for_whom": for_whom, "email": email, "until": until, "uses_allowed": uses_allowed}
    entry = LateEntryCode.objects.create(
        vacancy=vacancy, fingerprint=fingerprint(code), reason=reason, created_by=by, **who_and_how
    )
    record(
        "late_entry.made",
        entry,
        by=by,
        reason=reason,
        employer_id=vacancy.employer_id,
        vacancy=vacancy.pk,
        until=until.isoformat(),
        uses_allowed=uses_allowed,
    )
    if email:
        outbox.queue_many([emails.late_entry_code(entry, code)])
    return entry, code


def _keeps_people_out(vacancy: Vacancy) -> bool:
    """Only then is there anything a code could open."""
    was_published = vacancy.status in (Status.PUBLISHED, Status.CLOSED)
    return was_published and not vacancy.is_scheduled and not vacancy.takes_new_applications


@transaction.atomic
def revoke(entry: LateEntryCode, *, by: User, reason: str) -> LateEntryCode:
    """Take a code back: from now on it lets nobody in; who is in stays in. Also: audits.

    Takes the vacancy's lock, as the gate does: a submission on its way is before this or after it.
    Raises NotValid, ValueError without a reason.
    """
    reason = needed(reason)
    lock(entry.vacancy)
    if not LateEntryCode.objects.valid().filter(pk=entry.pk).update(revoked_at=Now()):
        raise NotValid
    entry.refresh_from_db()
    record(
        "late_entry.revoked",
        entry,
        by=by,
        reason=reason,
        employer_id=entry.vacancy.employer_id,
        vacancy=entry.vacancy_id,
    )
    return entry
