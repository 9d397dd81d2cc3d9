"""A member recognises a candidate, the chair asks somebody else, and a card that is in is opened again."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from applicants.shortlisting import blinding
from applicants.shortlisting.models import Candidate, PanelRules
from tests.applicants.shortlisting.panels import chair_of, closed_vacancy, hand_in
from tests.factories import StaffRoleFactory

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("transactional_db")]


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


def test_a_member_recognises_somebody_and_the_chair_asks_somebody_else(page, look, sign_in):
    # Given a panel of three, each candidate for one of them; the chair and one member are done.
    vacancy = closed_vacancy(applications=6, members=3, criteria=1)
    recruiter = StaffRoleFactory(employer=vacancy.employer).user
    chair = chair_of(vacancy)
    sign_in(page, recruiter)
    page.goto(f"/desk/shortlisting/shortlisting/{vacancy.pk}/rules/")
    look(page, "arranging-01-rules")
    page.get_by_label("Scorers for each application").fill("4")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The panel has 3 members")).to_be_visible()
    look(page, "arranging-02-rules-refused")
    page.get_by_label("Scorers for each application").fill("1")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The panel's rules are saved.")).to_be_visible()
    PanelRules.objects.update(scores_due_on=timezone.localdate() - timedelta(days=1))
    blinding.prepare(chair)
    done, member = vacancy.panel.filter(is_chair=False)
    hand_in(done)
    hand_in(chair)

    # When the third recognises one of theirs …
    sign_in(page, member.user)
    page.goto(f"/panel/{vacancy.pk}/")
    expect(page.get_by_text("Your scores are overdue").first).to_be_visible()
    look(page, "arranging-03-overdue")
    page.get_by_role("link", name="Candidate").first.click()
    page.get_by_role("link", name="I recognise this candidate").click()
    look(page, "arranging-04-recognise")
    page.get_by_role("button", name="Yes, I recognise this candidate").click()
    expect(page.get_by_text("is off your list. The chair has been told.")).to_be_visible()
    expect(page.get_by_text("0 of 1 scored")).to_be_visible()

    # … then the chair sees it by their own name for the candidate, and asks somebody whose card is in.
    sign_in(page, chair.user)
    page.goto(f"/panel/{vacancy.pk}/")
    look(page, "arranging-05-who-is-done")
    page.get_by_role("link", name="See candidates whom somebody recognised").click()
    label = chair.candidates.get(application__in=recognised(member)).label
    expect(page.get_by_role("heading", name=label)).to_be_visible()
    look(page, "arranging-06-scorers")
    page.get_by_role("button", name="Ask somebody else to score").click()
    look(page, "arranging-07-scorer")
    page.get_by_label(str(done.user)).check()
    page.get_by_role("button", name="Ask this person to score").click()
    expect(page.get_by_text(f"{done.user} scores {label} from now on")).to_be_visible()
    page.get_by_role("link", name="Back to the panel").click()
    expect(page.get_by_text("Opened again (version 2)")).to_be_visible()

    # And the chair opens a card again for a reason of their own.
    page.get_by_role("link", name="Open again").click()
    look(page, "arranging-08-reopen-card")
    page.get_by_label("Why do you open this card again?").fill("One note says too little.")
    page.get_by_role("button", name="Open the card again").click()
    expect(page.get_by_text("is open again, with all its scores")).to_be_visible()
    sign_in(page, recruiter)
    page.goto(f"/desk/shortlisting/shortlisting/{vacancy.pk}/change/")
    look(page, "arranging-09-hub")


def recognised(member):
    return Candidate.objects.filter(member=member, recognised_at__isnull=False).values("application")
