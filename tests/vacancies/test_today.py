"""The desk's home page: what needs doing, for whom, each line leading to its act."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from recruitment.mail.models import OutgoingEmail, State
from tests.factories import (
    EmployerFactory,
    ImportedAdvertFactory,
    PanelMemberFactory,
    StaffRoleFactory,
    UserFactory,
    VacancyFactory,
    open_vacancy,
)
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db

HOME = "/desk/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def employer():
    return EmployerFactory()


@pytest.fixture
def recruiter(client, employer):
    user = StaffRoleFactory(employer=employer).user
    client.force_login(user)
    return user


def duties(client) -> dict:
    return {duty.heading: duty for duty in client.get(HOME).context["duties"]}


def change(vacancy, **values):
    """As if it had come to this: past every act and every trigger that guards the way there."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Vacancy.objects.filter(pk=vacancy.pk).update(**values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_a_quiet_day_says_so(client, recruiter):
    page = client.get(HOME)
    assert page.context["duties"] == []
    assert "Nothing needs you today" in page.text


def test_an_unfinished_draft_leads_to_its_page(client, recruiter, employer):
    draft = VacancyFactory(employer=employer)
    [line] = duties(client)["Drafts you have not finished"].lines
    assert line.url == reverse("admin:vacancies_vacancy_change", args=[draft.pk])


def test_a_document_nobody_read_through_waits_until_a_draft_is_made_of_it(client, recruiter, employer):
    imported = ImportedAdvertFactory(employer=employer, imported_by=recruiter)
    ImportedAdvertFactory(employer=employer)
    [line] = duties(client)["Documents you have not read through"].lines
    assert line.url == reverse("admin:vacancies_vacancy_review", args=[imported.pk])
    imported.vacancy = VacancyFactory(employer=employer)
    imported.save()
    assert "Documents you have not read through" not in duties(client)


def test_closing_within_three_days_and_not_later(client, recruiter, employer):
    now = timezone.now()
    soon = open_vacancy(employer=employer, closes_at=now + timedelta(days=2))
    open_vacancy(employer=employer, closes_at=now + timedelta(days=4))
    [line] = duties(client)["Closing within 3 days"].lines
    assert (line.text, "Nobody has applied yet." in line.why) == (str(soon), True)
    assert line.url.endswith("/extend/")


def test_a_cap_nearly_reached_comes_with_a_forecast(client, recruiter, employer):
    filling, calm = (open_vacancy(employer=employer, close_after_applications=60) for _ in range(2))
    change(filling, opens_at=timezone.now() - timedelta(days=8), applications_received=48)
    change(calm, applications_received=47)
    [line] = duties(client)["Nearly as many applications as you asked for"].lines
    assert line.text == str(filling)
    assert line.why == "48 of 60; about 2 days at this rate."
    now = timezone.now()
    notice = {"notice_given_at": now, "notice_ends_at": now + timedelta(minutes=10, seconds=30)}
    change(filling, applications_received=60, cap_policy="with_notice", **notice)
    [line] = duties(client)["Nearly as many applications as you asked for"].lines
    assert line.why.startswith("60 of 60; closes in 10 minutes")


def test_what_i_sent_for_approval_waits_for_somebody_else(client, recruiter, employer):
    colleague = UserFactory(name="Alex Colleague")
    for sender in (recruiter, colleague):
        change(VacancyFactory(employer=employer), status="awaiting_approval", sent_for_approval_by=sender)
    [line] = duties(client)["Waiting for your approval"].lines
    assert line.why == "Sent by Alex Colleague."


def test_an_outage_leads_to_the_decision_about_it(client, recruiter, employer):
    vacancy = open_vacancy(employer=employer)
    change(vacancy, outage_from=timezone.now() - timedelta(hours=2), outage_until=timezone.now())
    duty = duties(client)["The service was down near the closing time"]
    assert duty.is_urgent
    assert duty.lines[0].url == reverse("admin:vacancies_vacancy_outage", args=[vacancy.pk])
    change(vacancy, outage_settled_at=timezone.now())
    assert duties(client) == {}


def test_a_panel_a_week_after_closing_is_behind(client, recruiter, employer):
    vacancy = open_vacancy(employer=employer)
    PanelMemberFactory(vacancy=vacancy, is_chair=True)
    ended = {"status": "closed", "close_reason": "deadline", "applications_received": 3}
    change(vacancy, closed_at=timezone.now() - timedelta(days=6), **ended)
    assert "Panels that are behind" not in duties(client)
    change(vacancy, closed_at=timezone.now() - timedelta(days=8))
    [line] = duties(client)["Panels that are behind"].lines
    assert line.why == "Closed 8 days ago. 0 of 1 have handed in their scores. 3 people have not been told."


def in_trouble(employer, about: str) -> OutgoingEmail:
    return OutgoingEmail.objects.create(
        key=f"test:{about}",
        message_id=f"<{about}@example.org>",
        to="somebody@example.org",
        subject="A subject",
        employer=employer,
        about=about,
        state=State.FAILED,
    )


def test_emails_in_trouble_but_none_that_tells_a_panel_member_who_applied(client, recruiter, employer):
    judged = open_vacancy(employer=employer)
    PanelMemberFactory(vacancy=judged, user=recruiter)
    in_trouble(employer, f"vacancy:{judged.pk}")
    assert "Emails that failed or may not have arrived" not in duties(client)
    in_trouble(employer, "vacancy:0")
    assert duties(client)["Emails that failed or may not have arrived"].total == 1


def test_another_employers_are_none_of_my_business(client, recruiter):
    elsewhere = EmployerFactory()
    VacancyFactory(employer=elsewhere)
    open_vacancy(employer=elsewhere, closes_at=timezone.now() + timedelta(hours=2))
    in_trouble(elsewhere, "vacancy:0")
    assert duties(client) == {}


def test_the_number_of_queries_does_not_grow(client, recruiter, employer, django_assert_num_queries):
    def one_of_each():
        VacancyFactory(employer=employer)
        open_vacancy(employer=employer, closes_at=timezone.now() + timedelta(hours=2))
        in_trouble(employer, f"vacancy:{Vacancy.objects.count() + 1000}")

    one_of_each()
    client.get(HOME)
    with CaptureQueriesContext(connection) as at_one:
        client.get(HOME)
    for _ in range(10):
        one_of_each()
    with django_assert_num_queries(len(at_one)):
        page = client.get(HOME)
    duty = next(duty for duty in page.context["duties"] if duty.heading.startswith("Drafts"))
    assert (len(duty.lines), duty.total) == (8, 11)
    assert "And 3 more" in page.text
