"""A recruiter closes the advert early while somebody writes: nothing is lost, and nothing is promised."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from applicants.applying.tasks import close_and_tell
from recruitment.mail.models import OutgoingEmail
from tests.factories import UserFactory, complete_draft, open_vacancy
from tests.journeys.visitors import with_an_account
from vacancies.actions import closing

pytestmark = pytest.mark.journey

WRITTEN = "I sat with somebody who was frightened until their sister came."


def test_an_advert_closes_while_somebody_writes(opens_a_browser, sign_in):
    vacancy = open_vacancy()
    draft = complete_draft(vacancy)
    with_an_account(draft.applicant)
    criterion = vacancy.criteria.first()
    writer = opens_a_browser()
    sign_in(writer.page, draft.applicant)
    writer.goes_to(reverse("applying:evidence", args=[draft.reference, criterion.pk]))
    writer.page.get_by_role("textbox").fill(WRITTEN)

    closing.close_early(vacancy, by=UserFactory(), reason="Enough people have applied.")
    close_and_tell()
    assert OutgoingEmail.objects.filter(to=draft.applicant.email).count() == 1

    writer.presses("Save and continue")
    writer.sees("This vacancy has closed", "What you typed has been saved in your draft", WRITTEN)
    expect(writer.page.get_by_role("textbox")).to_have_count(0)
    expect(writer.page.get_by_role("button", name="Submit my application")).to_have_count(0)
    writer.looks_at("closed-01-the-draft-stays")
    assert draft.answers.get(criterion=criterion).text == WRITTEN

    writer.goes_to("/applications/")
    writer.sees("This vacancy closed before you submitted your application")
