"""A panel of two scores twenty people blind, agrees where it differs, decides; everybody is told once."""

from collections import Counter

import pytest
from playwright.sync_api import expect

from applicants.applying.models import Application
from applicants.applying.status import Status
from applicants.shortlisting.actions import reserve_list
from applicants.shortlisting.models import AgreedScore, Invitation, Score
from applicants.shortlisting.status import Basis
from recruitment.accounts.models import User
from recruitment.mail.models import OutgoingEmail
from tests.applicants.shortlisting.panels import apply, close
from tests.factories import CriterionFactory, StaffRoleFactory, UserFactory, publishable_vacancy
from tests.journeys.visitors import Visitor, with_an_account
from vacancies.actions import publishing
from vacancies.models import Vacancy

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("no_second_factor")]

# What people wrote, and what the chair and the member give for it. On the third the two differ.
STRONG = "For two years I supported people at home after a stay in hospital, and wrote down what had helped."
SOLID = "For a year I volunteered at a day centre on Saturdays, mostly with people who found mornings hard."
AT_HOME = "I looked after my father for two years and learned to ask before I help."
HOPEFUL = "I would like to work with people and believe that I would be good at it."
LED = "Our walking group met every Tuesday. I planned it with those who came, and asked what to change."
HELPED = "I helped to run a craft table once a fortnight, and set out what was needed."
POINTS = {STRONG: (3, 3), SOLID: (2, 2), AT_HOME: (3, 1), HOPEFUL: (0, 0), LED: (3, 3), HELPED: (2, 2)}
CHAIR, MEMBER = 0, 1

# By what they wrote on the two criteria: five are above all others, two come next, three are differed on.
PEOPLE = {
    **dict.fromkeys(("Marguerite", "Olumide", "Persephone", "Quentin", "Xanthippe"), (STRONG, LED)),
    **dict.fromkeys(("Balthazar", "Desdemona"), (SOLID, LED)),
    **dict.fromkeys(("Evangeline", "Ferdinand", "Giovanna"), (AT_HOME, HELPED)),
    **dict.fromkeys(
        ("Hyacinth", "Ignatius", "Jocasta", "Klementyna", "Leopoldine", "Montgomery", "Nikolaos"),
        (SOLID, HELPED),
    ),
    **dict.fromkeys(("Ottoline", "Radoslava", "Wilhelmina"), (HOPEFUL, HELPED)),
}
HIRING_MANAGERS = ("Robin Northmoor", "Sam Eastmoor")
SURNAME = "Featherstonehaugh"
NOTE = "Says what they would like, or did once, not what they have done."
INTERVIEWS = {
    "When are the interviews?": "Tuesday 12 January 2027, between 9:30am and 4pm.",
    "Where are they?": "The Example Building, Northmoor. Ask for the therapy desk on the ground floor.",
    "How long does one take?": "40 minutes",
    "What should people prepare or bring?": "Please bring your ID.",
}


def test_a_panel_scores_and_announces(opens_a_browser):
    advert = given_an_advert_that_has_closed_with_twenty_applications()
    chair, member = given_two_panel_members_have_signed_in(opens_a_browser, advert)

    when_both_declare_that_they_know_of_no_conflict(chair, member, advert)
    and_the_chair_scores_one_criterion_after_the_other(chair)
    then_the_chair_hands_in_and_sees_no_score_of_the_member(chair, advert)
    when_the_member_scores_one_candidate_after_the_other(member)
    and_hands_in_the_card(member)
    then_the_card_is_frozen_and_both_gave_what_they_meant(member, advert)

    when_the_panel_agrees_on_the_three_it_differs_on(chair, advert)
    and_looks_at_what_its_figures_say(chair, advert)
    and_the_chair_decides_about_everybody(chair, advert)
    and_says_what_the_invitation_says_and_in_which_order_reserves_are_asked(chair)
    then_no_name_has_been_seen_so_far(chair, member)
    when_the_chair_confirms_and_reads_who_will_be_told_what(chair)
    then_nobody_has_been_told_yet()
    when_the_chair_announces(chair)
    then_each_of_the_twenty_was_told_once()

    first_reserve = who_is_asked_first(advert)
    when_one_who_is_invited_withdraws(opens_a_browser(), an_applicant(Status.SHORTLISTED))
    and_the_chair_invites_the_first_on_the_reserve_list(chair, first_reserve)
    then_that_one_alone_was_told_again(first_reserve)
    then_the_others_read_a_plain_answer(opens_a_browser(), an_applicant(Status.NOT_SHORTLISTED))
    then_the_member_sees_that_it_is_over(member)


