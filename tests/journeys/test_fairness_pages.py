"""The pages that keep a closing fair, on desk and phone: notice, late entry, reminders, an outage."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import StaffRoleFactory, UserFactory, complete_draft, open_vacancy
from vacancies.actions import closing, late_entry

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_notice_as_applicants_meet_it(page, look, sign_in):
    now = timezone.now()
    vacancy = open_vacancy(
        cap_policy="with_notice",
        close_after_applications=60,
        notice_given_at=now,
        notice_ends_at=now.replace(second=0, microsecond=0) + timedelta(days=1),
    )
    page.goto(vacancy.get_absolute_url())
    look(page, "notice-advert")
    page.goto(reverse("applying:start", args=[vacancy.pk]))
    look(page, "notice-start")
    draft = complete_draft(open_vacancy())
    page.goto(reverse("applying:stop_reminders", args=[draft.reminder_token]))
    look(page, "reminders-stop")
    page.get_by_role("button", name="Stop these reminders").click()
    page.get_by_role("heading", name="We will not remind you again").wait_for()
    look(page, "reminders-stopped")


def test_late_entry_from_the_desk_to_the_draft(page, look, sign_in, no_second_factor):
    vacancy = open_vacancy(title="Occupational Therapy Assistant (Community Rehabilitation)")
    recruiter = StaffRoleFactory(employer=vacancy.employer).user
    closing.close_early(vacancy, by=recruiter, reason="Enough.")
    late_entry.make(
        vacancy,
        by=recruiter,
        for_whom="Carer who rang on Monday",
        until=timezone.now() + timedelta(days=2),
        reason="Was in hospital with her son when the limit was reached.",
    )
    sign_in(page, recruiter)
    page.goto(reverse("admin:vacancies_vacancy_change", args=[vacancy.pk]))
    page.get_by_role("link", name="Late-entry codes").click()
    look(page, "desk-late-entry")
    page.get_by_role("link", name="Take back").click()
    look(page, "desk-late-entry-revoke")
    page.goto(reverse("admin:vacancies_vacancy_late_entry", args=[vacancy.pk]))
    page.get_by_label("For whom").fill("Night-shift worker")
    page.get_by_label("Why they may still apply").fill("Our notice reached nobody that night.")
    page.get_by_role("button", name="Make the code").click()
    said = page.locator(".messagelist").inner_text()
    look(page, "desk-late-entry-made")
    code = said.split(" is ")[1].split(".")[0]

    sign_in(page, UserFactory())
    page.goto(reverse("applying:late_entry", args=[vacancy.pk]))
    page.get_by_label("Late-entry code").fill("K7QX-4MWP-9TRB")
    page.get_by_role("button", name="Continue").click()
    look(page, "late-entry-error")
    page.get_by_label("Late-entry code").fill(code)
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("With your late-entry code you can submit until").wait_for()
    look(page, "late-entry-draft")


def test_deciding_after_an_outage(page, look, sign_in, no_second_factor):
    now = timezone.now()
    vacancy = open_vacancy(
        closes_at=now + timedelta(hours=1), outage_from=now - timedelta(hours=2), outage_until=now
    )
    complete_draft(vacancy)
    sign_in(page, StaffRoleFactory(employer=vacancy.employer).user)
    page.goto(reverse("admin:vacancies_vacancy_change", args=[vacancy.pk]))
    page.get_by_role("link", name="Decide about the outage").click()
    look(page, "desk-outage")
    page.locator("#id_reason").fill("Our outage took two hours of the last evening.")
    page.get_by_role("button", name="Decide").click()
    page.get_by_text("After the outage, people got more time").first.wait_for()
    vacancy.refresh_from_db()
    assert vacancy.closes_at > now + timedelta(hours=12)
