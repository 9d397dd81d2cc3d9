"""A panel of two scores four people it knows by made-up names; the chair decides, and everybody is told."""

import re

import pytest
from playwright.sync_api import expect

from applicants.applying.actions.submitting import submit
from applicants.applying.models import Application
from applicants.applying.status import Status
from applicants.shortlisting.models import Invitation
from recruitment.mail.models import OutgoingEmail
from tests.factories import (
    CriterionFactory,
    StaffRoleFactory,
    complete_draft,
    publishable_vacancy,
)
from tests.journeys.visitors import Visitor, somebody_with_an_account, with_an_account
from vacancies.actions import closing, publishing
from vacancies.models import Vacancy

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("no_second_factor")]

# Each writes as much as people do; Quentin is the one who will not meet the first criterion.
PEOPLE = {
    "Marguerite": "For two years I ran the Saturday kitchen group. We planned, shopped and ate together.",
    "Olumide": "I looked after my father and learned to ask before I help. I wrote a diary of what worked.",
    "Persephone": "As a peer mentor I met nine students a week, and we set goals that were theirs.",
    "Quentin": "I would like to work with people and believe that I would be good at it.",
}
SURNAME = "Featherstonehaugh"
NOTE = "Says what they would like, not what they have done."


def test_a_panel_scores_and_announces(opens_a_browser):
    advert = given_an_advert_that_has_closed_with_four_applications()
    chair, member = given_two_panel_members_have_signed_in(opens_a_browser, advert)

    when_the_member_looks_at_what_there_is_to_do(member, advert)
    and_scores_the_first_candidate_with_the_keyboard_alone(member)
    and_scores_the_rest(member)
    and_hands_in_the_card(member)
    then_the_card_is_frozen_and_nothing_more_to_do(member)
    then_the_chair_cannot_see_the_ranking_yet(chair, advert)

    when_the_chair_scores_everybody_and_hands_in(chair)
    and_agrees_with_the_member_where_they_differ(chair, advert)
    and_chooses_two_from_the_ranking(chair)
    and_says_when_the_interview_is(chair)
    then_no_name_has_been_seen_so_far(chair, member)
    when_the_chair_confirms(chair)
    then_the_chair_sees_by_name_who_will_be_told_what(chair)
    then_nobody_has_been_told_yet()

    when_the_chair_announces(chair)
    then_everybody_was_emailed_once_and_nobody_is_left_without_an_answer(chair)
    then_the_invited_read_their_invitation(opens_a_browser(), an_applicant(Status.SHORTLISTED))
    then_the_others_read_a_plain_answer(opens_a_browser(), an_applicant(Status.NOT_SHORTLISTED))
    then_the_member_sees_that_it_is_over(member)


# --- Given ----------------------------------------------------------------------------------------------


def given_an_advert_that_has_closed_with_four_applications() -> Vacancy:
    vacancy = publishable_vacancy(
        criteria=0, title="Senior Therapeutic Support Worker (Community Rehabilitation)"
    )
    points = [
        {"text": "At least a year of paid or voluntary work with people who live with mental ill health"},
        {"text": "Has run or helped to run a group", "importance": "desirable", "weight": 2},
        {"text": "You understand that the post includes evenings and weekends", "kind": "acknowledged"},
    ]
    for position, point in enumerate(points):
        CriterionFactory(vacancy=vacancy, position=position, **point)
    recruiter = StaffRoleFactory(employer=vacancy.employer).user
    publishing.publish(vacancy, by=recruiter)
    for name, evidence in PEOPLE.items():
        applicant = somebody_with_an_account(email=f"{name.lower()}@example.org", name=f"{name} {SURNAME}")
        application = complete_draft(vacancy, first_name=name, last_name=SURNAME, applicant=applicant)
        application.answers.filter(criterion__kind="scored").update(text=f"{evidence}\n\nYours, {name}")
        application.answers.filter(criterion__kind="acknowledged").update(text="", acknowledged=True)
        submit(application, by=applicant, key=application.submit_key)
    closing.close_early(vacancy, by=recruiter, reason="Enough people have applied.")
    return vacancy


def given_two_panel_members_have_signed_in(opens_a_browser, advert) -> list[Visitor]:
    """The chair comes first."""
    visitors = []
    for seat in advert.panel.seated().order_by("-is_chair"):
        visitor = opens_a_browser()
        visitor.goes_to("/account/login/")
        visitor.signs_in(with_an_account(seat.user))
        visitors.append(visitor)
    return visitors


# --- Scoring --------------------------------------------------------------------------------------------


def when_the_member_looks_at_what_there_is_to_do(member: Visitor, advert):
    member.is_on("Your panels")
    looks_without_seeing_a_name(member, "panel-01-panels")
    member.follows(advert.title)
    declares_no_conflict(member, advert)
    member.sees("0 of 4 scored")
    looks_without_seeing_a_name(member, "panel-02-vacancy")
    member.presses("Start scoring")
    member.presses("Score one candidate at a time")


