"""Saving scores and handing a card in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.actions import moderating
from applicants.shortlisting.models import Candidate, ClockTimestamp, Score, ScoreCard
from recruitment.accounts.models import User
from recruitment.audit.recording import record
from vacancies.actions.locking import lock
from vacancies.models import PanelMember, Vacancy


class ScoringNotOpen(Exception):
    """People can still apply, or the vacancy was withdrawn: there is nothing to score."""


class NoSuchCandidate(Exception):
    """This member has no such candidate, or the candidate has withdrawn."""


class CardIsIn(Exception):
    """The card was handed in before; it is frozen."""


class ReasonNeeded(Exception):
    """Points below "meets the criterion" need a note; `criteria` are those without one."""

    def __init__(self, criteria: Collection[int]):
        super().__init__(f"{len(criteria)} scores below met have no note.")
        self.criteria = tuple(criteria)


class Unscored(Exception):
    """Some candidates lack points; `candidates` says how many."""

    def __init__(self, candidates: int):
        super().__init__(f"{candidates} candidates are not fully scored.")
        self.candidates = candidates


@dataclass(frozen=True)
class Mark:
    """What a member says of one candidate on one criterion: points, a note, or both."""

    points: int | None = None
    note: str = ""


@transaction.atomic
def save_scores(member: PanelMember, token: UUID, marks: Mapping[int, Mark], *, by: User) -> None:
    """Keep what `member` says of one candidate, by criterion; not everything has to be said at once.

    Also: starts the member's card, notes whether the candidate is fully scored, audits.
    Raises ScoringNotOpen, ReasonNeeded, CardIsIn, NoSuchCandidate, ValueError for a criterion that is not
    scored or points that are not on the vacancy's scale.
    """
    card = _lock_open_card(member)
    candidate = _candidate(member, token)
    criteria = dict(queries.scored_criteria(member.vacancy).values_list("pk", queries.MET_FROM))
    _check(marks, criteria, member.vacancy)
    _write(card, candidate, marks)
    scored = card.scores.filter(candidate=candidate, criterion__in=criteria, points__isnull=False).count()
    Candidate.objects.filter(pk=candidate.pk).update(
        scored_at=ClockTimestamp() if scored == len(criteria) else None
    )
    record(
        "card.saved",
        card,
        by=by,
        employer_id=member.vacancy.employer_id,
        candidate=candidate.pk,
        criteria_scored=scored,
    )


@transaction.atomic
def submit_card(member: PanelMember, *, by: User) -> ScoreCard:
    """Hand the member's card in: from here on the database lets nobody change it.

    Also: ends what the panel agreed on scores that are now others; audits.
    Raises ScoringNotOpen, CardIsIn, Unscored.
    """
    # A late entry on its way comes first, or finds the card in and is refused.
    lock(member.vacancy)
    card = _lock_open_card(member)
    # Whoever came in the last moment is on the list before it is called complete.
    blinding.prepare(member)
    if unscored := _unscored(card, member):
        raise Unscored(unscored)
    ScoreCard.objects.filter(pk=card.pk).update(submitted_at=ClockTimestamp())
    card.refresh_from_db()
    moderating.end_what_rests_on(card, by=by)
    record("card.submitted", card, by=by, employer_id=member.vacancy.employer_id, version=card.version)
    return card


def _check(marks: Mapping[int, Mark], criteria: Mapping[int, int], vacancy: Vacancy) -> None:
    """`criteria` holds the points from which each is met. For kind words; the database refuses the same."""
    if unknown := marks.keys() - criteria.keys():
        raise ValueError(f"Not scored at shortlisting: {sorted(unknown)}")
    given = {pk: mark for pk, mark in marks.items() if mark.points is not None}
    scale = range(vacancy.score_lowest, vacancy.score_lowest + len(vacancy.score_labels))
    if any(mark.points not in scale for mark in given.values()):
        raise ValueError(f"Not on the scale of {scale.start} to {scale.stop - 1}.")
    wordless = [pk for pk, mark in given.items() if mark.points < criteria[pk] and not mark.note]
    if wordless:
        raise ReasonNeeded(wordless)


def _lock_open_card(member: PanelMember) -> ScoreCard:
    """The member's newest card, locked. Saving and handing in wait for one another here."""
    if not member.vacancy.has_closed or member.vacancy.is_withdrawn:
        raise ScoringNotOpen
    if not member.cards.exists():
        ScoreCard.objects.get_or_create(member=member, version=1)
    card = member.cards.select_for_update(no_key=True).order_by("-version").first()
    if card.submitted_at:
        raise CardIsIn
    return card


def _candidate(member: PanelMember, token: UUID) -> Candidate:
    seen = member.candidates.filter(application__status__in=queries.SEEN_BY_PANEL)
    try:
        return seen.get(token=token)
    except Candidate.DoesNotExist:
        raise NoSuchCandidate from None


def _write(card: ScoreCard, candidate: Candidate, marks: Mapping[int, Mark]) -> None:
    """Store the marks in place of what stood there; nothing where nothing was said, before or now."""
    kept = set(card.scores.filter(candidate=candidate).values_list("criterion_id", flat=True))
    Score.objects.bulk_create(
        [
            Score(
                card=card,
                candidate=candidate,
                criterion_id=pk,
                points=mark.points,
                note=mark.note,
                saved_at=ClockTimestamp(),
            )
            for pk, mark in marks.items()
            if mark != Mark() or pk in kept
        ],
        update_conflicts=True,
        unique_fields=("card", "candidate", "criterion"),
        update_fields=("points", "note", "saved_at"),
    )


def _unscored(card: ScoreCard, member: PanelMember) -> int:
    """How many candidates lack points on this card; counted from the scores, not from a mark beside them."""
    criteria = queries.scored_criteria(member.vacancy)
    given = Count(
        "scores", filter=Q(scores__card=card, scores__points__isnull=False, scores__criterion__in=criteria)
    )
    seen = member.candidates.filter(application__status__in=queries.SEEN_BY_PANEL)
    return seen.annotate(given=given).filter(given__lt=criteria.count()).count()
