"""Django's view of the design system."""

from django.apps import AppConfig


class NhsukConfig(AppConfig):
    """Template tags and the furniture of every page; no models."""

    name = "recruitment.nhsuk"
