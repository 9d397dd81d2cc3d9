"""What one member reads of their candidates, and where each stands in that member's order."""

from functools import partial
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from applicants.applying.models import Answer, Application
from applicants.shortlisting.blinding.background import BlindBackground, background_of
from applicants.shortlisting.blinding.judging import everybody_of, reads_everybody, to_judge, to_read
from applicants.shortlisting.blinding.lines import BlindAnswer, BlindCandidate, CandidateLine
from applicants.shortlisting.masking import Person, mask
from applicants.shortlisting.models import Candidate, Score
from applicants.shortlisting.queries import MET_FROM, PERSON, CriterionLine, masked_by_hand, person_behind
from recruitment.prepared import prepared
from vacancies.models import Criterion, PanelMember


def candidates(member: PanelMember) -> list[CandidateLine]:
    """This member's candidates in this member's order. One query."""
    return [
        CandidateLine(token, label, scored_at is not None) for token, label, scored_at in _lines(member.pk)
    ]


@prepared
def _lines(member: int) -> QuerySet:
    return to_judge(member).values_list("token", "label", "scored_at")


def candidate(member: PanelMember, token: UUID) -> BlindCandidate | None:
    """One of this member's candidates with all there is to judge; None if there is no such. Two queries."""
    found = _with_neighbours(member.pk, token, everybody=reads_everybody(member))
    if not found:
        return None
    (row,) = found
    person, counted = person_of(row), row.counted or {}
    return BlindCandidate(
        token=row.token,
        label=row.label,
        answers=tuple(
            _answer(criterion, person) for criterion in _judged(row.pk, row.application_id, member.vacancy_id)
        ),
        number=counted.get("before", 0) + 1,
        out_of=counted.get("out_of", 0),
        scored=counted.get("scored", 0),
        previous=row.previous,
        next=row.next,
    )


def brought_by(member: PanelMember, token: UUID) -> BlindBackground | None:
    """What else one of this member's candidates brings; None if there is no such. Six queries."""
    row = with_person(to_read(member)).filter(token=token).select_related("application__vacancy").first()
    if row is None:
        return None
    masked = partial(mask, person=person_of(row))
    return BlindBackground(row.token, row.label, background_of(row.application, masked))


def label_of(member: PanelMember, token: UUID) -> str | None:
    """What this member calls one whom they may read, or did until they recognised them; else None."""
    theirs = to_read(member) | Candidate.objects.filter(member=member, recognised_at__isnull=False)
    return theirs.filter(token=token).values_list("label", flat=True).first()


def masked(row: Candidate, words: str) -> str:
    """What somebody wrote about this candidate, without what could tell who it is."""
    return mask(words, person_of(with_person(Candidate.objects.filter(pk=row.pk)).get())) if words else ""


def with_person(rows: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """The same with all that `person_of` asks for."""
    return rows.select_related("application__applicant").annotate(
        by_hand=masked_by_hand(OuterRef("application"))
    )


def blind_rows(rows: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """The same with the person, and nothing more than a page of scores says of them."""
    return with_person(rows).only("token", "label", *(f"application__{column}" for column in PERSON))


def person_of(row: Candidate) -> Person:
    """What must be masked in everything this candidate wrote. Needs `with_person` or `blind_rows`."""
    return person_behind(row.application, row.by_hand)


@prepared
def _with_neighbours(member: int, token: UUID, *, everybody: bool) -> QuerySet[Candidate]:
    """One of this member's candidates with the person, the place in the order, and who stands beside them."""
    mine = to_judge(member)
    at, here = OuterRef("position"), OuterRef("pk")
    # Said twice over: only the first half lets PostgreSQL begin at that place of the order.
    before = Q(position__lte=at) & (Q(position__lt=at) | Q(pk__lt=here))
    after = Q(position__gte=at) & (Q(position__gt=at) | Q(pk__gt=here))
    counted = JSONObject(before=Count("pk", filter=before), out_of=Count("pk"), scored=Count("scored_at"))
    theirs = everybody_of(member) if everybody else mine
    return blind_rows(theirs.filter(token=token)).annotate(
        previous=Subquery(mine.filter(before).order_by("-position", "-pk").values("token")[:1]),
        next=Subquery(mine.filter(after).order_by("position", "pk").values("token")[:1]),
        counted=Subquery(mine.order_by().values("member").annotate(counted=counted).values("counted")),
    )


@prepared
def _judged(candidate: int, application: int, vacancy: int) -> QuerySet[Criterion]:
    """Every criterion that is judged now, with this candidate's answer and this member's score beside it."""
    scores = Score.objects.filter(candidate=candidate, criterion=OuterRef("pk")).order_by("-card__version")
    said = ("points", "note", "points_before", "note_before")
    return _answered(application, vacancy).annotate(
        **{name: Subquery(scores.values(name)[:1]) for name in said}
    )


def answered(application: Application) -> QuerySet[Criterion]:
    """Every criterion that is judged now, with what was answered on it."""
    return _answered(application.pk, application.vacancy_id)


def _answered(application: int, vacancy: int) -> QuerySet[Criterion]:
    answers = Answer.objects.filter(application=application, criterion=OuterRef("pk"))
    judged = Criterion.objects.judged_at_shortlisting().filter(vacancy=vacancy)
    return judged.annotate(
        least=MET_FROM,
        answer=Subquery(answers.values("text")[:1]),
        acknowledged=Subquery(answers.values("acknowledged")[:1]),
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
        points_before=criterion.points_before,
        note_before=criterion.note_before or "",
    )
