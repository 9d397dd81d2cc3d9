"""Agreeing on scores where the panel's members differ. Nobody's own scores are touched here."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from random import SystemRandom
from uuid import UUID

from django.db import transaction

from applicants.shortlisting import queries
from applicants.shortlisting.actions.deciding import lock_undecided
from applicants.shortlisting.models import AgreedScore, Candidate, ClockTimestamp, Score, ScoreCard
from applicants.shortlisting.status import Basis
from recruitment.accounts.models import User
from recruitment.audit.recording import record
from vacancies.models import PanelMember

random = SystemRandom()


class NoDifference(Exception):
    """There is nothing to agree on: members do not differ there, or the candidate has gone."""


class NoteMissing(Exception):
    """What is agreed, or taken back, needs its reason."""


class AgreedMeanwhile(Exception):
    """Since this was looked at, something else was agreed, or taken back."""


class ListChanged(Exception):
    """What is left to agree is not what was listed."""


@dataclass(frozen=True)
class Proposal:
    """What would be agreed for one candidate (an application's key) on one criterion, without talking."""

    application: int
    criterion: int
    points: int
    out_of: int


@transaction.atomic
def agree(
    chair: PanelMember, token: UUID, criterion: int, points: int, *, note: str, by: User, seen: int | None
) -> AgreedScore:
    """Write down the points that the panel agreed on, for one of the chair's candidates on one criterion.

    `seen` is the key of the agreement that stood when this was decided, None where none did. The same once
    more does nothing. Also: what stood before is superseded, audits. Raises NoDifference, NoteMissing,
    AgreedMeanwhile, ValueError for points off the scale; CardsOutstanding, AlreadyConfirmed,
    AlreadyAnnounced and VacancyWithdrawn as choosing does.
    """
    if not note.strip():
        raise NoteMissing
    lock_undecided(chair.vacancy)
    scale = queries.scale_of(chair.vacancy)
    if points not in range(scale.lowest, scale.highest + 1):
        raise ValueError(f"Not on the scale of {scale}.")
    candidate = _candidate(chair, token)
    if not queries.differences_of(chair.vacancy, candidate.application_id, criterion).exists():
        raise NoDifference
    standing = _standing(candidate, criterion)
    said = {"points": points, "out_of": 1, "basis": Basis.TALKED, "note": note}
    if standing and all(getattr(standing, name) == value for name, value in said.items()):
        return standing
    if (standing.pk if standing else None) != seen:
        raise AgreedMeanwhile
    if standing:
        _end([standing.pk])
    agreed = AgreedScore.objects.create(
        application_id=candidate.application_id, criterion_id=criterion, agreed_by=by, **said
    )
    record(
        "moderation.agreed",
        agreed,
        by=by,
        employer_id=chair.vacancy.employer_id,
        candidate=candidate.pk,
        criterion=criterion,
        points=points,
        instead_of=seen,
    )
    return agreed


def proposals(vacancy, basis: Basis) -> list[Proposal]:
    """What taking the mean, or the lower, would write down for all that is not agreed. One query."""
    rows = Score.objects.unagreed(vacancy).values_list(
        "application", "criterion_id", "total" if basis == Basis.MEAN else "lowest", "members"
    )
    if basis == Basis.MEAN:
        return sorted((Proposal(*row) for row in rows), key=_place)
    return sorted((Proposal(*row[:3], out_of=1) for row in rows), key=_place)


def fingerprint(listed: Iterable[Proposal]) -> str:
    """Names a list of proposals, so that what was looked at is what is written."""
    return hashlib.sha256(repr(list(listed)).encode()).hexdigest()[:32]


@transaction.atomic
def agree_the_rest(chair: PanelMember, basis: Basis, *, listed: str, note: str, by: User) -> int:
    """Take the mean, or the lower, wherever the panel has not agreed: all of it, under one note.

    `listed` is the fingerprint of the proposals that were looked through. Also: audits. Returns how many.
    Raises ListChanged, NoteMissing, ValueError for another basis; and as `agree` does.
    """
    if basis not in (Basis.MEAN, Basis.LOWER):
        raise ValueError("The rest is agreed by the mean or by the lower.")
    if not note.strip():
        raise NoteMissing
    lock_undecided(chair.vacancy)
    rest = proposals(chair.vacancy, basis)
    if fingerprint(rest) != listed:
        raise ListChanged
    # In random order: the rows' own numbers, which pages hold, must not tell who applied first.
    random.shuffle(rest)
    AgreedScore.objects.bulk_create(
        AgreedScore(
            application_id=one.application,
            criterion_id=one.criterion,
            points=one.points,
            out_of=one.out_of,
            basis=basis,
            note=note,
            agreed_by=by,
        )
        for one in rest
    )
    if rest:
        record(
            "moderation.rest_agreed",
            chair.vacancy,
            by=by,
            employer_id=chair.vacancy.employer_id,
            basis=basis,
            number=len(rest),
        )
    return len(rest)


@transaction.atomic
def take_back(
    chair: PanelMember, token: UUID, criterion: int, *, reason: str, by: User, seen: int | None
) -> None:
    """End an agreement without another in its place: the members' own scores are open again.

    Also: audits, with the reason. Raises NoteMissing, AgreedMeanwhile; and as `agree` does.
    """
    if not reason.strip():
        raise NoteMissing
    lock_undecided(chair.vacancy)
    standing = _standing(_candidate(chair, token), criterion)
    if standing is None or standing.pk != seen:
        raise AgreedMeanwhile
    _end([standing.pk])
    record("moderation.taken_back", standing, by=by, reason=reason, employer_id=chair.vacancy.employer_id)


def end_what_rests_on(card: ScoreCard, *, by: User) -> int:
    """End the agreements on whatever this card says otherwise than its member's version before it.

    For a card that has just come in, in the transaction that takes it. A first card of somebody new says
    something new of everybody. Also: audits. Returns how many ended.
    """
    before = ScoreCard.objects.filter(member=card.member_id, version__lt=card.version)
    then, now = _points(before.order_by("-version").first()), _points(card)
    changed = {pair for pair in then.keys() | now.keys() if then.get(pair) != now.get(pair)}
    return end_on(changed, card, by=by)


def end_on(pairs: Iterable[tuple[int, int]], because, *, by: User) -> int:
    """End the standing agreements on these pairs of application and criterion; `because` of that row.

    For whatever makes a score count, or count no more. Also: audits where any did.
    """
    pairs = set(pairs)
    standing = AgreedScore.objects.standing().filter(
        application__in={application for application, _ in pairs}
    )
    ended = [row.pk for row in standing if (row.application_id, row.criterion_id) in pairs]
    if ended:
        _end(ended)
        record("moderation.superseded", because, by=by, agreed_scores=ended)
    return len(ended)


def _place(proposal: Proposal) -> tuple[int, int]:
    return proposal.application, proposal.criterion


def _candidate(chair: PanelMember, token: UUID) -> Candidate:
    try:
        return chair.candidates.get(token=token)
    except Candidate.DoesNotExist:
        raise NoDifference from None


def _standing(candidate: Candidate, criterion: int) -> AgreedScore | None:
    return (
        AgreedScore.objects.standing()
        .filter(application=candidate.application_id, criterion=criterion)
        .first()
    )


def _end(pks: list[int]) -> None:
    AgreedScore.objects.filter(pk__in=pks).update(superseded_at=ClockTimestamp())


def _points(card: ScoreCard | None) -> dict[tuple[int, int], int]:
    given = Score.objects.filter(card=card, points__isnull=False) if card else Score.objects.none()
    # Of whom the member has recognised since they say nothing any more; that ended what rested on it.
    rows = given.filter(candidate__recognised_at=None).values_list(
        "candidate__application_id", "criterion_id", "points"
    )
    return {(application, criterion): points for application, criterion, points in rows}