# --- Given ----------------------------------------------------------------------------------------------


def given_an_advert_that_has_closed_with_twenty_applications() -> Vacancy:
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
    publishing.publish(vacancy, by=StaffRoleFactory(employer=vacancy.employer).user)
    for name, evidence in PEOPLE.items():
        apply(
            vacancy,
            applicant=UserFactory(email=address_of(name), name=f"{name} {SURNAME}"),
            first_name=name,
            last_name=SURNAME,
            background=lambda application, name=name, evidence=evidence: write(application, name, evidence),
        )
    return close(vacancy)


def write(application: Application, name: str, evidence: tuple[str, str]) -> None:
    answers = application.answers.order_by("criterion__position")
    for answer, text in zip(answers.filter(criterion__kind="scored"), evidence, strict=True):
        answers.filter(pk=answer.pk).update(text=f"{text}\n\nYours, {name}")
    answers.filter(criterion__kind="acknowledged").update(text="", acknowledged=True)


def address_of(name: str) -> str:
    return f"{name.lower()}.{SURNAME[:3].lower()}@example.org"


def given_two_panel_members_have_signed_in(opens_a_browser, advert) -> list[Visitor]:
    """The chair comes first."""
    visitors = []
    for seat, name in zip(advert.panel.seated().order_by("-is_chair"), HIRING_MANAGERS, strict=True):
        User.objects.filter(pk=seat.user_id).update(name=name)
        visitor = opens_a_browser()
        visitor.page.set_viewport_size({"width": 1040, "height": 900})
        visitor.goes_to("/account/login/")
        visitor.signs_in(with_an_account(seat.user))
        visitors.append(visitor)
    return visitors


# --- Scoring --------------------------------------------------------------------------------------------


def when_both_declare_that_they_know_of_no_conflict(chair: Visitor, member: Visitor, advert):
    """Before the declaration the panel's pages show no candidate, whatever address is asked for."""
    chair.is_on("Your panels")
    looks_without_seeing_a_name(chair, "panel-01-panels")
    chair.goes_to(f"/panel/{advert.pk}/ranking/")
    chair.sees("Before you see any, say whether you have a conflict of interest.")
    chair.presses("Declare conflicts of interest")
    looks_without_seeing_a_name(chair, "panel-02-declaration")
    declares_no_conflict(chair)
    chair.sees("0 of 20 scored")
    looks_without_seeing_a_name(chair, "panel-03-vacancy")
    chair.shows("managers-1-panel")
    member.follows(advert.title)
    member.presses("Declare conflicts of interest")
    declares_no_conflict(member)


def declares_no_conflict(visitor: Visitor):
    visitor.page.get_by_label("I know of no conflict of interest").check()
    visitor.presses("Make this declaration")
    visitor.sees("Your declaration is kept.")


def and_the_chair_scores_one_criterion_after_the_other(chair: Visitor):
    """Twenty answers on each of two criteria, ten to a page."""
    chair.presses("Start scoring")
    shows_the_keys(chair)
    for criterion in (1, 2):
        for scored in (0, 10):
            chair.sees(f"{scored} of 20 scored on this criterion")
            chair.sees(f"{20 * (criterion - 1) + scored} of 40 scores in all")
            scores_the_page(chair, CHAIR)
    chair.is_on("Look through your scores and hand in")


