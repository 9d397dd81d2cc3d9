"""An applicant reads an advert, signs up, writes, comes back another day, submits, and changes her mind."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from applicants.applying.models import Application
from applicants.applying.status import Status
from recruitment.mail.models import OutgoingEmail
from tests.factories import PASSWORD, CriterionFactory, StaffRoleFactory, publishable_vacancy
from tests.journeys.visitors import Visitor
from vacancies.actions import publishing
from vacancies.models import Vacancy

pytestmark = pytest.mark.journey

ZOE = "zoe.oneill@example.org"
EVIDENCE = (
    "At a day centre I noticed that one person stopped coming to the kitchen group. I asked what would make "
    "it easier, and we agreed to begin with ten minutes a week. After two months she chose the recipes.\n\n"
    "I wrote down what we tried and talked it through with my supervisor."
)
BEGUN = "I begin with what somebody can do already. An example from last winter"


def test_an_applicant_applies_and_returns_to_a_draft(opens_a_browser):
    advert = given_an_open_advert()
    zoe = opens_a_browser()

    when_she_reads_the_advert_signed_out(zoe, advert)
    and_creates_an_account_with_the_code_from_the_email(zoe)
    and_starts(zoe)
    and_forgets_a_line_of_her_details(zoe)
    then_she_is_told_which_and_nothing_typed_is_lost(zoe)

    when_she_completes_her_details(zoe)
    and_writes_her_first_evidence_with_the_keyboard_alone(zoe, advert)
    and_leaves_the_second_unfinished_for_later(zoe)
    and_signs_out(zoe)
    another_day = opens_a_browser()
    when_she_signs_in_again(another_day)
    then_she_finds_her_draft_as_she_left_it(another_day, advert)

    when_she_finishes_it(another_day, advert)
    and_changes_an_answer_on_the_way(another_day)
    and_submits(another_day)
    then_she_sees_the_receipt_and_sees_it_again_when_she_reloads(another_day)
    then_the_receipt_is_on_its_way_to_her("received")

    when_she_withdraws(another_day)
    then_the_application_is_withdrawn_and_she_gets_that_in_writing(another_day)


# --- Given ----------------------------------------------------------------------------------------------


def given_an_open_advert() -> Vacancy:
    """Two points to write about, one desirable, one to say yes or no to; a long title."""
    vacancy = publishable_vacancy(
        criteria=0,
        title="Senior Therapeutic Support Worker (Community Rehabilitation)",
        close_after_applications=40,
    )
    points = [
        {"text": "Experience of supporting people one to one and in groups in a mental health setting"},
        {"text": "Understands what confidentiality means in a team", "group": "Knowledge"},
        {"text": "Has used an electronic patient record", "group": "Knowledge", "importance": "desirable"},
        {
            "text": "You understand that the post includes working some evenings and weekends",
            "group": "Additional criteria",
            "kind": "acknowledged",
        },
    ]
    for position, point in enumerate(points):
        CriterionFactory(vacancy=vacancy, position=position, **point)
    return publishing.publish(vacancy, by=StaffRoleFactory(employer=vacancy.employer).user)


# --- Reading, signing up, starting ----------------------------------------------------------------------


def when_she_reads_the_advert_signed_out(zoe: Visitor, advert):
    zoe.goes_to("/")
    zoe.follows(advert.title)
    zoe.is_on(advert.title)
    zoe.looks_at("apply-01-advert")
    zoe.presses("Apply for this job")
    zoe.is_on("Apply for this job")
    zoe.looks_at("apply-02-before-starting")


def and_creates_an_account_with_the_code_from_the_email(zoe: Visitor):
    zoe.presses("Create an account")
    zoe.fills(email_address=ZOE, create_a_password=PASSWORD)
    zoe.looks_at("apply-03-sign-up")
    zoe.presses("Create account")
    zoe.is_on("Check your email")
    zoe.looks_at("apply-04-code")
    zoe.fills(code=re.search(r"\b\d{4}-\d{4}\b", mail.outbox[-1].body)[0])
    zoe.presses("Continue")


def and_starts(zoe: Visitor):
    zoe.is_on("Apply for this job")
    zoe.looks_at("apply-05-signed-in")
    zoe.presses("Start now")
    zoe.sees("You have completed 0 of")
    zoe.looks_at("apply-06-task-list")


# --- Details --------------------------------------------------------------------------------------------


def and_forgets_a_line_of_her_details(zoe: Visitor):
    zoe.follows("Your details")
    zoe.fills(first_name="Zoë", last_name="O’Neill", address="1 Example Row\nNorthmoor")
    zoe.presses("Save and continue")


def then_she_is_told_which_and_nothing_typed_is_lost(zoe: Visitor):
    expect(zoe.page).to_have_title(re.compile("^Error: "))
    zoe.looks_at("apply-07-details-error")
    zoe.follows("Enter your postcode")
    expect(zoe.page.get_by_label("Postcode")).to_be_focused()
    expect(zoe.page.get_by_label("First name")).to_have_value("Zoë")
    expect(zoe.page.get_by_label("Address", exact=True)).to_have_value("1 Example Row\nNorthmoor")


def when_she_completes_her_details(zoe: Visitor):
    zoe.fills(postcode="ZZ99 9ZZ")
    zoe.presses("Save and continue")
    zoe.follows("Back to your application")
    zoe.sees("You have completed 1 of")


# --- Evidence -------------------------------------------------------------------------------------------


def and_writes_her_first_evidence_with_the_keyboard_alone(zoe: Visitor, advert):
    first = advert.criteria.first()
    zoe.tabs_to(zoe.page.get_by_role("link", name=first.text))
    zoe.keys("Enter")
    zoe.tabs_to(zoe.page.get_by_label(first.text))
    zoe.types("word " * 501)
    zoe.tabs_to(zoe.page.get_by_role("button", name="Save and continue"))
    zoe.keys("Enter")
    zoe.sees("you have written 501")
    zoe.looks_at("apply-08-evidence-too-long")
    zoe.tabs_to(zoe.page.get_by_label(first.text))
    zoe.keys("Control+a")
    zoe.types(EVIDENCE)
    zoe.looks_at("apply-09-evidence")
    zoe.tabs_to(zoe.page.get_by_role("button", name="Save and continue"))
    zoe.keys("Enter")
    zoe.sees("Point 2 of 4")


def and_leaves_the_second_unfinished_for_later(zoe: Visitor):
    zoe.page.get_by_role("textbox").fill(BEGUN)
    zoe.presses("Save and come back later")
    zoe.sees("Your draft is saved", "Not submitted yet")
    zoe.looks_at("apply-10-saved-for-later")


def and_signs_out(zoe: Visitor):
    zoe.signs_out()


def when_she_signs_in_again(zoe: Visitor):
    zoe.goes_to("/")
    zoe.follows("Sign in")
    zoe.fills(email_address=ZOE, password=PASSWORD)
    zoe.presses("Sign in")
    zoe.is_on("Your applications")


def then_she_finds_her_draft_as_she_left_it(zoe: Visitor, advert):
    zoe.follows(advert.title)
    zoe.sees("You have completed 3 of")
    zoe.looks_at("apply-11-back-at-the-draft")
    first, second, *_ = advert.criteria.all()
    zoe.follows(first.text)
    expect(zoe.page.get_by_label(first.text)).to_have_value(EVIDENCE)
    zoe.follows("Back to your application")
    zoe.follows(second.text)
    expect(zoe.page.get_by_label(second.text)).to_have_value(BEGUN)


# --- Finishing ------------------------------------------------------------------------------------------


def when_she_finishes_it(zoe: Visitor, advert):
    *_, yes_or_no = advert.criteria.all()
    zoe.page.get_by_role("textbox").fill(EVIDENCE)
    zoe.presses("Save and continue")
    zoe.follows("Back to your application")
    zoe.fills_in_the_practical_pages()
    zoe.fills_in_their_background()
    zoe.presses("Check your answers")
    zoe.sees("You cannot submit yet")
    zoe.looks_at("apply-12-check-what-is-missing")
    zoe.follows(yes_or_no.text)
    zoe.page.get_by_label("Yes").check()
    zoe.looks_at("apply-13-yes-or-no")
    zoe.presses("Save and continue")
    zoe.follows("Declaration")
    zoe.presses("Save and continue")
    zoe.looks_at("apply-14-declaration-error")
    zoe.page.get_by_label("I have read this, and it is true").check()
    zoe.presses("Save and continue")
    zoe.is_on("Check your answers")


def and_changes_an_answer_on_the_way(zoe: Visitor):
    zoe.follows("Change phone number")
    zoe.page.get_by_label("Phone number").fill("07700 900123")
    zoe.presses("Save and continue")
    zoe.is_on("Check your answers")
    zoe.sees("07700 900123")
    zoe.looks_at("apply-15-check")


def and_submits(zoe: Visitor):
    zoe.presses("Submit my application")


def then_she_sees_the_receipt_and_sees_it_again_when_she_reloads(zoe: Visitor):
    reference = Application.objects.get().reference
    zoe.is_on("We have received your application")
    zoe.sees(reference)
    zoe.looks_at("apply-16-receipt")
    zoe.page.reload()
    zoe.is_on("We have received your application")
    zoe.sees(reference)
    assert Application.objects.get().status == Status.SUBMITTED


def then_the_receipt_is_on_its_way_to_her(what: str):
    email = OutgoingEmail.objects.get(key=f"application:{Application.objects.get().pk}:{what}")
    assert email.to == ZOE
    assert Application.objects.get().reference in email.text


# --- Changing her mind ----------------------------------------------------------------------------------


def when_she_withdraws(zoe: Visitor):
    zoe.follows("Read what you sent")
    zoe.sees("07700 900123")
    zoe.looks_at("apply-17-what-she-sent")
    zoe.follows("Withdraw this application")
    zoe.looks_at("apply-18-withdraw")
    zoe.page.get_by_label("Why are you withdrawing?").fill("I have taken another job.")
    zoe.presses("Withdraw my application")


def then_the_application_is_withdrawn_and_she_gets_that_in_writing(zoe: Visitor):
    zoe.sees("You have withdrawn your application")
    zoe.looks_at("apply-19-withdrawn")
    assert Application.objects.get().status == Status.WITHDRAWN
    then_the_receipt_is_on_its_way_to_her("withdrawn")
