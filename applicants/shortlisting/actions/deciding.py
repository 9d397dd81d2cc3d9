"""Choosing who is invited, confirming the shortlist, re-opening it. No applicant is told anything here."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import time
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from applicants.applying.models import Application
from applicants.applying.status import Status
from applicants.shortlisting import emails, queries
from applicants.shortlisting.models import ClockTimestamp, Decision, ScoreCard, Shortlist
from recruitment.accounts.models import User
from recruitment.audit.recording import record
from recruitment.mail import outbox
from vacancies.models import PanelMember, Vacancy

Outcome = Decision.Outcome
# As a shortlist is before a recruiter has looked at the guaranteed interviews.
UNCHECKED = {"checked_at": None, "checked_by": None, "high_volume_reason": ""}


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
    """An invitation has to say when and where, how long it takes and how to prepare."""


class ReasonMissing(Exception):
    """Re-opening a confirmed shortlist needs a reason."""


@dataclass(frozen=True)
class Interviews:
    """What every invitation says. `details` is whatever else there is to say."""

    when: str
    where: str
    length: str
    prepare: str
    details: str = ""


@transaction.atomic
def choose(
    chair: PanelMember, outcomes: Mapping[UUID, Outcome], *, by: User, reject_the_rest: bool = False
) -> None:
    """Write down what `by` decided about candidates, named by the chair's own tokens.

    Who comes on the reserve list stands behind those who are on it, in the order of `outcomes`.
    Tokens of people who withdrew are passed over. `reject_the_rest` adds `not_shortlist` for everybody not
    decided by then. Also: starts the vacancy's shortlist, audits what changed.
    Raises CardsOutstanding, AlreadyConfirmed, AlreadyAnnounced, VacancyWithdrawn.
    """
    shortlist = lock_undecided(chair.vacancy)
    chosen = {pk: outcomes[token] for token, pk in _named(chair, outcomes).items()}
    _write(shortlist, chosen, by=by)
    if reject_the_rest:
        rest = undecided(shortlist).values_list("pk", flat=True)
        _write(shortlist, dict.fromkeys(rest, Outcome.NOT_SHORTLISTED), by=by, reviewed=True)


@transaction.atomic
def not_shortlist(chair: PanelMember, tokens: Collection[UUID], *, by: User) -> int:
    """Write "not shortlisted" for a batch that `by` has looked through, one by one, with the reasons.

    Only who is on that list and not decided yet; how many they were. Also: audits that it was reviewed as
    one batch. Raises as `choose` does.
    """
    shortlist = lock_undecided(chair.vacancy)
    left = set(undecided(shortlist).values_list("pk", flat=True))
    batch = [pk for pk in _named(chair, tokens).values() if pk in left]
    _write(shortlist, dict.fromkeys(batch, Outcome.NOT_SHORTLISTED), by=by, reviewed=True)
    return len(batch)


@transaction.atomic
def describe_interviews(vacancy: Vacancy, said: Interviews, *, by: User) -> None:
    """Keep what every invitation says of the interview. Also: audits. Raises as `choose` does."""
    shortlist = lock_undecided(vacancy)
    columns = {f"interview_{name}": words.strip() for name, words in asdict(said).items()}
    if any(getattr(shortlist, column) != words for column, words in columns.items()):
        Shortlist.objects.filter(pk=shortlist.pk).update(**columns)
        record("shortlist.interviews_described", shortlist, by=by, employer_id=vacancy.employer_id)


@transaction.atomic
def hold_emails(vacancy: Vacancy, until: time | None, *, by: User) -> None:
    """Let the emails of the announcement wait for this time of day in London, or not at all.

    Possible until people are told. Also: audits. Raises AlreadyAnnounced, VacancyWithdrawn.
    """
    shortlist = lock(vacancy)
    if shortlist.announced_at:
        raise AlreadyAnnounced
    if shortlist.emails_from != until:
        Shortlist.objects.filter(pk=shortlist.pk).update(emails_from=until)
        said = until.isoformat("minutes") if until else ""
        record("shortlist.emails_held", shortlist, by=by, employer_id=vacancy.employer_id, until=said)


@transaction.atomic
def confirm(shortlist: Shortlist, *, by: User) -> None:
    """Close the choosing: everybody has an outcome, given by a named person. Confirming twice does nothing.

    Also: audits; the database fixes the decisions; where the employer offers interviews under Disability
    Confident, asks its recruiters by email to look. Raises CardsOutstanding, NobodyToDecide, Undecided,
    Unmoderated, InterviewDetailsMissing, AlreadyAnnounced, VacancyWithdrawn.
    """
    try:
        shortlist = lock_undecided(shortlist.vacancy)
    except AlreadyConfirmed:
        return
    waiting = queries.waiting(shortlist.vacancy)
    if not waiting.exists():
        raise NobodyToDecide
    if differences := queries.unmoderated(shortlist.vacancy):
        raise Unmoderated(differences)
    if left := undecided(shortlist).count():
        raise Undecided(left)
    if queries.needs_interviews(shortlist) and not shortlist.describes_interviews:
        raise InterviewDetailsMissing
    outcomes = list(shortlist.decisions.filter(application__in=waiting).values_list("outcome", flat=True))
    cards = ScoreCard.objects.of_the_panel(shortlist.vacancy)
    Shortlist.objects.filter(pk=shortlist.pk).update(
        confirmed_at=ClockTimestamp(), confirmed_by=by, rests_on=[card.pk for card in cards]
    )
    event = record(
        "shortlist.confirmed",
        shortlist,
        by=by,
        employer_id=shortlist.vacancy.employer_id,
        invited=outcomes.count(Outcome.INVITE),
        reserve=outcomes.count(Outcome.RESERVE),
        not_shortlisted=outcomes.count(Outcome.NOT_SHORTLISTED),
    )
    if shortlist.vacancy.employer.is_disability_confident:
        # Each confirmation asks anew: a check ends when the shortlist is opened again.
        outbox.queue_many(
            emails.check_asked(shortlist.vacancy, recruiter, event)
            for recruiter in queries.may_check(shortlist.vacancy)
        )


@transaction.atomic
def reopen(shortlist: Shortlist, *, by: User, reason: str) -> None:
    """Take the confirmation back, as long as nobody has been told.

    Also: ends the recruiter's check and what it led to; audits, with the reason.
    Raises ReasonMissing, AlreadyAnnounced, VacancyWithdrawn. Nothing to do where it is open.
    """
    if not reason.strip():
        raise ReasonMissing
    shortlist = lock(shortlist.vacancy)
    if shortlist.announced_at:
        raise AlreadyAnnounced
    if not shortlist.confirmed_at:
        return
    shortlist.guaranteed.filter(ended_at=None).update(ended_at=ClockTimestamp())
    Shortlist.objects.filter(pk=shortlist.pk).update(
        confirmed_at=None, confirmed_by=None, rests_on=[], **UNCHECKED
    )
    record("shortlist.reopened", shortlist, by=by, reason=reason, employer_id=shortlist.vacancy.employer_id)


def undecided(shortlist: Shortlist) -> QuerySet[Application]:
    """Who waits for an answer and has none."""
    return queries.waiting(shortlist.vacancy).exclude(pk__in=shortlist.decisions.values("application"))


def lock_vacancy(vacancy: Vacancy) -> None:
    """Wait for a withdrawal under way, and keep the next one waiting. Raises VacancyWithdrawn."""
    if Vacancy.objects.select_for_update(no_key=True).only("status").get(pk=vacancy.pk).is_withdrawn:
        raise VacancyWithdrawn


def lock(vacancy: Vacancy) -> Shortlist:
    """The vacancy's shortlist, locked; made when it is first needed. Raises VacancyWithdrawn."""
    lock_vacancy(vacancy)
    Shortlist.objects.get_or_create(vacancy=vacancy)
    return (
        Shortlist.objects.select_for_update(of=("self",))
        .select_related("vacancy__employer")
        .get(vacancy=vacancy)
    )


