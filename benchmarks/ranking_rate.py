"""What a panel's figures cost with many candidates.

Ranks them on 25 criteria by three members, works out how alike they scored, and finds where they differ: each
beside adding up the same points in plain Python, in the same run.
"""

import random
import time

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from applicants.shortlisting import queries
from applicants.shortlisting.models import Candidate, Declaration, Score, ScoreCard
from applicants.shortlisting.status import Conflict
from benchmarks import panels
from vacancies.models import Criterion, PanelMember

CANDIDATES, CRITERIA, MEMBERS = 1_000, 25, 3
POINTS = (1, 2, 2, 3)


def measure() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    with panels.unguarded():
        chair = scored(CANDIDATES)
    seat = queries.seat(chair.user, chair.vacancy_id)
    given = list(Score.objects.values_list("points", flat=True))
    bare = took(lambda: sum(points or 0 for points in given))
    print(f"{CANDIDATES:,} candidates, {CRITERIA} criteria, {MEMBERS} members: {len(given):,} scores")
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


def scored(candidates: int) -> PanelMember:
    """A closed vacancy whose panel has scored everybody; the chair."""
    vacancy, applications = panels.closed(candidates)
    criteria = Criterion.objects.bulk_create(
        Criterion(vacancy=vacancy, position=n, text=f"Criterion {n}", weight=1 + n % 3)
        for n in range(CRITERIA)
    )
    for member in panels.seat(vacancy, MEMBERS):
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
            Score(card=card, candidate=candidate, criterion=one, points=dice.choice(POINTS), note="Why.")
            for candidate in seen
            for one in criteria
        ),
        batch_size=5_000,
    )
