"""A recruiter reads what came in before the panel does, masks what no rule finds, and releases it."""

import pytest
from playwright.sync_api import expect

from applicants.applying.status import Registration
from applicants.shortlisting.models import PanelRules
from tests.applicants.shortlisting.panels import apply, close, declare
from tests.factories import PanelMemberFactory, StaffRoleFactory, as_draft, open_vacancy, somebodys_background

pytestmark = pytest.mark.journey

EVIDENCE = "I, {name}, led the weekly kitchen group that everybody calls Larkspur.\n\nI kept its notes."
CV = "Curriculum vitae\n\n{name} Exampleton, 01632 960001\n\nSupport worker. The Larkspur group was my idea."


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def vacancy(transactional_db):
    """Closed, its applications not read by anybody."""
    vacancy = open_vacancy(title="Therapeutic Support Worker", registration="A council, or soon")
    with as_draft(vacancy):
        asked = vacancy.asked_documents.create(title="Copy of your care certificate", is_needed=False)
    declare(PanelMemberFactory(vacancy=vacancy, is_chair=True))
    PanelRules.objects.create(vacancy=vacancy, masks_by_hand=True)
    for name in ("Amara", "Bryn"):
        apply(
            vacancy,
            first_name=name,
            last_name="Exampleton",
            text=EVIDENCE.format(name=name),
            statement="I want to work where I live.",
            registration=Registration.REGISTERED,
            registration_body="Health and Care Council",
            documents={asked: {"text": CV.format(name=name)}},
            background=somebodys_background,
        )
    return close(vacancy)


def test_reading_masking_releasing_and_then_the_panel_reads(page, look, sign_in, vacancy):
    # Given a recruiter whose desk says that a panel waits for them.
    sign_in(page, StaffRoleFactory(employer=vacancy.employer).user)
    page.goto("/desk/")
    page.get_by_role("link", name="Read them").click()
    expect(page.get_by_text("0 of 2 read")).to_be_visible()
    look(page, "reading-list")

    # When they mask a word that the rules cannot know, they see in how many places it stood.
    page.get_by_role("row").nth(1).get_by_role("link").click()
    page.get_by_label("Words to mask").fill("Nowhere")
    page.get_by_role("button", name="Mask these words").click()
    expect(page.get_by_text("stand nowhere")).to_be_visible()
    look(page, "reading-one-errors")
    page.get_by_label("Words to mask").fill("larkspur")
    page.get_by_label("Words to mask").press("Enter")
    expect(page.get_by_text("larkspur, in 3 places")).to_be_visible()
    look(page, "reading-one")

    # And have read both, they release them.
    for _ in range(2):
        page.get_by_role("button", name="I have read it all").click()
    expect(page.get_by_text("2 of 2 read")).to_be_visible()
    page.get_by_role("link", name="Release to the panel").click()
    look(page, "reading-release")
    page.get_by_role("button", name="Release to the panel").click()
    expect(page.get_by_text("Released. Everybody on the panel is told")).to_be_visible()

    # Then the panel reads what was left, and what else these people bring.
    chair = vacancy.panel.get()
    sign_in(page, chair.user)
    page.goto(f"/panel/{vacancy.pk}/")
    masked = chair.candidates.order_by("position").first()
    page.goto(f"/panel/{vacancy.pk}/candidates/{masked.token}/")
    page.get_by_role("link", name="work history, qualifications and documents").click()
    expect(page.get_by_role("heading", name="Document 1: Copy of your care certificate")).to_be_visible()
    expect(page.get_by_text("Exampleton")).to_have_count(0)
    look(page, "panel-background")
