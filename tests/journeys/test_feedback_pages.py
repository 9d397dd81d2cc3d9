"""The pages about feedback and about the words of emails, looked at on a wide screen and on a phone."""

import pytest
from django.urls import reverse

from applicants.shortlisting.actions import announcing
from recruitment.accounts.models import Employer
from tests.applicants.shortlisting.panels import chair_of, confirmed_vacancy
from tests.factories import StaffRoleFactory
from vacancies.models import Vacancy

pytestmark = pytest.mark.journey


def test_a_chair_releases_notes_and_an_applicant_reads_them(
    page, sign_in, look, no_second_factor, transactional_db
):
    points = {}
    vacancy = confirmed_vacancy(
        applications=5,
        invited=3,
        points=lambda candidate, _: 1 + points.setdefault(candidate.application_id, len(points)) % 3,
    )
    Employer.objects.filter(pk=vacancy.employer_id).update(feedback="email")
    chair = chair_of(vacancy)
    sign_in(page, chair.user)
    page.goto(reverse("shortlisting:announce", args=[vacancy.pk]))
    look(page, "feedback-1-announce")
    page.get_by_role("link", name="Look through the notes first").click()
    look(page, "feedback-2-candidates")
    page.get_by_role("button", name="Look through the notes").click()
    page.locator("textarea").first.fill("Candidate 7KQ wrote more about the ward.")
    page.get_by_role("button", name="Save and go to the next").click()
    look(page, "feedback-3-warned")
    page.get_by_label("I have looked again").check()
    page.get_by_role("button", name="Save and go to the next").click()
    look(page, "feedback-4-notes")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Release what you looked through").click()
    look(page, "feedback-5-release")
    page.get_by_role("button", name="Release", exact=True).click()
    announcing.announce(Vacancy.objects.get(pk=vacancy.pk), by=chair.user)
    page.goto(reverse("shortlisting:explaining", args=[vacancy.pk]))
    released = vacancy.applications.get(feedback__released_at__isnull=False)
    sign_in(page, released.applicant)
    page.goto(reverse("applying:application", args=[released.reference]))
    page.get_by_role("button", name="Feedback on your application").click()
    page.get_by_text("What the points mean").click()
    look(page, "feedback-6-own")


def test_a_recruiter_writes_own_words(page, sign_in, look, no_second_factor, transactional_db):
    role = StaffRoleFactory()
    sign_in(page, role.user)
    page.goto(reverse("admin:shortlisting_wording_changelist"))
    look(page, "wording-1-list")
    page.get_by_role("link", name="Invitation to interview").click()
    page.get_by_label("Text").fill("Dear {name},\n\nCome on {wen}.")
    page.get_by_role("button", name="Preview").click()
    look(page, "wording-2-refused")
    page.get_by_label("Text").fill("Dear {name},\n\nDo come.\n\n{interview details}")
    page.get_by_role("button", name="Preview").click()
    look(page, "wording-3-preview")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Invitation to interview").click()
    page.get_by_role("link", name="Use the built-in words again").click()
    look(page, "wording-4-built-in")
