"""Saving scores, taking the last change back, and handing a card in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Case, Count, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.utils import timezone

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.actions import moderating
from applicants.shortlisting.models import Candidate, ClockTimestamp, Score, ScoreCard
from recruitment.accounts.models import User
from recruitment.audit.recording import record
from vacancies.actions.locking import lock
from vacancies.models import PanelMember, Vacancy

# What is typed within so long of the last save belongs to the same change: a note saves itself in pieces.
ONE_CHANGE = timedelta(minutes=2)
# A candidate of this member and a criterion.
Place = tuple[UUID, int]


class ScoringNotOpen(Exception):
    """People can still apply, the vacancy was withdrawn, or this member may not read the applications."""


class NoSuchCandidate(Exception):
    """This member has no such candidate to score, or the candidate has withdrawn."""


class CardIsIn(Exception):
    """The card was handed in before; it is frozen."""


class ReasonNeeded(Exception):
    """These points need a note; `places` are those without one, `criteria` theirs."""

    def __init__(self, places: Collection[Place]):
        super().__init__(f"{len(places)} scores that need a note have none.")
        self.places = tuple(places)
        self.criteria = tuple(criterion for _, criterion in places)


class ChangedElsewhere(Exception):
    """What stands at these `places` is not what the writer saw; nothing was written."""

    def __init__(self, places: Collection[Place]):
        super().__init__(f"{len(places)} scores were changed in another tab or on another device.")
        self.places = tuple(places)


class NothingToTakeBack(Exception):
    """This score was never changed."""


class Unscored(Exception):
    """Some candidates lack points, or a note that is needed; `candidates` says how many."""

    def __init__(self, candidates: int):
        super().__init__(f"{candidates} candidates are not fully scored.")
        self.candidates = candidates


@dataclass(frozen=True)
class Mark:
    """What a member says of one candidate on one criterion: points, a note, or both.

    `seen` is the fingerprint of what its writer saw there; None replaces whatever stands there.
    """

    points: int | None = None
    note: str = ""
    seen: str | None = None

    @property
    def said(self) -> tuple[int | None, str]:
        return self.points, self.note


def save_scores(member: PanelMember, token: UUID, marks: Mapping[int, Mark], *, by: User) -> None:
    """Keep what `member` says of one candidate, by criterion: as `save_marks`."""
    save_marks(member, {(token, pk): mark for pk, mark in marks.items()}, by=by)


@transaction.atomic
def save_marks(member: PanelMember, marks: Mapping[Place, Mark], *, by: User) -> None:
    """Keep what `member` says; not everything has to be said at once.

    Also: starts the member's card, keeps what stood there before, notes whether each candidate is fully
    scored, audits if anything changed. Raises ScoringNotOpen, ReasonNeeded, CardIsIn, NoSuchCandidate,
    ChangedElsewhere, ValueError for a criterion that is not scored or points that are not on the scale.
    """
    card = _lock_open_card(member)
    candidates = _candidates(member, {token for token, _ in marks})
    criteria = dict(queries.scored_criteria(member.vacancy).values_list("pk", queries.MET_FROM))
    _check(marks, criteria, member.vacancy)
    stored = _stored(card, candidates, {criterion for _, criterion in marks})
    changed = {
        place: mark
        for place, mark in marks.items()
        if mark.said != _said(stored.get(place)) and _is_new(place, mark)
    }
    if overwritten := [
        place for place, mark in changed.items() if _overwrites(place, mark, stored.get(place))
    ]:
        raise ChangedElsewhere(overwritten)
    if changed:
        _write(card, candidates, changed, stored)
        _kept(card, candidates, criteria, changed, by)


@transaction.atomic
def take_back(member: PanelMember, token: UUID, criterion: int, *, by: User, seen: str | None = None) -> Mark:
    """Put back what stood there before the last change of this score; once more, and the change is back.

    Also: as `save_marks`. Raises NothingToTakeBack besides, and not ValueError.
    """
    card = _lock_open_card(member)
    candidates = _candidates(member, {token})
    criteria = dict(queries.scored_criteria(member.vacancy).values_list("pk", queries.MET_FROM))
    place = (token, criterion)
    score = _stored(card, candidates, {criterion}).get(place)
    before = Mark(score.points_before, score.note_before) if score else Mark()
    if before.said == _said(score) or criterion not in criteria:
        raise NothingToTakeBack
    if seen is not None and not blinding.is_what(seen, *place, *_said(score)):
        raise ChangedElsewhere([place])
    _check({place: before}, criteria, member.vacancy)
    Score.objects.filter(pk=score.pk).update(
        points=before.points,
        note=before.note,
        points_before=score.points,
        note_before=score.note,
        saved_at=ClockTimestamp(),
    )
    _kept(card, candidates, criteria, [place], by, taken_back=True)
    return before


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


def _check(marks: Mapping[Place, Mark], criteria: Mapping[int, int], vacancy: Vacancy) -> None:
    """`criteria` holds the points from which each is met. For kind words; the database refuses the same."""
    if unknown := {criterion for _, criterion in marks} - criteria.keys():
        raise ValueError(f"Not scored at shortlisting: {sorted(unknown)}")
    given = {place: mark for place, mark in marks.items() if mark.points is not None}
    scale = range(vacancy.score_lowest, vacancy.score_lowest + len(vacancy.score_labels))
    if any(mark.points not in scale for mark in given.values()):
        raise ValueError(f"Not on the scale of {scale.start} to {scale.stop - 1}.")
    explains = vacancy.employer.explains_every_score
    wordless = [
        place
        for place, mark in given.items()
        if not mark.note and (explains or mark.points < criteria[place[1]])
    ]
    if wordless:
        raise ReasonNeeded(wordless)


def _lock_open_card(member: PanelMember) -> ScoreCard:
    """The member's newest card, locked. Saving and handing in wait for one another here."""
    if not member.vacancy.has_closed or member.vacancy.is_withdrawn or not queries.may_read(member):
        raise ScoringNotOpen
    newest = member.cards.select_for_update(no_key=True).order_by("-version")
    card = newest.first()
    if card is None:
        ScoreCard.objects.get_or_create(member=member, version=1)
        card = newest.first()
    if card.submitted_at:
        raise CardIsIn
    return card


