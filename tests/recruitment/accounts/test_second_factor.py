"""Staff reach nothing without a second factor, and recovery codes let them in without the phone."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import get_user
from django.urls import reverse

from recruitment.accounts.actions import access
from recruitment.accounts.models import StaffRole
from tests.factories import StaffRoleFactory
from tests.recruitment.accounts.conftest import PASSPHRASE, newest_code, signed_up

ACTIVATE = reverse("mfa_activate_totp")
LOGIN = reverse("account_login")


@pytest.fixture(autouse=True)
def _required(settings):
    settings.STAFF_MFA_REQUIRED = True


@pytest.fixture
def recruiter(db):
    return StaffRoleFactory(user=signed_up("recruiter@example.org")).user


def app_shows(secret: str) -> str:
    """What the app on the phone shows now for this secret."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def set_up(client) -> str:
    """Set the app up as a person would; returns its secret."""
    body = client.get(ACTIVATE).content.decode()
    secret = client.session["mfa.totp.secret"]
    assert secret in body
    client.post(ACTIVATE, {"code": app_shows(secret)})
    return secret


def sign_in(client, user):
    """Password, and where the service asks for it, the password again."""
    client.post(LOGIN, {"login": user.email, "password": PASSPHRASE})
    client.post(f"{reverse('account_reauthenticate')}?next={ACTIVATE}", {"password": PASSPHRASE})


@pytest.mark.parametrize("path", ["/desk/", "/home/", "/account/email/", "/account/2fa/", "/"])
def test_staff_are_sent_to_set_one_up(client, recruiter, path):
    client.force_login(recruiter)
    assert client.get(path).headers["Location"] == ACTIVATE
    assert client.post(path).headers["Location"] == ACTIVATE


def test_a_path_that_only_begins_like_an_open_one_is_not_open(client, recruiter):
    client.force_login(recruiter)
    for path in ("/account/2fa/recovery-codes/", "/account/password/change/", "/account/logout/../../desk/"):
        assert client.get(path).status_code in (302, 404)
        assert client.get(path).headers.get("Location", ACTIVATE) == ACTIVATE


def test_setting_it_up_opens_the_desk_and_gives_recovery_codes(client, recruiter):
    sign_in(client, recruiter)
    set_up(client)
    assert client.get("/desk/").status_code == 200
    codes = re.findall(r"\b\d{8}\b", client.get(reverse("mfa_view_recovery_codes")).content.decode())
    assert len(set(codes)) == 10


def test_signing_in_then_asks_for_the_app_and_a_recovery_code_works_once(client, recruiter):
    sign_in(client, recruiter)
    set_up(client)
    code = re.findall(r"\b\d{8}\b", client.get(reverse("mfa_view_recovery_codes")).content.decode())[0]

    def sign_in_with(second):
        browser = type(client)()
        answer = browser.post(LOGIN, {"login": recruiter.email, "password": PASSPHRASE})
        assert answer.headers["Location"] == reverse("mfa_authenticate")
        assert not get_user(browser).is_authenticated
        assert browser.get("/home/").headers["Location"].startswith(LOGIN)
        browser.post(reverse("mfa_authenticate"), {"code": second})
        return get_user(browser).is_authenticated

    assert not sign_in_with("00000000")
    assert sign_in_with(code)
    assert not sign_in_with(code)


def test_an_emailed_code_does_not_replace_the_second_factor(client, recruiter):
    sign_in(client, recruiter)
    set_up(client)
    browser = type(client)()
    browser.post(reverse("account_request_login_code"), {"email": recruiter.email})
    answer = browser.post(reverse("account_confirm_login_code"), {"code": newest_code(recruiter.email)})
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not get_user(browser).is_authenticated


def test_a_session_from_before_by_password_alone_ends_when_the_factor_is_set_up(client, recruiter):
    thief = type(client)()
    sign_in(thief, recruiter)
    assert thief.get("/desk/").headers["Location"] == ACTIVATE
    sign_in(client, recruiter)
    set_up(client)
    thief.post(ACTIVATE, {"code": "000000"})
    thief.get(ACTIVATE)
    assert thief.get("/desk/").status_code == 302
    assert not get_user(thief).is_authenticated
    assert client.get("/desk/").status_code == 200


def test_a_session_that_showed_a_factor_which_was_reset_ends_when_another_is_set_up(client, recruiter):
    sign_in(client, recruiter)
    set_up(client)
    access.reset_second_factor(recruiter, by=recruiter)
    owner = type(client)()
    sign_in(owner, recruiter)
    set_up(owner)
    assert owner.get("/desk/").status_code == 200
    assert client.get("/desk/").status_code == 302
    assert not get_user(client).is_authenticated


def test_recovery_codes_alone_are_no_second_factor(client, recruiter):
    Authenticator.objects.create(user=recruiter, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(recruiter)
    assert client.get("/desk/").headers["Location"] == ACTIVATE


def test_the_address_must_be_verified_first(client, recruiter):
    EmailAddress.objects.update(verified=False)
    sign_in(client, recruiter)
    assert not get_user(client).is_authenticated


def test_new_staff_without_a_password_set_it_up_after_the_emailed_code(client, recruiter):
    recruiter.set_unusable_password()
    recruiter.save()
    EmailAddress.objects.update(verified=False)
    client.post(reverse("account_request_login_code"), {"email": recruiter.email})
    client.post(reverse("account_confirm_login_code"), {"code": newest_code(recruiter.email)})
    set_up(client)
    assert client.get("/desk/").status_code == 200


def test_who_becomes_staff_while_signed_in_is_asked_at_the_next_request(client):
    user = signed_up("someone@example.org")
    client.force_login(user)
    assert client.get(reverse("account_email")).status_code == 200
    StaffRoleFactory(user=user, role=StaffRole.Role.HIRING_MANAGER)
    assert client.get(reverse("account_email")).headers["Location"] == ACTIVATE


def test_applicants_and_strangers_are_not_asked(client):
    client.force_login(signed_up("someone@example.org"))
    assert client.get(reverse("account_email")).status_code == 200
    assert type(client)().get(LOGIN).status_code == 200


def test_the_demo_turns_it_off(client, recruiter, settings):
    settings.STAFF_MFA_REQUIRED = False
    client.force_login(recruiter)
    assert client.get("/desk/").status_code == 200
