"""Choosing, confirming and re-opening."""

import pytest

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.actions import announcing, deciding
from applicants.shortlisting.actions.deciding import Outcome
from applicants.shortlisting.models import Decision
from recruitment.audit.models import AuditEvent
from tests.applicants.shortlisting.panels import (
    INTERVIEWS,
    announced_vacancy,
    chair_of,
    closed_vacancy,
    confirmed_vacancy,
    hand_in,
    scored_vacancy,
    seat_of,
    withdraw,
)
from tests.factories import PanelMemberFactory
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db


def tokens(chair):
    return [line.token for line in blinding.candidates(chair)]


def fresh(vacancy):
    return Vacancy.objects.get(pk=vacancy.pk)


def decided(vacancy, *, invited=1):
    chair = chair_of(vacancy)
    invite = dict.fromkeys(tokens(chair)[:invited], Outcome.INVITE)
    deciding.choose(chair, invite, by=chair.user, reject_the_rest=True)
    return fresh(vacancy).shortlist


def test_nothing_is_decided_before_every_card_is_in():
    vacancy = closed_vacancy()
    chair = chair_of(vacancy)
    hand_in(chair)
    with pytest.raises(deciding.CardsOutstanding) as refusal:
        deciding.choose(chair, {tokens(chair)[0]: Outcome.INVITE}, by=chair.user)
    assert refusal.value.cards == 1
    with pytest.raises(PermissionError):
        queries.chairs_ranking(seat_of(chair))


def test_a_removed_member_is_not_waited_for_and_a_new_one_is():
    vacancy = closed_vacancy(members=3)
    first, second, third = vacancy.panel.all()
    hand_in(first), hand_in(second)
    vacancy.panel.filter(pk=third.pk).update(removed_at="2026-01-01T00:00Z")
    assert queries.cards_outstanding(vacancy) == 0
    newcomer = PanelMemberFactory(vacancy=vacancy)
    assert queries.cards_outstanding(vacancy) == 1
    hand_in(newcomer)
    assert queries.cards_outstanding(vacancy) == 0


def test_a_removed_members_scores_are_kept_but_not_counted():
    vacancy = closed_vacancy(members=2, applications=1, criteria=1)
    chair, other = vacancy.panel.all()
    hand_in(chair, 3)
    hand_in(other, 0)
    assert queries.chairs_ranking(seat_of(chair))[0].standing.total * 2 == 3
    vacancy.panel.filter(pk=other.pk).update(removed_at="2026-01-01T00:00Z")
    assert queries.chairs_ranking(seat_of(chair))[0].standing.total == 3
    assert other.cards.get().scores.get().points == 0


def test_each_decision_bears_the_name_of_who_made_it():
    vacancy = scored_vacancy(applications=3)
    chair = chair_of(vacancy)
    first, second, _ = tokens(chair)
    deciding.choose(chair, {first: Outcome.INVITE}, by=chair.user)
    assert Decision.objects.count() == 1
    deciding.choose(chair, {second: Outcome.INVITE}, by=chair.user, reject_the_rest=True)
    assert sorted(Decision.objects.values_list("outcome", "decided_by")) == [
        ("invite", chair.user_id),
        ("invite", chair.user_id),
        ("not_shortlisted", chair.user_id),
    ]
    before = AuditEvent.objects.count()
    deciding.choose(chair, {second: Outcome.INVITE}, by=chair.user)
    assert AuditEvent.objects.count() == before


def test_confirming_needs_a_decision_on_everybody_who_waits():
    vacancy = scored_vacancy(applications=2)
    chair = chair_of(vacancy)
    deciding.choose(chair, {tokens(chair)[0]: Outcome.NOT_SHORTLISTED}, by=chair.user)
    shortlist = fresh(vacancy).shortlist
    with pytest.raises(deciding.Undecided) as refusal:
        deciding.confirm(shortlist, by=chair.user)
    assert refusal.value.candidates == 1
    withdraw(chair.candidates.get(token=tokens(chair)[1]).application)
    deciding.confirm(shortlist, by=chair.user)
    shortlist.refresh_from_db()
    assert shortlist.confirmed_at
    assert shortlist.confirmed_by == chair.user


def test_an_invitation_without_when_and_where_is_not_confirmed():
    vacancy = scored_vacancy()
    user = chair_of(vacancy).user
    shortlist = decided(vacancy)
    with pytest.raises(deciding.InterviewDetailsMissing):
        deciding.confirm(shortlist, by=user)
    deciding.describe_interviews(vacancy, INTERVIEWS, by=user)
    deciding.confirm(shortlist, by=user)
    deciding.confirm(shortlist, by=user)
    assert AuditEvent.objects.filter(action="shortlist.confirmed").count() == 1


