"""What a decision pack says of each candidate, put together one after the other.

Scores are read as they are needed, in the order of the candidates; of everything else there is little.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, ExpressionWrapper, F, Func, IntegerField, Q, Value

from applicants.applying.models import Answer, StatusChange
from applicants.applying.status import Status
from applicants.shortlisting import packing
from applicants.shortlisting.models import (
    AgreedScore,
    Decision,
    Feedback,
    GuaranteedInterview,
    Invitation,
    ReleasedNote,
    Score,
)
from applicants.shortlisting.queries.pack_head import REMOVED, REPLACED
from applicants.shortlisting.queries.pack_words import Words
from applicants.shortlisting.queries.ranking import marks_of
from applicants.shortlisting.queries.seats import SEEN_BY_PANEL
from applicants.shortlisting.ranking import Marks, Measure, Standing, rank
from recruitment.accounts.models import User
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from vacancies.models import Vacancy
from vacancies.status import CriterionKind, Importance

RECOGNISED = "the member recognised the candidate"
UNSCORED = "no points were given"
NOT_COUNTED = "it is not among the scores that are counted"
# As `_score` takes them apart.
OF_A_SCORE = (
    "candidate__application",
    "criterion",
    "card__member",
    "card__version",
    "points",
    "note",
    "saved_at",
    "card__member__removed_at",
    "candidate__recognised_at",
    "counts",
)
# The moves that answer an applicant.
ANSWERS = (Status.SHORTLISTED, Status.RESERVE, Status.NOT_SHORTLISTED)
# What the keys of the emails that answer begin with.
KINDS = ("invitation", "outcome")
SCORES_AT_ONCE = 2_000
LOOKS = """
SELECT candidate.application_id, candidate.member_id, count(*), min(event.happened_at), max(event.happened_at)
  FROM audit_auditevent event
 CROSS JOIN LATERAL jsonb_array_elements_text(event.details -> 'candidates') AS seen (pk)
  JOIN shortlisting_candidate candidate ON candidate.id = seen.pk::bigint
 WHERE event.subject = ANY (%s) AND event.action = 'candidates.seen' AND candidate.application_id = ANY (%s)
 GROUP BY candidate.application_id, candidate.member_id
 ORDER BY candidate.application_id, candidate.member_id
"""


@dataclass(frozen=True)
class Placed:
    """One application and where it stands; without a standing it has withdrawn."""

    application: int
    standing: Standing | None
    marks: Mapping[int, Marks]


def standings(vacancy: Vacancy, criteria: dict[int, packing.Criterion], words: Words) -> list[Placed]:
    """Everybody best first, as the chair's ranking has them; those who withdrew at the end, by label."""
    scored = {pk: c for pk, c in criteria.items() if c.kind == CriterionKind.SCORED}
    measures = [
        Measure(pk, c.importance == Importance.ESSENTIAL, c.weight, c.met_from) for pk, c in scored.items()
    ]
    marks = marks_of(vacancy)
    # By label: those who share a place stand in an order that tells nothing.
    by_label = sorted(words.labels, key=words.labels.get)
    stay = [pk for pk in by_label if words.applications[pk].status in SEEN_BY_PANEL]
    ranked = {standing.candidate: standing for standing in rank(stay, marks, measures)}
    return [
        Placed(pk, ranked.get(pk), {c: marks[pk, c] for c in scored if (pk, c) in marks})
        for pk in [*ranked, *(pk for pk in by_label if pk not in ranked)]
    ]


def candidates(
    vacancy: Vacancy,
    placed: list[Placed],
    criteria: dict[int, packing.Criterion],
    words: Words,
    *,
    tells_outcomes: bool,
    tells_guarantees: bool,
) -> Iterator[packing.Candidate]:
    order = [one.application for one in placed]
    agreed, told = _agreed(order, criteria, words), _told(order, tells_outcomes=tells_outcomes)
    decided, emails = _decided(vacancy, order), _emails(vacancy, order, tells_outcomes=tells_outcomes)
    feedback, looks = _feedback(order, criteria, words), _looks(vacancy, order, words)
    guarantees = _guarantees(order) if tells_guarantees else None
    refused = _not_acknowledged(order, criteria)
    scores = _scores(vacancy, order, criteria, words)
    for one, given in zip(placed, scores, strict=True):
        pk, standing = one.application, one.standing
        products = tuple(_products(one, criteria))
        yield packing.Candidate(
            label=words.labels[pk],
            name=words.applications[pk].full_name if words.with_names else None,
            reference=words.applications[pk].reference if words.with_names else None,
            has_withdrawn=standing is None,
            place=standing and standing.place,
            is_tied=bool(standing and standing.tied),
            meets_essentials=standing and standing.meets_essentials,
            unmet=tuple(criteria[c].key for c in standing.unmet) if standing else (),
            not_acknowledged=tuple(refused[pk]),
            products=products,
            total=sum((product.product for product in products), start=Fraction(0)),
            scores=given,
            agreed=tuple(agreed[pk]),
            decisions=tuple(decided[pk]),
            told=tuple(told[pk]),
            emails=tuple(emails[pk]),
            feedback=feedback.get(pk),
            looks=tuple(looks[pk]),
            guarantees=None if guarantees is None else tuple(guarantees[pk]),
        )


