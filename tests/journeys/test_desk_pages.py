"""The desk (Django's admin): accessible at the width of a desk and of a phone, and nothing blocked."""

import pytest
from playwright.sync_api import expect

from tests.factories import StaffRoleFactory, UserFactory, publishable_vacancy
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


@pytest.mark.parametrize("path", ["/desk/", "/desk/accounts/user/", "/desk/accounts/employer/add/"])
def test_the_administrators_pages(page, look, sign_in, transactional_db, path):
    sign_in(page, UserFactory(is_superuser=True))
    page.goto(path)
    look(page, "desk-administrator-" + path.strip("/").replace("/", "-"))
