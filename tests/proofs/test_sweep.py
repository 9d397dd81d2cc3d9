"""The closing sweep in several places at once: every vacancy is closed once and everybody told once."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from applicants.applying.actions import closing
from applicants.applying.tasks import SWEEP, close_and_tell
from recruitment.audit.models import AuditEvent
from recruitment.mail import doorbell
from recruitment.mail.models import OutgoingEmail
from tests.factories import PanelMemberFactory, StaffRoleFactory, open_vacancy
from tests.proofs.racing import add_drafts, assert_no_promise_broken, hold_vacancy, race
from vacancies.models import Vacancy

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

VACANCIES, DRAFTS = 12, 3


@pytest.fixture(autouse=True)
def silent_doorbell(monkeypatch):
    monkeypatch.setattr(doorbell, "ring", lambda *task: None)


def due_vacancy(minutes_ago=5) -> Vacancy:
    vacancy = open_vacancy(criteria=0)
    add_drafts(vacancy, DRAFTS)
    PanelMemberFactory(vacancy=vacancy)
    StaffRoleFactory(employer=vacancy.employer)
    closed_at = timezone.now() - timedelta(minutes=minutes_ago)
    Vacancy.objects.filter(pk=vacancy.pk).update(closes_at=closed_at)
    vacancy.refresh_from_db()
    return vacancy


def closings() -> Counter:
    return Counter(AuditEvent.objects.filter(action="vacancy.closed").values_list("subject", flat=True))


def test_in_four_places_at_once_each_is_closed_and_told_once():
    vacancies = [due_vacancy() for _ in range(VACANCIES)]
    race(lambda _: close_and_tell(), range(8), runners=4)
    assert closings() == Counter(f"vacancy:{vacancy.pk}" for vacancy in vacancies)
    for vacancy in vacancies:
        vacancy.refresh_from_db()
        assert (vacancy.status, vacancy.close_reason) == ("closed", "deadline")
        assert vacancy.closed_at == vacancy.closes_at
        assert vacancy.closing_told_at
    # Draft holders, one panel member and one recruiter of each.
    assert OutgoingEmail.objects.count() == VACANCIES * (DRAFTS + 2)
    assert_no_promise_broken()


def test_a_vacancy_somebody_holds_waits_for_the_next_sweep_and_does_not_stop_this_one():
    held, free = due_vacancy(), due_vacancy()
    holder = hold_vacancy(held, until=timezone.now() + timedelta(seconds=1))
    begun = timezone.now()
    close_and_tell()
    assert timezone.now() - begun < timedelta(seconds=1), "the sweep waited"
    assert closings() == Counter([f"vacancy:{free.pk}"])
    holder.join()
    close_and_tell()
    assert closings() == Counter([f"vacancy:{held.pk}", f"vacancy:{free.pk}"])


def test_negative_control_without_the_lock_a_closing_is_recorded_twice(monkeypatch):
    vacancy = due_vacancy()
    both_have_read = threading.Barrier(2)

    @transaction.atomic
    def without_lock(pk):
        read = Vacancy.objects.get(pk=pk)
        both_have_read.wait(10)
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '5s'")
        closing.closing.record(read, by=SWEEP)

    race(without_lock, [vacancy.pk, vacancy.pk], runners=2)
    assert closings()[f"vacancy:{vacancy.pk}"] == 2
