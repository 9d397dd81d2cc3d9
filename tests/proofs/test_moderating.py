"""Agreeing while somebody confirms, and twice at once: who is first is first, the other is told."""

from contextlib import contextmanager

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models.functions import Now

from applicants.shortlisting import queries
from applicants.shortlisting.actions import deciding, moderating
from applicants.shortlisting.models import AgreedScore, Shortlist
from applicants.shortlisting.status import Basis
from tests.applicants.shortlisting.panels import agree_the_rest, chair_of, closed_vacancy, hand_in
from tests.proofs.racing import beside, until_somebody_waits_for_a_lock
from vacancies.models import Vacancy

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def vacancy():
    """Everybody's card is in, the members differ on one candidate, and the chair has decided."""
    vacancy = closed_vacancy(applications=1, criteria=1)
    for member in vacancy.panel.all():
        hand_in(member, 3 if member.is_chair else 0)
    chair = chair_of(vacancy)
    deciding.choose(chair, {}, by=chair.user, reject_the_rest=True)
    return Vacancy.objects.get(pk=vacancy.pk)


def agree(vacancy, points, note="We talked."):
    chair = chair_of(vacancy)
    criterion = queries.scored_criteria(vacancy).get()
    token = chair.candidates.get().token
    moderating.agree(chair, token, criterion.pk, points, note=note, by=chair.user, seen=None)


def take_back(vacancy):
    chair = chair_of(vacancy)
    standing = AgreedScore.objects.standing().get()
    moderating.take_back(
        chair,
        chair.candidates.get().token,
        standing.criterion_id,
        reason="A doubt.",
        by=chair.user,
        seen=standing.pk,
    )


def confirm(vacancy):
    deciding.confirm(Shortlist.objects.get(vacancy=vacancy), by=chair_of(vacancy).user)


@contextmanager
def trigger_off():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE shortlisting_agreedscore DISABLE TRIGGER shortlisting_keep_agreed_scores")
        try:
            yield
        finally:
            cursor.execute(
                "ALTER TABLE shortlisting_agreedscore ENABLE TRIGGER shortlisting_keep_agreed_scores"
            )


def nobody_waits(monkeypatch):
    """The acts look at the shortlist without its lock, and the vacancy's."""
    monkeypatch.setattr(deciding, "lock", lambda vacancy: Shortlist.objects.get(vacancy=vacancy))


def meanwhile(first, second, *, waits=True):
    """`first` is done but not committed when `second` begins on another connection."""
    with transaction.atomic():
        first()
        other = beside(second)
        if waits:
            assert until_somebody_waits_for_a_lock()
        else:
            other.join()
    other.join()


def test_confirming_waits_for_what_is_taken_back_and_is_refused(vacancy):
    agree_the_rest(vacancy, Basis.LOWER)
    with pytest.raises(deciding.Unmoderated):
        meanwhile(lambda: take_back(vacancy), lambda: confirm(vacancy))
    assert not Shortlist.objects.get().confirmed_at


def test_control_without_the_locks_it_is_confirmed_though_nothing_is_agreed(vacancy, monkeypatch):
    agree_the_rest(vacancy, Basis.LOWER)
    nobody_waits(monkeypatch)
    with trigger_off():
        meanwhile(lambda: take_back(vacancy), lambda: confirm(vacancy), waits=False)
    assert Shortlist.objects.get().confirmed_at
    assert queries.unmoderated(vacancy) == 1


def end_by_hand():
    AgreedScore.objects.standing().update(superseded_at=Now())


def test_the_database_alone_waits_for_a_confirmation_and_then_refuses(vacancy):
    agree_the_rest(vacancy, Basis.LOWER)
    with pytest.raises(DatabaseError) as refusal:
        meanwhile(lambda: confirm(vacancy), end_by_hand)
    assert refusal.value.__cause__.sqlstate == "SC015"
    assert queries.unmoderated(vacancy) == 0


def test_control_without_the_trigger_an_agreement_ends_below_a_confirmed_shortlist(vacancy):
    agree_the_rest(vacancy, Basis.LOWER)
    with trigger_off():
        meanwhile(lambda: confirm(vacancy), end_by_hand, waits=False)
    assert Shortlist.objects.get().confirmed_at
    assert queries.unmoderated(vacancy) == 1


def test_two_who_agree_the_same_at_once_agree_once(vacancy):
    meanwhile(lambda: agree(vacancy, 2), lambda: agree(vacancy, 2))
    assert AgreedScore.objects.get().superseded_at is None


def test_two_who_agree_otherwise_at_once_are_told(vacancy):
    with pytest.raises(moderating.AgreedMeanwhile):
        meanwhile(lambda: agree(vacancy, 2), lambda: agree(vacancy, 1))
    assert AgreedScore.objects.get().points == 2


def test_control_without_the_locks_the_second_runs_into_the_database(vacancy, monkeypatch):
    nobody_waits(monkeypatch)
    with trigger_off(), pytest.raises(IntegrityError, match="one_standing_agreement"):
        meanwhile(lambda: agree(vacancy, 2), lambda: agree(vacancy, 2))
