"""Panels at every stage, for the tests of shortlisting."""

from django.db import connection, transaction
from django.utils import timezone

from applicants.applying.actions import drafting
from applicants.applying.models import Application
from applicants.applying.moving import move
from applicants.applying.status import Status
from applicants.shortlisting import blinding, queries
from applicants.shortlisting.actions import announcing, deciding, moderating, scoring
from applicants.shortlisting.actions.deciding import Outcome
from applicants.shortlisting.actions.scoring import Mark
from applicants.shortlisting.models import Candidate, Declaration
from applicants.shortlisting.status import Basis, Conflict
from tests.factories import (
    ApplicationDocumentFactory,
    CriterionFactory,
    PanelMemberFactory,
    UserFactory,
    as_draft,
    complete_draft,
    open_vacancy,
)
from vacancies.models import Vacancy
from vacancies.status import CriterionKind

DETAILS = "Ask for the occupational therapy desk on the ground floor."
INTERVIEWS = deciding.Interviews(
    when="Tuesday at 10am",
    where="The Example Building, Northmoor",
    length="40 minutes",
    prepare="Nothing",
    details=DETAILS,
)


def closed_vacancy(*, applications=3, members=2, criteria=2, acknowledged=0, **fields) -> Vacancy:
    """A vacancy that has closed with so many applications; the first member is the chair."""
    vacancy = open_vacancy(criteria=criteria)
    if acknowledged:
        with as_draft(vacancy):
            for number in range(acknowledged):
                CriterionFactory(vacancy=vacancy, kind=CriterionKind.ACKNOWLEDGED, position=90 + number)
    for number in range(members):
        declare(PanelMemberFactory(vacancy=vacancy, is_chair=number == 0))
    for number in range(applications):
        apply(vacancy, **{"last_name": f"Example{number}", **fields})
    return close(vacancy)


def declare(member) -> None:
    """No conflict of interest: the member may look."""
    Declaration.objects.create(member=member, conflict=Conflict.NONE)


def undeclare(*members) -> None:
    """As if they had said nothing yet; the database keeps what was declared, and steps aside here alone."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Declaration.objects.filter(member__in=members).delete()
        cursor.execute("SET LOCAL session_replication_role = origin")


def apply(
    vacancy, *, text="", before=None, documents=None, adjustments="", background=None, **fields
) -> Application:
    """One more person applies, through the gate; `text` is what they write on every criterion.

    `before` are the answers to the employer's questions, `documents` the columns of one for each asked for.
    `adjustments` are what would help at an interview; `background(application)` makes further rows.
    """
    fields = {"applicant": UserFactory(name=""), **fields}
    application = complete_draft(vacancy, **fields)
    drafting.save_questions(application, before or {})
    if adjustments:
        said = {"disability_confident": True, "needs_adjustments": True, "adjustments": adjustments}
        drafting.save_support(application, complete=True, **said)
    if text:
        application.answers.update(text=text)
    for asked, columns in (documents or {}).items():
        ApplicationDocumentFactory(application=application, asked=asked, **columns)
    if background:
        background(application)
    move(application, Status.SUBMITTED, by=application.applicant)
    return application


def close(vacancy) -> Vacancy:
    Vacancy.objects.filter(pk=vacancy.pk).update(
        status="closed", closed_at=timezone.now(), close_reason="deadline"
    )
    vacancy.refresh_from_db()
    return vacancy


def withdraw(application) -> None:
    move(application, Status.WITHDRAWN, by=application.applicant)


def score_all(member, points=2, note="Because.") -> None:
    """`member` gives every candidate the same points, or what `points(candidate, criterion)` says."""
    if not member.declarations.exists():
        declare(member)
    blinding.prepare(member)
    give = points if callable(points) else lambda *_: points
    criteria = list(queries.scored_criteria(member.vacancy))
    candidates = (
        Candidate.objects.to_score()
        .filter(member=member, application__status__in=queries.SEEN_BY_PANEL)
        .select_related("application")
    )
    marks = {
        (candidate.token, criterion.pk): Mark(give(candidate, criterion), note)
        for candidate in candidates
        for criterion in criteria
    }
    scoring.save_marks(member, marks, by=member.user)


def hand_in(member, points=2) -> None:
    score_all(member, points)
    scoring.submit_card(member, by=member.user)


def scored_vacancy(*, points=2, **shape) -> Vacancy:
    """Every member's card is in."""
    vacancy = closed_vacancy(**shape)
    for member in vacancy.panel.all():
        hand_in(member, points)
    return vacancy


def chair_of(vacancy):
    return vacancy.panel.get(is_chair=True, removed_at=None)


def seat_of(member) -> queries.Seat:
    return queries.seat(member.user, member.vacancy_id)


def agree_the_rest(vacancy, basis=Basis.MEAN) -> None:
    """The chair writes down the mean wherever the panel has not agreed."""
    chair = chair_of(vacancy)
    listed = moderating.fingerprint(moderating.proposals(vacancy, basis))
    moderating.agree_the_rest(chair, basis, listed=listed, note="We talked.", by=chair.user)


def confirmed_vacancy(*, invited=1, **shape) -> Vacancy:
    """The chair has chosen the first so many of the own list, and confirmed."""
    vacancy = scored_vacancy(**shape)
    chair = chair_of(vacancy)
    tokens = [line.token for line in blinding.candidates(chair)]
    deciding.choose(
        chair, dict.fromkeys(tokens[:invited], Outcome.INVITE), by=chair.user, reject_the_rest=True
    )
    deciding.describe_interviews(vacancy, INTERVIEWS, by=chair.user)
    vacancy = Vacancy.objects.get(pk=vacancy.pk)
    deciding.confirm(vacancy.shortlist, by=chair.user)
    return Vacancy.objects.get(pk=vacancy.pk)


def announced_vacancy(**shape) -> Vacancy:
    vacancy = confirmed_vacancy(**shape)
    announcing.announce(vacancy, by=chair_of(vacancy).user)
    return Vacancy.objects.get(pk=vacancy.pk)
