"""Django's view of the audit trail."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The append-only trail of who did what, when and why."""

    name = "recruitment.audit"
    verbose_name = "Audit trail"
