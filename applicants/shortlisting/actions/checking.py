"""The recruiter's look at every shortlist of an employer that takes part in Disability Confident."""

from collections.abc import Collection

from django.db import transaction

from applicants.shortlisting import queries
from applicants.shortlisting.actions.deciding import UNCHECKED, AlreadyAnnounced, ReasonMissing, lock
from applicants.shortlisting.models import ClockTimestamp, GuaranteedInterview, Shortlist
from recruitment.accounts.models import User
from recruitment.audit.recording import record
from vacancies.models import Vacancy


class NotConfirmed(Exception):
    """The chair has not confirmed the shortlist, or has opened it again."""


class AlreadyChecked(Exception):
    """Somebody has looked at it before."""


class ListChanged(Exception):
    """Who has to be looked at is not who was shown: look again."""


class NobodyChosen(Exception):
    """A high-volume exception chooses those who best meet the essential criteria: one at least."""


@transaction.atomic
def check(
    vacancy: Vacancy,
    *,
    shown: Collection[int],
    invited: Collection[int],
    by: User,
    high_volume_reason: str = "",
) -> int:
    """Note that `by` has looked, and guarantee an interview to each of `invited`; returns how many.

    `shown` are the applications the recruiter was shown: all of them are invited, unless a reason says why
    high numbers do not allow it. Whoever has withdrawn in between is passed over. Also: audits, without
    saying who: that would be kept for ever. Raises NotConfirmed, AlreadyChecked, AlreadyAnnounced,
    ListChanged, ReasonMissing, NobodyChosen, VacancyWithdrawn.
    """
    shortlist = _lock_confirmed(vacancy)
    if shortlist.checked_at:
        raise AlreadyChecked
    eligible = {line.pk for line in queries.taking_part(shortlist)}
    if eligible - set(shown):
        raise ListChanged
    chosen, reason = sorted(eligible.intersection(invited)), high_volume_reason.strip()
    is_high_volume = len(chosen) < len(eligible)
    if is_high_volume and not reason:
        raise ReasonMissing
    if eligible and not chosen:
        raise NobodyChosen
    GuaranteedInterview.objects.bulk_create(
        GuaranteedInterview(shortlist=shortlist, application_id=pk, decided_by=by) for pk in chosen
    )
    Shortlist.objects.filter(pk=shortlist.pk).update(
        checked_at=ClockTimestamp(),
        checked_by=by,
        high_volume_reason=reason if is_high_volume else "",
    )
    said = {"employer_id": vacancy.employer_id, "high_volume": is_high_volume}
    record("shortlist.checked", shortlist, by=by, **said)
    return len(chosen)


@transaction.atomic
def take_back(vacancy: Vacancy, *, by: User) -> None:
    """Undo the check, as long as nobody was told: the guarantees end. Nothing to do where there is none.

    Also: audits. Raises AlreadyAnnounced, VacancyWithdrawn.
    """
    shortlist = lock(vacancy)
    if shortlist.announced_at:
        raise AlreadyAnnounced
    if not shortlist.checked_at:
        return
    shortlist.guaranteed.filter(ended_at=None).update(ended_at=ClockTimestamp())
    Shortlist.objects.filter(pk=shortlist.pk).update(**UNCHECKED)
    record("shortlist.check_taken_back", shortlist, by=by, employer_id=vacancy.employer_id)


def _lock_confirmed(vacancy: Vacancy) -> Shortlist:
    shortlist = lock(vacancy)
    if shortlist.announced_at:
        raise AlreadyAnnounced
    if not shortlist.confirmed_at:
        raise NotConfirmed
    return shortlist
