"""Somebody fills in and sends a whole application by keyboard alone, on a phone, where no script runs."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from applicants.applying.status import Status
from tests.factories import PASSWORD, CriterionFactory, as_draft, open_vacancy
from tests.journeys.conftest import violations
from tests.journeys.visitors import Visitor, somebody_with_an_account
from tests.recruitment.documents import made
from vacancies.models import Vacancy

pytestmark = pytest.mark.journey

PHONE = {"width": 360, "height": 640}
POINT = "Experience of supporting people one to one"
EVENINGS = "You understand that the post includes working some evenings"
# Page by page, in the order "Save and continue" leads through: what is typed into which box, which answer is
# chosen to which question.
TYPED_OR_CHOSEN = {
    "Your right to work": {"Do you have the right to work in the UK?": "Yes, with no time limit"},
    "Your details": {
        "First name": "Zoë",
        "Last name": "O’Neill",
        "Address": "1 Example Row",
        "Postcode": "ZZ99 9ZZ",
    },
    "Your work history": {"Have you finished this section?": "Yes, I have no work to add"},
    "Your qualifications": {"Have you finished this section?": "Yes, I have no qualifications to add"},
    "Professional registration": {"Are you registered?": "No"},
    "Training": {"Have you finished this section?": "Yes, I have no training to add"},
    POINT: {POINT: "I led a weekly group and talked it through with my supervisor."},
    EVENINGS: {EVENINGS: "Yes"},
    "Anything else you want to say": {},
    "Documents": {},
    "Your referees": {"Have you finished this section?": "Yes, I have nobody to name"},
    "People you know, and this advert": {
        "Do you know anybody who works for this employer, or sits on its board?": "No"
    },
    "Support at an interview": {
        "Do you want to apply under the Disability Confident scheme?": "No",
        "Would anything have to be different for you at an interview?": "No",
    },
    "Declaration": {"I have read this, and it is true": "ticked"},
}


@pytest.fixture
def reads(browser, browser_context_args):
    """`reads(page)`: what was served, looked at by axe in a second browser, as the first runs no script."""
    context = browser.new_context(**browser_context_args, viewport=PHONE)
    beside = context.new_page()

    def read(page: Page) -> None:
        served = page.content()
        # One after the other: an address is served anew each time.
        beside.unroute_all()
        beside.route("**/*.js", lambda route: route.abort())
        beside.route(page.url, lambda route: route.fulfill(body=served, content_type="text/html"))
        beside.goto(page.url)
        assert violations(beside) == [], page.url
        assert beside.evaluate(WIDER_THAN_THE_WINDOW) <= 0, f"{page.url} scrolls sideways"
        assert beside.evaluate(TOO_SMALL_FOR_A_FINGER) == [], page.url

    yield read
    context.close()


WIDER_THAN_THE_WINDOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What stands in the middle of a sentence is as high as its line.
TOO_SMALL_FOR_A_FINGER = """() => [...document.querySelectorAll(
    'button, input:not([type=hidden]), textarea, .app-alone, .nhsuk-back-link, .nhsuk-details__summary'
  )].filter(each => each.getClientRects().length && each.getBoundingClientRect().height < 44)
    .map(each => each.outerHTML.slice(0, 120))"""


def test_somebody_applies_by_keyboard_on_a_phone_without_scripts(no_javascript, look, reads):
    vacancy, person = given_a_vacancy_that_asks_for_everything(), somebody_with_an_account()
    page = no_javascript.new_page()
    page.set_viewport_size(PHONE)
    ray = Visitor(page, look)

    when_they_sign_in(ray, person, vacancy)
    and_start(ray, reads)
    for heading, answers in TYPED_OR_CHOSEN.items():
        ray.is_on(heading)
        if heading == "Your details":
            then_what_is_missing_is_named_and_a_link_leads_to_it(ray, reads)
        fills_in(ray, answers)
        if heading == "Documents":
            page.locator("input[type=file]").set_input_files(
                {"name": "certificate.docx", "mimeType": "", "buffer": made.docx("My certificate")}
            )
        reads(page)
        presses(ray, "Save and continue")
    ray.is_on("Check your answers")
    reads(page)
    presses(ray, "Submit my application")
    ray.is_on("We have received your application")
    reads(page)
    assert person.applications.get().status == Status.SUBMITTED


# --- Given ----------------------------------------------------------------------------------------------


def given_a_vacancy_that_asks_for_everything() -> Vacancy:
    vacancy = open_vacancy(criteria=0, registration="Health and Care Professions Council")
    with as_draft(vacancy):
        CriterionFactory(vacancy=vacancy, text=POINT)
        CriterionFactory(vacancy=vacancy, text=EVENINGS, kind="acknowledged", position=1)
        vacancy.questions.create(text="When could you start?", kind="text")
        vacancy.asked_documents.create(title="Copy of your care certificate")
    return vacancy


# --- By keyboard ----------------------------------------------------------------------------------------


def when_they_sign_in(ray: Visitor, person, vacancy):
    ray.goes_to(f"{reverse('account_login')}?next={reverse('applying:start', args=[vacancy.pk])}")
    fills_in(ray, {"Email address": person.email, "Password": PASSWORD})
    presses(ray, "Sign in")


def and_start(ray: Visitor, reads):
    ray.is_on("Apply for this job")
    fills_in(ray, {"When could you start?": "In May."})
    reads(ray.page)
    presses(ray, "Start now")
    ray.is_on("Your application")
    reads(ray.page)
    ray.tabs_to(ray.page.get_by_role("link", name="Your right to work"))
    ray.keys("Enter")


def then_what_is_missing_is_named_and_a_link_leads_to_it(ray: Visitor, reads):
    presses(ray, "Save and continue")
    expect(ray.page).to_have_title(re.compile("^Error: Your details"))
    reads(ray.page)
    ray.tabs_to(ray.page.get_by_role("link", name="Enter your first name"))
    ray.keys("Enter")
    expect(ray.page.get_by_label("First name")).to_be_focused()
    ray.keys("Shift+Tab")


def fills_in(ray: Visitor, answers: dict[str, str]) -> None:
    for question, answer in answers.items():
        group = ray.page.get_by_role("group", name=question)
        if group.count():
            # The first of the group is where Tab stops; arrows go on from there.
            ray.tabs_to(group.get_by_role("radio").first)
            ray.keys("Space")
            wanted = group.get_by_label(answer, exact=True)
            while not wanted.is_checked():
                ray.keys("ArrowDown")
        elif answer == "ticked":
            ray.tabs_to(ray.page.get_by_label(question))
            ray.keys("Space")
        else:
            ray.tabs_to(ray.page.get_by_role("textbox", name=question))
            ray.types(answer)


def presses(ray: Visitor, button: str) -> None:
    ray.tabs_to(ray.page.get_by_role("button", name=button, exact=True).first)
    ray.keys("Enter")
