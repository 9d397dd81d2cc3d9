"""Django's view of the outbox."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Every email of the service, from the moment it is due until its fate is known."""

    name = "recruitment.mail"
    verbose_name = "Emails"
