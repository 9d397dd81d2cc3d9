"""Writing an advert on its page, and what its form refuses."""

import pytest
from django.utils import timezone

from recruitment.audit.models import AuditEvent
from tests.factories import (
    EmployerFactory,
    StaffRoleFactory,
    VacancyFactory,
    publishable_vacancy,
)
from tests.vacancies.desk.pages import entered, page, published
from vacancies import times
from vacancies.actions import panel, publishing
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db


# --- Writing an advert ---


def test_a_draft_is_begun_with_little_and_completed_later(client, recruiter, employer):
    employer.about = "We are a small trust."
    employer.save()
    blank = client.get(page("add"))
    assert blank.context["adminform"].form.initial["employer"] == employer
    data = {**entered(blank), "employer": employer.pk, "title": "Peer Support Worker", "reference": "NM-1"}
    response = client.post(page("add"), data)
    vacancy = Vacancy.objects.get()
    assert response.headers["Location"] == page("change", vacancy)
    assert (vacancy.created_by, vacancy.employer) == (recruiter, employer)
    assert vacancy.about_us == "We are a small trust."
    assert vacancy.closes_at is None


def test_a_recruiter_cannot_advertise_for_another_employer(client, recruiter):
    other = EmployerFactory()
    data = {**entered(client.get(page("add"))), "employer": other.pk, "title": "Job", "reference": "NM-1"}
    response = client.post(page("add"), data)
    assert response.status_code == 200
    assert "employer" in response.context["adminform"].form.errors
    assert not Vacancy.objects.exists()


def test_the_employer_of_a_draft_stays(client, recruiter, employer):
    second = StaffRoleFactory(user=recruiter).employer
    vacancy = VacancyFactory(employer=employer)
    client.post(
        page("change", vacancy), {**entered(client.get(page("change", vacancy))), "employer": second.pk}
    )
    assert Vacancy.objects.get(pk=vacancy.pk).employer == employer


@pytest.mark.parametrize(
    ("day", "minute", "stored"),
    [
        ("25/10/2026", "23:59", "2026-10-26T00:00:00+00:00"),
        ("24/10/2026", "23:59", "2026-10-24T23:00:00+00:00"),
        ("29/03/2026", "00:59", "2026-03-29T01:00:00+00:00"),
        ("1/12/2026", "5pm", "2026-12-01T17:01:00+00:00"),
    ],
)
def test_the_closing_time_is_a_day_and_a_last_minute_in_london(
    client, recruiter, employer, day, minute, stored
):
    vacancy = VacancyFactory(employer=employer)
    data = {**entered(client.get(page("change", vacancy))), "closes_on": day, "closes_time": minute}
    assert client.post(page("change", vacancy), data).status_code == 302
    vacancy.refresh_from_db()
    assert vacancy.closes_at.isoformat() == stored
    form = client.get(page("change", vacancy)).context["adminform"].form
    assert times.closing_instant(form.initial["closes_on"], form.initial["closes_time"]) == vacancy.closes_at


@pytest.mark.parametrize(
    ("day", "minute", "field", "words"),
    [
        ("29/03/2026", "01:30", "closes_time", "The clocks go forward that night"),
        ("25/10/2026", "01:30", "closes_time", "this time comes twice"),
        ("31/12/9999", "23:59", "closes_on", "Choose a nearer date"),
        ("soon", "23:59", "closes_on", "Enter a valid date"),
    ],
)
def test_a_closing_time_that_is_none_is_refused(client, recruiter, employer, day, minute, field, words):
    vacancy = VacancyFactory(employer=employer)
    data = {**entered(client.get(page("change", vacancy))), "closes_on": day, "closes_time": minute}
    response = client.post(page("change", vacancy), data)
    assert response.status_code == 200
    assert words in str(response.context["adminform"].form.errors[field])
    stored = Vacancy.objects.get(pk=vacancy.pk)
    assert stored.closes_at == vacancy.closes_at


def test_saving_a_page_without_changes_changes_nothing(client, recruiter, employer):
    vacancy = publishable_vacancy(employer=employer, working_patterns=["part_time", "flexible"])
    Vacancy.objects.filter(pk=vacancy.pk).update(
        closes_at=times.closing_instant(timezone.localdate(), times.END_OF_DAY)
    )
    before = Vacancy.objects.filter(pk=vacancy.pk).values().get()
    response = client.post(page("change", vacancy), entered(client.get(page("change", vacancy))))
    assert response.status_code == 302
    assert Vacancy.objects.filter(pk=vacancy.pk).values().get() == before
    assert not AuditEvent.objects.exists()


