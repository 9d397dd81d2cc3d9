"""Somebody answers the equality questions from the task list, and changes their mind after submitting."""

import pytest
from django.db import connection
from django.urls import reverse
from playwright.sync_api import expect

from applicants.applying.actions.submitting import submit
from applicants.monitoring.tokens import token_for
from tests.factories import complete_draft, open_vacancy

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def kept(draft) -> list[tuple]:
    """As the owner, whom tests run as."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ethnicity, sex FROM monitoring_answers WHERE token = %s ORDER BY version",
            [token_for(draft.reference)],
        )
        return cursor.fetchall()


def test_answering_and_changing_ones_mind(page, look, sign_in):
    draft = complete_draft(open_vacancy(close_after_applications=1))
    sign_in(page, draft.applicant)
    page.goto(reverse("applying:task_list", args=[draft.reference]))
    expect(page.locator("#equality-status")).to_have_text("Optional")
    look(page, "equality-task-list")
    page.get_by_role("link", name="Equality questions").click()
    expect(page.get_by_text("Nobody who decides about your application ever sees them")).to_be_visible()
    # Steps that a first answer makes more exact stand below it, once it is chosen.
    expect(page.get_by_role("radio", name="Bangladeshi")).to_be_hidden()
    page.get_by_role("radio", name="Asian, Asian British or Asian Welsh").check()
    page.get_by_role("radio", name="Bangladeshi").check()
    look(page, "equality-questions")
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_text("kept apart from your application")).to_be_visible()
    expect(page.locator("#equality-status")).to_have_text("Answered")

    # The last place of a capped advert: it has closed, and still there is time to change one's mind.
    submit(draft, by=draft.applicant, key=draft.submit_key)
    page.goto(reverse("applying:receipt", args=[draft.reference]))
    look(page, "equality-receipt")
    page.get_by_role("link", name="Answer the equality questions").click()
    expect(page.get_by_text("You have answered these questions.")).to_be_visible()
    assert page.locator("input:checked").count() == 0
    look(page, "equality-again")
    page.get_by_role("button", name="I prefer not to answer any of these").click()
    expect(page.get_by_text("kept apart from your application")).to_be_visible()
    assert kept(draft) == [("asian_bangladeshi", ""), ("not_said", "not_said")]


def test_without_javascript(no_javascript, sign_in):
    draft = complete_draft(open_vacancy())
    page = no_javascript.new_page()
    sign_in(page, draft.applicant)
    page.goto(reverse("applying:equality", args=[draft.reference]))
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_text("You did not choose any answer, so we kept none.")).to_be_visible()
    page.get_by_role("link", name="Equality questions").click()
    page.get_by_role("radio", name="White", exact=True).check()
    page.get_by_role("radio", name="Roma").check()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_text("kept apart from your application")).to_be_visible()
    assert kept(draft) == [("white_roma", "")]
