"""The emails among a panel and its recruiters. None names an applicant or says how anybody scored."""

from django.conf import settings
from django.urls import reverse

from applicants.shortlisting.models import Declaration
from recruitment.accounts.models import User
from recruitment.mail import outbox
from recruitment.mail.models import OutgoingEmail
from vacancies.models import PanelMember


def stands_aside(declaration: Declaration, person: User) -> OutgoingEmail:
    """To the chair or a recruiter: a member should not score; somebody else is needed. Not why."""
    member = declaration.member
    return _about(
        member,
        person,
        "panel_stands_aside",
        key=f"declaration:{declaration.pk}:{person.pk}",
        desk_url=_desk(member),
    )


def _about(member: PanelMember, person: User, template: str, *, key: str, **context) -> OutgoingEmail:
    """`member` is whom it is about, `person` who reads it."""
    vacancy = member.vacancy
    return outbox.word(
        to=person.email,
        template=template,
        context={
            "vacancy": vacancy,
            "member": member,
            "person": person,
            "panel_url": settings.SITE_URL + reverse("shortlisting:vacancy", args=[vacancy.pk]),
            **context,
        },
        key=f"panel:{member.pk}:{key}",
        employer=vacancy.employer,
        about=f"vacancy:{vacancy.pk}",
    )


def _desk(member: PanelMember) -> str:
    return settings.SITE_URL + reverse("admin:shortlisting_shortlisting_change", args=[member.vacancy_id])
