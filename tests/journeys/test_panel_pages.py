"""The panel's pages in a real browser, at both widths, each state; and once without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.applicants.shortlisting.panels import DETAILS, apply, chair_of, close, hand_in
from tests.factories import CriterionFactory, StaffRoleFactory, publishable_vacancy
from vacancies.actions.publishing import publish
from vacancies.status import CriterionKind, Importance

pytestmark = pytest.mark.journey

EVIDENCE = """For two years I have supported adults on an acute ward, first as bank staff.

I plan and lead a weekly art group for up to eight people. Before each session I speak with the nurse in
charge about how everybody is, and afterwards I write in the notes what I saw. When one person stopped coming
I asked why, and moved the group to the afternoon. My colleagues call me {name}; ring me on 01632 960001.
"""


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def vacancy(transactional_db):
    """Criteria of every kind, a panel of two, applications still open."""
    vacancy = publishable_vacancy(criteria=0, title="Therapeutic Support Worker")
    criteria = (
        ("Experience", "Experience of supporting people with mental health needs, one to one", {"weight": 2}),
        ("Experience", "Experience of planning and leading group activities", {}),
        ("Skills and abilities", "Writes clear and accurate notes", {"importance": Importance.DESIRABLE}),
        (
            "Additional criteria",
            "You understand that some shifts are at weekends",
            {"kind": CriterionKind.ACKNOWLEDGED},
        ),
    )
    for position, (group, text, fields) in enumerate(criteria):
        CriterionFactory(vacancy=vacancy, position=position, group=group, text=text, **fields)
    publish(vacancy, by=StaffRoleFactory(employer=vacancy.employer).user)
    return vacancy


def five_apply_and_it_closes(vacancy):
    for name in ("Amara", "Bryn", "Cerys", "Dewi", "Eluned"):
        apply(vacancy, first_name=name, last_name="Exampleton", text=EVIDENCE.format(name=name))
    close(vacancy)


def choices(page, name, *, scored) -> list:
    """The radios of that name for the three criteria, on the page of the candidate after so many scored."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(f", {scored + 1} of 5")
    expect(page.get_by_text(f"{scored} of 5 scored").first).to_be_visible()
    radios = page.get_by_role("radio", name=name)
    expect(radios).to_have_count(3)
    return radios.all()


