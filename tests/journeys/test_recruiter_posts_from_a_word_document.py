"""A recruiter has a job description in Word: two presses later it is a draft that says what is missing."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from recruitment.accounts.models import Employer, StaffRole
from tests.factories import EmployerFactory, StaffRoleFactory
from tests.journeys.visitors import Visitor, somebody_with_an_account
from tests.vacancies.importing.documents import word
from vacancies.models import Vacancy
from vacancies.status import Importance, Status

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("no_second_factor")]

CHAIR, MEMBER = "Jo Chairperson", "Kit Panelmember"
POINTS = [
    ["Criteria", "Essential", "Desirable", "Evidenced by"],
    ["Experience", "", "", ""],
    ["Supporting people who are in distress", "✓", "", "A, I"],
    ["Living or working in a therapeutic community", "", "✓", "A"],
    ["Skills", "", "", ""],
    ["Keeps clear written notes", "✓", "", "A"],
]


def test_a_recruiter_posts_from_a_word_document(opens_a_browser, tmp_path):
    employer = given_an_employer_with_two_hiring_managers()
    robin = given_a_recruiter_on_the_desk(opens_a_browser(), employer)
    document = given_a_job_description_in_word(tmp_path)

    when_the_recruiter_imports_it(robin, document)
    then_every_field_stands_beside_the_words_it_came_from(robin)
    when_the_recruiter_makes_the_draft(robin)
    then_the_table_has_become_the_person_specification()
    then_the_desk_says_beside_the_form_what_is_missing(robin)

    when_the_recruiter_fills_in_what_is_missing(robin)
    then_it_can_be_published_for_next_monday(robin)
    then_nobody_outside_sees_it_yet(opens_a_browser())


def given_an_employer_with_two_hiring_managers() -> Employer:
    employer = EmployerFactory(name="Northmoor and Vale Partnership Trust")
    for name in (CHAIR, MEMBER):
        StaffRoleFactory(employer=employer, user__name=name, role=StaffRole.Role.HIRING_MANAGER)
    return employer


def given_a_recruiter_on_the_desk(robin: Visitor, employer) -> Visitor:
    user = somebody_with_an_account(name="Robin Fairweather", email="robin@example.org")
    StaffRoleFactory(employer=employer, user=user)
    robin.goes_to("/account/login/")
    robin.signs_in(user)
    robin.is_on("Today")
    return robin


def given_a_job_description_in_word(folder: Path) -> Path:
    document = word.job_description()
    word.table_of(document, POINTS)
    path = folder / "Sociotherapist job description.docx"
    path.write_bytes(word.saved(document))
    return path


def when_the_recruiter_imports_it(robin: Visitor, document: Path):
    robin.follows("Import an advert or a job description")
    robin.page.get_by_label("Advert or job description").set_input_files(document)
    robin.shows("recruiters-1-import")
    robin.presses("Read it")


def then_every_field_stands_beside_the_words_it_came_from(robin: Visitor):
    robin.is_on("Read through what was understood")
    robin.sees("Sociotherapist job description.docx", "Band 4", "12 months (Fixed term)", "Reference")
    robin.looks_at("word-01-review")
    robin.shows("recruiters-2-review")


def when_the_recruiter_makes_the_draft(robin: Visitor):
    robin.presses("Make the draft")
    robin.sees("is a draft now. Read it through before you publish it.")


def then_the_table_has_become_the_person_specification():
    vacancy = Vacancy.objects.get()
    assert (vacancy.title, vacancy.band, vacancy.duration_months) == ("Sociotherapist", "4", 12)
    assert [(point.group, point.text, point.importance) for point in vacancy.criteria.all()] == [
        ("Experience", "Supporting people who are in distress", Importance.ESSENTIAL),
        ("Experience", "Living or working in a therapeutic community", Importance.DESIRABLE),
        ("Skills", "Keeps clear written notes", Importance.ESSENTIAL),
    ]


def then_the_desk_says_beside_the_form_what_is_missing(robin: Visitor):
    beside = robin.page.locator(".app-beside")
    expect(beside).to_contain_text("Set the closing date and time.")
    expect(beside).to_contain_text("Choose at least two people for the panel.")
    robin.looks_at("word-02-draft")
    robin.page.locator(".app-beside").scroll_into_view_if_needed()
    robin.shows("recruiters-3-draft")


def when_the_recruiter_fills_in_what_is_missing(robin: Visitor):
    if not robin.page.locator("#id_panel-1-user").count():
        robin.page.get_by_role("link", name="Show empty rows").or_(
            robin.page.get_by_role("button", name="Add another Panel member")
        ).first.click()
    if not robin.page.locator("#id_panel-1-user").count():
        robin.page.get_by_role("button", name="Add another Panel member").click()
    for number, name in enumerate((CHAIR, MEMBER)):
        robin.page.locator(f"#id_panel-{number}-user").select_option(label=name)
    robin.page.locator("#id_panel-0-is_chair").check()
    robin.page.get_by_label("Closing date").fill(f"{timezone.localdate() + timedelta(days=28):%d/%m/%Y}")
    robin.page.get_by_label("Contact email").fill("sociotherapy@example.org")
    robin.presses("Save and continue editing")
    robin.sees("was changed successfully")


def then_it_can_be_published_for_next_monday(robin: Visitor):
    robin.follows("Publish…")
    robin.page.get_by_label("At the time below").check()
    monday = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
    robin.page.get_by_label("Opening date").fill(f"{monday:%d/%m/%Y}")
    robin.page.get_by_label("Opening time").fill("09:00")
    robin.looks_at("word-03-publish")
    robin.shows("recruiters-4-publish")
    robin.presses("Publish")
    robin.sees("opens by itself at 9:00am on Monday")
    vacancy = Vacancy.objects.get()
    assert (vacancy.status, vacancy.is_scheduled) == (Status.PUBLISHED, True)


def then_nobody_outside_sees_it_yet(passer_by: Visitor):
    assert passer_by.goes_to(Vacancy.objects.get().get_absolute_url()) == 404
    passer_by.goes_to("/")
    expect(passer_by.page.get_by_role("link", name="Sociotherapist")).to_have_count(0)
