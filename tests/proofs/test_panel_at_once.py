"""Two who do something to a panel at the same moment: forced interleavings on real connections.

Each race is also run with its lock taken away: then it ends otherwise, so the lock is what keeps the promise.
"""

import pytest
from django.db import IntegrityError

from applicants.shortlisting import blinding
from applicants.shortlisting.actions import assigning, scoring
from applicants.shortlisting.blinding import labelling
from applicants.shortlisting.models import Candidate, PanelRules, ScoreCard
from tests.applicants.shortlisting.panels import chair_of, closed_vacancy, score_all, scored_vacancy
from tests.proofs.racing import beside, until_somebody_waits_for_a_lock
from tests.proofs.test_announcing import Stop, without_locks
from vacancies.actions import panel
from vacancies.models import PanelMember, Vacancy

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.proof]


def one_held_and_another(stop: Stop, first, second) -> None:
    """`second` begins while `first` is held inside its transaction, and waits for it if it has to."""
    one = beside(first)
    assert stop.reached.wait(30)
    other = beside(second)
    waited = until_somebody_waits_for_a_lock(patience=2)
    if not waited:
        other.join()
    stop.released.set()
    one.join()
    if waited:
        other.join()


def open_a_card_twice_at_once(monkeypatch) -> PanelMember:
    vacancy = scored_vacancy(applications=1)
    member, chair = vacancy.panel.get(is_chair=False), chair_of(vacancy)

    def reopen():
        fresh = PanelMember.objects.select_related("vacancy", "user").get(pk=member.pk)
        assigning.reopen_card(fresh, because="A note is missing.", by=chair.user)

    one_held_and_another(Stop(monkeypatch, assigning, "record"), reopen, reopen)
    return member


def test_two_who_open_a_card_again_make_one_version(monkeypatch):
    member = open_a_card_twice_at_once(monkeypatch)
    assert list(member.cards.order_by("version").values_list("version", flat=True)) == [1, 2]
    assert member.cards.get(version=2).scores.count() == member.cards.get(version=1).scores.count() > 0


def test_control_without_the_locks_the_second_runs_into_the_first(monkeypatch):
    with without_locks(Vacancy, ScoreCard), pytest.raises(IntegrityError):
        open_a_card_twice_at_once(monkeypatch)


def hand_in_while_being_removed(monkeypatch) -> tuple[PanelMember, list]:
    vacancy = closed_vacancy(applications=1, members=3)
    chair, member, other = vacancy.panel.select_related("user").order_by("-is_chair", "pk")
    score_all(member)
    refused = []

    def remove():
        panel.arrange(
            Vacancy.objects.get(pk=vacancy.pk), {chair.user: True, other.user: False}, by=chair.user
        )

    def hand_in():
        fresh = PanelMember.objects.select_related("vacancy", "user").get(pk=member.pk)
        try:
            scoring.submit_card(fresh, by=fresh.user)
        except scoring.ScoringNotOpen:
            refused.append(fresh)

    one_held_and_another(Stop(monkeypatch, panel, "record"), remove, hand_in)
    return member, refused


def test_who_is_taken_off_the_panel_does_not_hand_in_after_it(monkeypatch):
    member, refused = hand_in_while_being_removed(monkeypatch)
    assert refused == [member]
    assert member.cards.get().submitted_at is None
    assert member.cards.get().scores.exists(), "what was scored is kept"


def test_control_without_the_lock_a_removed_members_card_goes_in(monkeypatch):
    with without_locks(Vacancy):
        member, refused = hand_in_while_being_removed(monkeypatch)
    assert refused == []
    assert member.cards.get().submitted_at


def deal_to_two_at_once(monkeypatch) -> Vacancy:
    vacancy = closed_vacancy(applications=6, members=3)
    PanelRules.objects.create(vacancy=vacancy, scorers_each=2)

    def prepare(member):
        blinding.prepare(PanelMember.objects.select_related("vacancy").get(pk=member.pk))

    first, second, _ = vacancy.panel.all()
    stop = Stop(monkeypatch, labelling, "dealt")
    one_held_and_another(stop, lambda: prepare(first), lambda: prepare(second))
    return vacancy


def test_two_first_looks_at_once_deal_once(monkeypatch):
    vacancy = deal_to_two_at_once(monkeypatch)
    assert Candidate.objects.filter(member__vacancy=vacancy).count() == 6 * 3
    assert [member.candidates.to_score().count() for member in vacancy.panel.all()] == [4, 4, 4]


def test_control_without_the_lock_the_second_deals_beside_the_first(monkeypatch):
    with without_locks(Vacancy), pytest.raises(IntegrityError):
        deal_to_two_at_once(monkeypatch)


def hand_in_while_it_is_opened_again(monkeypatch) -> tuple[PanelMember, list]:
    """An opened card goes in while the chair opens it once more, in ignorance of each other."""
    vacancy = scored_vacancy(applications=1)
    member, chair = vacancy.panel.get(is_chair=False), chair_of(vacancy)
    assigning.reopen_card(member, because="A note is missing.", by=chair.user)
    refused = []

    def fresh():
        return PanelMember.objects.select_related("vacancy", "user").get(pk=member.pk)

    def submit():
        scoring.submit_card(fresh(), by=member.user)

    def save():
        place = (member.candidates.get().token, vacancy.criteria.scored().first().pk)
        try:
            scoring.save_marks(fresh(), {place: scoring.Mark(3, "Read again.")}, by=member.user)
        except scoring.CardIsIn:
            refused.append(member)

    def reopen():
        assigning.reopen_card(fresh(), because="And another one.", by=chair.user)

    one_held_and_another(Stop(monkeypatch, scoring, "record"), submit, reopen)
    save()
    return member, refused


def test_a_card_handed_in_while_it_is_opened_again_is_kept_and_followed_by_a_new_version(monkeypatch):
    member, refused = hand_in_while_it_is_opened_again(monkeypatch)
    first, second, third = member.cards.order_by("version")
    assert [card.submitted_at is not None for card in (first, second, third)] == [True, True, False]
    assert refused == []
    assert not second.scores.filter(note="Read again.").exists(), "what is in stays as it was"
    assert third.scores.filter(note="Read again.").exists()


def test_control_without_the_locks_the_chair_opens_nothing(monkeypatch):
    with without_locks(Vacancy, ScoreCard):
        member, refused = hand_in_while_it_is_opened_again(monkeypatch)
    assert member.cards.count() == 2
    assert refused == [member], "the chair's act was lost: the card they meant to open is in"