def _candidates(member: PanelMember, tokens: Collection[UUID]) -> dict[UUID, int]:
    """The row of each; all of them are this member's to score."""
    found = dict(blinding.to_judge(member).filter(token__in=tokens).values_list("token", "pk"))
    if len(found) < len(tokens):
        raise NoSuchCandidate
    return found


def _stored(card: ScoreCard, candidates: Mapping[UUID, int], criteria: Collection[int]) -> dict[Place, Score]:
    tokens = {pk: token for token, pk in candidates.items()}
    scores = card.scores.filter(candidate__in=tokens, criterion__in=criteria)
    return {(tokens[score.candidate_id], score.criterion_id): score for score in scores}


def _said(score: Score | None) -> tuple[int | None, str]:
    return (score.points, score.note) if score else (None, "")


def _is_new(place: Place, mark: Mark) -> bool:
    """The writer did something here: a page with many scores sends those they only saw as well."""
    return mark.seen is None or not blinding.is_what(mark.seen, *place, *mark.said)


def _overwrites(place: Place, mark: Mark, score: Score | None) -> bool:
    """Something stands there that the writer has not seen. What is empty cannot be lost."""
    if mark.seen is None or _said(score) == (None, ""):
        return False
    return not blinding.is_what(mark.seen, *place, *_said(score))


def _write(
    card: ScoreCard,
    candidates: Mapping[UUID, int],
    marks: Mapping[Place, Mark],
    stored: Mapping[Place, Score],
) -> None:
    rows = []
    for (token, criterion), mark in marks.items():
        old = stored.get((token, criterion))
        before = (old.points_before, old.note_before) if _goes_on(old, mark) else _said(old)
        rows.append(
            Score(
                card=card,
                candidate_id=candidates[token],
                criterion_id=criterion,
                points=mark.points,
                note=mark.note,
                points_before=before[0],
                note_before=before[1],
                saved_at=ClockTimestamp(),
            )
        )
    Score.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("card", "candidate", "criterion"),
        update_fields=("points", "note", "points_before", "note_before", "saved_at"),
    )


def _goes_on(old: Score | None, mark: Mark) -> bool:
    """Only the note grew, a moment after the last save: still the same change."""
    if old is None or old.points != mark.points or old.note == mark.note:
        return False
    return timezone.now() - old.saved_at < ONE_CHANGE and (old.points_before, old.note_before) != _said(old)


def _kept(
    card: ScoreCard,
    candidates: Mapping[UUID, int],
    criteria: Mapping[int, int],
    places: Collection[Place],
    by: User,
    **details,
) -> None:
    """Note who is fully scored now, and that something was saved."""
    vacancy = card.member.vacancy
    given = (
        card.scores.filter(blinding.whole(vacancy), candidate=OuterRef("pk"), criterion__in=criteria)
        .order_by()
        .values("candidate")
        .annotate(number=Count("pk"))
        .values("number")
    )
    number = Coalesce(Subquery(given, output_field=IntegerField()), Value(0))
    touched = {candidates[token] for token, _ in places}
    Candidate.objects.filter(pk__in=touched).update(
        scored_at=Case(When(Exact(number, len(criteria)), then=ClockTimestamp()), default=None)
    )
    record(
        "card.saved",
        card,
        by=by,
        employer_id=vacancy.employer_id,
        candidates=sorted(touched),
        criteria=sorted({criterion for _, criterion in places}),
        **details,
    )


def _unscored(card: ScoreCard, member: PanelMember) -> int:
    """How many candidates lack something on this card; counted from the scores, not from a mark."""
    criteria = queries.scored_criteria(member.vacancy)
    whole = blinding.whole(member.vacancy, "scores__")
    given = Count("scores", filter=whole & Q(scores__card=card, scores__criterion__in=criteria))
    seen = blinding.to_judge(member)
    return seen.annotate(given=given).filter(given__lt=criteria.count()).count()