def test_a_criterion_without_a_number_goes_to_the_end(client, recruiter, employer):
    vacancy = VacancyFactory(employer=employer)
    data = entered(client.get(page("change", vacancy)))
    data |= {
        "criteria-TOTAL_FORMS": "4",
        **{f"criteria-{n}-position": "" for n in (2, 3)},
        **{f"criteria-{n}-text": f"New {n}" for n in (2, 3)},
        **{f"criteria-{n}-importance": "desirable" for n in (2, 3)},
        **{f"criteria-{n}-evidenced_by": ["A", "I"] for n in (2, 3)},
        **{f"criteria-{n}-kind": "scored" for n in (2, 3)},
        **{f"criteria-{n}-weight": "1" for n in (2, 3)},
        **{f"criteria-{n}-vacancy": str(vacancy.pk) for n in (2, 3)},
    }
    assert client.post(page("change", vacancy), data).status_code == 302
    criteria = list(vacancy.criteria.values_list("text", "position", "evidenced_by"))
    assert criteria[2:] == [("New 2", 2, ["A", "I"]), ("New 3", 3, ["A", "I"])]


def test_a_draft_can_be_deleted_and_what_was_published_cannot(client, recruiter, employer):
    draft, advert = VacancyFactory(employer=employer), published(employer)
    assert client.post(page("delete", draft), {"post": "yes"}).status_code == 302
    assert client.post(page("delete", advert), {"post": "yes"}).status_code == 403
    assert list(Vacancy.objects.all()) == [advert]
    assert AuditEvent.objects.filter(action="vacancy.discarded").count() == 1


# --- After publication ---


def test_a_published_advert_shows_no_field_to_change_but_the_panels(client, recruiter, employer):
    response = client.get(page("change", published(employer)))
    assert list(response.context["adminform"].form.fields) == []
    editable = [
        inline.formset.prefix
        for inline in response.context["inline_admin_formsets"]
        if inline.has_change_permission
    ]
    assert editable == ["panel"]


def test_a_form_opened_before_publication_changes_nothing_after_it(client, recruiter, employer):
    vacancy = publishable_vacancy(employer=employer)
    data = entered(client.get(page("change", vacancy)))
    publishing.publish(vacancy, by=recruiter)
    before = Vacancy.objects.filter(pk=vacancy.pk).values().get()
    criteria = list(vacancy.criteria.values())
    data |= {
        "title": "Another job",
        "closes_on": "01/01/2030",
        "band": "9",
        "criteria-0-text": "Another point",
    }
    client.post(page("change", vacancy), data)
    assert Vacancy.objects.filter(pk=vacancy.pk).values().get() == before
    assert list(vacancy.criteria.values()) == criteria


# --- Forms that claim too much ---


def test_a_form_that_claims_thousands_of_rows_is_not_worked_on(client, recruiter, employer):
    vacancy = VacancyFactory(employer=employer)
    data = entered(client.get(page("change", vacancy)))
    for prefix in ("locations", "criteria", "panel"):
        data[f"{prefix}-TOTAL_FORMS"] = "1000000000"
    response = client.post(page("change", vacancy), data)
    assert response.status_code == 200
    assert sum(len(inline.formset.forms) for inline in response.context["inline_admin_formsets"]) < 250


# --- What changes between a check and its saving ---


def test_a_reference_in_use_is_an_error_at_its_field(client, recruiter, employer):
    VacancyFactory(employer=employer, reference="NM-TAKEN")
    vacancy = VacancyFactory(employer=employer)
    data = {**entered(client.get(page("change", vacancy))), "reference": "NM-TAKEN"}
    response = client.post(page("change", vacancy), data)
    assert "another vacancy with this reference" in str(
        response.context["adminform"].form.errors["reference"]
    )
    blank = {**entered(client.get(page("add"))), "title": "Job", "reference": "NM-TAKEN"}
    assert client.post(page("add"), blank).status_code == 200


def test_a_panel_refused_at_the_last_moment_is_said_and_saves_nothing(
    client, recruiter, employer, monkeypatch
):
    vacancy = publishable_vacancy(employer=employer)
    data = {**entered(client.get(page("change", vacancy))), "title": "Another title"}
    del data["panel-0-is_chair"]

    def refuse(*args, **kwargs):
        raise panel.PanelRefused("Somebody left.")

    monkeypatch.setattr(panel, "arrange", refuse)
    assert "Nothing was saved. Somebody left." in client.post(page("change", vacancy), data, follow=True).text
    assert Vacancy.objects.get(pk=vacancy.pk).title == vacancy.title


@pytest.mark.parametrize("name", ["change", "publish", "preview", "delete", "history"])
def test_the_emptiest_draft_has_all_its_pages(client, recruiter, employer, name):
    vacancy = Vacancy.objects.create(employer=employer, contract="")
    assert client.get(page(name, vacancy)).status_code == 200
