"""Whose vacancies the desk shows, and to whom."""

import pytest

from recruitment.accounts.models import StaffRole
from tests.factories import (
    StaffRoleFactory,
    UserFactory,
    VacancyFactory,
    publishable_vacancy,
)
from tests.vacancies.desk.pages import page
from vacancies.models import Vacancy
from vacancies.status import Status

pytestmark = pytest.mark.django_db
ACTS = ("publish", "preview", "close", "extend")
OWN_PAGES = ("change", "delete", "history", *ACTS)


def test_a_recruiter_sees_only_their_employers_vacancies(client, recruiter, employer):
    VacancyFactory(employer=employer, title="Ours")
    VacancyFactory(title="Theirs")
    text = client.get(page("changelist")).text
    assert "Ours" in text
    assert "Theirs" not in text


@pytest.mark.parametrize("name", OWN_PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_strangers_vacancy_answers_like_one_that_never_was(client, recruiter, name, method):
    strangers = publishable_vacancy(title="Canary title")
    address = page(name, strangers)
    stranger, never = (
        getattr(client, method)(url) for url in (address, address.replace(str(strangers.pk), "99999999"))
    )
    assert stranger.status_code == never.status_code == 404 or (name == "preview" and method == "post")
    assert "Canary" not in stranger.text
    assert Vacancy.objects.get(pk=strangers.pk).status == Status.DRAFT


@pytest.mark.parametrize("name", ["changelist", "add", *OWN_PAGES])
@pytest.mark.parametrize("role", ["nobody", "applicant", "hiring manager", "recruiter elsewhere"])
def test_others_do_not_get_in(client, employer, name, role):
    vacancy = publishable_vacancy(employer=employer, title="Canary title")
    if role == "applicant":
        client.force_login(UserFactory())
    elif role == "hiring manager":
        client.force_login(StaffRoleFactory(employer=employer, role=StaffRole.Role.HIRING_MANAGER).user)
    elif role == "recruiter elsewhere":
        client.force_login(StaffRoleFactory().user)
    listing = name in ("changelist", "add")
    response = client.get(page(name, None if listing else vacancy))
    if role != "recruiter elsewhere":
        assert response.status_code == 302
    elif not listing:
        assert response.status_code == 404
    assert "Canary" not in response.text


@pytest.mark.parametrize("number", ["9" * 19, "9" * 5000, "-1", "x", "1_2F2", "0", "٣"])
def test_no_number_is_an_error(client, recruiter, number):
    for method in (client.get, client.post):
        for act in ("change", "publish"):  # Django sends an address it does not know to …/change/
            assert method(f"/desk/vacancies/vacancy/{number}/{act}/", follow=True).status_code == 404


def test_a_role_taken_away_closes_the_door_at_once(client, recruiter, employer):
    vacancy = VacancyFactory(employer=employer)
    assert client.get(page("change", vacancy)).status_code == 200
    recruiter.staff_roles.all().delete()
    assert client.get(page("change", vacancy)).status_code == 302
