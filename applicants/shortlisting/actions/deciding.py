"""Choosing who is invited, confirming the shortlist, and re-opening it. Nobody is told anything here."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Case, QuerySet, When
from django.utils import timezone

from applicants.applying.models import Application
from applicants.applying.status import Status
from applicants.shortlisting import queries
from applicants.shortlisting.models import Decision, Shortlist
from recruitment.accounts.models import User
from recruitment.audit.recording import record
from vacancies.models import PanelMember, Vacancy

Outcome = Decision.Outcome


class CardsOutstanding(Exception):
    """Nothing is decided before every member's card is in; `cards` says how many are not."""

    def __init__(self, cards: int):
        super().__init__(f"{cards} cards are not in.")
        self.cards = cards


class AlreadyConfirmed(Exception):
    """The shortlist is confirmed: re-open it first."""


class AlreadyAnnounced(Exception):
    """People have been told: there is nothing left to change."""


class VacancyWithdrawn(Exception):
    """There is nobody to choose any more."""


class Undecided(Exception):
    """Somebody would be left without an answer; `candidates` says how many."""

    def __init__(self, candidates: int):
        super().__init__(f"{candidates} candidates are not decided.")
        self.candidates = candidates


class Unmoderated(Exception):
    """The panel has still to agree where its scores differ; `differences` says on how many."""

    def __init__(self, differences: int):
        super().__init__(f"{differences} differences are not agreed.")
        self.differences = differences


class NobodyToDecide(Exception):
    """Nobody applied, or everybody has withdrawn."""


class InterviewDetailsMissing(Exception):
    """An invitation has to say when and where."""


class ReasonMissing(Exception):
    """Re-opening a confirmed shortlist needs a reason."""


@transaction.atomic
def choose(
    chair: PanelMember, outcomes: Mapping[UUID, Outcome], *, by: User, reject_the_rest: bool = False
) -> None:
    """Write down what `by` decided about candidates, named by the chair's own tokens.

    Who comes on the reserve list stands behind those who are on it, in the order of `outcomes`.
    `reject_the_rest` decides "not shortlisted" for everybody not decided by then: one batch that `by` has
    looked through. Tokens of people who withdrew are passed over. Also: starts the vacancy's shortlist,
    audits what changed. Raises CardsOutstanding, AlreadyConfirmed, AlreadyAnnounced.
    """
    shortlist = lock_undecided(chair.vacancy)
    waiting = queries.waiting(chair.vacancy)
    rows = chair.candidates.filter(application__in=waiting, token__in=outcomes)
    applications = dict(rows.values_list("token", "application"))
    chosen = {applications[token]: outcome for token, outcome in outcomes.items() if token in applications}
    if reject_the_rest:
        rest = undecided(shortlist).exclude(pk__in=chosen).values_list("pk", flat=True)
        chosen |= dict.fromkeys(rest, Outcome.NOT_SHORTLISTED)
    _write(shortlist, chosen, by=by)


@transaction.atomic
def describe_interviews(vacancy: Vacancy, details: str, *, by: User) -> None:
    """Keep what every invitation says of the interview. Also: audits. Raises as `choose` does."""
    shortlist = lock_undecided(vacancy)
    if shortlist.interview_details != details:
        Shortlist.objects.filter(pk=shortlist.pk).update(interview_details=details)
        record("shortlist.interviews_described", shortlist, by=by, employer_id=vacancy.employer_id)


@transaction.atomic
def confirm(shortlist: Shortlist, *, by: User) -> None:
    """Close the choosing: everybody has an outcome, given by a named person. Confirming twice does nothing.

    Also: audits; the database fixes the decisions. Raises CardsOutstanding, NobodyToDecide, Unmoderated,
    Undecided, InterviewDetailsMissing, AlreadyAnnounced.
    """
    try:
        shortlist = lock_undecided(shortlist.vacancy)
    except AlreadyConfirmed:
        return
    if not queries.waiting(shortlist.vacancy).exists():
        raise NobodyToDecide
    if differences := queries.unmoderated(shortlist.vacancy):
        raise Unmoderated(differences)
    if left := undecided(shortlist).count():
        raise Undecided(left)
    outcomes = list(
        shortlist.decisions.filter(application__in=queries.waiting(shortlist.vacancy)).values_list(
            "outcome", flat=True
        )
    )
    invited = outcomes.count(Outcome.INVITE)
    if invited and not shortlist.interview_details.strip():
        raise InterviewDetailsMissing
    Shortlist.objects.filter(pk=shortlist.pk).update(confirmed_at=timezone.now(), confirmed_by=by)
    record(
        "shortlist.confirmed",
        shortlist,
        by=by,
        employer_id=shortlist.vacancy.employer_id,
        invited=invited,
        reserve=outcomes.count(Outcome.RESERVE),
        not_shortlisted=outcomes.count(Outcome.NOT_SHORTLISTED),
    )