def test_with_everybody_gone_there_is_nothing_to_confirm():
    vacancy = scored_vacancy(applications=1)
    shortlist = decided(vacancy)
    withdraw(vacancy.applications.get())
    with pytest.raises(deciding.NobodyToDecide):
        deciding.confirm(shortlist, by=chair_of(vacancy).user)


def test_a_confirmed_shortlist_is_fixed_until_it_is_re_opened_with_a_reason():
    vacancy = confirmed_vacancy(applications=2)
    chair = chair_of(vacancy)
    with pytest.raises(deciding.AlreadyConfirmed):
        deciding.choose(chair, {tokens(chair)[0]: Outcome.INVITE}, by=chair.user)
    with pytest.raises(deciding.ReasonMissing):
        deciding.reopen(vacancy.shortlist, by=chair.user, reason="  ")
    deciding.reopen(vacancy.shortlist, by=chair.user, reason="One score was misread.")
    assert AuditEvent.objects.get(action="shortlist.reopened").reason == "One score was misread."
    deciding.choose(chair, {tokens(chair)[0]: Outcome.INVITE}, by=chair.user)
    deciding.confirm(vacancy.shortlist, by=chair.user)


def test_nothing_is_re_opened_once_people_have_been_told():
    vacancy = announced_vacancy()
    chair = chair_of(vacancy)
    with pytest.raises(deciding.AlreadyAnnounced):
        deciding.reopen(vacancy.shortlist, by=chair.user, reason="Too late.")
    with pytest.raises(deciding.AlreadyAnnounced):
        deciding.choose(chair, {}, by=chair.user)
    with pytest.raises(deciding.AlreadyAnnounced):
        deciding.confirm(vacancy.shortlist, by=chair.user)


def test_a_re_opened_shortlist_is_not_announced():
    vacancy = confirmed_vacancy()
    user = chair_of(vacancy).user
    deciding.reopen(vacancy.shortlist, by=user, reason="A doubt.")
    with pytest.raises(announcing.NotConfirmed):
        announcing.announce(vacancy, by=user)


def test_the_ranking_in_full():
    """Means, weights, essentials, disagreement, what was not acknowledged: from the database to the line."""
    vacancy = closed_vacancy(applications=2, criteria=2, acknowledged=1)
    chair, other = vacancy.panel.all()
    good = vacancy.applications.order_by("pk").first()
    first = vacancy.criteria.filter(kind="scored").first()
    hand_in(chair, lambda candidate, criterion: 3 if candidate.application_id == good.pk else 2)
    hand_in(other, lambda candidate, criterion: 1 if criterion == first else 3)
    lines = queries.chairs_ranking(seat_of(chair))
    assert chair.candidates.get(token=lines[0].token).application == good
    best, rest = (line.standing for line in lines)
    assert (best.place, best.total, best.meets_essentials, best.diverging) == (1, 5, True, (first.pk,))
    assert (rest.place, rest.total * 2, rest.unmet, rest.diverging) == (2, 8, (first.pk,), (first.pk,))
    acknowledged = vacancy.criteria.get(kind="acknowledged")
    assert {line.not_acknowledged for line in lines} == {(acknowledged.pk,)}


def on_reserve(vacancy):
    """The labels on the reserve list with their places."""
    chair = chair_of(vacancy)
    decisions = fresh(vacancy).shortlist.decisions.filter(outcome=Outcome.RESERVE)
    places = dict(decisions.values_list("application", "reserve_place"))
    labels = {row.application_id: row.token for row in chair.candidates.all()}
    return [labels[pk] for pk in sorted(places, key=places.get)], sorted(places.values())


def test_the_reserve_list_is_in_the_order_it_was_chosen_and_has_no_gaps():
    vacancy = scored_vacancy(applications=4)
    chair = chair_of(vacancy)
    a, b, c, d = tokens(chair)
    deciding.choose(chair, dict.fromkeys([c, a, b], Outcome.RESERVE), by=chair.user)
    assert on_reserve(vacancy) == ([c, a, b], [1, 2, 3])
    deciding.choose(
        chair, {c: Outcome.NOT_SHORTLISTED, d: Outcome.RESERVE, a: Outcome.RESERVE}, by=chair.user
    )
    assert on_reserve(vacancy) == ([a, b, d], [1, 2, 3])


def test_who_withdrew_from_the_reserve_list_stands_at_its_end():
    vacancy = scored_vacancy(applications=3)
    chair = chair_of(vacancy)
    a, b, c = tokens(chair)
    deciding.choose(chair, dict.fromkeys([a, b], Outcome.RESERVE), by=chair.user)
    withdraw(chair.candidates.get(token=a).application)
    deciding.choose(chair, {c: Outcome.RESERVE}, by=chair.user)
    assert on_reserve(vacancy)[0] == [b, c, a]