def test_every_page_from_the_first_look_to_the_invitation(page, look, sign_in, vacancy):
    chair, other = chair_of(vacancy), vacancy.panel.get(is_chair=False)

    # Given a panel member whose vacancy is still open: there is nothing to see yet.
    sign_in(page, chair.user)
    page.goto("/panel/")
    look(page, "panel-list-open")
    page.get_by_role("link", name=vacancy.title).click()
    expect(page.get_by_text("Scoring opens when applications close").first).to_be_visible()
    look(page, "panel-vacancy-open")

    # When it closes, they score one candidate after the other, by keyboard.
    five_apply_and_it_closes(vacancy)
    page.reload()
    look(page, "panel-vacancy-declaring")
    page.get_by_role("button", name="Declare conflicts of interest").click()
    look(page, "panel-declaration")
    page.get_by_label("I have a conflict of interest and should not score").check()
    page.get_by_role("button", name="Make this declaration").click()
    look(page, "panel-declaration-errors")
    page.get_by_label("I know of no conflict of interest").check()
    page.get_by_role("button", name="Make this declaration").click()
    look(page, "panel-vacancy-scoring")
    page.get_by_role("button", name="Start scoring").click()
    page.get_by_role("button", name="Score one candidate at a time").click()
    look(page, "panel-candidate")
    expect(page.get_by_text("Exampleton")).to_have_count(0)
    expect(page.get_by_text("[name removed]").first).to_be_visible()
    page.get_by_role("radio", name="1 – Some evidence").first.check()
    page.get_by_role("button", name="Save and next").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    look(page, "panel-candidate-errors")
    for number in range(5):
        for choice in choices(page, "2 – Meets the criterion", scored=number):
            choice.focus()
            page.keyboard.press("Space")
        last = number == 4
        page.get_by_role("button", name="Save and go to the list" if last else "Save and next").press("Enter")
    expect(page.get_by_text("5 of 5 scored")).to_be_visible()
    look(page, "panel-vacancy-scored")
    page.get_by_role("button", name="Hand in your score card").click()
    look(page, "panel-submit")
    page.get_by_role("button", name="Hand in my score card").click()
    expect(page.get_by_text("waiting for 1 more score card")).to_be_visible()
    look(page, "panel-vacancy-waiting")
    page.get_by_role("link", name="Candidate").first.click()
    look(page, "panel-candidate-frozen")

    # Then, with the other card in, the chair chooses, …
    hand_in(other, lambda candidate, criterion: (candidate.position + criterion.pk) % 4)
    page.goto(f"/panel/{vacancy.pk}/")
    look(page, "panel-vacancy-choosing")
    page.get_by_role("link", name="Where the panel’s scores differ").click()
    look(page, "panel-moderation")
    page.locator(".app-moderation a").first.click()
    page.get_by_role("button", name="Save and next difference").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    look(page, "panel-difference-errors")
    page.get_by_role("radio", name="2 – Meets the criterion").check()
    page.get_by_label("Why these points?").fill("The second paragraph says it.")
    page.get_by_role("button", name="Save and go to the list").click()
    page.get_by_role("link", name="take the mean").click()
    look(page, "panel-moderation-rest")
    page.get_by_label("Why does the panel do this?").fill("We have talked about all of them.")
    page.get_by_role("button", name="Take the mean").click()
    expect(page.get_by_text("All of it is agreed")).to_be_visible()
    page.get_by_role("link", name="How alike you score").click()
    look(page, "panel-figures")
    page.goto(f"/panel/{vacancy.pk}/what-if/?places=2")
    look(page, "panel-what-if")
    page.get_by_role("link", name="Back to the ranking").click()
    look(page, "panel-ranking")
    page.get_by_role("radio", name="Invite to interview").first.check()
    page.get_by_role("radio", name="Reserve list").nth(1).check()
    page.get_by_role("radio", name="Reserve list").nth(2).check()
    page.get_by_role("button", name="Save, and look through everybody who is left").click()
    look(page, "panel-rest")
    page.get_by_role("button", name="I have looked: mark these as not shortlisted").click()
    look(page, "panel-interviews")
    describe_the_interviews(page)
    look(page, "panel-confirm")
    page.get_by_role("link", name="Change the order of the reserve list").click()
    page.get_by_role("button", name="Up").click()
    expect(page.get_by_text("The order of the reserve list is saved")).to_be_visible()
    look(page, "panel-reserve-order")
    page.get_by_role("link", name="Go on").click()
    page.get_by_role("link", name="Change when the emails go out").click()
    look(page, "panel-emails")
    page.get_by_role("button", name="Save").click()

    # … confirms, sees who will be emailed, and announces.
    page.get_by_role("button", name="Confirm the shortlist").click()
    expect(page.get_by_role("cell", name="Exampleton")).to_have_count(5)
    look(page, "panel-announce")
    page.get_by_role("link", name="re-open the shortlist").click()
    look(page, "panel-reopen")
    page.go_back()
    page.get_by_role("button", name="Announce and send the emails").click()
    expect(page.get_by_text("5 people were told")).to_be_visible()
    look(page, "panel-announced")
    page.get_by_role("link", name="the reserve list").click()
    look(page, "panel-reserves")
    page.get_by_role("link", name="tell them that nobody else is needed").click()
    look(page, "panel-release-reserves")

    # And the invited find their invitation in their account.
    invited = vacancy.applications.get(status="shortlisted")
    sign_in(page, invited.applicant)
    page.goto(f"/applications/{invited.reference}/invitation/")
    expect(page.get_by_text(DETAILS)).to_be_visible()
    look(page, "invitation")


def describe_the_interviews(page):
    page.get_by_label("When are the interviews?").fill("Tuesday at 10am")
    page.get_by_label("Where are they?").fill("The Example Building, Northmoor")
    page.get_by_label("How long does one take?").fill("40 minutes")
    page.get_by_label("What should people prepare or bring?").fill("Nothing")
    page.get_by_label("Is there anything else to say?").fill(DETAILS)
    page.get_by_role("button", name="Save and continue").click()


def test_without_javascript(no_javascript, sign_in, vacancy):
    """The same walk for the chair alone, no script running."""
    vacancy.panel.filter(is_chair=False).delete()
    five_apply_and_it_closes(vacancy)
    sign_in(no_javascript, chair_of(vacancy).user)
    page = no_javascript.new_page()
    page.goto(f"/panel/{vacancy.pk}/")
    page.get_by_role("button", name="Declare conflicts of interest").click()
    page.get_by_label("I know of no conflict of interest").check()
    page.get_by_role("button", name="Make this declaration").click()
    page.get_by_role("button", name="Start scoring").click()
    page.get_by_role("button", name="Score one candidate at a time").click()
    for number in range(5):
        for choice in choices(page, "3 – Exceeds the criterion", scored=number):
            choice.check()
        page.get_by_role("button", name="Save and go to the list" if number == 4 else "Save and next").click()
    page.get_by_role("button", name="Hand in your score card").click()
    page.get_by_role("button", name="Hand in my score card").click()
    page.get_by_role("button", name="Choose the shortlist").click()
    invitations = page.get_by_role("radio", name="Invite to interview")
    expect(invitations).to_have_count(5)
    for choice in invitations.all():
        choice.check()
    page.get_by_role("button", name="Save and continue").click()
    describe_the_interviews(page)
    page.get_by_role("button", name="Confirm the shortlist").click()
    page.get_by_role("button", name="Announce and send the emails").click()
    expect(page.get_by_text("5 people were told")).to_be_visible()
