"""Where a saved page of a draft leads."""

from django.urls import reverse

from applicants.applying import queries
from applicants.applying.models import Application
from applicants.applying.pages import Name
from vacancies.models import Criterion


def address(application: Application, task: queries.Task) -> str:
    """The page of one line of the task list."""
    more = [task.criterion.pk] if task.criterion else []
    return reverse(f"applying:{task.name}", args=[application.reference, *more])


def after(application: Application, name: Name, criterion: Criterion | None = None) -> str:
    """The next page on which something is left to do; the check where that is none. As stored now."""
    task = queries.following(queries.progress(application), name, criterion)
    return address(application, task) if task else reverse("applying:check", args=[application.reference])