def when_the_member_scores_one_candidate_after_the_other(member: Visitor):
    member.presses("Start scoring")
    member.presses("Score one candidate at a time")
    for number in range(1, 21):
        # The page saves by itself: what it says of progress does not tell that the next one is there.
        expect(member.page.get_by_role("heading", level=1)).to_contain_text(f", {number} of 20")
        member.sees(f"{number - 1} of 20 scored")
        scores_the_page(member, MEMBER)
    member.sees("You have scored everybody")


def scores_the_page(visitor: Visitor, who: int):
    """Every answer on the page gets its points by its words, a low score its note; then the page is left."""
    visitor.page.wait_for_load_state()
    answers = visitor.page.locator("[data-score]")
    given = [points_for(text, who) for text in answers.locator(".app-scoring__answer").all_inner_texts()]
    has_keys = visitor.page.get_by_role("button", name="Keyboard shortcuts").is_visible()
    (by_keys if has_keys else by_forms)(visitor, answers, given)
    if has_keys:
        visitor.keys("Enter")
    else:
        visitor.page.locator(".app-scoring__buttons button").first.click()


def shows_the_keys(visitor: Visitor):
    """Where no script runs there are none."""
    visitor.page.wait_for_load_state()
    if visitor.page.get_by_role("button", name="Keyboard shortcuts").is_visible():
        visitor.keys("?")
        visitor.shows("managers-2-keys")
        visitor.keys("Escape")


def by_keys(visitor: Visitor, answers, given: list[int]):
    """Digits score, arrows move, n writes the note; behind the last answer comes the button."""
    visitor.keys("j")
    for points in given:
        visitor.keys(str(points))
        if points < 2:
            visitor.keys("n")
            visitor.types(NOTE)
            visitor.keys("Escape")
        visitor.keys("ArrowDown")


def by_forms(visitor: Visitor, answers, given: list[int]):
    for place, points in enumerate(given):
        answers.nth(place).get_by_role("radio", name=f"{points} – ").check()
        if points < 2:
            answers.nth(place).get_by_role("textbox").fill(NOTE)


def points_for(text: str, who: int) -> int:
    return next(points[who] for words, points in POINTS.items() if words in text)


def and_hands_in_the_card(visitor: Visitor):
    visitor.presses("Hand in your score card")
    visitor.presses("Hand in my score card")
    visitor.sees("Your score card is in.")


def then_the_chair_hands_in_and_sees_no_score_of_the_member(chair: Visitor, advert):
    chair.sees("40 of 40 scores given, for 20 candidates.")
    looks_without_seeing_a_name(chair, "panel-04-hand-in")
    chair.presses("Hand in my score card")
    chair.sees("We are waiting for 1 more score card")
    for page in ("ranking", "moderation", "moderation/figures", "what-if"):
        chair.goes_to(f"/panel/{advert.pk}/{page}/")
        chair.sees("We are waiting for 1 more score card")
    looks_without_seeing_a_name(chair, "panel-05-waiting")


def then_the_card_is_frozen_and_both_gave_what_they_meant(member: Visitor, advert):
    member.page.locator(".app-candidates a").first.click()
    expect(member.page.get_by_role("heading", name="Your score", exact=True)).to_have_count(2)
    expect(member.page.get_by_role("radio")).to_have_count(0)
    looks_without_seeing_a_name(member, "panel-06-card-in")
    for who, is_chair in ((CHAIR, True), (MEMBER, False)):
        scores = Score.objects.filter(candidate__member__vacancy=advert, candidate__member__is_chair=is_chair)
        meant = Counter(POINTS[text][who] for evidence in PEOPLE.values() for text in evidence)
        assert Counter(scores.values_list("points", flat=True)) == meant


# --- Agreeing -------------------------------------------------------------------------------------------


