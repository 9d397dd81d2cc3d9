"""Sessions end: staff's after two idle hours, everybody's after a day; and their rows are cleared."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recruitment.accounts.models import EmailChange
from recruitment.accounts.sessions import SessionStore
from recruitment.accounts.tasks import forget_ended_sessions
from tests.factories import StaffRoleFactory
from tests.recruitment.accounts.conftest import PASSPHRASE, signed_up


def later(**time):
    return time_machine.travel(datetime.now(UTC) + timedelta(**time), tick=False)


def is_signed_in(client) -> bool:
    return client.get(reverse("account_email")).status_code == 200


@pytest.fixture(autouse=True)
def _without_a_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def staff(client):
    client.force_login(StaffRoleFactory(user=signed_up("staff@example.org")).user)
    assert is_signed_in(client)
    return client


@pytest.fixture
def applicant(client):
    client.force_login(signed_up("applicant@example.org"))
    assert is_signed_in(client)
    return client


def test_staff_are_signed_out_after_two_idle_hours(staff):
    with later(hours=2, minutes=1):
        assert not is_signed_in(staff)
        assert not get_user(staff).is_authenticated


def test_staff_who_keep_working_stay_signed_in(staff):
    for hours in (1, 2, 3, 4):
        with later(hours=hours, minutes=50 if hours == 1 else 0):
            assert is_signed_in(staff)


def test_applicants_stay_for_a_day_from_the_last_page(applicant):
    with later(hours=23):
        assert is_signed_in(applicant)
    with later(hours=46):
        assert is_signed_in(applicant)
    with later(hours=71):
        assert not is_signed_in(applicant)


def test_the_cookie_ends_with_the_browser_and_is_for_us_alone(client, settings):
    user = signed_up("someone@example.org")
    client.post(reverse("account_login"), {"login": user.email, "password": PASSPHRASE})
    cookie = client.cookies["sessionid"]
    assert (cookie["expires"], cookie["max-age"]) == ("", "")
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_note_is_not_written_at_every_request(applicant):
    with CaptureQueriesContext(connection) as captured:
        applicant.get(reverse("account_email"))
    assert not any("UPDATE" in query["sql"] for query in captured.captured_queries)


def test_visitors_get_no_session(client, db):
    client.get(reverse("account_login"))
    assert not Session.objects.exists()


def test_ended_sessions_are_forgotten(applicant):
    with later(hours=20):
        forget_ended_sessions()
        assert Session.objects.count() == 1
    with later(hours=25):
        forget_ended_sessions()
        assert not Session.objects.exists()


def test_where_somebody_was_signed_in_and_changes_in_vain_are_forgotten(client):
    user = signed_up("someone@example.org")
    client.post(reverse("account_login"), {"login": user.email, "password": PASSPHRASE})
    EmailChange.objects.create(user=user, email="new@example.org")
    with later(hours=20):
        forget_ended_sessions()
        assert (UserSession.objects.count(), EmailChange.objects.count()) == (1, 1)
    with later(hours=25):
        forget_ended_sessions()
        assert (UserSession.objects.count(), EmailChange.objects.count()) == (0, 0)


def test_a_new_password_ends_the_other_sessions(client):
    user = signed_up("someone@example.org")
    elsewhere = type(client)()
    for browser in (client, elsewhere):
        browser.post(reverse("account_login"), {"login": user.email, "password": PASSPHRASE})
    fields = {"oldpassword": PASSPHRASE, "password1": "quite another one", "password2": "quite another one"}
    client.post(reverse("account_change_password"), fields)
    assert not is_signed_in(elsewhere)


def test_a_session_is_looked_up_once_a_page(applicant):
    with CaptureQueriesContext(connection) as queries:
        assert is_signed_in(applicant)
    assert len([query["sql"] for query in queries if "django_session" in query["sql"]]) == 1


def test_whoever_may_not_sign_in_any_more_is_out_at_once(applicant):
    get_user(applicant).__class__.objects.update(is_active=False)
    assert not is_signed_in(applicant)


def test_a_key_that_is_nobodys_session_is_given_up(client):
    """Whoever plants a key of their choice in a browser does not find it taken over by who signs in there."""
    store = SessionStore("k" * 32)
    assert dict(store.items()) == {}
    assert store.session_key is None
