"""What every candidate of one member wrote on one criterion, and how far that member's card is.

The order is drawn anew for each criterion, so that nobody is always judged after the same neighbour: the
random places of the member's own order, shuffled by two numbers that nobody outside can know. It stays the
same, and tells nothing of anybody.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Mod
from django.utils.crypto import salted_hmac

from applicants.applying.models import Answer
from applicants.shortlisting.blinding.judging import newest_card, not_to_judge, to_judge, with_points
from applicants.shortlisting.blinding.lines import BlindAnswer
from applicants.shortlisting.blinding.reading import blind_rows, person_of
from applicants.shortlisting.masking import mask
from applicants.shortlisting.models import Candidate, CardCount, Score
from applicants.shortlisting.queries import CriterionLine
from recruitment.prepared import prepared
from vacancies.models import PanelMember

# A prime that no place exceeds. Multiplied, moved and taken modulo it, places are as random as before (Carter
# and Wegman, 1979), for a tenth of what a digest of each of a thousand candidates costs.
PRIME = 2**31 - 1
# No criterion's number: that row counts the candidates.
EVERYBODY = 0


@dataclass(frozen=True)
class Progress:
    """How many scores a member has given, of how many."""

    everybody: int
    by_criterion: dict[int, int]
    criteria: int

    @property
    def scored(self) -> int:
        return sum(self.by_criterion.values())

    @property
    def out_of(self) -> int:
        return self.everybody * self.criteria

    @property
    def is_whole(self) -> bool:
        return self.scored >= self.out_of

    def on(self, criterion: int) -> int:
        return self.by_criterion.get(criterion, 0)

    def missing(self, criterion: int) -> int:
        return max(0, self.everybody - self.on(criterion))


@dataclass(frozen=True)
class Entry:
    """One candidate's answer on the criterion."""

    token: UUID
    label: str
    answer: BlindAnswer


def progress(member: PanelMember, criteria: tuple[CriterionLine, ...]) -> Progress:
    """How far this member's card is. One query."""
    counted: Counter[int] = Counter()
    for criterion, number in _counted(member.pk, explained=member.vacancy.employer.explains_every_score):
        counted[criterion] += number
    scored = [line.pk for line in criteria if line.is_scored]
    return Progress(counted[EVERYBODY], {pk: counted[pk] for pk in scored}, len(scored))


@prepared
def _counted(member: int, *, explained: bool) -> QuerySet:
    """How many of this member's scores are whole on each criterion: those on the card, less those of
    candidates who are not to be judged any more; and how many there are to judge."""
    card = newest_card(member)
    on_the_card = CardCount.objects.filter(card=card).values_list(
        "criterion", "with_note" if explained else "with_points"
    )
    of_the_gone = (
        Score.objects.filter(
            with_points(explained), card=card, candidate__in=not_to_judge(member).values("pk")
        )
        .order_by()
        .values("criterion")
        .annotate(number=-Count("pk"))
        .values_list("criterion", "number")
    )
    everybody = (
        to_judge(member)
        .order_by()
        .annotate(criterion=Cast(Value(EVERYBODY), IntegerField()))
        .values("criterion")
        .annotate(number=Count("pk"))
        .values_list("criterion", "number")
    )
    return everybody.union(on_the_card, of_the_gone, all=True)


def answers(
    member: PanelMember,
    criterion: CriterionLine,
    part: slice = slice(None),
    *,
    tokens: Collection[UUID] | None = None,
    missing_only: bool = False,
) -> list[Entry]:
    """What candidates of this member wrote on it, in its order: that part, or these. One query."""
    given = (member.pk, criterion.pk, *_shuffle(member, criterion))
    if tokens is None:
        shape = {"missing_only": missing_only, "explained": member.vacancy.employer.explains_every_score}
        rows = _page(*given, first=part.start, last=part.stop, **shape)
    else:
        rows = _written(to_judge(member).filter(token__in=tokens), *given)
    return [_entry(row, criterion) for row in rows]


@prepared
def _page(
    member: int,
    criterion: int,
    times: int,
    plus: int,
    *,
    first: int | None,
    last: int | None,
    missing_only: bool,
    explained: bool,
) -> QuerySet[Candidate]:
    """That part of the order. What was written is looked up for these alone, not for all those before."""
    rows = to_judge(member)
    if missing_only:
        rows = rows.exclude(Exists(_scores(member, criterion).filter(with_points(explained))))
    chosen = _in_order(rows, times, plus).values("pk")[first:last]
    return _written(Candidate.objects.filter(pk__in=chosen), member, criterion, times, plus)


def _written(
    rows: QuerySet[Candidate], member: int, criterion: int, times: int, plus: int
) -> QuerySet[Candidate]:
    """Each of them with the answer, and this member's score beside it, in the criterion's order."""
    scores = _scores(member, criterion)
    answer = Answer.objects.filter(application=OuterRef("application"), criterion=criterion)
    said = ("points", "note", "points_before", "note_before")
    return blind_rows(_in_order(rows, times, plus)).annotate(
        answer=Subquery(answer.values("text")[:1]),
        **{name: Subquery(scores.values(name)[:1]) for name in said},
    )


def _entry(row: Candidate, criterion: CriterionLine) -> Entry:
    answer = BlindAnswer(
        criterion=criterion,
        text=mask(row.answer or "", person_of(row)),
        acknowledged=None,
        points=row.points,
        note=row.note or "",
        points_before=row.points_before,
        note_before=row.note_before or "",
    )
    return Entry(row.token, row.label, answer)


def _shuffle(member: PanelMember, criterion: CriterionLine) -> tuple[int, int]:
    """What the places are multiplied by and moved by for this criterion."""
    drawn = salted_hmac("applicants.shortlisting.order", f"{member.pk}:{criterion.pk}", algorithm="sha256")
    first, second = drawn.digest()[:8], drawn.digest()[8:16]
    return int.from_bytes(first) % (PRIME - 1) + 1, int.from_bytes(second) % PRIME


def _in_order(rows: QuerySet[Candidate], times: int, plus: int) -> QuerySet[Candidate]:
    shuffled = Mod(Cast("position", BigIntegerField()) * Value(times) + Value(plus), Value(PRIME))
    return rows.alias(drawn=shuffled).order_by("drawn", "pk")


def _scores(member: int, criterion: int) -> QuerySet[Score]:
    """This member's score of a candidate of the outer query, on the card that counts."""
    return Score.objects.filter(candidate=OuterRef("pk"), criterion=criterion, card=newest_card(member))
