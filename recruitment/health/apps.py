"""Django's view of the service's health."""

from django.apps import AppConfig


class HealthConfig(AppConfig):
    """Is the service alive, and do its sweeps run?"""

    name = "recruitment.health"
