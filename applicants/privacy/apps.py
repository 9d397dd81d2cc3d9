"""Django's view of privacy."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Downloading what is held about a person, and deleting an account."""

    name = "applicants.privacy"
