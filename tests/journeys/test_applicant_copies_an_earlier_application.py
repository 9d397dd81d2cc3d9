"""An applicant whose advert closed early uses what they had written for the next one, and checks it."""

import pytest
from django.urls import reverse

from applicants.applying.models import Application, Employment, Qualification
from applicants.applying.tasks import close_and_tell
from tests.factories import (
    AnswerFactory,
    ApplicationFactory,
    CriterionFactory,
    UserFactory,
    as_draft,
    open_vacancy,
)
from tests.journeys.visitors import Visitor, somebody_with_an_account
from vacancies.actions import closing
from vacancies.models import Vacancy

pytestmark = pytest.mark.journey

GROUPS = "Experience of planning and leading group activities"
RECORDS = "Good written and verbal communication skills"
ABOUT_GROUPS = (
    "At a day centre I led a kitchen group every week for two years.\n\n"
    "I planned it with the people who came, and wrote down what we tried."
)


def test_an_applicant_copies_an_earlier_application(opens_a_browser):
    left = given_a_draft_whose_advert_closed_early()
    advert = given_another_advert_that_asks_for_much_the_same()
    sam = opens_a_browser()

    when_he_reads_what_became_of_it(sam, left)
    and_starts_another(sam, advert)
    and_chooses_what_to_copy(sam, left)
    then_everything_copied_waits_to_be_checked(sam)

    when_he_says_that_it_is_still_right(sam)
    then_it_counts(sam)

    when_he_has_written_something_and_looks_at_what_he_wrote_before(sam, advert)
    then_he_sees_both_and_keeps_his_own(sam, advert)


# --- Given ----------------------------------------------------------------------------------------------


def advert_asking(*texts: str, **fields) -> Vacancy:
    vacancy = open_vacancy(criteria=0, **fields)
    with as_draft(vacancy):
        for position, text in enumerate(texts):
            CriterionFactory(vacancy=vacancy, text=text, position=position)
    return vacancy


def given_a_draft_whose_advert_closed_early() -> Application:
    left = ApplicationFactory(
        vacancy=advert_asking(GROUPS, RECORDS, title="Peer Support Worker"),
        applicant=somebody_with_an_account(email="sam.rivers@example.org"),
        first_name="Sam",
        last_name="Rivers",
    )
    for criterion, text in zip(left.vacancy.criteria.all(), (ABOUT_GROUPS, "I write plainly."), strict=True):
        AnswerFactory(application=left, criterion=criterion, text=text)
    Qualification.objects.create(application=left, subject="Health and Social Care", kind="NVQ Level 3")
    Employment.objects.create(
        application=left,
        employer="Northmoor Day Centre",
        job_title="Support worker",
        started_on="2024-03-01",
        duties="Leading groups.",
    )
    closing.close_early(left.vacancy, by=UserFactory(), reason="Enough people have applied.")
    close_and_tell()
    return left


def given_another_advert_that_asks_for_much_the_same() -> Vacancy:
    return advert_asking(
        "Experience of leading activities for groups",
        "Excellent communication skills, both verbal and written",
        "Understands what confidentiality means in a team",
        title="Therapeutic Support Worker",
    )


# --- Copying --------------------------------------------------------------------------------------------


def when_he_reads_what_became_of_it(sam: Visitor, left: Application):
    sam.goes_to("/")
    sam.signs_in(left.applicant)
    sam.goes_to(reverse("applying:task_list", args=[left.reference]))
    sam.sees("This vacancy closed before you submitted your application", "Your draft is kept until")
    sam.sees("At a day centre I led a kitchen group")
    sam.looks_at("copying-1-what-was-left")


def and_starts_another(sam: Visitor, advert: Vacancy):
    sam.goes_to(reverse("applying:start", args=[advert.pk]))
    sam.sees("You have applied here before")
    sam.presses("Start now")


def and_chooses_what_to_copy(sam: Visitor, left: Application):
    sam.follows("Copy from an earlier application")
    sam.looks_at("copying-2-which")
    sam.follows(f"Peer Support Worker, {left.vacancy.employer.name}")
    sam.is_on("What do you want to copy?")
    sam.page.get_by_text("What would be copied").first.click()
    sam.looks_at("copying-3-what")
    # Each box but one: he wants to write about communication anew.
    sam.page.get_by_role("checkbox").last.uncheck()
    sam.presses("Copy what I ticked")


def then_everything_copied_waits_to_be_checked(sam: Visitor):
    sam.sees("4 sections were copied", "Check what was copied")
    sam.looks_at("copying-4-task-list")


def when_he_says_that_it_is_still_right(sam: Visitor):
    sam.follows("Your details")
    sam.sees("You copied this from an earlier application")
    sam.looks_at("copying-5-details")
    sam.presses("Yes, this is still right")
    sam.follows("Back to your application")
    sam.follows("Experience of leading activities for groups")
    sam.looks_at("copying-6-evidence")
    sam.presses("Yes, this is still right")


def then_it_counts(sam: Visitor):
    application = Application.objects.order_by("pk").last()
    assert application.answers.get().copied_from is None
    assert application.answers.get().text == ABOUT_GROUPS
    assert set(application.sections.values_list("name", "complete")) == {
        ("employment", False),
        ("qualifications", False),
    }


# --- One point at a time --------------------------------------------------------------------------------


def when_he_has_written_something_and_looks_at_what_he_wrote_before(sam: Visitor, advert: Vacancy):
    draft = Application.objects.order_by("pk").last()
    point = advert.criteria.all()[1]
    sam.goes_to(reverse("applying:evidence", args=[draft.reference, point.pk]))
    sam.page.get_by_role("textbox").fill("I write to families.")
    sam.page.get_by_text("Use what you wrote before").click()
    sam.sees(f"You wrote this for: {RECORDS}")
    sam.looks_at("copying-7-before")
    sam.presses("Use this text")


def then_he_sees_both_and_keeps_his_own(sam: Visitor, advert: Vacancy):
    sam.is_on("You have written something here already")
    sam.sees("I write to families.", "I write plainly.")
    sam.looks_at("copying-8-both")
    sam.presses("Keep and save what is here")
    sam.sees("Point 3 of 3")
    draft = Application.objects.order_by("pk").last()
    assert draft.answers.get(criterion=advert.criteria.all()[1]).text == "I write to families."
