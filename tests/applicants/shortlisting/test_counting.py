"""How far a card is: what it says of itself is what anybody would count, whatever happens to the scores."""

import random
from operator import attrgetter

import pytest
from django.db import connection
from django.db.models import F
from django.utils import timezone

from applicants.shortlisting import blinding, invariants, queries
from applicants.shortlisting.actions import assigning, scoring
from applicants.shortlisting.actions.scoring import Mark
from applicants.shortlisting.blinding import judging
from applicants.shortlisting.models import Candidate, CardCount, Score
from tests.applicants.shortlisting.panels import (
    chair_of,
    closed_vacancy,
    hand_in,
    score_all,
    seat_of,
    withdraw,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    member = closed_vacancy(applications=4, criteria=3).panel.first()
    blinding.prepare(member)
    return member


def told(member) -> dict[int, int]:
    seat = seat_of(member)
    return blinding.progress(member, seat.criteria).by_criterion


def counted(member) -> dict[int, int]:
    """One by one, in Python, from the rows themselves."""
    explained = member.vacancy.employer.explains_every_score
    newest = max(member.cards.all(), key=attrgetter("version"), default=None)
    there = {line.pk: 0 for line in queries.scored_criteria(member.vacancy)}
    for score in Score.objects.filter(card=newest).select_related("candidate__application"):
        candidate = score.candidate
        takes_part = candidate.application.status == "submitted" and candidate.recognised_at is None
        whole = score.points is not None and (score.note or not explained)
        there[score.criterion_id] += bool(takes_part and candidate.is_assigned and whole)
    return there


@pytest.mark.parametrize("seed", range(6))
def test_it_is_what_anybody_would_count(member, seed):
    """Also where the employer begins, or ceases, to have every score explained."""
    employer = member.vacancy.employer
    chance = random.Random(seed)
    candidates = list(Candidate.objects.filter(member=member))
    criteria = [line.pk for line in queries.scored_criteria(member.vacancy)]
    seen, differed = set(), False
    for _ in range(40):
        candidate = chance.choice(candidates)
        match chance.randrange(20):
            case 0 if candidate.application.status != "withdrawn":
                withdraw(candidate.application)
            case 1:
                Candidate.objects.filter(pk=candidate.pk, recognised_at=None).update(
                    recognised_at=timezone.now()
                )
            case 2:
                Candidate.objects.filter(pk=candidate.pk).update(is_assigned=chance.random() < 0.5)
            case 3 | 4:
                employer.explains_every_score = not employer.explains_every_score
                employer.save()
            case _:
                marks = {
                    criterion: Mark(chance.choice([None, 2, 3]), chance.choice(["", "Because."]))
                    for criterion in chance.sample(criteria, 2)
                }
                try:
                    scoring.save_scores(member, candidate.token, marks, by=member.user)
                except (scoring.NoSuchCandidate, scoring.ReasonNeeded):
                    continue  # gone from the card, or a note is missing
        assert told(member) == counted(member)
        judged, left = set(judging.to_judge(member)), set(judging.not_to_judge(member))
        assert (judged & left, judged | left) == (set(), set(candidates)), "the one is what the other is not"
        assert blinding.progress(member, ()).everybody == len(judged)
        seen.add(tuple(told(member).values()))
        differed |= CardCount.objects.exclude(with_points=F("with_note")).exists()
    assert len(seen) > 3
    assert differed, "it did not matter whether scores are explained"
    assert invariants.counted_wrong().count() == invariants.uncounted().count() == 0


def test_many_scores_written_changed_and_removed_at_once_are_counted(member):
    score_all(member, note="")
    Score.objects.filter(candidate__in=Candidate.objects.all()[:2]).update(note="Because.")
    assert {(row.with_points, row.with_note) for row in CardCount.objects.all()} == {(4, 2)}
    Score.objects.filter(note="").update(points=None)
    assert {(row.with_points, row.with_note) for row in CardCount.objects.all()} == {(2, 2)}
    Score.objects.all()._raw_delete("default")
    assert {(row.with_points, row.with_note) for row in CardCount.objects.all()} == {(0, 0)}


def test_a_card_that_is_opened_again_counts_its_own(member):
    hand_in(member)
    assigning.reopen_card(member, because="A mistake.", by=chair_of(member.vacancy).user)
    assert told(member) == counted(member)
    assert CardCount.objects.count() == 2 * 3


def test_negative_control_without_the_trigger_it_is_wrong(member):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER shortlisting_count_new_scores ON shortlisting_score")
    score_all(member)
    assert told(member) != counted(member)
