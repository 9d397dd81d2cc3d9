"""The reserve list: its order before anybody is told; asking the next one, or nobody any more, afterwards."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from applicants.applying.models import Application
from applicants.applying.moving import move, move_all
from applicants.applying.status import Status
from applicants.shortlisting import emails, queries
from applicants.shortlisting.actions.announcing import held_until
from applicants.shortlisting.actions.deciding import keep_places, lock, lock_undecided
from applicants.shortlisting.models import ClockTimestamp, Invitation, Shortlist
from applicants.shortlisting.queries.feedback import in_emails
from recruitment.accounts.models import User
from recruitment.audit.recording import SystemJob, record
from recruitment.mail import outbox
from vacancies.models import PanelMember, Vacancy

SWEEP = SystemJob("tell of invited people who withdrew")


class NotAnnounced(Exception):
    """Nobody was told yet: the shortlist itself can be changed."""


class NotNext(Exception):
    """Somebody else is first on the reserve list: this one was asked already, withdrew, or waits longer."""


class NobodyOnReserve(Exception):
    """The reserve list is empty."""


class ListChanged(Exception):
    """Who is on the reserve list is not who was shown: look again."""


@transaction.atomic
def put_in_order(chair: PanelMember, tokens: Sequence[UUID], *, by: User) -> None:
    """Ask them in this order. Who is on the list and not named stands behind those who are.

    Also: audits. Raises as `deciding.choose` does.
    """
    shortlist = lock_undecided(chair.vacancy)
    standing = list(queries.reserves(shortlist))
    by_token = dict(chair.candidates.filter(token__in=tokens).values_list("token", "application"))
    wanted = [by_token[token] for token in tokens if token in by_token]
    # sorted keeps the order of those who compare alike.
    order = sorted(
        (row.application_id for row in standing),
        key=lambda pk: wanted.index(pk) if pk in wanted else len(wanted),
    )
    if order == [row.application_id for row in standing]:
        return
    keep_places(shortlist, {pk: place for place, pk in enumerate(order, start=1)})
    record(
        "shortlist.reserves_ordered", shortlist, by=by, employer_id=shortlist.vacancy.employer_id, order=order
    )


def move_one(chair: PanelMember, token: UUID, *, up: bool, by: User) -> None:
    """Change places with the one before, or behind. Also: audits. Raises as `deciding.choose` does."""
    with transaction.atomic():
        shortlist = lock_undecided(chair.vacancy)
        rows = queries.reserves(shortlist).filter(application__status=Status.SUBMITTED)
        tokens = dict(chair.candidates.values_list("application", "token"))
        order = [tokens[pk] for pk in rows.values_list("application", flat=True)]
        if token in order:
            here = order.index(token)
            there = max(0, here - 1) if up else min(len(order) - 1, here + 1)
            order[here], order[there] = order[there], order[here]
            put_in_order(chair, order, by=by)


@transaction.atomic
def promote(vacancy: Vacancy, application: int, *, by: User) -> Invitation:
    """Invite the first on the reserve list, whom `application` names: the move, the invitation, the email.

    Two at once invite one: the second finds somebody else first, and is refused. Also: audits.
    Raises NotAnnounced, NobodyOnReserve, NotNext, VacancyWithdrawn.
    """
    shortlist = _lock_announced(vacancy)
    first = _lock_first(shortlist)
    if first.pk != application:
        raise NotNext
    first.vacancy = shortlist.vacancy
    move(first, Status.SHORTLISTED, by=by)
    invitation = Invitation.objects.create(
        application=first,
        interview_on=shortlist.vacancy.interview_on,
        details=shortlist.interviews_in_words,
    )
    outbox.queue_many([emails.promoted(invitation)], not_before=still_held(shortlist))
    record(
        "shortlist.reserve_promoted",
        shortlist,
        by=by,
        employer_id=vacancy.employer_id,
        application=first.pk,
    )
    return invitation


@transaction.atomic
def release(vacancy: Vacancy, *, shown: Sequence[int], by: User) -> int:
    """Tell everybody on the reserve list that nobody else is needed; returns how many they were.

    `shown` are the applications that `by` has looked at: nobody else is rejected. Also: audits.
    Raises NotAnnounced, NobodyOnReserve, ListChanged, VacancyWithdrawn.
    """
    shortlist = _lock_announced(vacancy)
    waiting = list(
        _waiting(shortlist).select_related("applicant").select_for_update(of=("self",), no_key=True)
    )
    if not waiting:
        raise NobodyOnReserve
    if {application.pk for application in waiting} - set(shown):
        raise ListChanged
    for application in waiting:
        application.vacancy = shortlist.vacancy
    move_all(waiting, Status.NOT_SHORTLISTED, by=by)
    words = emails.wordings(shortlist.vacancy.employer)
    feedback = in_emails(shortlist.vacancy, waiting)
    outbox.queue_many(
        [emails.released(each, words=words, feedback=feedback.get(each.pk)) for each in waiting],
        not_before=still_held(shortlist),
    )
    record(
        "shortlist.reserves_released",
        shortlist,
        by=by,
        employer_id=vacancy.employer_id,
        applications=[application.pk for application in waiting],
    )
    return len(waiting)


def tell_of_withdrawals() -> int:
    """Tell chair and recruiters of everybody who was invited and has withdrawn since; how many they were.

    Also: ends the invitation, which is how each is told of once. Safe to run twice, late, or in two places.
    """
    gone = Invitation.objects.filter(cancelled_at=None, application__status=Status.WITHDRAWN)
    return sum(_tell_of(pk) for pk in gone.values_list("pk", flat=True))


@transaction.atomic
def _tell_of(pk: int) -> bool:
    invitation = (
        Invitation.objects.filter(pk=pk, cancelled_at=None)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("application__vacancy__employer")
        .first()
    )
    if invitation is None:
        return False
    Invitation.objects.filter(pk=pk).update(cancelled_at=ClockTimestamp())
    vacancy = invitation.application.vacancy
    on_reserve = len(queries.on_reserve(vacancy.shortlist))
    chairs = vacancy.panel.chairs().select_related("user")
    outbox.queue_many(
        [
            *(emails.place_free_for_chair(invitation, chair, on_reserve) for chair in chairs),
            *(
                emails.place_free_for_recruiter(invitation, recruiter, on_reserve)
                for recruiter in queries.may_check(vacancy)
            ),
        ]
    )
    record("invitation.given_back", invitation, by=SWEEP, employer_id=vacancy.employer_id)
    return True


def still_held(shortlist: Shortlist) -> datetime | None:
    """What the announcement's emails wait for, while it is still to come: what follows waits as well."""
    until = held_until(shortlist, shortlist.announced_at)
    return until if until and until > timezone.now() else None


def _lock_announced(vacancy: Vacancy) -> Shortlist:
    shortlist = lock(vacancy)
    if not shortlist.announced_at:
        raise NotAnnounced
    return shortlist


def _waiting(shortlist: Shortlist) -> QuerySet[Application]:
    return Application.objects.filter(vacancy=shortlist.vacancy_id, status=Status.RESERVE).order_by("pk")


def _lock_first(shortlist: Shortlist) -> Application:
    """Who is first, locked: whoever withdraws at this moment is passed over, or waits."""
    while first := queries.first_reserve(shortlist):
        locked = _waiting(shortlist).filter(pk=first.pk).select_related("applicant")
        if application := locked.select_for_update(of=("self",), no_key=True).first():
            return application
    raise NobodyOnReserve
