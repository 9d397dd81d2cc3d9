"""The evidence in a real browser: a chair reads a pack, a recruiter takes one away and sees rates."""

import pytest
from playwright.sync_api import expect

from tests.applicants.monitoring.test_rating import PEOPLE, announced, tell
from tests.applicants.shortlisting.panels import announced_vacancy, chair_of
from tests.factories import StaffRoleFactory

pytestmark = pytest.mark.journey


def test_a_chair_reads_the_pack_and_a_recruiter_takes_it_away(
    page, look, sign_in, transactional_db, no_second_factor
):
    vacancy = announced_vacancy(applications=3, criteria=2, acknowledged=1)
    sign_in(page, chair_of(vacancy).user)
    page.goto(f"/panel/{vacancy.pk}/")
    page.get_by_role("link", name="Decision pack").click()
    look(page, "packs")
    page.get_by_role("link", name="Pack with labels, to read or print").click()
    expect(page.get_by_role("heading", name="Contents")).to_be_visible()
    expect(page.get_by_text("Example1")).to_have_count(0)
    look(page, "pack-labels")

    recruiter = StaffRoleFactory(employer=vacancy.employer).user
    sign_in(page, recruiter)
    page.goto(f"/desk/shortlisting/shortlisting/{vacancy.pk}/pack/")
    look(page, "packs-desk")
    with page.expect_download() as download:
        page.get_by_role("link", name="Pack with names, as spreadsheets").click()
    assert download.value.suggested_filename == f"decision-pack-{vacancy.pk}-names.zip"


def test_a_recruiter_sees_who_was_invited_in_pictures_and_tables(
    page, look, sign_in, transactional_db, no_second_factor
):
    vacancy, moves = announced(PEOPLE)
    tell(vacancy, moves)
    sign_in(page, StaffRoleFactory(employer=vacancy.employer).user)
    page.goto(f"/desk/shortlisting/shortlisting/{vacancy.pk}/selection-rates/")
    expect(page.get_by_text("42 people applied and 20 were invited to interview.")).to_be_visible()
    look(page, "selection-rates")
