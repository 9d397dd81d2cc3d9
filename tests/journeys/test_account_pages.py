"""Signing up, in and out in a real browser; each page accessible on a desk and on a phone."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import expect

from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.journey


@pytest.fixture
def person(transactional_db):
    """Somebody whose address is confirmed."""
    user = UserFactory()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def test_somebody_signs_up_with_the_code_from_the_email(page, look, mailoutbox):
    page.goto("/account/signup/?next=/design/")
    look(page, "sign-up")
    page.get_by_label("Email address").fill("newcomer@example.org")
    page.get_by_label("Create a password", exact=True).fill("correct horse battery staple")
    page.get_by_role("button", name="Create account").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Check your email")
    look(page, "confirm-code")
    (sent,) = mailoutbox
    code = re.search(r"\b\d{4}-\d{4}\b", sent.body)[0]
    page.get_by_label("Code").fill("0000-0000")
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_title(re.compile("^Error: "))
    look(page, "confirm-code-wrong")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_somebody_signs_in_and_out(page, look, person):
    page.goto("/account/login/?next=/design/")
    look(page, "sign-in")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    expect(page.get_by_role("link", name="Enter email address")).to_be_visible()
    look(page, "sign-in-errors")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_a_forgotten_password_can_be_reset(page, look):
    page.goto("/account/password/reset/")
    look(page, "reset")
    page.get_by_label("Email address").fill("nobody@example.org")
    page.get_by_role("button", name="Email me a code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your email")
    look(page, "reset-sent")


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/account/email/", "Email address"),
        ("/account/password/change/", "Change your password"),
        ("/account/2fa/", "Two-step sign-in"),
        ("/account/logout/", "Sign out"),
        ("/account/login/code/", "Sign in with an emailed code"),
    ],
)
def test_the_account_pages_are_accessible(page, look, sign_in, person, path, heading):
    if path != "/account/login/code/":
        sign_in(page, person)
    page.goto(path)
    if "reauthenticate" in page.url:
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    look(page, f"account-{path.strip('/').replace('/', '-')}")


def test_the_second_step_is_set_up_by_picture_or_key(page, look, sign_in, person):
    sign_in(page, person)
    page.goto("/account/2fa/totp/activate/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")
    look(page, "confirm-it-is-you")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up two-step sign-in")
    expect(page.get_by_role("img", name="Picture to scan")).to_be_visible()
    look(page, "second-step")


def test_signing_in_asks_for_the_second_step_once_it_is_on(page, look, sign_in, person):
    sign_in(page, person)
    page.goto("/account/2fa/totp/activate/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    secret = page.locator(".app-key").inner_text()
    page.get_by_label("Code from your app").fill(code_of(secret))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    look(page, "recovery-codes")
    page.goto("/account/2fa/")
    look(page, "second-step-is-on")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()

    page.goto("/account/login/?next=/design/")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter your code")
    look(page, "enter-your-code")


def test_somebody_signs_in_with_an_emailed_code(page, look, person, mailoutbox):
    page.goto("/account/login/code/?next=/design/")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_role("button", name="Email me a code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your email")
    page.get_by_text("The email has not come").click()
    look(page, "sign-in-code")
    page.get_by_label("Code").fill(re.search(r"\b\d{4}-\d{4}\b", mailoutbox[-1].body)[0])
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_a_new_password_is_chosen_with_the_code(page, look, person, mailoutbox):
    page.goto("/account/password/reset/")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_role("button", name="Email me a code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your email")
    page.get_by_label("Code").fill(re.search(r"\b\d{4}-\d{4}\b", mailoutbox[-1].body)[0])
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose a new password")
    look(page, "new-password")


def code_of(secret: str) -> str:
    """What the app on the phone would show now."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
