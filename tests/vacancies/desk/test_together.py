"""One act on many vacancies: who is affected, one step each, and how far it is."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from recruitment.accounts.models import StaffRole
from recruitment.audit.models import AuditEvent
from tests.factories import EmployerFactory, StaffRoleFactory, VacancyFactory, open_vacancy
from vacancies import times
from vacancies.actions import together
from vacancies.desk import together as desk
from vacancies.models import ActTogether, Step, Vacancy
from vacancies.tasks import go_on_together

pytestmark = pytest.mark.django_db

LIST = "/desk/vacancies/vacancy/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture(autouse=True)
def rung(monkeypatch):
    rings = []
    monkeypatch.setattr("recruitment.mail.doorbell.ring", rings.append)
    return rings


@pytest.fixture
def employer():
    return EmployerFactory()


@pytest.fixture
def recruiter(client, employer):
    user = StaffRoleFactory(employer=employer).user
    client.force_login(user)
    return user


def choose(client, action, *vacancies, **typed):
    chosen = [vacancy.pk for vacancy in vacancies]
    return client.post(LIST, {"action": action, "_selected_action": chosen, **typed})


def later(days: int) -> dict:
    day = timezone.localdate() + timedelta(days=days)
    return {"ask": "1", "closes_on": f"{day:%d/%m/%Y}", "closes_time": "23:59", "reason": "Half-term."}


def test_the_page_says_which_are_affected_and_which_not(client, recruiter, employer):
    opened, draft = open_vacancy(employer=employer), VacancyFactory(employer=employer)
    page = choose(client, "close_together", opened, draft)
    assert (page.context["affected"], page.context["unaffected"]) == ([opened], [draft])
    opened.refresh_from_db()
    assert opened.is_open


def test_a_reason_is_needed_and_nothing_chosen_is_lost(client, recruiter, employer):
    opened = open_vacancy(employer=employer)
    page = choose(client, "close_together", opened, ask="1", reason=" ")
    assert "Say why you close it early." in page.text
    assert f'name="_selected_action" value="{opened.pk}"' in page.text
    assert not ActTogether.objects.exists()


def test_a_step_that_fails_does_not_hold_up_those_behind_it(recruiter, employer, monkeypatch):
    broken, sound = open_vacancy(employer=employer), open_vacancy(employer=employer)
    act = together.begin([broken, sound], kind=ActTogether.Kind.CLOSE, by=recruiter, reason="Filled.")
    close_early = together.closing.close_early

    def or_fail(vacancy, **how):
        closed = close_early(vacancy, **how)
        if vacancy == broken:
            Vacancy.objects.filter(pk=vacancy.pk).update(reference="x" * 100)
        return closed

    monkeypatch.setattr(together.closing, "close_early", or_fail)
    together.go_on(at_most=10)
    said = [(step.vacancy.get_status_display(), step.outcome) for step in act.steps.order_by("pk")]
    assert said == [("Published", "refused"), ("Closed", "done")]


def test_many_are_given_more_time_each_with_its_own_audit_line(client, recruiter, employer):
    vacancies = [open_vacancy(employer=employer) for _ in range(3)]
    answer = choose(client, "extend_together", *vacancies, **later(30))
    act = ActTogether.objects.get()
    assert answer.url == reverse("admin:vacancies_vacancy_together", args=[act.pk])
    for vacancy in vacancies:
        vacancy.refresh_from_db()
        assert vacancy.closes_at == act.closes_at
    assert AuditEvent.objects.filter(action="vacancy.extended", reason="Half-term.").count() == 3
    assert "All 3 are done with." in client.get(answer.url).text


def test_what_is_refused_is_said_and_holds_nothing_else_up(client, recruiter, employer):
    near, far = open_vacancy(employer=employer), open_vacancy(employer=employer)
    type(far).objects.filter(pk=far.pk).update(closes_at=timezone.now() + timedelta(days=90))
    page = client.get(choose(client, "extend_together", near, far, **later(30)).url)
    assert [step.vacancy for step in page.context["done"]] == [near]
    assert [step.why for step in page.context["refused"]] == ["It closes later than that already."]


def test_a_long_act_answers_at_once_and_the_sweep_goes_on(client, recruiter, employer, monkeypatch, rung):
    monkeypatch.setattr(desk, "DONE_AT_ONCE", 1)
    vacancies = [open_vacancy(employer=employer) for _ in range(3)]
    address = choose(client, "close_together", *vacancies, ask="1", reason="Funding ended.").url
    page = client.get(address)
    assert "1 of 3 done" in page.text
    assert "See how far it is now" in page.text
    assert "js/progress" in page.text
    assert "vacancies.go_on_together" in rung
    go_on_together()
    page = client.get(address)
    assert "All 3 are done with." in page.text
    assert "js/progress" not in page.text


def test_a_role_lost_meanwhile_stops_the_rest(recruiter, employer):
    vacancy = open_vacancy(employer=employer)
    act = together.begin([vacancy], kind=ActTogether.Kind.CLOSE, by=recruiter, reason="Why not.")
    StaffRole.objects.all().delete()
    together.go_on(at_most=10)
    assert act.steps.get().outcome == Step.Outcome.REFUSED
    vacancy.refresh_from_db()
    assert vacancy.is_open


def test_another_employers_cannot_be_chosen(client, recruiter):
    elsewhere = open_vacancy()
    choose(client, "close_together", elsewhere, ask="1", reason="Mischief.")
    assert not ActTogether.objects.exists()


def test_the_export_holds_what_is_shown_and_runs_nothing(client, recruiter, employer):
    VacancyFactory(employer=employer, title='=HYPERLINK("http://example.org")')
    VacancyFactory(employer=employer, title="Café worker, nights")
    answer = client.post(LIST, {"action": "export", "_selected_action": ["0"], "select_across": "1"})
    header, *rows = csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    assert header[:2] == ["Job title", "Reference"]
    assert sorted(row[0] for row in rows) == ['\'=HYPERLINK("http://example.org")', "Café worker, nights"]


class TestTheFilters:
    def titles(self, client, query):
        return {row.title for row in client.get(f"{LIST}?{query}").context["cl"].result_list}

    def test_the_closing_week_is_that_of_the_last_minute(self, client, recruiter, employer):
        monday = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
        days = {"Sunday": monday + timedelta(days=6), "Monday after": monday + timedelta(days=7)}
        for title, day in days.items():
            closes_at = times.closing_instant(day, times.END_OF_DAY)
            open_vacancy(employer=employer, title=title, closes_at=closes_at)
        assert self.titles(client, f"closes={monday}") == {"Sunday"}

    def test_band_recruiter_and_what_is_archived(self, client, recruiter, employer):
        VacancyFactory(employer=employer, title="Mine", band="3", created_by=recruiter)
        VacancyFactory(employer=employer, title="Theirs", band="")
        VacancyFactory(employer=employer, title="Old", archived_at=timezone.now())
        assert self.titles(client, "") == {"Mine", "Theirs"}
        assert self.titles(client, "band=3") == {"Mine"}
        assert self.titles(client, "band=none") == {"Theirs"}
        assert self.titles(client, f"recruiter={recruiter.pk}") == {"Mine"}
        assert self.titles(client, "standing=archived") == {"Old"}
