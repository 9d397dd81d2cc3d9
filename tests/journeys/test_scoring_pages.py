"""Scoring in a real browser: by keyboard, saved as one goes along, on a bad line, in two tabs."""

import pytest
from playwright.sync_api import expect

from applicants.shortlisting import blinding
from applicants.shortlisting.models import Score, ScoringHabits
from tests.applicants.shortlisting.panels import apply, chair_of, close, declare, seat_of
from tests.factories import CriterionFactory, PanelMemberFactory, as_draft, open_vacancy

pytestmark = pytest.mark.journey

EVIDENCE = """For two years I have supported adults on an acute ward, first as bank staff.

I plan and lead a weekly art group for up to eight people. When one person stopped coming I asked why, and
moved the group to the afternoon. My colleagues call me {name}; ring me on 01632 960001.
"""


@pytest.fixture
def vacancy(transactional_db, no_second_factor):
    return to_score()


def to_score(**scale):
    """Two criteria, twelve candidates, a chair who has declared."""
    vacancy = open_vacancy(criteria=0, title="Therapeutic Support Worker", **scale)
    with as_draft(vacancy):
        for position, (text, weight) in enumerate(
            (("Experience of supporting people, one to one", 2), ("Experience of leading groups", 1))
        ):
            CriterionFactory(vacancy=vacancy, position=position, group="Experience", text=text, weight=weight)
    for is_chair in (True, False):
        declare(PanelMemberFactory(vacancy=vacancy, is_chair=is_chair))
    for number in range(12):
        name = f"Amara{number}"
        apply(vacancy, first_name=name, last_name="Exampleton", text=EVIDENCE.format(name=name))
    return close(vacancy)


def answer(page, number):
    return page.locator("[data-score]").nth(number)


def test_a_criterion_is_scored_by_keyboard_and_saves_itself(page, look, sign_in, vacancy):
    chair = chair_of(vacancy)
    sign_in(page, chair.user)
    page.goto(f"/panel/{vacancy.pk}/")
    page.get_by_role("button", name="Start scoring").click()

    # Given the first criterion with ten answers, each beside its scale.
    expect(page.get_by_text("0 of 12 scored on this criterion")).to_be_visible()
    expect(page.locator("[data-score]")).to_have_count(10)
    expect(page.get_by_text("Exampleton")).to_have_count(0)
    look(page, "scoring-criterion")

    # When keys move and score, each score is saved at once.
    page.keyboard.press("j")
    expect(answer(page, 0)).to_be_focused()
    page.keyboard.press("3")
    expect(answer(page, 0).locator("[data-said]")).to_contain_text("Saved at")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("2")
    expect(page.get_by_text("2 of 12 scored on this criterion")).to_be_visible()
    expect(page.get_by_text("2 of 24 scores in all")).to_be_visible()

    # Below met it says what is missing, and saves when the note is there; letters in the note are letters.
    page.keyboard.press("j")
    page.keyboard.press("1")
    expect(answer(page, 2).locator("[data-said]")).to_contain_text("Not saved yet. Say why")
    page.keyboard.press("n")
    page.keyboard.type("jk 3 n? Little said.")
    expect(answer(page, 2).locator("[data-said]")).to_contain_text("Saved at")
    page.keyboard.press("Escape")
    expect(answer(page, 2)).to_be_focused()
    assert Score.objects.get(points=1).note == "jk 3 n? Little said."

    # And the last change can be taken back, and brought back.
    page.keyboard.press("u")
    expect(answer(page, 2).locator("[data-said]")).to_contain_text("Taken back")
    expect(page.get_by_text("2 of 12 scored on this criterion")).to_be_visible()
    answer(page, 2).get_by_role("button", name="Undo").click()
    expect(page.get_by_text("3 of 12 scored on this criterion")).to_be_visible()

    # The list of keys opens and closes by key.
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    look(page, "scoring-keys")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)

    # On a dead line nothing is lost, and it is saved when the line is back.
    page.context.set_offline(True)
    page.keyboard.press("m")
    page.keyboard.press("2")
    expect(answer(page, 3).locator("[data-said]")).to_contain_text("no connection")
    page.context.set_offline(False)
    expect(answer(page, 3).locator("[data-said]")).to_contain_text("Saved at")

    # Another tab changes a score: this one is told, sees both, and chooses.
    (first,) = blinding.answers(chair, criterion_of(chair), slice(1))
    other = page.context.new_page()
    other.goto(page.url)
    other.keyboard.press("2")
    expect(other.locator("[data-said]").first).to_contain_text("Saved at")
    other.close()
    assert Score.objects.get(candidate__token=first.token).points == 2
    answer(page, 0).get_by_label("Note on").fill("Mine.")
    expect(answer(page, 0).locator("[data-dispute]")).to_contain_text("2 – Meets the criterion")
    look(page, "scoring-disputed")
    answer(page, 0).get_by_role("button", name="Keep mine").click()
    expect(answer(page, 0).locator("[data-said]")).to_contain_text("Saved at")
    assert Score.objects.get(candidate__token=first.token).note == "Mine."

    # Shortcuts can be switched off for good.
    page.get_by_role("button", name="Keyboard shortcuts").click()
    page.get_by_role("button", name="Switch shortcuts off").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert not ScoringHabits.objects.get(user=chair.user).uses_shortcuts
    page.keyboard.press("j")
    expect(answer(page, 0)).not_to_be_focused()

    # The other way is one press away.
    page.get_by_role("button", name="Score one candidate at a time").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Candidate")
    look(page, "scoring-candidate")


@pytest.mark.usefixtures("transactional_db", "no_second_factor")
def test_on_a_scale_to_ten_two_digits_are_one_score(page, sign_in):
    steps = [f"Step {number}" for number in range(1, 11)]
    vacancy = to_score(score_lowest=1, score_labels=steps, met_from=6)
    sign_in(page, chair_of(vacancy).user)
    page.goto(f"/panel/{vacancy.pk}/")
    page.get_by_role("button", name="Start scoring").click()
    expect(page.get_by_role("button", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Give 10")
    page.keyboard.press("Escape")

    # One after the other they are ten; on another answer, or after a while, the second is a score of its own.
    page.keyboard.press("j")
    page.keyboard.type("10")
    expect(answer(page, 0).get_by_label("10 – Step 10")).to_be_checked()
    page.keyboard.press("j")
    page.keyboard.press("0")
    expect(page.get_by_text("There is no score of 0.")).to_be_attached()
    page.keyboard.press("7")
    expect(answer(page, 1).get_by_label("7 – Step 7")).to_be_checked()
    page.clock.install()
    page.keyboard.press("1")
    page.clock.fast_forward(1500)
    page.keyboard.press("0")
    expect(answer(page, 1).get_by_label("1 – Step 1")).to_be_checked()
    expect(answer(page, 1).locator("[data-said]")).to_contain_text("Say why")


def criterion_of(member):
    return seat_of(member).scored_criteria[0]