def lock_undecided(vacancy: Vacancy) -> Shortlist:
    """The same, while there is something to decide. Raises as `choose` does."""
    shortlist = lock(vacancy)
    if shortlist.announced_at:
        raise AlreadyAnnounced
    if shortlist.confirmed_at:
        raise AlreadyConfirmed
    if outstanding := queries.cards_outstanding(vacancy):
        raise CardsOutstanding(outstanding)
    return shortlist


def _named(chair: PanelMember, tokens: Collection[UUID]) -> dict[UUID, int]:
    """The applications that wait and that the chair's own tokens name, in the order of the tokens."""
    rows = chair.candidates.filter(application__in=queries.waiting(chair.vacancy), token__in=tokens)
    applications = dict(rows.values_list("token", "application"))
    return {token: applications[token] for token in tokens if token in applications}


def _write(shortlist: Shortlist, chosen: Mapping[int, Outcome], *, by: User, reviewed: bool = False) -> None:
    """Store what differs from before, in the name of who decided it; the reserve list has no gaps.

    `reviewed`: looked through as one batch, which the audit trail says.
    """
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
                in_batch=reviewed,
                decided_by=by,
                decided_at=now,
            )
            for pk, outcome in changed.items()
        ],
        update_conflicts=True,
        unique_fields=("application",),
        update_fields=("outcome", "reserve_place", "in_batch", "decided_by", "decided_at"),
    )
    keep_places(shortlist, places)
    record(
        "shortlist.decided",
        shortlist,
        by=by,
        employer_id=shortlist.vacancy.employer_id,
        reviewed_as_a_batch=reviewed,
        **{outcome: sorted(pk for pk, o in changed.items() if o == outcome) for outcome in Outcome.values},
    )


def _reserve_places(shortlist: Shortlist, changed: Mapping[int, Outcome]) -> dict[int, int]:
    """Everybody on the reserve list after the change, with their place; who withdrew stands at its end."""
    stay = queries.reserves(shortlist).exclude(application__in=changed)
    gone = list(stay.filter(application__status=Status.WITHDRAWN).values_list("application", flat=True))
    wait = [pk for pk in stay.values_list("application", flat=True) if pk not in gone]
    come = [pk for pk, outcome in changed.items() if outcome == Outcome.RESERVE]
    return {pk: place for place, pk in enumerate([*wait, *come, *gone], start=1)}


def keep_places(shortlist: Shortlist, places: Mapping[int, int]) -> None:
    """Give everybody on the reserve list this place. It says nothing of who decided about them, and when."""
    moved = [row for row in queries.reserves(shortlist) if row.reserve_place != places[row.application_id]]
    for row in moved:
        row.reserve_place = places[row.application_id]
    Decision.objects.bulk_update(moved, ["reserve_place"])
