"""Each person whom the demo names signs in and finds their work; the README and the guide show it."""

import os

import pytest
from django.core.management import call_command

from recruitment.management.commands._demo_data import PASSWORD
from tests.journeys.visitors import Visitor

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    # tests/recruitment/test_load_demo.py holds what is in the demo; this draws it.
    pytest.mark.skipif(not os.environ.get("PICTURES"), reason="Makes pictures: run `make pictures`."),
]

PHONE, TABLET, DESK = (360, 1000), (800, 1000), (1040, 900)
SUPPORTING = "Experience of supporting people who are distressed, at work, as a volunteer or as a carer"
IN_PROGRESS = "Occupational Therapist, Community Rehabilitation"


def test_the_demos_people_find_their_work(opens_a_window, no_second_factor):
    call_command("load_demo", verbosity=0)

    the_newcomer_searches_and_reads_what_will_be_asked(opens_a_window())
    the_applicant_goes_on_with_a_draft(opens_a_window())
    the_recruiter_sees_what_needs_doing(opens_a_window())
    the_chair_scores(opens_a_window())


@pytest.fixture
def opens_a_window(browser, browser_context_args, look, guide_pictures):
    """One more browser; its pictures go where those of the guides go."""
    contexts = []

    def window() -> Visitor:
        contexts.append(browser.new_context(**browser_context_args))
        return Visitor(contexts[-1].new_page(), look, guide_pictures)

    yield window
    for context in contexts:
        context.close()


def is_as_wide_as(visitor: Visitor, size: tuple[int, int]) -> None:
    visitor.page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))


def signs_in(visitor: Visitor, who: str) -> None:
    visitor.goes_to("/account/login/")
    visitor.fills(email_address=f"{who}@example.org", password=PASSWORD)
    visitor.presses("Sign in")


def the_newcomer_searches_and_reads_what_will_be_asked(newcomer: Visitor):
    is_as_wide_as(newcomer, DESK)
    newcomer.goes_to("/")
    newcomer.shows("vacancies")
    signs_in(newcomer, "newcomer")
    newcomer.is_on("Your applications")
    newcomer.goes_to("/?q=occupational+therapist")
    newcomer.follows(IN_PROGRESS)
    newcomer.presses("Apply for this job")
    is_as_wide_as(newcomer, TABLET)
    newcomer.sees("What we ask you")
    newcomer.shows("applicants-1-before-you-start")


def the_applicant_goes_on_with_a_draft(alex: Visitor):
    signs_in(alex, "applicant")
    alex.is_on("Your applications")
    alex.sees("You are invited to an interview", "Not submitted yet", "Sent to the employer", "Ended")
    is_as_wide_as(alex, TABLET)
    alex.shows("applicants-6-your-applications")
    alex.follows(IN_PROGRESS)
    alex.sees("Check what was copied")
    is_as_wide_as(alex, PHONE)
    alex.shows("task-list")
    is_as_wide_as(alex, TABLET)
    alex.page.get_by_role("heading", name="Your background").evaluate("heading => heading.scrollIntoView()")
    alex.shows("applicants-2-task-list")
    alex.follows("Your work history")
    alex.sees("Say what you were doing")
    alex.follows("Back to your application")
    alex.follows(SUPPORTING)
    alex.shows("applicants-3-evidence")
    writes_in_two_tabs(alex)
    alex.follows("Back to your application")
    alex.presses("Check your answers")
    alex.sees("You cannot submit yet")
    alex.shows("applicants-5-check")


def writes_in_two_tabs(alex: Visitor):
    """The tab saved later is shown both texts."""
    other = alex.opens_another_tab()
    is_as_wide_as(other, (1000, 1000))
    other.goes_to(alex.page.url)
    alex.page.get_by_role("textbox").fill("For two years I supported people one to one on an acute ward.")
    alex.presses("Save and continue")
    alex.sees("Point 2 of 5")
    other.page.get_by_role("textbox").fill(
        "I supported a man who would not leave his room. I began with music."
    )
    other.presses("Save and continue")
    other.sees("This page was changed in another tab or on another device")
    other.shows("applicants-4-both-versions")
    other.page.close()


def the_recruiter_sees_what_needs_doing(robin: Visitor):
    is_as_wide_as(robin, DESK)
    signs_in(robin, "recruiter")
    robin.is_on("Today")
    robin.sees("Waiting for your approval")
    robin.shows("desk")


def the_chair_scores(sam: Visitor):
    is_as_wide_as(sam, (1000, 1000))
    signs_in(sam, "chair")
    sam.is_on("Your panels")
    sam.follows("Therapeutic Support Worker")
    sam.presses("Start scoring")
    sam.sees("scored on this criterion")
    sam.shows("scoring")
