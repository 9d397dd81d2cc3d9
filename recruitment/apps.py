"""Django's view of the project package itself."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig

# With Django, so that tasks find the app; not with the package, whose confined readers need no Celery.
from recruitment.celery import app as celery_app

__all__ = ["RecruitmentAdminConfig", "RecruitmentConfig", "celery_app"]


class RecruitmentConfig(AppConfig):
    """The project package, for its management commands."""

    name = "recruitment"


class RecruitmentAdminConfig(AdminConfig):
    """Django's admin, with our own site as the default one."""

    default_site = "recruitment.admin.RecruitmentAdminSite"