@transaction.atomic
def reopen(shortlist: Shortlist, *, by: User, reason: str) -> None:
    """Take the confirmation back, as long as nobody has been told.

    Also: audits, with the reason. Raises ReasonMissing, AlreadyAnnounced. Nothing to do where it is open.
    """
    if not reason.strip():
        raise ReasonMissing
    shortlist = _lock(shortlist.vacancy)
    if shortlist.announced_at:
        raise AlreadyAnnounced
    if not shortlist.confirmed_at:
        return
    Shortlist.objects.filter(pk=shortlist.pk).update(confirmed_at=None, confirmed_by=None)
    record("shortlist.reopened", shortlist, by=by, reason=reason, employer_id=shortlist.vacancy.employer_id)


def undecided(shortlist: Shortlist) -> QuerySet[Application]:
    """Who waits for an answer and has none."""
    return queries.waiting(shortlist.vacancy).exclude(pk__in=shortlist.decisions.values("application"))


def lock_vacancy(vacancy: Vacancy) -> None:
    """Wait for a withdrawal under way, and keep the next one waiting. Raises VacancyWithdrawn."""
    if Vacancy.objects.select_for_update(no_key=True).only("status").get(pk=vacancy.pk).is_withdrawn:
        raise VacancyWithdrawn


def _lock(vacancy: Vacancy) -> Shortlist:
    lock_vacancy(vacancy)
    Shortlist.objects.get_or_create(vacancy=vacancy)
    return Shortlist.objects.select_for_update(of=("self",)).select_related("vacancy").get(vacancy=vacancy)


def lock_undecided(vacancy: Vacancy) -> Shortlist:
    """The vacancy's shortlist, locked; made when it is first needed."""
    shortlist = _lock(vacancy)
    if shortlist.announced_at:
        raise AlreadyAnnounced
    if shortlist.confirmed_at:
        raise AlreadyConfirmed
    if outstanding := queries.cards_outstanding(vacancy):
        raise CardsOutstanding(outstanding)
    return shortlist


def _write(shortlist: Shortlist, chosen: Mapping[int, Outcome], *, by: User) -> None:
    """Store what differs from before, in the name of who decided it; the reserve list has no gaps."""
    before = dict(shortlist.decisions.values_list("application", "outcome"))
    changed = {pk: outcome for pk, outcome in chosen.items() if before.get(pk) != outcome}
    if not changed:
        return
    now = timezone.now()
    places = _reserve_places(shortlist, changed)
    Decision.objects.bulk_create(
        [
            Decision(
                shortlist=shortlist,
                application_id=pk,
                outcome=outcome,
                reserve_place=places.get(pk),
                decided_by=by,
                decided_at=now,
            )
            for pk, outcome in changed.items()
        ],
        update_conflicts=True,
        unique_fields=("application",),
        update_fields=("outcome", "reserve_place", "decided_by", "decided_at"),
    )
    keep_in_order(shortlist, places)
    record(
        "shortlist.decided",
        shortlist,
        by=by,
        employer_id=shortlist.vacancy.employer_id,
        **{outcome: sorted(pk for pk, o in changed.items() if o == outcome) for outcome in Outcome.values},
    )


def _reserve_places(shortlist: Shortlist, changed: Mapping[int, Outcome]) -> dict[int, int]:
    """Everybody on the reserve list after the change, with their place; who withdrew stands at its end."""
    stay = reserves(shortlist).exclude(application__in=changed)
    gone = list(stay.filter(application__status=Status.WITHDRAWN).values_list("application", flat=True))
    wait = [pk for pk in stay.values_list("application", flat=True) if pk not in gone]
    come = [pk for pk, outcome in changed.items() if outcome == Outcome.RESERVE]
    return {pk: place for place, pk in enumerate([*wait, *come, *gone], start=1)}


def reserves(shortlist: Shortlist) -> QuerySet[Decision]:
    """The reserve list, first to be asked first; who withdrew stands at its end."""
    gone = Case(When(application__status=Status.WITHDRAWN, then=1), default=0)
    return shortlist.decisions.filter(outcome=Outcome.RESERVE).order_by(gone, "reserve_place")


def keep_in_order(shortlist: Shortlist, places: Mapping[int, int]) -> None:
    """Give everybody on the reserve list this place. It says nothing of who decided about them, and when."""
    moved = [row for row in reserves(shortlist) if row.reserve_place != places[row.application_id]]
    for row in moved:
        row.reserve_place = places[row.application_id]
    Decision.objects.bulk_update(moved, ["reserve_place"])
