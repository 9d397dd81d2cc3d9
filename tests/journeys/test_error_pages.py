"""What people see when something is not there or goes wrong, in a real browser."""

import re

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_a_page_that_is_not_there(page, look):
    page.goto("/no-such-page/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Page not found")
    look(page, "error-404")
    page.get_by_label("Job title or words").fill("therapy")
    page.get_by_role("button", name="Search vacancies").click()
    expect(page).to_have_url(re.compile(r"/\?q=therapy$"))


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "500", "maintenance"])
def test_pages_that_are_rendered_without_any_context(page, look, name):
    """Django renders these without context processors: they must need nothing."""
    page.goto("/design/")
    page.route(
        "**/made-up/",
        lambda route: route.fulfill(content_type="text/html", body=render_to_string(f"{name}.html")),
    )
    page.goto("/made-up/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    look(page, f"error-{name}")


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("Privacy", "90 days"),
        ("Accessibility statement", "WCAG"),
    ],
)
def test_the_pages_that_every_footer_leads_to(page, look, settings, link, says):
    settings.CONTACT_EMAIL = "help@example.org"
    page.goto("/")
    page.get_by_role("contentinfo").get_by_role("link", name=link, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(link)
    expect(page.get_by_role("main")).to_contain_text(says)
    expect(page.get_by_role("main")).to_contain_text("help@example.org")
    look(page, f"footer-{link.split()[0].lower()}")
