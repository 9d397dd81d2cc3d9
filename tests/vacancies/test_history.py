"""The history in words: every act has a wording, and says who, when and why."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from recruitment.audit.models import AuditEvent
from recruitment.audit.recording import SystemJob, record
from tests.factories import StaffRoleFactory, VacancyFactory, open_vacancy
from vacancies import history
from vacancies.history import WORDINGS

ROOT = Path(__file__).resolve().parents[2]
# Where it is recorded: "vacancy.published" as a word of its own.
ACTION = re.compile(r'"(vacancy\.[a-z_]+)"')


def recorded() -> set[str]:
    """Every act on a vacancy that the code writes into the trail."""
    found = set()
    for package in ("vacancies", "applicants"):
        for path in (ROOT / package).rglob("*.py"):
            if path.name != "history.py" and "migrations" not in path.parts:
                found |= set(ACTION.findall(path.read_text()))
    return found


def test_every_act_has_words():
    assert recorded() - set(WORDINGS) == set()
    assert "vacancy.published" in recorded()


@pytest.mark.django_db
class TestSentences:
    def said(self, action, *, by=None, reason="", **details) -> str:
        vacancy = VacancyFactory()
        record(action, vacancy, by=by or SystemJob("test"), reason=reason, **details)
        (line,) = history.lines(vacancy)
        return line.sentence

    def test_who_and_because(self):
        person = StaffRoleFactory(user__name="Robin Field").user
        said = self.said(
            "vacancy.extended",
            by=person,
            reason="Few so far.",
            closed_before_at="2026-10-25T00:00:00+01:00",
            closes_at="2026-11-02T00:00:00+00:00",
        )
        assert said == (
            "Closing date extended from 11:59pm on Saturday 24 October 2026 to 11:59pm on Sunday 1 November "
            "2026 by Robin Field, because “Few so far”."
        )

    def test_the_service_itself_is_not_named(self):
        said = self.said(
            "vacancy.closed",
            closed_at="2026-10-25T23:59:00+00:00",
            close_reason="deadline",
            applications_received=1,
        )
        assert said.startswith("Closed at 11:59pm on Sunday 25 October 2026 because the closing time came")
        assert " by " not in said

    def test_an_account_that_is_no_more(self):
        person = StaffRoleFactory().user
        vacancy = VacancyFactory()
        record("vacancy.archived", vacancy, by=person)
        person.staff_roles.all().delete()
        person.delete()
        assert history.lines(vacancy)[0].sentence == f"Put away by {history.SOMEBODY}."


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(client, settings, django_assert_max_num_queries, number):
    settings.STAFF_MFA_REQUIRED = False
    vacancy = open_vacancy()
    for _ in range(number):
        recruiter = StaffRoleFactory(employer=vacancy.employer).user
        record("vacancy.archived", vacancy, by=recruiter)
    client.force_login(recruiter)
    address = reverse("admin:vacancies_vacancy_history", args=[vacancy.pk])
    client.get(address)
    with django_assert_max_num_queries(11):
        text = client.get(address).text
    assert text.count("Put away by") == AuditEvent.objects.filter(action="vacancy.archived").count() == number
