"""The only door of the panel's pages to applications: frozen, masked, randomly labelled.

What is not in these dataclasses cannot be shown: no name, reference, date or number of the application.
"""

import secrets
from dataclasses import dataclass
from random import SystemRandom
from uuid import UUID

from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from applicants.applying.models import REFERENCE_ALPHABET, Answer, Application
from applicants.shortlisting.masking import Person, mask
from applicants.shortlisting.models import Candidate, Score
from applicants.shortlisting.queries import MET_FROM, SEEN_BY_PANEL, CriterionLine
from vacancies.models import Criterion, PanelMember

# A place in a member's order is drawn from so many that chance alone decides between two candidates.
PLACES = 2**31
CODE_LENGTH = 3
random = SystemRandom()


@dataclass(frozen=True)
class CandidateLine:
    """One candidate in a member's list."""

    token: UUID
    label: str
    is_scored: bool


@dataclass(frozen=True)
class BlindAnswer:
    """What a candidate wrote on one criterion, masked, and what this member has said of it so far."""

    criterion: CriterionLine
    text: str
    acknowledged: bool | None
    points: int | None
    note: str


@dataclass(frozen=True)
class BlindCandidate:
    """One candidate as one member sees them, and where in that member's order they stand."""

    token: UUID
    label: str
    answers: tuple[BlindAnswer, ...]
    number: int
    out_of: int
    scored: int
    previous: UUID | None
    next: UUID | None

    @property
    def to_score(self) -> tuple[BlindAnswer, ...]:
        return tuple(answer for answer in self.answers if answer.criterion.is_scored)

    @property
    def acknowledgements(self) -> tuple[BlindAnswer, ...]:
        return tuple(answer for answer in self.answers if not answer.criterion.is_scored)


@transaction.atomic
def prepare(member: PanelMember) -> None:
    """Give every submitted application of a closed vacancy a label and a place in this member's order.

    Safe to call at any time and by two requests at once: the member's row is locked while labels are drawn.
    """
    PanelMember.objects.select_for_update(no_key=True).get(pk=member.pk)
    labelled = Candidate.objects.filter(member=member)
    unlabelled = list(
        Application.objects.filter(vacancy=member.vacancy_id, status__in=SEEN_BY_PANEL)
        .exclude(pk__in=labelled.values("application"))
        .values_list("pk", flat=True)
    )
    # Rows are stored in random order too: their own numbers must not tell who came first.
    random.shuffle(unlabelled)
    labels = _new_labels(len(unlabelled), set(labelled.values_list("label", flat=True)))
    Candidate.objects.bulk_create(
        Candidate(member=member, application_id=pk, label=label, position=secrets.randbelow(PLACES))
        for pk, label in zip(unlabelled, labels, strict=True)
    )


def candidates(member: PanelMember) -> list[CandidateLine]:
    """This member's candidates in this member's order. One query."""
    rows = _seen(member).values_list("token", "label", "scored_at")
    return [CandidateLine(token, label, scored_at is not None) for token, label, scored_at in rows]


def candidate(member: PanelMember, token: UUID) -> BlindCandidate | None:
    """One of this member's candidates with all there is to judge; None if there is no such. Two queries."""
    row = _with_neighbours(member).filter(token=token).select_related("application__applicant").first()
    if row is None:
        return None
    person = _person(row.application)
    return BlindCandidate(
        token=row.token,
        label=row.label,
        answers=tuple(_answer(criterion, person) for criterion in _judged(row)),
        number=row.before + 1,
        out_of=row.out_of,
        scored=row.scored or 0,
        previous=row.previous,
        next=row.next,
    )


def _seen(member: PanelMember) -> QuerySet[Candidate]:
    return Candidate.objects.filter(member=member, application__status__in=SEEN_BY_PANEL)


def _with_neighbours(member: PanelMember) -> QuerySet[Candidate]:
    mine = _seen(member)
    before = Q(position__lt=OuterRef("position")) | Q(position=OuterRef("position"), pk__lt=OuterRef("pk"))
    after = Q(position__gt=OuterRef("position")) | Q(position=OuterRef("position"), pk__gt=OuterRef("pk"))
    counted = mine.order_by().values("member")
    return mine.annotate(
        previous=Subquery(mine.filter(before).order_by("-position", "-pk").values("token")[:1]),
        next=Subquery(mine.filter(after).order_by("position", "pk").values("token")[:1]),
        before=Subquery(counted.annotate(number=Count("pk", filter=before)).values("number")),
        out_of=Subquery(counted.annotate(number=Count("pk")).values("number")),
        scored=Subquery(counted.annotate(number=Count("scored_at")).values("number")),
    )


def _judged(row: Candidate) -> QuerySet[Criterion]:
    """Every criterion that is judged now, with this candidate's answer and this member's score beside it."""
    answers = Answer.objects.filter(application=row.application_id, criterion=OuterRef("pk"))
    scores = Score.objects.filter(candidate=row, criterion=OuterRef("pk")).order_by("-card__version")
    judged = Criterion.objects.judged_at_shortlisting().filter(vacancy=row.application.vacancy_id)
    return judged.annotate(
        least=MET_FROM,
        answer=Subquery(answers.values("text")[:1]),
        acknowledged=Subquery(answers.values("acknowledged")[:1]),
        points=Subquery(scores.values("points")[:1]),
        note=Subquery(scores.values("note")[:1]),
    )


def _answer(criterion: Criterion, person: Person) -> BlindAnswer:
    return BlindAnswer(
        criterion=CriterionLine(
            criterion.pk,
            criterion.group,
            criterion.text,
            criterion.importance,
            criterion.kind,
            criterion.weight,
            criterion.least,
        ),
        text=mask(criterion.answer or "", person),
        acknowledged=criterion.acknowledged,
        points=criterion.points,
        note=criterion.note or "",
    )


def _person(application: Application) -> Person:
    return Person(
        first_name=application.first_name,
        last_name=application.last_name,
        account_name=application.applicant.name,
        email=application.applicant.email,
        phone=application.phone,
        postcode=application.postcode,
        address=application.address,
    )


def _new_labels(number: int, taken: set[str]) -> list[str]:
    """So many labels that nobody else on this member's list has: "Candidate 7KQ"."""
    labels: list[str] = []
    length = CODE_LENGTH
    while len(labels) < number:
        if (len(taken) + number) * 4 > len(REFERENCE_ALPHABET) ** length:
            length += 1
            continue
        label = "Candidate " + "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(length))
        if label not in taken:
            taken.add(label)
            labels.append(label)
    return labels