def declares_no_conflict(visitor: Visitor, advert):
    """Before the declaration the panel's pages show no candidate, whatever address is asked for."""
    visitor.presses("Declare conflicts of interest")
    looks_without_seeing_a_name(visitor, "panel-01-declaration")
    visitor.presses("Make this declaration")
    visitor.sees("Choose which of these is true for you")
    visitor.page.get_by_label("I know of no conflict of interest").check()
    visitor.presses("Make this declaration")
    visitor.sees("Your declaration is kept.")


def and_scores_the_first_candidate_with_the_keyboard_alone(member: Visitor):
    """Tab, arrows, space and Enter; a low score without a note is not accepted."""
    looks_without_seeing_a_name(member, "panel-03-candidate")
    with_the_keyboard_gives(member, 1, points=1)
    with_the_keyboard_gives(member, 2, points=3)
    member.tabs_to(member.page.get_by_role("button", name="Save and next"))
    member.keys("Enter")
    expect(member.page).to_have_title(re.compile("^Error: "))
    looks_without_seeing_a_name(member, "panel-04-note-missing")
    expect(score(member, 2, 3)).to_be_checked()
    member.tabs_to(member.page.get_by_label("Note on criterion 1"))
    member.types(NOTE)
    member.tabs_to(member.page.get_by_role("button", name="Save and next"))
    member.keys("Enter")
    is_at_candidate(member, 2)
    member.sees("1 of 4 scored")


def is_at_candidate(visitor: Visitor, number: int):
    """The page saves by itself: what it says of progress does not tell that the next one is there."""
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text(f", {number} of 4")


def with_the_keyboard_gives(member: Visitor, number: int, *, points: int):
    member.tabs_to(score(member, number, 0))
    member.keys("Space", *["ArrowDown"] * points)
    expect(score(member, number, points)).to_be_checked()


def score(member: Visitor, number: int, points: int):
    group = member.page.get_by_role("group", name=f"Your score for criterion {number}")
    return group.get_by_role("radio", name=f"{points} – ")


def and_scores_the_rest(member: Visitor):
    for scored in (1, 2, 3):
        is_at_candidate(member, scored + 1)
        member.sees(f"{scored} of 4 scored")
        gives(member, 2, 1)
        member.presses("Save and next" if scored < 3 else "Save and go to the list")
    member.sees("4 of 4 scored", "You have scored everybody")
    looks_without_seeing_a_name(member, "panel-05-all-scored")


def gives(member: Visitor, first: int, second: int):
    """Points on both criteria of the candidate on the page; less than two needs a note."""
    for number, points in ((1, first), (2, second)):
        score(member, number, points).check()
        if points < 2:
            member.page.get_by_label(f"Note on criterion {number}").fill(NOTE)


def and_hands_in_the_card(member: Visitor):
    member.presses("Hand in your score card")
    looks_without_seeing_a_name(member, "panel-06-hand-in")
    member.presses("Hand in my score card")


def then_the_card_is_frozen_and_nothing_more_to_do(member: Visitor):
    member.sees("Your score card is in.", "We are waiting for 1 more score card")
    looks_without_seeing_a_name(member, "panel-07-waiting")
    member.page.locator(".app-candidates a").first.click()
    expect(member.page.get_by_role("radio")).to_have_count(0)
    looks_without_seeing_a_name(member, "panel-08-card-in")


def then_the_chair_cannot_see_the_ranking_yet(chair: Visitor, advert):
    chair.goes_to(f"/panel/{advert.pk}/ranking/")
    chair.sees("Before you see any, say whether you have a conflict of interest.")
    declares_no_conflict(chair, advert)
    chair.goes_to(f"/panel/{advert.pk}/ranking/")
    chair.sees("0 of 4 scored")


def when_the_chair_scores_everybody_and_hands_in(chair: Visitor):
    chair.presses("Start scoring")
    chair.presses("Score one candidate at a time")
    for scored in range(4):
        is_at_candidate(chair, scored + 1)
        chair.sees(f"{scored} of 4 scored")
        chair.page.wait_for_load_state()
        if "would be good at it" in chair.page.content():
            gives(chair, 0, 0)
        else:
            gives(chair, 3, scored % 3)
        chair.presses("Save and next" if scored < 3 else "Save and go to the list")
    chair.presses("Hand in your score card")
    chair.presses("Hand in my score card")


# --- Choosing -------------------------------------------------------------------------------------------


def and_agrees_with_the_member_where_they_differ(chair: Visitor, advert):
    chair.follows("Where the panel’s scores differ")
    looks_without_seeing_a_name(chair, "panel-08-moderation")
    chair.follows("take the lower")
    chair.page.get_by_label("Why does the panel do this?").fill("We read them again together.")
    chair.page.get_by_role("button", name="Take the lower").click()
    chair.sees("All of it is agreed.")
    chair.goes_to(f"/panel/{advert.pk}/")


