"""Signing up, in and out in a real browser; each page accessible on a desk and on a phone."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import expect

from recruitment.mail.models import OutgoingEmail
from tests.factories import PASSWORD, StaffRoleFactory, UserFactory

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
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    expect(page.get_by_role("link", name="Enter your email address")).to_be_visible()
    look(page, "sign-in-errors")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
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
        ("/account/", "Your account"),
        ("/account/email/", "Email address"),
        ("/account/2fa/webauthn/", "Passkeys"),
        ("/account/sessions/", "Where you are signed in"),
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
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter your code")
    look(page, "enter-your-code")


@pytest.fixture
def finger(page):
    """A device that has passkeys and takes every finger for the owner's."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_somebody_adds_a_passkey_and_signs_in_with_it(page, look, sign_in, person, finger):
    sign_in(page, person)
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a passkey")
    look(page, "passkey-add")
    page.get_by_label("Name of the passkey").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=2, name="My phone")).to_be_visible()
    look(page, "passkeys")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()

    page.goto("/account/login/?next=/account/")
    look(page, "sign-in-with-a-passkey")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")
    page.goto("/account/sessions/")
    expect(page.get_by_text("This one")).to_be_visible()
    look(page, "signed-in-here")
    # Nothing else is asked of an applicant who has one; the password goes on working alone.
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    page.goto("/account/login/?next=/account/")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_staff_sign_in_with_a_passkey_alone(page, look, sign_in, person, finger, settings):
    settings.STAFF_MFA_REQUIRED = True
    StaffRoleFactory(user=person)
    sign_in(page, person)
    page.goto("/desk/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_role("link", name="use a passkey").click()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recovery codes")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()

    page.goto("/account/login/?next=/account/")
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Enter your code")
    look(page, "enter-your-code-or-passkey")
    page.get_by_role("button", name="Use your passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_without_javascript_the_pages_say_what_works_instead(no_javascript, sign_in, person):
    page = no_javascript.new_page()
    page.goto("/account/login/?next=/account/")
    expect(page.get_by_text("needs JavaScript")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    page.get_by_label("Email address").fill(person.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")


def test_somebody_moves_to_another_address(page, look, sign_in, person, mailoutbox):
    sign_in(page, person)
    page.goto("/account/email/change/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.get_by_label("New email address").fill("nonsense")
    page.get_by_role("button", name="Continue").click()
    look(page, "change-address")
    page.get_by_label("New email address").fill("moved@example.org")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check both mailboxes")
    page.get_by_text("I can no longer read").click()
    look(page, "change-address-codes")
    page.goto("/account/email/")
    look(page, "change-address-waits")
    page.get_by_role("button", name="Go on with the change").click()
    for address in (person.email, "moved@example.org"):
        page.get_by_label(f"Code sent to {address}").fill(code_sent(address))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("We write to moved@example.org")).to_be_visible()


def test_somebody_without_a_password_proves_it_by_email(page, look, sign_in, person):
    person.set_unusable_password()
    person.save()
    sign_in(page, person)
    page.goto("/account/email/change/")
    look(page, "prove")
    page.get_by_role("button", name="Email me a code").click()
    look(page, "prove-code")
    page.get_by_label("Code").fill(code_sent(person.email))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Change your email address")


def code_sent(address: str) -> str:
    """The code in the newest email to this address."""
    text = OutgoingEmail.objects.filter(to=address).order_by("-pk").first().text
    return re.search(r"\b\d{4}-\d{4}\b", text)[0]


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
