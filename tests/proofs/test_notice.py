"""Closing with notice: nobody begins after it, everybody who had begun gets in until it ends."""

from datetime import timedelta
from threading import Event

import pytest
from django.utils import timezone

from applicants.applying.actions import closing, drafting
from applicants.applying.models import Application
from applicants.applying.tasks import SWEEP, close_and_tell, tell_of_time_left
from recruitment.accounts.models import User
from recruitment.mail import doorbell
from recruitment.mail.models import OutgoingEmail
from tests.factories import UserFactory
from tests.proofs.racing import (
    assert_no_promise_broken,
    beside,
    gate_off,
    race,
    through_the_gate,
    until_somebody_waits_for_a_lock,
    vacancy_with_drafts,
)
from vacancies.models import Vacancy

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

CAP, HOLDERS, NEWCOMERS = 5, 60, 120
RULES = {"close_after_applications": CAP, "cap_policy": "with_notice", "notice_hours": 1}


@pytest.fixture(autouse=True)
def silent_doorbell(monkeypatch):
    monkeypatch.setattr(doorbell, "ring", lambda *task: None)


def begin_and_submit(start) -> tuple[Vacancy, list]:
    """Newcomers begin and submit at once, while the holders' submissions reach the cap in between."""
    vacancy, drafts = vacancy_with_drafts(HOLDERS, **RULES)
    newcomers = User.objects.bulk_create(
        User(email=f"newcomer{n}@example.org", password="!") for n in range(NEWCOMERS)
    )
    # Whoever comes first and last in each lane is a newcomer: some begin in time, some too late, however the
    # machine deals out its time.
    between = [thing for pair in zip(drafts, newcomers[30:90], strict=True) for thing in pair]
    mixed = [*newcomers[:30], *between, *newcomers[90:]]

    def attempt(thing):
        if isinstance(thing, User):
            try:
                return ("begun", start(vacancy, thing).pk)
            except drafting.NotOpen:
                return ("turned away", thing.pk)
        return through_the_gate(thing)

    results = race(attempt, mixed, over=timedelta(seconds=1))
    vacancy.refresh_from_db()
    return vacancy, results


def begun_after_the_notice(vacancy) -> int:
    return vacancy.applications.filter(started_at__gt=vacancy.notice_given_at).count()


def test_nobody_begins_after_the_notice_and_every_holder_gets_in():
    vacancy, results = begin_and_submit(lambda vacancy, person: drafting.start(vacancy, by=person))
    attempts = [result for result in results if not isinstance(result, tuple)]
    assert len(attempts) == HOLDERS
    assert all(attempt.accepted for attempt in attempts), "somebody who had begun was turned away"
    assert vacancy.status == "published"
    assert vacancy.applications_received == HOLDERS > CAP
    # Stamped by the very submission that reached the cap.
    fifth = vacancy.applications.received().order_by("submitted_at")[CAP - 1]
    assert vacancy.notice_given_at == fifth.submitted_at
    turned_away = sum(result[0] == "turned away" for result in results if isinstance(result, tuple))
    assert 0 < turned_away < NEWCOMERS, "the notice did not come in the middle of the race"
    assert begun_after_the_notice(vacancy) == 0
    assert_no_promise_broken(but_audit=True)


def test_negative_control_without_the_lock_somebody_begins_after_it():
    """Looking first and beginning afterwards: the submission that reaches the cap comes in between."""
    vacancy, drafts = vacancy_with_drafts(CAP, **RULES)
    looked, notice_given = Event(), Event()

    def look_then_begin():
        assert Vacancy.objects.taking_new_applications().filter(pk=vacancy.pk).exists()
        looked.set()
        assert notice_given.wait(30)
        Application.objects.create(vacancy=vacancy, applicant=UserFactory())

    newcomer = beside(look_then_begin)
    assert looked.wait(30)
    assert all(through_the_gate(pk).accepted for pk in drafts)
    notice_given.set()
    newcomer.join()
    vacancy.refresh_from_db()
    late = vacancy.applications.drafts().get()
    assert late.started_at > vacancy.notice_given_at
    # And the gate does not let even that one in.
    assert not through_the_gate(late.pk).accepted


def test_all_get_in_until_it_ends_and_none_after():
    vacancy, drafts = vacancy_with_drafts(400, **RULES)
    Vacancy.objects.filter(pk=vacancy.pk).update(close_after_applications=1)
    through_the_gate(drafts[0])

    def begin():
        Vacancy.objects.filter(pk=vacancy.pk).update(notice_ends_at=timezone.now() + timedelta(seconds=0.8))

    attempts = race(through_the_gate, drafts[1:], over=timedelta(seconds=1.4), begin=begin)
    vacancy.refresh_from_db()
    ends = vacancy.notice_ends_at
    assert 0 < sum(attempt.accepted for attempt in attempts) < len(attempts)
    assert all(attempt.over_at >= ends for attempt in attempts if not attempt.accepted)
    assert not vacancy.applications.received().filter(submitted_at__gte=ends).exists()
    close_and_tell()
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.close_reason, vacancy.closed_at) == ("closed", "cap", ends)
    assert_no_promise_broken(but_audit=True)


def test_negative_control_without_the_gate_they_come_in_after_it():
    vacancy, drafts = vacancy_with_drafts(3, **RULES)
    past = timezone.now() - timedelta(minutes=1)
    Vacancy.objects.filter(pk=vacancy.pk).update(
        notice_given_at=past - timedelta(hours=1), notice_ends_at=past
    )
    with gate_off():
        Application.objects.filter(pk=drafts[0]).update(status="submitted", submitted_at=timezone.now())
    with pytest.raises(AssertionError):
        assert_no_promise_broken(but_audit=True)


def test_who_submits_while_the_others_are_told_gets_in(monkeypatch):
    """The sweep holds the vacancy, which the submission waits for with its own row held: neither is ended."""
    vacancy, drafts = vacancy_with_drafts(CAP + 2, **RULES)
    race(through_the_gate, drafts[:CAP])
    submitting, words = [], closing.emails.notice_given

    def worded(application):
        if not submitting:
            submitting.append(beside(lambda: through_the_gate(drafts[-1])))
            assert until_somebody_waits_for_a_lock()
        return words(application)

    monkeypatch.setattr(closing.emails, "notice_given", worded)
    vacancy.refresh_from_db()
    assert closing.give_notice_and_tell(vacancy, by=SWEEP)
    submitting[0].join()
    assert Application.objects.get(pk=drafts[-1]).submitted_at
    assert OutgoingEmail.objects.filter(key__endswith=":notice").count() == 2


def test_a_notice_is_told_once_by_many_sweeps_at_once():
    vacancy, drafts = vacancy_with_drafts(30, **RULES)
    race(through_the_gate, drafts[:CAP])
    race(lambda _: tell_of_time_left(), range(6), runners=3)
    told = OutgoingEmail.objects.filter(key__endswith=":notice")
    assert told.count() == len(drafts) - CAP
    vacancy.refresh_from_db()
    assert vacancy.notice_told_at