def _products(one: Placed, criteria: dict[int, packing.Criterion]) -> Iterator[packing.Product]:
    for pk, given in one.marks.items():
        yield packing.Product(
            criterion=criteria[pk].key,
            points=given.points,
            out_of=given.members,
            weight=criteria[pk].weight,
            basis="agreed" if given.agreed else "mean",
        )


def _scores(
    vacancy: Vacancy, order: list[int], criteria: dict[int, packing.Criterion], words: Words
) -> Iterator[tuple[packing.ScoreGiven, ...]]:
    """The scores of each candidate, in the given order, from one query that is read piece by piece."""
    place = Func(
        Value(order, output_field=ArrayField(BigIntegerField())),
        F("candidate__application"),
        function="array_position",
        output_field=IntegerField(),
    )
    newest = _newest_versions(vacancy)
    rows = (
        Score.objects.filter(card__member__vacancy=vacancy, candidate__application__in=order)
        # As the ranking has it, whatever the reason.
        .annotate(
            counts=ExpressionWrapper(
                Q(pk__in=Score.objects.counting(vacancy).values("pk")), output_field=BooleanField()
            )
        )
        .order_by(place, "criterion__position", "criterion", "card__member", "card__version")
        .values_list(*OF_A_SCORE)
        .iterator(chunk_size=SCORES_AT_ONCE)
    )
    of_each = groupby(rows, key=lambda row: row[0])
    nobody: tuple = (None, ())
    current, given = next(of_each, nobody)
    for application in order:
        if current != application:
            yield ()
            continue
        yield tuple(_score(row, criteria, words, newest) for row in given)
        current, given = next(of_each, nobody)


def _newest_versions(vacancy: Vacancy) -> dict[int, int]:
    cards = (
        vacancy.panel.exclude(cards=None).values_list("pk", "cards__version").order_by("pk", "cards__version")
    )
    return dict(cards)


def _score(row: tuple, criteria: dict, words: Words, newest: Mapping[int, int]) -> packing.ScoreGiven:
    application, criterion, member, version, points, note, saved_at, removed_at, recognised_at, counts = row
    reasons = (
        (counts, ""),
        (removed_at, REMOVED),
        (version < newest[member], REPLACED),
        (recognised_at, RECOGNISED),
        (points is None, UNSCORED),
    )
    return packing.ScoreGiven(
        criterion=criteria[criterion].key,
        member=words.members[member],
        version=version,
        points=points,
        note=words.about(application, note),
        saved_at=saved_at,
        superseded=next((words for applies, words in reasons if applies), NOT_COUNTED),
    )


def _agreed(order: list[int], criteria: dict, words: Words) -> dict[int, list[packing.Agreed]]:
    found = defaultdict(list)
    rows = AgreedScore.objects.filter(application__in=order).select_related("agreed_by")
    rows = list(rows.order_by("criterion__position", "criterion", "pk"))
    ended = [f"agreedscore:{row.pk}" for row in rows if row.superseded_at]
    taken_back = AuditEvent.objects.filter(subject__in=ended, action="moderation.taken_back")
    reasons = dict(taken_back.values_list("subject", "reason"))
    for row in rows:
        agreed = packing.Agreed(
            criterion=criteria[row.criterion_id].key,
            points=row.points,
            out_of=row.out_of,
            basis=row.basis,
            in_words=row.get_basis_display(),
            note=words.about(row.application_id, row.note),
            by=str(row.agreed_by),
            at=row.agreed_at,
            superseded_at=row.superseded_at,
            taken_back_because=words.about(row.application_id, reasons.get(f"agreedscore:{row.pk}", "")),
        )
        found[row.application_id].append(agreed)
    return found


