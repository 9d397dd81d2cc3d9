"""Saving scores and handing a card in."""

from uuid import uuid4

import pytest
from django.utils import timezone

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.actions import scoring
from applicants.shortlisting.actions.scoring import Mark
from applicants.shortlisting.models import Candidate, Score
from recruitment.audit.models import AuditEvent
from tests.applicants.shortlisting.panels import (
    apply,
    closed_vacancy,
    hand_in,
    score_all,
    seat_of,
    withdraw,
)
from tests.factories import PanelMemberFactory, open_vacancy

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    member = closed_vacancy(applications=2, criteria=2, acknowledged=1).panel.first()
    blinding.prepare(member)
    return member


def criteria_of(member):
    return [criterion.pk for criterion in queries.scored_criteria(member.vacancy)]


def save(member, token, marks):
    scoring.save_scores(member, token, marks, by=member.user)


def token_of(member, index=0):
    return blinding.candidates(member)[index].token


def test_scores_may_be_saved_little_by_little(member):
    first, second = criteria_of(member)
    token = token_of(member)
    save(member, token, {first: Mark(3), second: Mark(None, "Ask about this.")})
    shown = {a.criterion.pk: (a.points, a.note) for a in blinding.candidate(member, token).to_score}
    assert shown == {first: (3, ""), second: (None, "Ask about this.")}
    assert not Candidate.objects.get(token=token).scored_at
    save(member, token, {second: Mark(0, "Nothing said."), first: Mark(3)})
    assert Candidate.objects.get(token=token).scored_at
    assert Score.objects.count() == 2
    assert seat_of(member).scored == 1


def test_taking_points_back_makes_the_candidate_unscored_again(member):
    score_all(member)
    first, _ = criteria_of(member)
    save(member, token_of(member), {first: Mark()})
    assert seat_of(member).scored == 1


def test_below_met_needs_a_note(member):
    first, second = criteria_of(member)
    with pytest.raises(scoring.ReasonNeeded) as refusal:
        save(member, token_of(member), {first: Mark(1), second: Mark(0, "Nothing.")})
    assert refusal.value.criteria == (first,)
    assert not Score.objects.exists()


def test_only_scored_criteria_of_this_vacancy_take_points(member):
    acknowledged = member.vacancy.criteria.get(kind="acknowledged")
    with pytest.raises(ValueError, match="Not scored"):
        save(member, token_of(member), {acknowledged.pk: Mark(2)})


def test_nobody_elses_candidate(member):
    other = member.vacancy.panel.last()
    blinding.prepare(other)
    for token in (uuid4(), token_of(other)):
        with pytest.raises(scoring.NoSuchCandidate):
            save(member, token, {criteria_of(member)[0]: Mark(2)})


def test_nothing_is_scored_while_people_can_apply():
    vacancy = open_vacancy()
    member = PanelMemberFactory(vacancy=vacancy)
    apply(vacancy)
    with pytest.raises(scoring.ScoringNotOpen):
        save(member, uuid4(), {})
    with pytest.raises(scoring.ScoringNotOpen):
        scoring.submit_card(member, by=member.user)


def test_an_incomplete_card_is_not_taken(member):
    first, second = criteria_of(member)
    with pytest.raises(scoring.Unscored) as refusal:
        scoring.submit_card(member, by=member.user)
    assert refusal.value.candidates == 2
    score_all(member)
    save(member, token_of(member), {first: Mark(None, "Not sure."), second: Mark(2)})
    with pytest.raises(scoring.Unscored) as refusal:
        scoring.submit_card(member, by=member.user)
    assert refusal.value.candidates == 1


def test_a_mark_that_says_scored_does_not_make_a_card_complete(member):
    blinding.prepare(member)
    member.candidates.update(scored_at=timezone.now())
    with pytest.raises(scoring.Unscored):
        scoring.submit_card(member, by=member.user)


def test_who_withdraws_drops_out(member):
    score_all(member)
    first, second = criteria_of(member)
    unscored = Candidate.objects.get(token=token_of(member))
    save(member, unscored.token, {first: Mark(), second: Mark()})
    withdraw(unscored.application)
    with pytest.raises(scoring.NoSuchCandidate):
        save(member, unscored.token, {first: Mark(2)})
    scoring.submit_card(member, by=member.user)
    assert seat_of(member).card_submitted_at


def test_a_card_is_handed_in_once_and_then_frozen(member):
    hand_in(member)
    with pytest.raises(scoring.CardIsIn):
        scoring.submit_card(member, by=member.user)
    with pytest.raises(scoring.CardIsIn):
        save(member, token_of(member), {criteria_of(member)[0]: Mark(3)})


def test_everything_is_audited_without_a_word_about_anybody(member):
    save(member, token_of(member), {criteria_of(member)[0]: Mark(3)})
    hand_in(member)
    events = AuditEvent.objects.filter(actor_id=member.user_id)
    assert list(events.order_by("pk").values_list("action", flat=True)) == [
        "card.saved",
        "card.saved",
        "card.submitted",
    ]
    said = [value for event in events for value in event.details.values()]
    numbers = [each for value in said for each in (value if isinstance(value, list) else [value])]
    assert all(isinstance(number, int) for number in numbers)
