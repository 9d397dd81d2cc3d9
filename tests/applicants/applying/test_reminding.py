"""Reminders of a draft: who gets them, what they say, and how one press stops them."""

from datetime import timedelta
from email import message_from_bytes

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from applicants.applying.actions import drafting, reminding
from applicants.applying.actions.submitting import submit
from applicants.applying.actions.withdrawing import withdraw
from applicants.applying.models import Application
from recruitment.mail.letters import letter
from recruitment.mail.models import OutgoingEmail
from tests.factories import complete_draft, open_vacancy
from vacancies import times

pytestmark = pytest.mark.django_db


def noon(days=0):
    today = timezone.localdate() + timedelta(days=days)
    return times.start_of_day(today) + timedelta(hours=12)


@pytest.fixture
def draft():
    """Begun the day before yesterday, for a vacancy that closes tomorrow at 11:59pm."""
    vacancy = open_vacancy(closes_at=times.start_of_day(timezone.localdate() + timedelta(days=2)))
    draft = complete_draft(vacancy)
    begun(draft, days_ago=2)
    return draft


def begun(draft, *, days_ago):
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        Application.objects.filter(pk=draft.pk).update(started_at=noon(-days_ago))
        cursor.execute("SET session_replication_role = DEFAULT")


def reminders():
    return OutgoingEmail.objects.filter(key__contains=":reminder:")


def test_it_says_how_long_is_left_and_how_to_stop(draft):
    assert reminding.remind(now=noon()) == 1
    (email,) = reminders()
    assert email.to == draft.applicant.email
    assert "closes tomorrow (11:59pm on" in email.text
    stop = reverse("applying:stop_reminders", args=[draft.reminder_token])
    assert stop in email.text
    assert stop in email.html
    assert email.employer is None, "recruiters do not read who has a draft"


def test_its_headers_let_mail_programs_stop_it_with_one_press(draft):
    reminding.remind(now=noon())
    email = reminders().get()
    sent = message_from_bytes(letter(email).payload)
    assert sent["List-Unsubscribe"].split() == [f"<{email.unsubscribe_url}>"]
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(draft.applicant.pk) not in email.unsubscribe_url.replace(str(draft.reminder_token), "")


def test_nobody_hears_twice_a_day_nor_at_night(draft):
    assert reminding.remind(now=noon() - timedelta(hours=6)) == 0
    assert reminding.remind(now=noon()) == 1
    assert reminding.remind(now=noon() + timedelta(hours=2)) == 0
    assert reminding.remind(now=noon() + timedelta(hours=9)) == 0


def test_who_began_today_knows(draft):
    begun(draft, days_ago=0)
    assert reminding.remind(now=noon()) == 0


def test_who_has_submitted_is_left_alone(draft):
    submit(draft, by=draft.applicant, key=draft.submit_key)
    assert reminding.remind(now=noon()) == 0


@pytest.mark.parametrize("days", [0, 2, 4])
def test_on_other_days_nobody_hears(draft, days):
    draft.vacancy.closes_at = times.start_of_day(timezone.localdate() + timedelta(days=days + 1))
    draft.vacancy.save(update_fields=["closes_at"])
    assert reminding.remind(now=noon()) == 0


class TestStopping:
    def url(self, draft):
        return reverse("applying:stop_reminders", args=[draft.reminder_token])

    def test_looking_stops_nothing_and_one_press_does(self, draft):
        # As a mail program does it: signed out, without a cookie, with one word in the body.
        stranger = Client(enforce_csrf_checks=True)
        page = stranger.get(self.url(draft))
        assert "Stop these reminders" in page.content.decode()
        draft.refresh_from_db()
        assert draft.reminders_off_at is None
        answer = stranger.post(self.url(draft), {"List-Unsubscribe": "One-Click"})
        assert "We will not remind you again" in answer.content.decode()
        assert reminding.remind(now=noon()) == 0
        stranger.post(self.url(draft))
        assert draft.applicant.email not in answer.content.decode()

    def test_another_vacancy_goes_on(self, draft):
        other = complete_draft(open_vacancy(closes_at=draft.vacancy.closes_at), applicant=draft.applicant)
        begun(other, days_ago=2)
        reminding.stop(draft)
        assert reminding.remind(now=noon()) == 1

    def test_beginning_anew_does_not_start_them_again(self, draft):
        reminding.stop(draft)
        submit(draft, by=draft.applicant, key=draft.submit_key)
        withdraw(draft, by=draft.applicant)
        again = drafting.start(draft.vacancy, by=draft.applicant)
        begun(again, days_ago=2)
        assert reminding.remind(now=noon()) == 0
