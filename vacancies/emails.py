"""The emails about a vacancy, one function each: what it says and to whom. Sending is the outbox's."""

from django.conf import settings
from django.urls import reverse

from recruitment.accounts.models import User
from recruitment.mail import outbox
from recruitment.mail.models import OutgoingEmail
from vacancies.models import PanelMember, Vacancy
from vacancies.status import CloseReason

# The second half of "It has closed: …". The recruiter's own reason is for colleagues on the desk.
WHY = {
    CloseReason.DEADLINE: "the closing time came",
    CloseReason.CAP: "enough people applied",
    CloseReason.RECRUITER: "a recruiter closed it early",
}


def panel_advert_closed(vacancy: Vacancy, member: PanelMember) -> OutgoingEmail:
    """Applications have closed: so many to score, here is where. Says nothing of who applied."""
    return outbox.queue(
        to=member.user.email,
        template="panel_advert_closed",
        context={
            "vacancy": vacancy,
            "member": member,
            "why": WHY[vacancy.close_reason],
            "panel_url": settings.SITE_URL + reverse("shortlisting:vacancy", args=[vacancy.pk]),
        },
        key=f"vacancy:{vacancy.pk}:closed:panel:{member.pk}",
        employer=vacancy.employer,
        about=f"vacancy:{vacancy.pk}",
    )


def recruiter_advert_closed(vacancy: Vacancy, recruiter: User) -> OutgoingEmail:
    """The advert closed: when, why, how many applied, and what happens next."""
    return outbox.queue(
        to=recruiter.email,
        template="recruiter_advert_closed",
        context={
            "vacancy": vacancy,
            "recruiter": recruiter,
            "why": WHY[vacancy.close_reason],
            "closed_at": vacancy.closed_in_words,
            "desk_url": settings.SITE_URL + reverse("admin:vacancies_vacancy_change", args=[vacancy.pk]),
        },
        key=f"vacancy:{vacancy.pk}:closed:recruiter:{recruiter.pk}",
        employer=vacancy.employer,
        about=f"vacancy:{vacancy.pk}",
    )
