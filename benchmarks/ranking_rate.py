"""Fills one vacancy with a panel's scores, and measures what ranking and comparing them costs."""

import random
import time
from datetime import timedelta

from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applicants.applying.models import Application
from applicants.applying.status import Status as ApplicationStatus
from applicants.shortlisting import queries
from applicants.shortlisting.models import Candidate, Declaration, Score, ScoreCard
from applicants.shortlisting.status import Conflict
from recruitment.accounts.models import Employer, StaffRole, User
from vacancies.models import Criterion, PanelMember, Vacancy
from vacancies.status import Status

CRITERIA, MEMBERS = 25, 3
POINTS = (1, 2, 2, 3)


def measure(candidates: int) -> None:
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic(), connection.cursor() as cursor:
        # The triggers look at every score; what they refuse is not measured here.
        cursor.execute("SET LOCAL session_replication_role = replica")
        chair = fill(candidates)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    seat = queries.seat(chair.user, chair.vacancy_id)
    given = list(Score.objects.values_list("points", flat=True))
    bare = took(lambda: [points for points in given if points])
    print(f"{candidates:,} candidates, {CRITERIA} criteria, {MEMBERS} members: {len(given):,} scores")
    for name, act in (
        ("the ranking", queries.chairs_ranking),
        ("where they differ", queries.differences),
        ("how alike they score", queries.figures),
        ("how many are to agree", lambda seat: queries.unmoderated(seat.vacancy)),
    ):
        with CaptureQueriesContext(connection) as captured:
            act(seat)
        best = min(took(lambda act=act: act(seat)) for _ in range(3))
        print(f"{name:24}{best * 1000:7.0f} ms, {best / bare:6.0f} × bare, {len(captured)} SQL")


def took(act) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def fill(candidates: int) -> PanelMember:
    """A closed vacancy whose panel has scored everybody; the chair."""
    employer = Employer.objects.create(name="Northmoor Trust")
    now = timezone.now()
    vacancy = Vacancy.objects.create(
        employer=employer,
        title="Therapeutic Support Worker",
        reference="RANKED",
        status=Status.CLOSED,
        opens_at=now - timedelta(days=9),
        closes_at=now - timedelta(days=1),
        published_at=now - timedelta(days=9),
        closed_at=now,
        close_reason="deadline",
    )
    criteria = Criterion.objects.bulk_create(
        Criterion(vacancy=vacancy, position=n, text=f"Criterion {n}", weight=1 + n % 3)
        for n in range(CRITERIA)
    )
    people = User.objects.bulk_create(
        User(email=f"ranked{n}@example.org", password="!") for n in range(candidates + MEMBERS)
    )
    applications = Application.objects.bulk_create(
        Application(vacancy=vacancy, applicant=person, status=ApplicationStatus.SUBMITTED, submitted_at=now)
        for person in people[MEMBERS:]
    )
    for number, person in enumerate(people[:MEMBERS]):
        StaffRole.objects.create(user=person, employer=employer, role=StaffRole.Role.HIRING_MANAGER)
        member = PanelMember.objects.create(vacancy=vacancy, user=person, is_chair=number == 0)
        score(member, applications, criteria)
    return vacancy.panel.select_related("user").get(is_chair=True)


def score(member: PanelMember, applications: list, criteria: list) -> None:
    dice = random.Random(member.pk)
    Declaration.objects.create(member=member, conflict=Conflict.NONE)
    seen = Candidate.objects.bulk_create(
        Candidate(member=member, application=one, label=f"Candidate {n}", position=dice.randrange(2**31))
        for n, one in enumerate(applications)
    )
    card = ScoreCard.objects.create(member=member, submitted_at=timezone.now())
    Score.objects.bulk_create(
        (
            Score(
                card=card, candidate=candidate, criterion=one, points=dice.choice((1, 2, 2, 3)), note="Why."
            )
            for candidate in seen
            for one in criteria
        ),
        batch_size=5_000,
    )
