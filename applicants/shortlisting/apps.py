"""Django's view of shortlisting."""

from django.apps import AppConfig


class ShortlistingConfig(AppConfig):
    """The blind panel, its scores, the shortlist, and who is told."""

    name = "applicants.shortlisting"
