"""The panel's pages where something is not as it should be, at both widths; and the walk without JavaScript.

What goes well is walked in test_panel_scores_and_announces.py.
"""

import pytest
from playwright.sync_api import expect

from applicants.shortlisting import blinding
from applicants.shortlisting.status import Basis
from tests.applicants.shortlisting.panels import (
    INTERVIEWS,
    agree_the_rest,
    apply,
    chair_of,
    close,
    declare,
    hand_in,
)
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


def three_apply_and_it_closes(vacancy):
    for name in ("Amara", "Bryn", "Cerys"):
        apply(vacancy, first_name=name, last_name="Exampleton", text=EVIDENCE.format(name=name))
    close(vacancy)


def chooses(page, name, *, scored) -> None:
    """That radio for each of the three criteria, on the page of the candidate after so many scored."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(f", {scored + 1} of 3")
    expect(page.get_by_text(f"{scored} of 3 scored").first).to_be_visible()
    radios = page.get_by_role("radio", name=name)
    expect(radios).to_have_count(3)
    for radio in radios.all():
        radio.check()


def says_what_the_invitation_says(page) -> None:
    for label, words in (
        ("When are the interviews?", INTERVIEWS.when),
        ("Where are they?", INTERVIEWS.where),
        ("How long does one take?", INTERVIEWS.length),
        ("What should people prepare or bring?", INTERVIEWS.prepare),
    ):
        page.get_by_label(label).fill(words)
    page.get_by_role("button", name="Save and continue").click()


def test_what_the_pages_say_before_there_is_anything_to_do_and_of_mistakes(page, look, sign_in, vacancy):
    chair, other = chair_of(vacancy), vacancy.panel.get(is_chair=False)

    # Given a panel member whose vacancy is still open: there is nothing to see yet.
    sign_in(page, chair.user)
    page.goto(f"/panel/{vacancy.pk}/")
    expect(page.get_by_text("Scoring opens when applications close").first).to_be_visible()
    look(page, "panel-vacancy-open")

    # When it closes, who has a conflict of interest has to say which.
    three_apply_and_it_closes(vacancy)
    page.goto(f"/panel/{vacancy.pk}/declaration/")
    page.get_by_label("I have a conflict of interest and should not score").check()
    page.get_by_role("button", name="Make this declaration").click()
    look(page, "panel-declaration-errors")
    declare(chair)

    # A low score without a note is not taken, by Tab and Enter alone; names are masked.
    page.goto(f"/panel/{vacancy.pk}/candidates/{first_candidate_of(chair)}/")
    expect(page.get_by_text("Exampleton")).to_have_count(0)
    expect(page.get_by_text("[name removed]").first).to_be_visible()
    page.get_by_role("radio", name="1 – Some evidence").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save and next").press("Enter")
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    look(page, "panel-candidate-errors")

    # With all cards in, the panel cannot agree on a score without saying why, and may leave it at the lower.
    hand_in(chair, 2)
    hand_in(other, lambda candidate, criterion: (candidate.position + criterion.pk) % 2)
    page.goto(f"/panel/{vacancy.pk}/moderation/")
    page.locator(".app-moderation a").first.click()
    page.get_by_role("button", name="Save and next difference").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    look(page, "panel-difference-errors")
    agree_the_rest(vacancy, Basis.LOWER)
    page.goto(f"/panel/{vacancy.pk}/ranking/")
    page.get_by_role("radio", name="Invite to interview").first.check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="What the invitation says")).to_be_visible()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    look(page, "panel-interviews-errors")
    page.goto(f"/panel/{vacancy.pk}/confirm/")
    expect(page.get_by_text("2 candidates still need an outcome")).to_be_visible()
    look(page, "panel-confirm-refused")


def first_candidate_of(member):
    blinding.prepare(member)
    (line, *_) = blinding.candidates(member)
    return line.token


def test_without_javascript(no_javascript, sign_in, vacancy):
    """The whole walk for the chair alone, no script running."""
    vacancy.panel.filter(is_chair=False).delete()
    three_apply_and_it_closes(vacancy)
    sign_in(no_javascript, chair_of(vacancy).user)
    page = no_javascript.new_page()
    page.goto(f"/panel/{vacancy.pk}/")
    page.get_by_role("button", name="Declare conflicts of interest").click()
    page.get_by_label("I know of no conflict of interest").check()
    page.get_by_role("button", name="Make this declaration").click()
    page.get_by_role("button", name="Start scoring").click()
    page.get_by_role("button", name="Score one candidate at a time").click()
    for number in range(3):
        chooses(page, "3 – Exceeds the criterion", scored=number)
        page.get_by_role("button", name="Save and go to the list" if number == 2 else "Save and next").click()
    page.get_by_role("button", name="Hand in your score card").click()
    page.get_by_role("button", name="Hand in my score card").click()
    page.get_by_role("button", name="Choose the shortlist").click()
    page.get_by_role("radio", name="Invite to interview").first.check()
    page.get_by_role("button", name="Save, and look through everybody who is left").click()
    page.get_by_role("button", name="I have looked: mark these as not shortlisted").click()
    says_what_the_invitation_says(page)
    page.get_by_role("button", name="Confirm the shortlist").click()
    page.get_by_role("button", name="Announce and send the emails").click()
    expect(page.get_by_text("3 people were told")).to_be_visible()
