"""Signing up and signing in: by password, by emailed code, after a reset; what wrong attempts are told."""

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.urls import reverse

from recruitment.accounts.models import User
from recruitment.mail.models import OutgoingEmail
from tests.factories import UserFactory
from tests.recruitment.accounts.conftest import PASSPHRASE, newest_code, signed_up

LOGIN = reverse("account_login")
SIGNUP = reverse("account_signup")
BY_CODE = reverse("account_request_login_code")
CONFIRM_CODE = reverse("account_confirm_login_code")
CONFIRM_EMAIL = reverse("account_email_verification_sent")
RESET = reverse("account_reset_password")


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_signing_up_makes_an_applicant_once_the_code_is_entered(client):
    answer = client.post(SIGNUP, {"email": "New@Example.ORG", "password1": PASSPHRASE})
    assert answer.headers["Location"] == CONFIRM_EMAIL
    user = User.objects.get()
    assert user.email == "new@example.org"
    assert not is_signed_in(client)

    client.post(CONFIRM_EMAIL, {"code": newest_code("new@example.org")})
    assert is_signed_in(client)
    assert not user.is_staff
    assert not user.is_employers_staff
    assert EmailAddress.objects.get(user=user, email=user.email, primary=True).verified


def test_what_is_missing_is_said_in_a_sentence(client):
    answer = client.post(SIGNUP, {})
    assert answer.context["form"].errors == {
        "email": ["Enter your email address"],
        "password1": ["Enter a password"],
    }


def test_signing_up_in_another_case_is_the_same_account(client, known):
    client.post(SIGNUP, {"email": "KNOWN@example.org", "password1": PASSPHRASE})
    assert User.objects.get() == known
    assert "You have one already" in OutgoingEmail.objects.get().text


def test_the_same_sign_up_twice_at_once_is_one_account(client, known, monkeypatch):
    """The second looked before the first had written."""
    looked = "allauth.account.forms.flows.manage_email.email_already_exists"
    monkeypatch.setattr(looked, lambda email, **kwargs: (email, False))
    answer = client.post(SIGNUP, {"email": known.email, "password1": PASSPHRASE})
    assert answer.headers["Location"] == CONFIRM_EMAIL
    assert User.objects.get() == known
    assert "You have one already" in OutgoingEmail.objects.get().text


@pytest.mark.parametrize("email", ["known@example.org", "KNOWN@Example.org", " known@example.org "])
def test_signing_in_with_a_password(client, known, email):
    answer = client.post(LOGIN, {"login": email, "password": PASSPHRASE})
    assert answer.headers["Location"] == reverse("home")
    assert is_signed_in(client)


def test_the_session_changes_its_key_when_signing_in(client, known):
    client.get(LOGIN)
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.post(LOGIN, {"login": known.email, "password": PASSPHRASE})
    assert is_signed_in(client)
    assert client.session.session_key != session.session_key


def test_signing_in_with_an_emailed_code(client, known):
    answer = client.post(BY_CODE, {"email": "Known@example.org"})
    assert answer.headers["Location"] == CONFIRM_CODE
    code = newest_code(known.email)
    client.post(CONFIRM_CODE, {"code": code.replace("-", " ")})
    assert is_signed_in(client)


def test_a_code_works_once_and_only_where_it_was_asked_for(client, known, django_user_model):
    client.post(BY_CODE, {"email": known.email})
    code = newest_code(known.email)
    elsewhere = type(client)()
    elsewhere.post(CONFIRM_CODE, {"code": code})
    assert not is_signed_in(elsewhere)
    client.post(CONFIRM_CODE, {"code": code})
    client.post(reverse("account_logout"))
    client.post(CONFIRM_CODE, {"code": code})
    assert not is_signed_in(client)


def test_three_wrong_codes_end_the_attempt(client, known):
    client.post(BY_CODE, {"email": known.email})
    for _ in range(3):
        client.post(CONFIRM_CODE, {"code": "0000-0000"})
    client.post(CONFIRM_CODE, {"code": newest_code(known.email)})
    assert not is_signed_in(client)


def test_choosing_a_new_password(client, known):
    client.post(RESET, {"email": known.email})
    client.post(reverse("account_confirm_password_reset_code"), {"code": newest_code(known.email)})
    new = "another long passphrase"
    client.post(reverse("account_complete_password_reset"), {"password1": new, "password2": new})
    assert not is_signed_in(client)
    client.post(LOGIN, {"login": known.email, "password": new})
    assert is_signed_in(client)


