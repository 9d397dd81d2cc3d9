"""What a recruiter who sits on a panel does not learn at the desk."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from applicants.applying.moving import move
from applicants.applying.status import Status as ApplicationStatus
from recruitment.mail.models import OutgoingEmail
from tests.factories import (
    ApplicationFactory,
    PanelMemberFactory,
    StaffRoleFactory,
    VacancyFactory,
    complete_draft,
)
from tests.vacancies.desk.pages import entered, page, panel_of, published, seat
from vacancies.actions import closing, late_entry, panel

pytestmark = pytest.mark.django_db


def test_a_recruiter_on_the_panel_reads_no_email_about_that_vacancy(client, recruiter, employer):
    judged, other = VacancyFactory(employer=employer), VacancyFactory(employer=employer)
    PanelMemberFactory(vacancy=judged, user=recruiter, removed_at=timezone.now())
    for vacancy in (judged, other):
        OutgoingEmail.objects.create(
            key=f"test:{vacancy.pk}",
            message_id=f"<{vacancy.pk}@example.org>",
            to="canary@example.org",
            subject=f"About {vacancy.pk}",
            text="Dear Canary",
            employer=employer,
            about=f"vacancy:{vacancy.pk}",
        )
    address = reverse("admin:mail_outgoingemail_changelist")
    shown = client.get(address, {"show": "all"}).context["cl"].result_list
    assert [email.about for email in shown] == [f"vacancy:{other.pk}"]
    hidden = OutgoingEmail.objects.get(about=f"vacancy:{judged.pk}")
    response = client.get(reverse("admin:mail_outgoingemail_change", args=[hidden.pk]), follow=True)
    assert "anary" not in response.text


def test_a_recruiter_on_the_panel_reads_no_late_entry_codes(client, recruiter, employer):
    vacancy = published(employer)
    closing.close_early(vacancy, by=recruiter, reason="Enough people have applied.")
    until = timezone.now() + timedelta(days=1)
    entry, _ = late_entry.make(
        vacancy, by=recruiter, for_whom="Canary, who was in hospital", until=until, reason="Unfair."
    )
    addresses = (
        page("late_entry", vacancy),
        reverse("admin:vacancies_vacancy_revoke_code", args=[vacancy.pk, entry.pk]),
    )
    for address in addresses:
        assert "Canary" in client.get(address).text
    PanelMemberFactory(vacancy=vacancy, user=recruiter, removed_at=timezone.now())
    for address in addresses:
        answer = client.post(address, {"reason": "Not needed"}, follow=True)
        assert "may not read for whom" in answer.text
        assert "Canary" not in answer.text
    entry.refresh_from_db()
    assert entry.is_valid


@pytest.mark.parametrize("received", [0, 1])
def test_a_recruiter_does_not_join_a_panel_after_people_have_applied(client, recruiter, employer, received):
    vacancy = published(employer)
    StaffRoleFactory(user=recruiter, employer=employer, role="hiring_manager")
    for _ in range(received):
        application = complete_draft(vacancy)
        move(application, ApplicationStatus.SUBMITTED, by=application.applicant)
        assert application.last_name in client.get(reverse("admin:applying_application_changelist")).text
    data = entered(client.get(page("change", vacancy)))
    seat(vacancy, data, recruiter, row=2)
    response = client.post(page("change", vacancy), data)
    assert response.status_code == (200 if received else 302)
    assert vacancy.panel.filter(user=recruiter).exists() is not bool(received)


def test_a_recruiter_who_was_blind_all_the_time_comes_back_to_the_panel(client, recruiter, employer):
    vacancy = published(employer)
    PanelMemberFactory(vacancy=vacancy, user=recruiter, removed_at=timezone.now())
    application = complete_draft(vacancy)
    move(application, ApplicationStatus.SUBMITTED, by=application.applicant)
    seats = dict(vacancy.panel.seated().values_list("user", "is_chair"))
    people = {get_user_model().objects.get(pk=pk): is_chair for pk, is_chair in seats.items()}
    panel.arrange(vacancy, {**people, recruiter: False}, by=recruiter)
    assert (recruiter.pk, False) in panel_of(vacancy)


def test_an_applicant_is_not_seated_and_nobody_learns_why(client, recruiter, employer):
    vacancy = published(employer)
    applicant = StaffRoleFactory(employer=employer, role="hiring_manager").user
    ApplicationFactory(vacancy=vacancy, applicant=applicant)
    before = panel_of(vacancy)
    data = entered(client.get(page("change", vacancy)))
    seat(vacancy, data, applicant, row=2)
    response = client.post(page("change", vacancy), data)
    assert f"{applicant} cannot sit on the panel of this vacancy." in response.text
    assert panel_of(vacancy) == before
