"""A recruiter imports a saved advert, is told what it lacks, completes it, and puts it before the public."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from recruitment.accounts.models import Employer, StaffRole
from tests.factories import EmployerFactory, StaffRoleFactory
from tests.journeys.visitors import Visitor, somebody_with_an_account
from vacancies.models import Vacancy
from vacancies.status import Status

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("no_second_factor")]

SAVED_ADVERT = Path(settings.BASE_DIR) / "vacancies" / "importing" / "example_advert.txt"
TITLE = "Therapeutic Support Worker"
CHAIR, MEMBER = "Jo Chairperson", "Kit Panelmember"


def test_a_recruiter_posts_a_role(opens_a_browser):
    employer = given_an_employer_with_two_hiring_managers()
    robin = given_a_recruiter_has_signed_in(opens_a_browser(), employer)

    when_the_recruiter_imports_something_that_is_no_advert(robin)
    then_one_sentence_says_so(robin)
    when_the_recruiter_imports_the_saved_advert(robin)
    then_the_draft_says_what_the_advert_said(robin)

    when_the_recruiter_wants_to_publish_it_as_it_is(robin)
    then_the_page_says_what_is_missing(robin)
    when_the_recruiter_completes_closing_and_cap(robin)
    and_chooses_the_panel_and_its_chair(robin)
    then_the_preview_is_what_applicants_will_see(robin)

    a_stale_tab = given_the_draft_is_open_in_another_tab(robin)
    when_the_recruiter_publishes_it_on_the_confirm_page(robin)
    then_it_is_on_the_public_list(opens_a_browser())
    then_its_criteria_are_frozen(robin)
    then_the_stale_tab_cannot_change_them(a_stale_tab)


# --- Given ----------------------------------------------------------------------------------------------


def given_an_employer_with_two_hiring_managers() -> Employer:
    employer = EmployerFactory(name="Northmoor and Vale Partnership Trust")
    for name in (CHAIR, MEMBER):
        StaffRoleFactory(employer=employer, user__name=name, role=StaffRole.Role.HIRING_MANAGER)
    return employer


def given_a_recruiter_has_signed_in(robin: Visitor, employer) -> Visitor:
    user = somebody_with_an_account(name="Robin Fairweather", email="robin@example.org")
    StaffRoleFactory(employer=employer, user=user)
    robin.goes_to("/account/login/")
    robin.signs_in(user)
    expect(robin.page).to_have_url("/desk/")
    robin.looks_at("post-01-desk")
    return robin


# --- Importing ------------------------------------------------------------------------------------------


def when_the_recruiter_imports_something_that_is_no_advert(robin: Visitor):
    robin.page.get_by_role("rowheader", name="Vacancies").get_by_role("link").click()
    robin.looks_at("post-02-no-vacancies")
    robin.follows("Import an advert")
    robin.looks_at("post-03-import")
    imports(robin, {"name": "advert.txt", "mimeType": "text/plain", "buffer": b"\x00\x01\x02" * 400})


def then_one_sentence_says_so(robin: Visitor):
    robin.sees("Please correct what is marked below")
    robin.looks_at("post-04-import-refused")
    assert not Vacancy.objects.exists()


def when_the_recruiter_imports_the_saved_advert(robin: Visitor):
    imports(robin, SAVED_ADVERT)
    robin.is_on("Read through what was understood")
    robin.looks_at("post-05-review")
    robin.presses("Make the draft")


def imports(robin: Visitor, file):
    robin.page.get_by_label("Advert or job description").set_input_files(file)
    robin.presses("Read it")


def then_the_draft_says_what_the_advert_said(robin: Visitor):
    robin.sees("is a draft now. Read it through before you publish it.")
    expect(robin.page.get_by_label("Job title")).to_have_value(TITLE)
    expect(robin.page.get_by_label("Contact email")).to_have_value("morgan.sample@example.org")
    criteria = robin.page.locator("[id^='criteria-'] .app-criterion__text textarea")
    expect(criteria.first).to_have_value(
        "A level 3 qualification in health and social care, or the same level of knowledge gained at work."
    )
    assert Vacancy.objects.get().status == Status.DRAFT


# --- Completing -----------------------------------------------------------------------------------------


def when_the_recruiter_wants_to_publish_it_as_it_is(robin: Visitor):
    robin.follows("Publish…")


def then_the_page_says_what_is_missing(robin: Visitor):
    robin.sees("Not ready yet", "Choose at least two people for the panel")
    robin.looks_at("post-06-missing")
    robin.follows("Go back to the draft")


def when_the_recruiter_completes_closing_and_cap(robin: Visitor):
    """Typed, not picked: the little calendar is a script."""
    closes_on, interview_on = (timezone.localdate() + timedelta(days=days) for days in (21, 45))
    robin.page.get_by_label("Closing date").fill(f"{closes_on:%d/%m/%Y}")
    robin.page.get_by_label("Close after this many applications").fill("40")
    robin.page.get_by_label("Minimum open days").fill("3")
    robin.page.get_by_label("Planned interview date").fill(f"{interview_on:%d/%m/%Y}")
    robin.presses("Save and continue editing")
    robin.sees("was changed successfully")


def and_chooses_the_panel_and_its_chair(robin: Visitor):
    for number, name in enumerate((CHAIR, MEMBER)):
        adds_a_row_if_there_is_none(robin, number)
        robin.page.locator(f"#id_panel-{number}-user").select_option(label=name)
    robin.page.locator("#id_panel-0-is_chair").check()
    robin.looks_at("post-07-panel")
    robin.presses("Save and continue editing")
    robin.sees("was changed successfully")
    assert Vacancy.objects.get().panel.get(is_chair=True).user.name == CHAIR


def adds_a_row_if_there_is_none(robin: Visitor, number: int):
    """With scripts "Add another" makes one; without, a link brings the page with empty rows."""
    if robin.page.locator(f"#id_panel-{number}-user").count():
        return
    add_another = robin.page.get_by_role("button", name="Add another Panel member")
    add_another.or_(robin.page.get_by_role("link", name="Show empty rows")).click()


def then_the_preview_is_what_applicants_will_see(robin: Visitor):
    robin.follows("Preview")
    robin.sees("This is a preview", "Only you and your colleagues on the desk can see this page.")
    robin.looks_at("post-08-preview")
    robin.follows("Back to the desk")


# --- Publishing -----------------------------------------------------------------------------------------


def given_the_draft_is_open_in_another_tab(robin: Visitor) -> Visitor:
    tab = robin.opens_another_tab()
    tab.goes_to(robin.page.url)
    return tab


def when_the_recruiter_publishes_it_on_the_confirm_page(robin: Visitor):
    robin.follows("Publish…")
    robin.sees("Publish this vacancy?", "It closes by itself", f"{CHAIR} ", f"{MEMBER} ", "chair")
    robin.looks_at("post-09-publish")
    robin.presses("Publish")
    robin.sees("is published: people can apply now.")


def then_it_is_on_the_public_list(passer_by: Visitor):
    passer_by.goes_to("/")
    passer_by.sees("1 vacancy")
    passer_by.looks_at("post-10-public-list")
    passer_by.follows(TITLE)
    passer_by.is_on(TITLE)
    passer_by.sees("Staying calm and kind when somebody is upset or angry")


def then_its_criteria_are_frozen(robin: Visitor):
    robin.sees("Staying calm and kind when somebody is upset or angry")
    expect(robin.page.locator("[id^='criteria-'] .app-criterion__text textarea")).to_have_count(0)
    expect(robin.page.get_by_label("Job title")).to_have_count(0)
    robin.looks_at("post-11-published")


def then_the_stale_tab_cannot_change_them(tab: Visitor):
    before = list(Vacancy.objects.get().criteria.values())
    tab.page.locator("[id^='criteria-'] .app-criterion__text textarea").first.fill(
        "Something quite different"
    )
    tab.page.get_by_label("Job title").fill("Something else")
    tab.presses("Save and continue editing")
    tab.sees("were not changed")
    vacancy = Vacancy.objects.get()
    assert (vacancy.title, list(vacancy.criteria.values())) == (TITLE, before)
