"""Somebody fills in the lists of their application: work with a gap, a qualification, nobody to name yet."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import StaffRoleFactory, complete_draft, open_vacancy, somebodys_background
from tests.journeys.visitors import Visitor, somebody_with_an_account

pytestmark = pytest.mark.journey


def test_an_applicant_fills_in_their_background(opens_a_browser):
    vacancy, person = open_vacancy(), somebody_with_an_account()
    sam = opens_a_browser()
    sam.goes_to("/")
    sam.signs_in(person)
    sam.goes_to(reverse("applying:start", args=[vacancy.pk]))
    sam.presses("Start now")

    when_they_say_they_have_finished_without_saying_so(sam)
    and_add_a_job_with_mistakes(sam)
    then_each_mistake_is_named_and_nothing_typed_is_lost(sam)
    when_they_put_it_right(sam)
    and_add_an_earlier_job(sam)
    then_the_gap_between_is_pointed_out_and_can_be_explained(sam)
    when_they_remove_the_earlier_job(sam)
    then_they_are_asked_first_and_told_afterwards(sam)
    when_they_finish(sam)
    sam.follows("Back to your application")
    sam.fills_in_their_background()
    and_they_name_a_referee(sam)


def when_they_say_they_have_finished_without_saying_so(sam: Visitor):
    sam.follows("Your work history")
    sam.is_on("Your work history")
    sam.looks_at("background-01-work-empty")
    sam.presses("Save and continue")
    sam.sees("Select whether you have finished this section")
    sam.looks_at("background-02-work-error")


def and_add_a_job_with_mistakes(sam: Visitor):
    sam.presses("Add work or experience")
    sam.looks_at("background-03-add-work")
    sam.page.get_by_label("Volunteering").check()
    sam.fills(job_title_or_role="Kitchen volunteer")
    month(sam, "When did you start?", "March", "2935")
    sam.page.get_by_label("No", exact=True).check()
    sam.presses("Save")


def then_each_mistake_is_named_and_nothing_typed_is_lost(sam: Visitor):
    sam.sees(
        "Enter the employer or organisation",
        "The month must not be in the future",
        "Enter the month and year it ended",
        "Enter why you left, in a few words",
    )
    sam.looks_at("background-04-add-work-errors")
    expect(sam.page.get_by_label("Job title or role")).to_have_value("Kitchen volunteer")
    expect(sam.page.get_by_label("Volunteering")).to_be_checked()


def when_they_put_it_right(sam: Visitor):
    sam.fills(employer_or_organisation="Northmoor Recovery Café")
    month(sam, "When did you start?", "3", "2023")
    sam.page.get_by_label("Yes", exact=True).check()
    sam.presses("Save")
    sam.is_on("Your work history")
    sam.sees("Kitchen volunteer, Northmoor Recovery Café", "March 2023 to now")
    sam.looks_at("background-05-one-job")


def and_add_an_earlier_job(sam: Visitor):
    sam.presses("Add another")
    sam.page.get_by_label("Paid work").check()
    sam.fills(job_title_or_role="Shop assistant", employer_or_organisation="Example Books")
    month(sam, "When did you start?", "1", "2019")
    sam.page.get_by_label("No", exact=True).check()
    month(sam, "When did it end?", "sept", "2021")
    sam.fills(**{"Why did you leave?": "The shop closed."})
    sam.presses("Save")


def then_the_gap_between_is_pointed_out_and_can_be_explained(sam: Visitor):
    sam.sees("There is a gap of three months or more", "Gap: October 2021 to February 2023")
    sam.looks_at("background-06-gap")
    sam.page.get_by_role("link", name="Say what you were doing").click()
    sam.is_on("What were you doing between October 2021 and February 2023?")
    sam.looks_at("background-07-explain")
    sam.page.get_by_role("textbox").fill("I looked after my father.")
    sam.presses("Save")
    sam.sees("I looked after my father.")
    expect(sam.page.get_by_text("There is a gap")).to_have_count(0)
    sam.looks_at("background-08-explained")


def when_they_remove_the_earlier_job(sam: Visitor):
    sam.page.get_by_role("link", name="Remove Shop assistant").click()


def then_they_are_asked_first_and_told_afterwards(sam: Visitor):
    sam.is_on("Remove this from your work history?")
    sam.looks_at("background-09-remove")
    sam.presses("Yes, remove it")
    sam.sees("You have removed “Shop assistant, Example Books”.")
    expect(sam.page.get_by_text("I looked after my father.")).to_have_count(0)


def when_they_finish(sam: Visitor):
    sam.page.get_by_label("Yes, I have finished").check()
    sam.presses("Save and continue")
    sam.is_on("Your qualifications")
    sam.looks_at("background-10-qualifications-empty")


def and_they_name_a_referee(sam: Visitor):
    sam.follows("Your referees")
    sam.looks_at("background-11-referees-empty")
    sam.presses("Add a referee")
    sam.looks_at("background-12-add-referee")
    sam.fills(their_full_name="Morgan Example", their_email_address="morgan@example.org")
    sam.page.get_by_label("How do they know you?").fill("We volunteer together")
    month(sam, "Since when can they speak for you?", "3", "2025")
    sam.page.get_by_label("Yes", exact=True).check()
    sam.presses("Save")
    sam.sees("Morgan Example", "nobody can speak yet for")
    sam.looks_at("background-13-referees")


def month(sam: Visitor, question: str, month: str, year: str) -> None:
    group = sam.page.get_by_role("group", name=question)
    group.get_by_label("Month").fill(month)
    group.get_by_label("Year").fill(year)


@pytest.mark.django_db(transaction=True)
def test_what_was_filled_in_is_read_by_its_owner_and_the_recruiter(page, look, sign_in, settings):
    settings.STAFF_MFA_REQUIRED = False
    application = complete_draft(open_vacancy())
    somebodys_background(application)
    recruiter = StaffRoleFactory(employer=application.vacancy.employer).user
    sign_in(page, application.applicant)
    for name in ("employment", "training"):
        page.goto(reverse(f"applying:{name}", args=[application.reference]))
        look(page, f"background-many-{name}")
    page.goto(reverse("applying:training_add", args=[application.reference]))
    look(page, "background-add-training")
    page.goto(reverse("applying:qualifications_add", args=[application.reference]))
    look(page, "background-add-qualification")
    page.goto(reverse("applying:check", args=[application.reference]))
    look(page, "background-check")
    page.get_by_role("link", name="Change Support worker 1").click()
    page.get_by_label("Employer or organisation").fill("Another Day Centre")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Check your answers")
    page.get_by_role("heading", name="Another Day Centre").wait_for()
    page.get_by_role("button", name="Submit my application").click()
    page.get_by_role("link", name="Read what you sent").click()
    page.get_by_text("I looked after my father.").wait_for()
    sign_in(page, recruiter)
    page.goto(reverse("admin:applying_application_change", args=[application.pk]))
    page.get_by_text("I looked after my father.").wait_for()
    look(page, "background-desk")
