"""Django's view of vacancies."""

from django.apps import AppConfig


class VacanciesConfig(AppConfig):
    """Everything that is true before anyone applies."""

    name = "vacancies"
