"""Django's view of applying."""

from django.apps import AppConfig


class ApplyingConfig(AppConfig):
    """From the first word of a draft to a receipt, and withdrawing."""

    name = "applicants.applying"
