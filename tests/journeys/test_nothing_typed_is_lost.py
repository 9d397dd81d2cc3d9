"""What is typed into a draft survives the other tab, a dead line, and a sign-in that ends in the middle."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from applicants.applying.models import Application
from tests.factories import PASSWORD, complete_draft, open_vacancy
from tests.journeys.visitors import Visitor, with_an_account

pytestmark = pytest.mark.journey

ON_THE_BUS = "On the bus I wrote this: one person stopped coming, and I asked what would make it easier."
# AFTER_A_PAUSE of draft.js, milliseconds.
AUTOSAVE_AFTER = 2_000
AT_HOME = "At home I wrote that: after two months she chose the recipes herself."


@pytest.fixture
def draft(transactional_db) -> Application:
    draft = complete_draft(open_vacancy())
    with_an_account(draft.applicant)
    return draft


def address(draft) -> str:
    return reverse("applying:evidence", args=[draft.reference, draft.vacancy.criteria.first().pk])


def stored(draft) -> str:
    return draft.answers.get(criterion=draft.vacancy.criteria.first()).text


def the_box(visitor: Visitor):
    return visitor.page.get_by_role("textbox")


def test_two_devices_and_a_sign_in_that_ends(opens_a_browser, sign_in, draft):
    phone, laptop = opens_a_browser(), opens_a_browser()
    for device in (phone, laptop):
        sign_in(device.page, draft.applicant)
        device.goes_to(address(draft))

    the_box(phone).fill(ON_THE_BUS)
    phone.presses("Save and continue")
    phone.is_on("Check your answers")
    the_box(laptop).fill(AT_HOME)
    laptop.presses("Save and continue")
    laptop.sees("This page was changed in another tab or on another device", ON_THE_BUS)
    # Heard as well as seen, with scripts and without.
    expect(laptop.page).to_have_title(re.compile("^Not saved yet: "))
    expect(laptop.page.locator(".app-told")).to_be_focused()
    expect(the_box(laptop)).to_have_value(AT_HOME)
    laptop.looks_at("keeping-01-both-versions")
    assert stored(draft) == ON_THE_BUS
    the_box(laptop).fill(f"{ON_THE_BUS} {AT_HOME}")
    laptop.presses("Keep mine")
    laptop.is_on("Check your answers")
    assert stored(draft) == f"{ON_THE_BUS} {AT_HOME}"

    phone.goes_to(address(draft))
    Session.objects.all().delete()
    the_box(phone).fill("And on the bus back, this.")
    phone.presses("Save and continue")
    phone.is_on("Sign in")
    phone.fills(email_address=draft.applicant.email, password=PASSWORD)
    phone.presses("Sign in")
    phone.sees("Your sign-in had ended. What you typed is here")
    expect(the_box(phone)).to_have_value("And on the bus back, this.")
    phone.looks_at("keeping-02-after-signing-in")
    phone.presses("Save and continue")
    phone.is_on("Check your answers")
    assert stored(draft) == "And on the bus back, this."


def test_what_is_typed_before_the_script_has_come_is_saved_like_the_rest(page, look, sign_in, draft):
    """On a bad line somebody writes faster than the page's script arrives: nobody else was there."""
    zoe, on_its_way = Visitor(page, look), []

    def hold(route):
        on_its_way.append(route)

    sign_in(page, draft.applicant)
    page.route("**/js/draft.js", hold)
    page.goto(address(draft), wait_until="commit")
    the_box(zoe).fill(ON_THE_BUS)
    expect(the_box(zoe)).to_have_value(ON_THE_BUS)
    assert on_its_way, "the script was there before the text"
    on_its_way.pop().continue_()
    zoe.sees("Saved at ")
    assert stored(draft) == ON_THE_BUS
    the_box(zoe).fill(AT_HOME)
    zoe.presses("Save and continue")
    zoe.is_on("Check your answers")
    assert stored(draft) == AT_HOME


def test_a_page_that_is_shown_again_waits_for_its_reader(page, look, sign_in, draft):
    """Its error is read first: nothing is sent, and nothing else is said, before somebody types."""
    zoe, sent = Visitor(page, look), []
    sign_in(page, draft.applicant)
    zoe.goes_to(address(draft))
    the_box(zoe).fill("")
    zoe.presses("Save and continue")
    zoe.sees("There is a problem")
    page.on("request", lambda request: sent.append(request.method))
    page.wait_for_timeout(AUTOSAVE_AFTER + 1_000)
    assert sent == []
    the_box(zoe).fill(AT_HOME)
    zoe.sees("Saved at ")
    assert sent == ["POST"]


def test_a_page_saves_itself_and_keeps_what_it_cannot_save(page, look, sign_in, draft):
    zoe = Visitor(page, look)
    sign_in(page, draft.applicant)
    zoe.goes_to(address(draft))

    the_box(zoe).fill("I be")
    zoe.sees("Saved at ")
    assert stored(draft) == "I be"
    page.reload()
    expect(the_box(zoe)).to_have_value("I be")

    page.context.set_offline(True)
    the_box(zoe).fill("I began in a tunnel")
    zoe.sees("Not saved: no connection")
    zoe.presses("Save and continue")  # nothing is sent into a dead line
    expect(the_box(zoe)).to_have_value("I began in a tunnel")
    zoe.looks_at("keeping-03-no-connection")
    page.context.set_offline(False)
    zoe.sees("Saved at ")
    assert stored(draft) == "I began in a tunnel"

    Session.objects.all().delete()
    the_box(zoe).fill("I began, and was signed out")
    zoe.sees("Not saved: your sign-in has ended")
    zoe.looks_at("keeping-04-signed-out")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in (opens in a new tab)").click()
    other = Visitor(opened.value, look)
    other.fills(email_address=draft.applicant.email, password=PASSWORD)
    other.presses("Sign in")
    expect(the_box(other)).to_have_value("I began in a tunnel")
    other.page.close()
    zoe.sees("Saved at ")
    assert stored(draft) == "I began, and was signed out"

    page.context.set_offline(True)
    the_box(zoe).fill("The battery died here")
    zoe.sees("Not saved: no connection")
    page.close()
    page.context.set_offline(False)
    again = Visitor(page.context.new_page(), look)
    again.goes_to(address(draft))
    expect(the_box(again)).to_have_value("I began, and was signed out")
    again.sees("We found text from")
    expect(again.page.locator("[data-found]")).to_be_focused()
    again.looks_at("keeping-05-found")
    again.presses("Put it back")
    expect(the_box(again)).to_have_value("The battery died here")
    again.sees("Saved at ")
    assert stored(draft) == "The battery died here"

    the_box(again).fill("word " * 501)
    again.sees("Not saved yet. Your evidence must be 500 words or fewer")
    again.presses("Save and continue")
    again.sees("There is a problem")
    assert kept_in(again) == 1
    again.page.on("dialog", lambda dialog: dialog.accept())
    again.signs_out()
    assert kept_in(again) == 0
    assert re.search("battery", stored(draft))


def kept_in(visitor: Visitor) -> int:
    """How many texts this browser keeps."""
    return visitor.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft:')).length")