def _decided(vacancy: Vacancy, order: list[int]) -> dict[int, list[packing.Decided]]:
    """Every outcome that was ever chosen, from the trail; of the last one all that is kept."""
    found = defaultdict(list)
    events = AuditEvent.objects.filter(
        subject=f"shortlist:{_shortlist_pk(vacancy)}", action="shortlist.decided"
    )
    events = list(events.order_by("happened_at", "pk"))
    people = User.objects.in_bulk({event.actor_id for event in events})
    for event in events:
        for outcome in Decision.Outcome:
            earlier = packing.Decided(
                outcome=outcome.value,
                in_words=outcome.label,
                reserve_place=None,
                by=str(people.get(event.actor_id, "")),
                at=event.happened_at,
                in_batch=event.details.get("reviewed_as_a_batch"),
                stands=False,
            )
            for application in event.details.get(outcome.value, ()):
                found[application].append(earlier)
    for row in Decision.objects.filter(application__in=order).select_related("decided_by"):
        standing = packing.Decided(
            outcome=row.outcome,
            in_words=row.get_outcome_display(),
            reserve_place=row.reserve_place,
            by=str(row.decided_by),
            at=row.decided_at,
            in_batch=row.in_batch,
            stands=True,
        )
        before = found[row.application_id]
        # The trail holds the one that stands as well.
        del before[-1:]
        before.append(standing)
    return found


def _shortlist_pk(vacancy: Vacancy) -> int:
    shortlist = getattr(vacancy, "shortlist", None)
    return shortlist.pk if shortlist else 0


def _told(order: list[int], *, tells_outcomes: bool) -> dict[int, list[packing.Told]]:
    found = defaultdict(list)
    moves = StatusChange.objects.filter(application__in=order, to_status__in=ANSWERS)
    for move in moves.select_related("by").order_by("pk"):
        what = (move.to_status, move.get_to_status_display()) if tells_outcomes else ("", "")
        told = packing.Told(*what, move.at, str(move.by) if move.by else "")
        found[move.application_id].append(told)
    return found


def _emails(vacancy: Vacancy, order: list[int], *, tells_outcomes: bool) -> dict[int, list[packing.Email]]:
    """The emails that answered each: their keys say whose they are, and of what kind."""
    invited = dict(Invitation.objects.filter(application__in=order).values_list("pk", "application"))
    found = defaultdict(list)
    rows = OutgoingEmail.objects.filter(about=f"vacancy:{vacancy.pk}").order_by("pk")
    for key, queued_at, state, sent_at in rows.values_list("key", "queued_at", "state", "sent_at"):
        kind, number, *more = key.split(":")
        if kind not in KINDS:
            continue
        application = invited.get(int(number)) if kind == "invitation" else int(number)
        what = " ".join([kind, *more]) if tells_outcomes else ""
        email = packing.Email(what, queued_at, OutgoingEmail.State(state).label, sent_at)
        found[application].append(email)
    return found


def _feedback(order: list[int], criteria: dict, words: Words) -> dict[int, packing.Feedback]:
    notes = defaultdict(list)
    released = ReleasedNote.objects.filter(feedback__application__in=order)
    for application, criterion, said in released.order_by("criterion__position", "criterion").values_list(
        "feedback__application", "criterion", "words"
    ):
        notes[application].append((criteria[criterion].key, words.about(application, said)))
    return {
        row.application_id: packing.Feedback(
            row.asked_at,
            row.released_at,
            str(row.released_by) if row.released_by else "",
            tuple(notes[row.application_id]),
        )
        for row in Feedback.objects.filter(application__in=order).select_related("released_by")
    }


def _looks(vacancy: Vacancy, order: list[int], words: Words) -> dict[int, list[packing.Looks]]:
    """Views of applications by members of the panel, from the audit trail."""
    found = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(LOOKS, [[f"panelmember:{pk}" for pk in words.members], order])
        for application, member, times, first_at, last_at in cursor.fetchall():
            found[application].append(packing.Looks(words.members[member], times, first_at, last_at))
    return found


def _guarantees(order: list[int]) -> dict[int, list[packing.Guarantee]]:
    found = defaultdict(list)
    for row in GuaranteedInterview.objects.filter(application__in=order).select_related("decided_by"):
        guarantee = packing.Guarantee(str(row.decided_by), row.decided_at, row.ended_at)
        found[row.application_id].append(guarantee)
    return found


def _not_acknowledged(order: list[int], criteria: dict) -> dict[int, list[str]]:
    """What a candidate did not say yes to, of what has to be acknowledged."""
    asked = {pk: c.key for pk, c in criteria.items() if c.kind == CriterionKind.ACKNOWLEDGED}
    given = set(
        Answer.objects.filter(application__in=order, criterion__in=asked, acknowledged=True).values_list(
            "application", "criterion"
        )
    )
    return {pk: [key for c, key in asked.items() if (pk, c) not in given] for pk in order}
