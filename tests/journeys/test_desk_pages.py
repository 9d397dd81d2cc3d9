"""The desk (Django's admin): accessible at the width of a desk and of a phone, and nothing blocked."""

import pytest
from playwright.sync_api import expect

from tests.factories import (
    StaffRoleFactory,
    SupportingDocumentFactory,
    UserFactory,
    VacancyFactory,
    open_vacancy,
    publishable_vacancy,
)
from vacancies.models import Vacancy

pytestmark = pytest.mark.journey


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def recruiter(transactional_db):
    return StaffRoleFactory().user


@pytest.fixture
def vacancy(recruiter):
    """With a place and a panel, so that every table of its page has rows."""
    return publishable_vacancy(employer=recruiter.recruits_for.get())


def test_the_desk_is_signed_in_to_through_the_ordinary_page(page):
    page.goto("/desk/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


@pytest.mark.parametrize("path", ["/desk/", "/desk/vacancies/vacancy/", "/desk/vacancies/vacancy/add/"])
def test_the_recruiters_pages(page, look, sign_in, recruiter, vacancy, path):
    sign_in(page, recruiter)
    page.goto(path)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    look(page, "desk-" + (path.strip("/").replace("/", "-").removeprefix("desk-") or "index"))


def test_the_page_of_a_vacancy(page, look, sign_in, recruiter, vacancy):
    sign_in(page, recruiter)
    page.goto(f"/desk/vacancies/vacancy/{vacancy.pk}/change/")
    look(page, "desk-vacancy")
    page.get_by_label("Job title").fill("")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("Please correct the error")).to_be_visible()
    look(page, "desk-vacancy-errors")
    assert Vacancy.objects.get(pk=vacancy.pk).title == vacancy.title


def test_the_editor_of_a_vacancy(page, look, sign_in, recruiter):
    """Criteria are moved by button, pasted and copied, documents removed; all of it accessible."""
    vacancy = VacancyFactory(
        employer=recruiter.recruits_for.get(), summary="A permanent post.", contract="bank", criteria=3
    )
    source = VacancyFactory(employer=vacancy.employer, title="Peer Support Worker", criteria=4)
    SupportingDocumentFactory(vacancy=vacancy)
    sign_in(page, recruiter)
    desk = f"/desk/vacancies/vacancy/{vacancy.pk}"
    page.goto(f"{desk}/change/")
    texts = page.locator("[id^='criteria-'] .app-criterion__text textarea")
    first = texts.first.input_value()
    page.get_by_role("button", name="Move criterion 1 down").click()
    expect(page.locator("#criteria-group [aria-live]")).to_contain_text("moved to place 2 of 3")
    third = texts.nth(2).input_value()
    # Both in view: where a page has to scroll during a drag, it depends on the moment what is dropped upon.
    page.set_viewport_size({"width": 1280, "height": 3000})
    page.locator(".app-criterion__handle").nth(2).drag_to(page.locator(".app-criterion").first)
    expect(page.locator("#criteria-group [aria-live]")).to_contain_text("moved to place 1 of 3")
    page.get_by_text("Kind, weight, met from").first.click()
    page.get_by_role("button", name="Add another Question").click()
    look(page, "desk-editor")
    page.locator("#questions-0 .inline-deletelink").click()
    for words in ("Quite new", "A mistake"):
        page.get_by_role("button", name="Add another Criterion").click()
        page.locator(".app-criterion:not(.empty-form) .app-criterion__text textarea").last.fill(words)
    page.get_by_role("button", name="Move criterion 4 up").click()
    page.locator(".app-criterion:not(.empty-form)").last.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Save and continue editing").first.click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    expect(texts.nth(0)).to_have_value(third)
    expect(texts.nth(2)).to_have_value("Quite new")
    expect(texts.nth(3)).to_have_value(first)

    page.get_by_label("Job title").fill("Not saved")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Paste a list…").click()
    expect(page.get_by_role("heading", name="Paste a list of criteria")).to_be_visible()
    assert asked == ["beforeunload"]
    look(page, "desk-paste")
    page.get_by_label("The list").fill("Values:\n- Discreet\n- Kind to people\nDesirable:\n- A bicycle (I)")
    page.get_by_role("button", name="Read the list").click()
    expect(page.get_by_text("3 lines understood")).to_be_visible()
    look(page, "desk-paste-preview")
    page.get_by_role("button", name="Add these criteria").click()
    expect(page.get_by_text("3 criteria were added.")).to_be_visible()

    page.get_by_role("link", name="Copy from another vacancy…").click()
    page.get_by_label(source.title).check()
    look(page, "desk-copy")
    page.get_by_role("button", name="Copy its criteria").click()
    expect(page.get_by_text("4 criteria were added.")).to_be_visible()
    assert vacancy.criteria.count() == 11

    page.get_by_role("link", name="Add, replace or remove documents…").click()
    look(page, "desk-documents")
    page.get_by_role("link", name="Remove Job description").click()
    look(page, "desk-document-remove")
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("No document stands beside this advert yet.")).to_be_visible()


@pytest.mark.parametrize(
    "path",
    [
        "/desk/",
        "/desk/accounts/user/",
        "/desk/accounts/employer/add/",
        "/desk/vacancies/payscale/add/",
    ],
)
def test_the_administrators_pages(page, look, sign_in, transactional_db, path):
    sign_in(page, UserFactory(is_superuser=True))
    page.goto(path)
    look(page, "desk-administrator-" + path.strip("/").replace("/", "-"))


def test_many_vacancies_at_once(page, look, sign_in, recruiter):
    """Ticked in the list, asked on one page, then the page that says how far it is and what was refused."""
    employer = recruiter.recruits_for.get()
    for _ in range(2):
        open_vacancy(employer=employer)
    VacancyFactory(employer=employer)
    sign_in(page, recruiter)
    page.goto("/desk/vacancies/vacancy/")
    page.get_by_label("Select all objects on this page for an action").check()
    page.get_by_label("Action:").select_option(label="Close early…")
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_role("heading", name="2 open vacancies")).to_be_visible()
    page.get_by_role("button", name="Close early").click()
    expect(page.get_by_text("Say why you close it early.")).to_be_visible()
    look(page, "desk-many-asked")
    page.get_by_label("Why it closes early").fill("The service is moving.")
    page.get_by_role("button", name="Close early").click()
    expect(page.get_by_text("All 2 are done with.")).to_be_visible()
    look(page, "desk-many-done")