def when_the_panel_agrees_on_the_three_it_differs_on(chair: Visitor, advert):
    """One is talked over; of the others the mean is taken."""
    chair.goes_to(f"/panel/{advert.pk}/")
    chair.follows("Where the panel’s scores differ")
    expect(chair.page.locator(".app-moderation tbody tr")).to_have_count(3)
    looks_without_seeing_a_name(chair, "panel-07-moderation")
    chair.shows("managers-3-differences")
    chair.page.locator(".app-moderation a").first.click()
    looks_without_seeing_a_name(chair, "panel-08-difference")
    chair.page.get_by_role("radio", name="2 – ").check()
    chair.page.get_by_label("Why these points?").fill("Two years of it, and they say what they learned.")
    chair.presses("Save and go to the list")
    chair.follows("take the mean")
    looks_without_seeing_a_name(chair, "panel-09-the-rest")
    chair.page.get_by_label("Why does the panel do this?").fill("The same as the one we talked about.")
    chair.presses("Take the mean for 2 scores")
    chair.sees("All of it is agreed.")
    agreed = AgreedScore.objects.filter(application__vacancy=advert)
    assert Counter(agreed.values_list("basis", flat=True)) == {Basis.TALKED: 1, Basis.MEAN: 2}


def and_looks_at_what_its_figures_say(chair: Visitor, advert):
    chair.follows("How alike you score")
    looks_without_seeing_a_name(chair, "panel-10-figures")
    chair.page.get_by_role("heading", name="How strictly each member scores").scroll_into_view_if_needed()
    chair.shows("managers-4-figures")
    chair.goes_to(f"/panel/{advert.pk}/what-if/?places=6")
    chair.sees("2 tied on it: there are not places for all of them")
    looks_without_seeing_a_name(chair, "panel-11-what-if")
    chair.shows("managers-6-what-if")


# --- Deciding -------------------------------------------------------------------------------------------


def and_the_chair_decides_about_everybody(chair: Visitor, advert):
    """Five by one look each, two for the reserve list, thirteen as a list that is looked through."""
    chair.follows("Back to the ranking")
    rows = chair.page.locator(".app-ranking tbody tr")
    expect(rows).to_have_count(20)
    for place in range(5):
        rows.nth(place).get_by_label("Invite to interview").check()
    for place in (5, 6):
        rows.nth(place).get_by_label("Reserve list").check()
    expect(rows.nth(19)).to_contain_text("Not all met")
    looks_without_seeing_a_name(chair, "panel-12-ranking")
    rows.nth(8).scroll_into_view_if_needed()
    chair.shows("managers-5-ranking")
    chair.presses("Save, and look through everybody who is left")
    chair.sees("13 candidates have no outcome yet.")
    looks_without_seeing_a_name(chair, "panel-13-everybody-left")
    chair.presses("I have looked: mark these as not shortlisted")


def and_says_what_the_invitation_says_and_in_which_order_reserves_are_asked(chair: Visitor):
    chair.is_on("What the invitation says")
    for label, words in INTERVIEWS.items():
        chair.page.get_by_label(label).fill(words)
    looks_without_seeing_a_name(chair, "panel-14-invitation")
    chair.presses("Save and continue")
    chair.is_on("Confirm the shortlist")
    looks_without_seeing_a_name(chair, "panel-15-confirm")
    chair.follows("Change the order of the reserve list")
    looks_without_seeing_a_name(chair, "panel-16-reserve-order")
    second = chair.page.locator(".app-reserves__item").nth(1)
    label = second.get_by_role("link").inner_text()
    second.get_by_role("button", name="Up").click()
    chair.sees("The order of the reserve list is saved.")
    expect(chair.page.locator(".app-reserves__who").first).to_have_text(label)
    chair.follows("Go on to confirm the shortlist")


def then_no_name_has_been_seen_so_far(*visitors: Visitor):
    for visitor in visitors:
        assert not names_on(visitor)


def when_the_chair_confirms_and_reads_who_will_be_told_what(chair: Visitor):
    chair.presses("Confirm the shortlist")
    chair.is_on("Announce the shortlist")
    assert set(PEOPLE) <= set(names_on(chair))
    expect(chair.page.locator("tbody tr")).to_have_count(20)
    for outcome, number in (("Invite to interview", 5), ("Reserve list", 2), ("Not shortlisted", 13)):
        expect(chair.page.get_by_role("cell", name=outcome)).to_have_count(number)
    chair.looks_at("panel-17-announce")
    chair.shows("managers-7-announce")
    chair.follows("re-open the shortlist")
    chair.looks_at("panel-17-reopen")
    chair.page.go_back()


