"""An advert that closes after so many applications takes exactly so many, however many arrive at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.applying.actions.submitting import AdvertClosed, submit
from applicants.applying.models import Answer, Application
from applicants.applying.tasks import close_and_tell
from recruitment.mail import doorbell
from recruitment.mail.models import OutgoingEmail
from tests.proofs.racing import (
    Attempt,
    assert_no_promise_broken,
    assert_nothing_lost_or_doubled,
    check_then_update,
    gate_off,
    race,
    through_the_gate,
    vacancy_with_drafts,
)
from vacancies.models import Vacancy

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

CAP, AT_ONCE = 7, 30


@pytest.fixture(autouse=True)
def silent_doorbell(monkeypatch):
    monkeypatch.setattr(doorbell, "ring", lambda *task: None)


def through_the_action(pk: int) -> Attempt:
    application = Application.objects.select_related("vacancy__employer", "applicant").get(pk=pk)
    try:
        submit(application, by=application.applicant, key=application.submit_key)
    except AdvertClosed:
        return Attempt(pk, False, timezone.now())
    return Attempt(pk, True, timezone.now())


class TestTheCap:
    @pytest.mark.parametrize("attempt", [through_the_gate, through_the_action])
    def test_exactly_so_many(self, attempt):
        for _ in range(3):
            vacancy, drafts = vacancy_with_drafts(AT_ONCE, criteria=1, close_after_applications=CAP)
            attempts = race(attempt, drafts)
            assert_nothing_lost_or_doubled(vacancy, attempts)
            assert sum(a.accepted for a in attempts) == CAP
            # Closed by the last submission itself: no sweep has run yet.
            last = vacancy.applications.received().order_by("submitted_at").last()
            assert (vacancy.status, vacancy.close_reason) == ("closed", "cap")
            assert vacancy.closed_at == last.submitted_at
            # The refused keep every word.
            kept = Answer.objects.filter(application__vacancy=vacancy, application__status="draft")
            assert kept.exclude(text="").count() == AT_ONCE - CAP

    def test_everybody_left_with_a_draft_is_told_once(self):
        vacancy, drafts = vacancy_with_drafts(AT_ONCE, criteria=1, close_after_applications=CAP)
        race(through_the_action, drafts)
        for _ in range(2):
            close_and_tell()
        told = OutgoingEmail.objects.filter(key__endswith=":advert_closed")
        left = vacancy.applications.drafts().values_list("applicant__email", flat=True)
        assert sorted(told.values_list("to", flat=True)) == sorted(left)
        assert told.count() == AT_ONCE - CAP
        assert_no_promise_broken()

    def test_a_greater_crowd(self):
        vacancy, drafts = vacancy_with_drafts(600, close_after_applications=40)
        attempts = race(through_the_gate, drafts)
        assert_nothing_lost_or_doubled(vacancy, attempts)
        assert vacancy.applications_received == 40

    def test_negative_control_check_then_update_takes_too_many(self):
        vacancy, drafts = vacancy_with_drafts(AT_ONCE, criteria=1, close_after_applications=CAP)
        with gate_off():
            race(check_then_update, drafts)
        assert vacancy.applications.received().count() > CAP


class TestTheMinimumOpenDays:
    def test_the_cap_does_not_bite_before_they_are_over(self):
        bites_at = timezone.now() + timedelta(days=3)
        vacancy, drafts = vacancy_with_drafts(
            AT_ONCE, close_after_applications=CAP, cap_applies_from=bites_at
        )
        attempts = race(through_the_gate, drafts)
        assert all(attempt.accepted for attempt in attempts)
        assert_nothing_lost_or_doubled(vacancy, attempts)
        assert vacancy.status == "published"

    def test_and_bites_at_the_very_instant_they_are(self):
        vacancy, drafts = vacancy_with_drafts(400, close_after_applications=CAP)

        def begin():
            in_a_second = timezone.now() + timedelta(seconds=1)
            Vacancy.objects.filter(pk=vacancy.pk).update(cap_applies_from=in_a_second)

        attempts = race(through_the_gate, drafts, over=timedelta(seconds=1.6), begin=begin)
        assert_nothing_lost_or_doubled(vacancy, attempts)
        bites_at = vacancy.cap_applies_from
        assert vacancy.applications_received > CAP
        assert not vacancy.applications.received().filter(submitted_at__gte=bites_at).exists()
        assert all(a.over_at >= bites_at for a in attempts if not a.accepted)
        # Nobody wrote the closing down at that instant; the sweep does, with the true one.
        assert vacancy.status == "published"
        close_and_tell()
        vacancy.refresh_from_db()
        assert (vacancy.close_reason, vacancy.closed_at) == ("cap", bites_at)
        assert_no_promise_broken(but_audit=True)