def test_a_closed_account_cannot_sign_in_and_its_session_ends(client, known):
    client.force_login(known)
    User.objects.update(is_active=False)
    assert client.get(reverse("home")).headers["Location"].startswith(LOGIN)
    client = type(client)()
    client.post(LOGIN, {"login": known.email, "password": PASSPHRASE})
    assert not is_signed_in(client)
    client.post(BY_CODE, {"email": known.email})
    assert "There is no account" in OutgoingEmail.objects.order_by("-pk").first().text


def test_a_stranger_cannot_choose_the_password_of_somebody_elses_future_account(client):
    """They sign up with your address; you sign in by code and so verify it; their password must not work."""
    stranger = type(client)()
    stranger.post(SIGNUP, {"email": "you@example.org", "password1": PASSPHRASE})
    client.post(BY_CODE, {"email": "you@example.org"})
    client.post(CONFIRM_CODE, {"code": newest_code("you@example.org")})
    assert is_signed_in(client)
    assert EmailAddress.objects.get().verified

    stranger.post(LOGIN, {"login": "you@example.org", "password": PASSPHRASE})
    assert not is_signed_in(stranger)


def test_who_has_verified_the_address_keeps_the_password_when_signing_in_by_code(client, known):
    client.post(BY_CODE, {"email": known.email})
    client.post(CONFIRM_CODE, {"code": newest_code(known.email)})
    known.refresh_from_db()
    assert known.has_usable_password()


def test_staff_made_by_an_administrator_sign_in_by_code_and_are_verified(client):
    user = UserFactory(email="staff@example.org")
    user.set_unusable_password()
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    client.post(BY_CODE, {"email": user.email})
    client.post(CONFIRM_CODE, {"code": newest_code(user.email)})
    assert is_signed_in(client)
    assert EmailAddress.objects.get(user=user).verified


def test_the_first_administrator_is_made_by_djangos_own_command(client):
    call_command("createsuperuser", email="Root@example.org", interactive=False, verbosity=0)
    client.post(BY_CODE, {"email": "root@example.org"})
    client.post(CONFIRM_CODE, {"code": newest_code("root@example.org")})
    assert is_signed_in(client)
    assert EmailAddress.objects.get(user__is_superuser=True).verified


def test_an_address_that_was_never_noted_as_ours_is_verified_at_the_first_sign_in(client):
    """As after createsuperuser, which knows nothing of verified addresses."""
    user = UserFactory(email="root@example.org", is_superuser=True)
    client.post(LOGIN, {"login": user.email, "password": PASSPHRASE})
    assert not is_signed_in(client)
    client.post(CONFIRM_EMAIL, {"code": newest_code(user.email)})
    assert is_signed_in(client)


def test_after_signing_in_people_go_only_to_pages_of_ours(client, known):
    for elsewhere in ("https://evil.example.org/", "//evil.example.org", "http://[", "javascript:alert(1)"):
        client.logout()
        answer = client.post(f"{LOGIN}?next={elsewhere}", {"login": known.email, "password": PASSPHRASE})
        assert answer.headers["Location"] == reverse("home"), elsewhere
    client.logout()
    answer = client.post(f"{LOGIN}?next=/vacancies/1/", {"login": known.email, "password": PASSPHRASE})
    assert answer.headers["Location"] == "/vacancies/1/"


@pytest.mark.parametrize("page", [LOGIN, SIGNUP, BY_CODE, RESET])
def test_pasting_is_never_blocked(client, db, page):
    body = client.get(page).content.decode()
    assert "onpaste" not in body
    assert 'autocomplete="off"' not in body


def test_letters_that_only_look_like_others_are_refused_in_addresses(client, db):
    client.post(SIGNUP, {"email": "mıke@example.org", "password1": PASSPHRASE})
    assert not User.objects.exists()


def test_signing_in_works_with_redis_down(client, settings):
    settings.REDIS_URL = settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    user = signed_up("one@example.org")
    client.post(BY_CODE, {"email": user.email})
    client.post(CONFIRM_CODE, {"code": newest_code(user.email)})
    assert is_signed_in(client)
