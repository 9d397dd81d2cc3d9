"""The emails to applicants, one function each: what it says and to whom. Sending is the outbox's."""

from django.conf import settings
from django.urls import reverse

from applicants.applying.models import Application
from recruitment.mail import outbox
from recruitment.mail.models import OutgoingEmail
from vacancies import times
from vacancies.models import Vacancy
from vacancies.status import CloseReason


def application_received(application: Application) -> OutgoingEmail:
    """The receipt: reference, when, and what happens next."""
    return _queue(application, "application_received", key="received", page="applying:receipt")


def application_withdrawn(application: Application) -> OutgoingEmail:
    """Confirms a withdrawal, so that nobody finds out later that somebody else pressed the button."""
    return _queue(application, "application_withdrawn", key="withdrawn", page="applying:application")


def advert_closed_draft(application: Application) -> OutgoingEmail:
    """To the owner of a draft: the advert has closed, why, and that the draft is kept."""
    vacancy = application.vacancy
    return outbox.queue(
        to=application.applicant.email,
        template="advert_closed_draft",
        context={
            "application": application,
            "vacancy": vacancy,
            "closed_early": closed_early(vacancy),
            "closed_by_cap": vacancy.close_reason == CloseReason.CAP,
            "closing_time": times.minute_in_words(vacancy.last_minute),
            "page_url": settings.SITE_URL + reverse("applying:application", args=[application.reference]),
            "vacancies_url": settings.SITE_URL + reverse("vacancies:list"),
        },
        key=f"application:{application.pk}:advert_closed",
        # No employer: recruiters read their employer's mail, and who wrote a draft is not theirs to know.
        about=f"vacancy:{vacancy.pk}",
    )


def closed_early(vacancy: Vacancy) -> bool:
    """Before the time the advert had named."""
    return vacancy.close_reason != CloseReason.DEADLINE


def _queue(application, template: str, *, key: str, page: str) -> OutgoingEmail:
    vacancy = application.vacancy
    return outbox.queue(
        to=application.applicant.email,
        template=template,
        context={
            "application": application,
            "vacancy": vacancy,
            "page_url": settings.SITE_URL + reverse(page, args=[application.reference]),
        },
        key=f"application:{application.pk}:{key}",
        employer=vacancy.employer,
        about=f"vacancy:{vacancy.pk}",
    )
