"""Two recruiters: one sends an advert for approval, the other approves it; it is changed, and withdrawn."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from applicants.applying.tasks import tell_of_acts
from recruitment.mail.models import OutgoingEmail
from tests.applicants.shortlisting.panels import closed_vacancy
from tests.factories import ApplicationFactory, EmployerFactory, StaffRoleFactory, publishable_vacancy
from vacancies.actions import withdrawing
from vacancies.models import Vacancy

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def employer():
    return EmployerFactory(needs_approval=True)


@pytest.fixture
def robin(employer):
    return StaffRoleFactory(employer=employer, user__name="Robin Field").user


@pytest.fixture
def sam(employer):
    return StaffRoleFactory(employer=employer, user__name="Sam Okoro").user


def test_recruiters_approve_publish_change_withdraw_and_advertise_again(
    page, look, sign_in, employer, robin, sam
):
    vacancy = publishable_vacancy(employer=employer, close_after_applications=40, minimum_open_days=3)
    desk = reverse("admin:vacancies_vacancy_change", args=[vacancy.pk])

    def follows(words):
        page.get_by_role("link", name=words, exact=True).click()

    def presses(words):
        page.get_by_role("button", name=words, exact=True).click()

    sign_in(page, robin)
    page.goto(desk)
    follows("Send for approval…")
    look(page, "acts-send")
    presses("Send it for approval")
    expect(page.get_by_text("waits for a colleague to approve it")).to_be_visible()
    follows("Take back…")
    look(page, "acts-take-back")

    sign_in(page, sam)
    page.goto(desk)
    follows("Approve…")
    look(page, "acts-approve")
    follows("Send it back and say what has to change")
    look(page, "acts-send-back")
    page.goto(desk)
    follows("Approve…")
    presses("Approve it")
    expect(page.get_by_text("is approved and can be published")).to_be_visible()

    sign_in(page, robin)
    page.goto(desk)
    follows("Publish…")
    look(page, "acts-publish")
    page.get_by_label("At the time below").check()
    presses("Publish")
    expect(page.get_by_text("Enter the opening date.")).to_be_visible()
    look(page, "acts-publish-errors")
    page.get_by_label("Now", exact=True).check()
    presses("Publish")
    expect(page.get_by_text("people can apply now")).to_be_visible()
    look(page, "acts-buttons")

    draft = ApplicationFactory(vacancy=vacancy)
    follows("Change the advert…")
    look(page, "acts-amend")
    page.get_by_label("Job summary").fill("Support people at home, and in groups.")
    page.get_by_label("Planned interview date").fill(f"{timezone.localdate() + timedelta(days=30):%d/%m/%Y}")
    presses("See what would change")
    expect(page.get_by_text("1 person has begun an application")).to_be_visible()
    look(page, "acts-amend-confirm")
    presses("Go back and edit")
    expect(page.get_by_label("Job summary")).to_have_value("Support people at home, and in groups.")
    presses("See what would change")
    presses("Change the advert")
    expect(page.get_by_text("People who are applying are told by email.")).to_be_visible()

    follows("Withdraw…")
    look(page, "acts-withdraw")
    page.get_by_label("Why it is withdrawn").fill("The post is not funded any more.")
    presses("Withdraw it")
    expect(page.get_by_text("is withdrawn.")).to_be_visible()
    tell_of_acts()
    told = OutgoingEmail.objects.filter(to=draft.applicant.email).values_list("subject", flat=True)
    # The withdrawal came before the sweep: of a change of what is no more nobody is told.
    assert list(told) == ["This vacancy was withdrawn: Therapeutic Support Worker"]

    page.goto(desk)
    follows("Put away…")
    look(page, "acts-archive")
    presses("Put it away")
    follows("Fetch back into the list…")
    look(page, "acts-unarchive")
    page.goto(desk)
    follows("Advertise again…")
    look(page, "acts-readvertise")
    presses("Make the copy")
    expect(page.get_by_text("This draft is a copy of")).to_be_visible()
    assert Vacancy.objects.get(readvertised_from=vacancy).standing == "Draft"

    page.goto(desk)
    follows("History")
    expect(page.get_by_text("Approved by Sam Okoro.")).to_be_visible()
    expect(page.get_by_text("because “The post is not funded any more”")).to_be_visible()
    look(page, "acts-history")


def test_the_applicant_and_the_panel_read_of_a_withdrawal(page, look, sign_in, robin, employer):
    vacancy = closed_vacancy(applications=1)
    withdrawing.withdraw(vacancy, by=robin, reason="No funding.")
    tell_of_acts()
    application = vacancy.applications.get()
    sign_in(page, application.applicant)
    page.goto(reverse("applying:application", args=[application.reference]))
    expect(page.get_by_text("Vacancy withdrawn")).to_be_visible()
    look(page, "acts-applicant-withdrawn")
    sign_in(page, vacancy.panel.first().user)
    page.goto(reverse("shortlisting:vacancy", args=[vacancy.pk]))
    expect(page.get_by_text("nothing left for the panel to do")).to_be_visible()
    look(page, "acts-panel-withdrawn")