def and_chooses_two_from_the_ranking(chair: Visitor):
    chair.presses("Choose the shortlist")
    looks_without_seeing_a_name(chair, "panel-09-ranking")
    expect(chair.page.locator(".app-ranking tbody tr").last).to_contain_text("Not all met")
    for place in (0, 1):
        chair.page.get_by_label("Invite to interview").nth(place).check()
    chair.presses("Save")
    chair.sees("2 Invite to interview", "2 not decided yet")
    looks_without_seeing_a_name(chair, "panel-10-half-chosen")
    chair.presses("Save, and look through everybody who is left")
    looks_without_seeing_a_name(chair, "panel-10-left")
    chair.presses("I have looked: mark these as not shortlisted")


def and_says_when_the_interview_is(chair: Visitor):
    chair.presses("Save and continue")
    looks_without_seeing_a_name(chair, "panel-11-interview-error")
    chair.page.get_by_label("When are the interviews?").fill("Tuesday at 10am")
    chair.page.get_by_label("Where are they?").fill("The Example Building, Northmoor")
    chair.page.get_by_label("How long does one take?").fill("40 minutes")
    chair.page.get_by_label("What should people prepare or bring?").fill("Please bring your ID.")
    chair.presses("Save and continue")
    chair.is_on("Confirm the shortlist")
    looks_without_seeing_a_name(chair, "panel-12-confirm")


def then_no_name_has_been_seen_so_far(*visitors: Visitor):
    for visitor in visitors:
        assert not names_on(visitor)


def when_the_chair_confirms(chair: Visitor):
    chair.presses("Confirm the shortlist")


def then_the_chair_sees_by_name_who_will_be_told_what(chair: Visitor):
    chair.is_on("Announce the shortlist")
    assert set(PEOPLE) <= set(names_on(chair))
    expect(chair.page.locator("tbody tr")).to_have_count(4)
    expect(chair.page.get_by_role("cell", name="Invite to interview")).to_have_count(2)
    chair.looks_at("panel-13-announce")


def then_nobody_has_been_told_yet():
    assert not answers().exists()
    assert not Invitation.objects.exists()


# --- Telling --------------------------------------------------------------------------------------------


def when_the_chair_announces(chair: Visitor):
    chair.presses("Announce and send the emails")


def then_everybody_was_emailed_once_and_nobody_is_left_without_an_answer(chair: Visitor):
    chair.sees("4 people were told")
    chair.looks_at("panel-14-announced")
    applicants = [f"{name.lower()}@example.org" for name in PEOPLE]
    assert sorted(answers().values_list("to", flat=True)) == sorted(applicants)
    invited = Application.objects.filter(status=Status.SHORTLISTED)
    assert invited.count() == Invitation.objects.count() == 2
    assert Application.objects.filter(status=Status.NOT_SHORTLISTED).count() == 2
    for email in answers():
        to_interview = invited.filter(applicant__email=email.to).exists()
        assert ("Example Building" in email.text) is to_interview


def an_applicant(status: Status) -> Application:
    return Application.objects.filter(status=status).first()


def then_the_invited_read_their_invitation(applicant: Visitor, application):
    applicant.goes_to("/account/login/")
    applicant.signs_in(application.applicant)
    applicant.sees("Invited to interview")
    applicant.follows(application.vacancy.title)
    applicant.looks_at("panel-15-applicant-invited")
    applicant.presses("Read your invitation")
    applicant.is_on("You are invited to interview")
    applicant.sees("Example Building, Northmoor", "Please bring your ID.")
    applicant.looks_at("panel-16-invitation")


def then_the_others_read_a_plain_answer(applicant: Visitor, application):
    applicant.goes_to("/account/login/")
    applicant.signs_in(application.applicant)
    applicant.sees("Not shortlisted", "You are not invited to an interview this time")
    applicant.looks_at("panel-17-applicant-not-shortlisted")
    assert applicant.goes_to(f"/applications/{application.reference}/invitation/") == 404


def then_the_member_sees_that_it_is_over(member: Visitor):
    member.follows("Back to the panel's page")
    looks_without_seeing_a_name(member, "panel-18-over-for-the-member")
    member.follows("Your panels")
    member.sees("Announced")
    looks_without_seeing_a_name(member, "panel-19-panels-announced")


# --- Looking --------------------------------------------------------------------------------------------


def answers():
    """The emails that answer applicants after shortlisting."""
    return OutgoingEmail.objects.filter(key__regex="^(invitation|outcome):")


def looks_without_seeing_a_name(visitor: Visitor, name: str):
    visitor.looks_at(name)
    assert not names_on(visitor), f"{name} says who somebody is"


def names_on(visitor: Visitor) -> list[str]:
    """Which applicants the page names, anywhere in its source, title or address."""
    seen = visitor.page.content() + visitor.page.url
    return [name for name in (*PEOPLE, SURNAME) if name.lower() in seen.lower()]
