"""The reserve list and the recruiter's look, at the same moment as something else: forced interleavings."""

import pytest

from applicants.applying.moving import NotAllowed, move
from applicants.applying.status import Status
from applicants.shortlisting import blinding, invariants, queries
from applicants.shortlisting.actions import announcing, checking, deciding, reserve_list
from applicants.shortlisting.actions.deciding import Outcome
from applicants.shortlisting.models import GuaranteedInterview, Invitation, Shortlist
from recruitment.accounts.models import Employer
from recruitment.audit.models import AuditEvent
from tests.applicants.shortlisting.panels import INTERVIEWS, chair_of, confirmed_vacancy, scored_vacancy
from tests.factories import UserFactory
from tests.proofs.racing import beside, until_somebody_waits_for_a_lock
from tests.proofs.test_announcing import Stop, without_locks
from vacancies.models import Vacancy

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.proof]


def with_reserves() -> Vacancy:
    """Announced: two people on the reserve list."""
    vacancy = scored_vacancy(applications=2, criteria=1, members=1)
    chair = chair_of(vacancy)
    tokens = [line.token for line in blinding.candidates(chair)]
    deciding.choose(chair, dict.fromkeys(tokens, Outcome.RESERVE), by=chair.user)
    deciding.describe_interviews(vacancy, INTERVIEWS, by=chair.user)
    deciding.confirm(Shortlist.objects.get(), by=chair.user)
    announcing.announce(vacancy, by=chair.user)
    return Vacancy.objects.get(pk=vacancy.pk)


def promote_twice_at_once(monkeypatch, vacancy):
    """Both saw the same first; one is held inside its transaction until the other waits, or has failed."""
    user = chair_of(vacancy).user
    first = queries.on_reserve(vacancy.shortlist)[0]
    stop = Stop(monkeypatch, reserve_list.outbox, "queue_many")
    one = beside(lambda: reserve_list.promote(vacancy, first.pk, by=user))
    stop.wait()
    other = beside(lambda: reserve_list.promote(vacancy, first.pk, by=user))
    assert until_somebody_waits_for_a_lock()
    stop.released.set()
    one.join()
    return other


def test_two_who_promote_at_once_invite_one(monkeypatch):
    vacancy = with_reserves()
    with pytest.raises(reserve_list.NotNext):
        promote_twice_at_once(monkeypatch, vacancy).join()
    assert Invitation.objects.count() == 1
    assert len(queries.on_reserve(vacancy.shortlist)) == 1
    assert invariants.broken() == []


def test_control_without_the_locks_the_second_takes_the_same_person_for_the_first(monkeypatch):
    """Only the mover, which looks at the application's own row once more, stops it then."""
    vacancy = with_reserves()
    monkeypatch.setattr(reserve_list, "_lock_first", queries.first_reserve)
    with without_locks(Vacancy, Shortlist):
        second = promote_twice_at_once(monkeypatch, vacancy)
        with pytest.raises(NotAllowed):
            second.join()


def test_who_withdraws_while_they_are_promoted_is_passed_over(monkeypatch):
    vacancy = with_reserves()
    first, second = queries.on_reserve(vacancy.shortlist)
    application = vacancy.applications.get(pk=first.pk)
    stop = Stop(monkeypatch, reserve_list.outbox, "queue_many")
    promotion = beside(lambda: reserve_list.promote(vacancy, first.pk, by=chair_of(vacancy).user))
    stop.wait()
    withdrawal = beside(lambda: move(application, Status.WITHDRAWN, by=application.applicant))
    assert until_somebody_waits_for_a_lock()
    stop.released.set()
    promotion.join()
    withdrawal.join()
    assert queries.free_places(vacancy.shortlist) == 0  # nobody else was invited: the list moves on by an act
    assert [line.pk for line in queries.on_reserve(vacancy.shortlist)] == [second.pk]
    assert invariants.broken() == []


def check_while_it_is_opened_again(monkeypatch, vacancy):
    """Opening again is held inside its transaction; the recruiter finishes the check meanwhile."""
    stop = Stop(monkeypatch, deciding, "record")
    opening = beside(
        lambda: deciding.reopen(vacancy.shortlist, by=chair_of(vacancy).user, reason="Once more.")
    )
    stop.wait()
    looking = beside(lambda: checking.check(vacancy, shown=[], invited=[], by=UserFactory()))
    assert until_somebody_waits_for_a_lock()
    stop.released.set()
    opening.join()
    return looking


def test_nothing_is_checked_that_is_opened_again_at_that_moment(monkeypatch):
    vacancy = confirmed_vacancy(applications=1, members=1)
    Employer.objects.filter(pk=vacancy.employer_id).update(is_disability_confident=True)
    with pytest.raises(checking.NotConfirmed):
        check_while_it_is_opened_again(monkeypatch, vacancy).join()
    assert Shortlist.objects.get().checked_at is None
    assert not GuaranteedInterview.objects.exists()


def test_two_who_confirm_at_once_confirm_once(monkeypatch):
    vacancy = scored_vacancy(applications=2, criteria=1, members=1)
    chair = chair_of(vacancy)
    deciding.choose(chair, {}, by=chair.user, reject_the_rest=True)
    shortlist = Shortlist.objects.get()
    stop = Stop(monkeypatch, deciding, "record")
    both = [beside(lambda: deciding.confirm(shortlist, by=chair.user))]
    stop.wait()
    both.append(beside(lambda: deciding.confirm(shortlist, by=chair.user)))
    assert until_somebody_waits_for_a_lock()
    stop.released.set()
    for one in both:
        one.join()
    assert AuditEvent.objects.filter(action="shortlist.confirmed").count() == 1
