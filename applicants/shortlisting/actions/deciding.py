"""Choosing who is invited, confirming the shortlist, and re-opening it. Nobody is told anything here."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from applicants.applying.models import Application
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

    `reject_the_rest` decides "not shortlisted" for everybody not decided by then: one batch that `by` has
    looked through. Tokens of people who withdrew are passed over. Also: starts the vacancy's shortlist,
    audits what changed. Raises CardsOutstanding, AlreadyConfirmed, AlreadyAnnounced.
    """
    shortlist = _lock_undecided(chair.vacancy)
    waiting = queries.waiting(chair.vacancy)
    rows = chair.candidates.filter(application__in=waiting, token__in=outcomes)
    chosen = {application: outcomes[token] for application, token in rows.values_list("application", "token")}
    if reject_the_rest:
        rest = undecided(shortlist).exclude(pk__in=chosen).values_list("pk", flat=True)
        chosen |= dict.fromkeys(rest, Outcome.NOT_SHORTLISTED)
    _write(shortlist, chosen, by=by)


@transaction.atomic
def describe_interviews(vacancy: Vacancy, details: str, *, by: User) -> None:
    """Keep what every invitation says of the interview. Also: audits. Raises as `choose` does."""
    shortlist = _lock_undecided(vacancy)
    if shortlist.interview_details != details:
        Shortlist.objects.filter(pk=shortlist.pk).update(interview_details=details)
        record("shortlist.interviews_described", shortlist, by=by, employer_id=vacancy.employer_id)


@transaction.atomic
def confirm(shortlist: Shortlist, *, by: User) -> None:
    """Close the choosing: everybody has an outcome, given by a named person. Confirming twice does nothing.

    Also: audits; the database fixes the decisions. Raises CardsOutstanding, NobodyToDecide, Undecided,
    InterviewDetailsMissing, AlreadyAnnounced.
    """
    try:
        shortlist = _lock_undecided(shortlist.vacancy)
    except AlreadyConfirmed:
        return
    if not queries.waiting(shortlist.vacancy).exists():
        raise NobodyToDecide
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
        not_shortlisted=len(outcomes) - invited,
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


def _lock_undecided(vacancy: Vacancy) -> Shortlist:
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
    """Store what differs from before, in the name of who decided it."""
    before = dict(shortlist.decisions.filter(application__in=chosen).values_list("application", "outcome"))
    changed = {pk: outcome for pk, outcome in chosen.items() if before.get(pk) != outcome}
    if not changed:
        return
    now = timezone.now()
    Decision.objects.bulk_create(
        [
            Decision(shortlist=shortlist, application_id=pk, outcome=outcome, decided_by=by, decided_at=now)
            for pk, outcome in changed.items()
        ],
        update_conflicts=True,
        unique_fields=("application",),
        update_fields=("outcome", "decided_by", "decided_at"),
    )
    record(
        "shortlist.decided",
        shortlist,
        by=by,
        employer_id=shortlist.vacancy.employer_id,
        **{outcome: sorted(pk for pk, o in changed.items() if o == outcome) for outcome in Outcome.values},
    )
