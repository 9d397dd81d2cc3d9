"""The style page in a real browser: under the strict content policy, accessible, on a desk and on a phone."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_every_component_is_accessible_and_nothing_is_blocked(page, look):
    page.goto("/design/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Design")
    look(page, "design")


def test_errors_take_the_focus_and_lead_to_their_inputs(page, look):
    page.goto("/design/?errors")
    summary = page.locator(".nhsuk-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Enter full name").click()
    expect(page.get_by_label("Full name")).to_be_focused()
    look(page, "design-errors")


def test_a_choice_reveals_its_further_question(page):
    page.goto("/design/")
    phone = page.get_by_label("Phone number")
    expect(phone).to_be_hidden()
    page.get_by_label("Phone", exact=True).check()
    expect(phone).to_be_visible()


def test_without_javascript_every_question_is_there(no_javascript):
    page = no_javascript.new_page()
    page.goto("/design/")
    expect(page.get_by_label("Phone number")).to_be_visible()
    expect(page.get_by_text("You can enter up to 1500 characters")).to_be_visible()
