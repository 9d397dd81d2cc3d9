"""Django's view of equality monitoring."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """The sealed room: what people say of themselves goes in, and the service cannot look inside."""

    name = "applicants.monitoring"
