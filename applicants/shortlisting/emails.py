"""The emails that answer an applicant after shortlisting. Worded here, stored by `announcing`."""

from django.conf import settings
from django.urls import reverse

from applicants.applying.models import Application
from applicants.shortlisting.models import (
    Decision,
    Invitation,
    Shortlist,
    invitation_key,
    outcome_key,
    reserve_key,
)
from recruitment.mail import outbox
from recruitment.mail.models import OutgoingEmail
from vacancies.models import Vacancy


def shortlisted(invitation: Invitation) -> OutgoingEmail:
    """You are invited: when, where, and how to ask for adjustments."""
    vacancy, application = invitation.application.vacancy, invitation.application
    return _word(
        "shortlisted",
        application,
        vacancy,
        key=invitation_key(invitation.pk),
        **_interview(invitation, application),
    )


def not_shortlisted(application: Application) -> OutgoingEmail:
    """Not this time: said plainly and kindly."""
    return _word("not_shortlisted", application, application.vacancy, key=outcome_key(application.pk))


def reserve(application: Application) -> OutgoingEmail:
    """On the reserve list: what that means, and that there is nothing to do."""
    return _word("reserve", application, application.vacancy, key=reserve_key(application.pk))


def preview(shortlist: Shortlist, outcome: Decision.Outcome, application: Application) -> OutgoingEmail:
    """What `application`'s owner would be sent; not stored."""
    if outcome == Decision.Outcome.INVITE:
        vacancy = shortlist.vacancy
        return shortlisted(
            Invitation(
                application=application,
                interview_on=vacancy.interview_on,
                details=shortlist.interview_details,
            )
        )
    return reserve(application) if outcome == Decision.Outcome.RESERVE else not_shortlisted(application)


def _interview(invitation: Invitation, application: Application) -> dict:
    return {
        "invitation": invitation,
        "invitation_url": settings.SITE_URL
        + reverse("shortlisting:invitation", args=[application.reference]),
    }


def _word(template: str, application: Application, vacancy: Vacancy, *, key: str, **more) -> OutgoingEmail:
    return outbox.word(
        to=application.applicant.email,
        template=template,
        context={
            "application": application,
            "vacancy": vacancy,
            "vacancies_url": settings.SITE_URL + reverse("vacancies:list"),
            "application_url": settings.SITE_URL
            + reverse("applying:application", args=[application.reference]),
            **more,
        },
        key=key,
        employer=vacancy.employer,
        about=f"vacancy:{vacancy.pk}",
    )