# --- Telling --------------------------------------------------------------------------------------------


def then_nobody_has_been_told_yet():
    assert not told()
    assert not Invitation.objects.exists()


def told() -> Counter:
    """How many emails have answered each applicant."""
    answers = OutgoingEmail.objects.filter(key__regex="^(invitation|outcome):")
    return Counter(answers.values_list("to", flat=True))


def when_the_chair_announces(chair: Visitor):
    chair.presses("Announce and send the emails")
    chair.sees("20 people were told")
    chair.looks_at("panel-18-announced")


def then_each_of_the_twenty_was_told_once():
    assert told() == {address_of(name): 1 for name in PEOPLE}
    outcomes = Counter(Application.objects.values_list("status", flat=True))
    assert outcomes == {Status.SHORTLISTED: 5, Status.RESERVE: 2, Status.NOT_SHORTLISTED: 13}
    for application in Application.objects.select_related("applicant"):
        (email,) = OutgoingEmail.objects.filter(to=application.applicant.email)
        assert ("Example Building" in email.text) is (application.status == Status.SHORTLISTED)


def an_applicant(status: Status) -> Application:
    return Application.objects.filter(status=status).first()


def who_is_asked_first(advert: Vacancy) -> Application:
    return advert.shortlist.decisions.get(reserve_place=1).application


def when_one_who_is_invited_withdraws(applicant: Visitor, application: Application):
    applicant.goes_to("/account/login/")
    applicant.signs_in(with_an_account(application.applicant))
    applicant.follows(application.vacancy.title)
    applicant.looks_at("panel-19-applicant-invited")
    applicant.presses("Read your invitation")
    applicant.is_on("You are invited to interview")
    applicant.sees("The Example Building, Northmoor", "Please bring your ID.")
    applicant.looks_at("panel-20-invitation")
    applicant.follows("withdraw your application")
    applicant.presses("Withdraw my application")
    expect(applicant.page.get_by_role("heading", level=1)).not_to_contain_text("Withdraw your application")
    assert reserve_list.tell_of_withdrawals() == 1


def and_the_chair_invites_the_first_on_the_reserve_list(chair: Visitor, first: Application):
    chair.page.reload()
    chair.follows("invite the first on the reserve list")
    chair.looks_at("panel-21-reserves")
    chair.shows("managers-8-reserves")
    chair.presses(f"Invite {first.full_name}")
    chair.sees(f"{first.full_name} is invited, and gets the invitation by email.")
    first.refresh_from_db()
    assert first.status == Status.SHORTLISTED


def then_that_one_alone_was_told_again(first: Application):
    assert told() == {address_of(name): 1 for name in PEOPLE} | {first.applicant.email: 2}
    invitation = OutgoingEmail.objects.get(to=first.applicant.email, key__startswith="invitation:")
    assert "Example Building" in invitation.text


def then_the_others_read_a_plain_answer(applicant: Visitor, application: Application):
    applicant.goes_to("/account/login/")
    applicant.signs_in(with_an_account(application.applicant))
    applicant.sees("Not shortlisted", "You are not invited to an interview this time")
    applicant.looks_at("panel-22-applicant-not-shortlisted")
    assert applicant.goes_to(f"/applications/{application.reference}/invitation/") == 404


def then_the_member_sees_that_it_is_over(member: Visitor):
    member.follows("Back to the panel's page")
    member.sees("Every candidate has been told.")
    looks_without_seeing_a_name(member, "panel-23-over-for-the-member")


# --- Looking --------------------------------------------------------------------------------------------


def looks_without_seeing_a_name(visitor: Visitor, name: str):
    visitor.looks_at(name)
    assert not names_on(visitor), f"{name} says who somebody is"


def names_on(visitor: Visitor) -> list[str]:
    """Which applicants the page names, anywhere in its source, title or address."""
    seen = visitor.page.content() + visitor.page.url
    return [name for name in (*PEOPLE, SURNAME) if name.lower() in seen.lower()]
