"""Addresses and entries of the desk's pages about vacancies."""

from django.urls import reverse

from tests.factories import UserFactory, publishable_vacancy
from tests.vacancies.form_data import as_sent
from vacancies.actions import publishing
from vacancies.models import Vacancy


def page(name, vacancy=None) -> str:
    return reverse(f"admin:vacancies_vacancy_{name}", args=[vacancy.pk] if vacancy else [])


def entered(response) -> dict:
    """What a browser would send if nothing was changed on a vacancy's page."""
    return as_sent(response, "vacancy_form")


def published(employer, **fields) -> Vacancy:
    vacancy = publishable_vacancy(employer=employer, **fields)
    return publishing.publish(vacancy, by=UserFactory())


def seat(vacancy, data, user, *, row, chair=False):
    data[f"panel-{row}-user"] = str(user.pk)
    data[f"panel-{row}-vacancy"] = str(vacancy.pk)
    data["panel-TOTAL_FORMS"] = str(max(row + 1, int(data["panel-TOTAL_FORMS"])))
    if chair:
        data[f"panel-{row}-is_chair"] = "on"


def panel_of(vacancy) -> set:
    return set(vacancy.panel.seated().values_list("user", "is_chair"))
