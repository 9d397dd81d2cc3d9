"""One's own account in a real browser: applications in their groups, our emails, a download, and leaving."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from applicants.applying.actions import submitting, withdrawing
from applicants.applying.moving import move
from applicants.applying.status import Status
from recruitment.accounts.models import User
from tests.factories import PASSWORD, ApplicationFactory, UserFactory, complete_draft, open_vacancy

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def person(transactional_db):
    user = UserFactory()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sent(person, **vacancy):
    application = complete_draft(open_vacancy(**vacancy), applicant=person)
    return submitting.submit(application, by=person, key=application.submit_key)


def confirm(page) -> None:
    """The password once more."""
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def test_applications_in_groups_their_emails_and_the_archive(page, look, sign_in, person):
    invited, waiting = sent(person, title="Peer Support Worker"), sent(person, title="Sociotherapist")
    invited.invitations.create(details="Tuesday at 10am.")
    move(invited, Status.SHORTLISTED, by=person)
    withdrawing.withdraw(sent(person, title="Occupational Therapy Assistant"), by=person)
    ApplicationFactory(vacancy=open_vacancy(title="Activity Worker"), applicant=person)
    ended = timezone.now() - timedelta(days=1)
    missed = open_vacancy(title="Missed Post", opens_at=ended - timedelta(days=9), closes_at=ended)
    ApplicationFactory(vacancy=missed, applicant=person)
    sign_in(page, person)
    page.goto(reverse("applying:list"))
    look(page, "your-applications")
    page.get_by_role("button", name="Put away").first.click()
    expect(page.get_by_text("is put away")).to_be_visible()
    page.get_by_text("Put away (1)").click()
    look(page, "your-applications-put-away")
    page.get_by_role("button", name="Bring back").click()
    expect(page.get_by_text("is back in your list")).to_be_visible()

    page.goto(reverse("applying:messages", args=[waiting.reference]))
    expect(page.get_by_text(waiting.reference).first).to_be_visible()
    look(page, "your-emails")


def test_everything_held_is_downloaded(page, look, sign_in, person):
    sent(person)
    sign_in(page, person)
    page.goto(reverse("account_home"))
    page.get_by_role("link", name="Download everything held about you").click()
    confirm(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Download everything held about you")
    look(page, "download")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    assert waiting.value.suggested_filename.startswith("held-about-you-")


def test_somebody_leaves_once_nobody_waits_for_them(page, look, sign_in, person):
    application = sent(person, title="Peer Support Worker")
    ApplicationFactory(vacancy=open_vacancy(), applicant=person)
    sign_in(page, person)
    page.goto(reverse("account_home"))
    look(page, "your-account")
    page.get_by_role("link", name="Delete your account").click()
    confirm(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("You cannot delete your account yet")
    look(page, "leave-refused")
    page.get_by_role("link", name="Withdraw your application for Peer Support Worker").click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("You have withdrawn your application").first).to_be_visible()
    page.goto(reverse("privacy:leave"))
    look(page, "leave")
    page.evaluate("localStorage.setItem('draft:theirs:/x/', JSON.stringify({at: Date.now(), text: 'a=b'}))")
    page.get_by_role("button", name="Delete my account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account is deleted")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))") == []
    look(page, "left")
    application.refresh_from_db()
    assert application.last_name == ""
    assert not User.objects.filter(email=person.email).exists()
