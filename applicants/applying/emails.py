"""The emails to applicants, one function each: what it says and to whom. Sending is the outbox's."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from applicants.applying.models import Application, ApplicationDocument
from recruitment.mail import outbox
from recruitment.mail.models import OutgoingEmail
from vacancies import times
from vacancies.emails import closing_key, instant_key
from vacancies.models import Amendment, Vacancy
from vacancies.status import CloseReason


def application_received(application: Application) -> None:
    """The receipt: reference, when, and what happens next.

    Whoever has passed the gate keeps everybody else at it waiting, so most of it is worded beforehand.
    """
    vacancy = application.vacancy
    words = outbox.words_kept(
        "application_received",
        personal=("full_name", "reference", "received", "page_url"),
        title=vacancy.title,
        employer=vacancy.employer.name,
    )
    receipt = words.email(
        to=application.applicant.email,
        key=f"application:{application.pk}:received",
        about=f"vacancy:{vacancy.pk}",
        employer=vacancy.employer,
        full_name=application.full_name,
        reference=application.reference,
        received=application.submitted_in_words,
        page_url=settings.SITE_URL + reverse("applying:receipt", args=[application.reference]),
    )
    outbox.queue_many([receipt])


def application_withdrawn(application: Application) -> None:
    """Confirms a withdrawal, so that nobody finds out later that somebody else pressed the button."""
    outbox.queue_many([_word(application, "application_withdrawn", key="withdrawn")])


def advert_closed_drafts(vacancy: Vacancy, drafts: Iterable[tuple[int, str, str]]) -> list[OutgoingEmail]:
    """To the owners of drafts (number, reference, address): it has closed, why, and the draft is kept."""
    return outbox.word_alike(
        (
            (
                address,
                f"application:{pk}:advert_{closing_key(vacancy)}",
                settings.SITE_URL + reverse("applying:application", args=[reference]),
            )
            for pk, reference, address in drafts
        ),
        template="advert_closed_draft",
        context={
            "vacancy": vacancy,
            "closed_early": closed_early(vacancy),
            "closed_by_cap": vacancy.close_reason == CloseReason.CAP,
            "closing_time": times.minute_in_words(vacancy.last_minute),
            "vacancies_url": settings.SITE_URL + reverse("vacancies:list"),
        },
        # No employer: recruiters read their employer's mail, and who wrote a draft is not theirs to know.
        about=f"vacancy:{vacancy.pk}",
    )


def notice_given(application: Application) -> OutgoingEmail:
    """To the owner of a draft: enough people have applied, and this is the last minute to submit."""
    return _to_draft_holder(application, "notice_given", key="notice")


def more_time(application: Application) -> OutgoingEmail:
    """To the owner of a draft: the closing time has moved later, or the advert is open again."""
    vacancy = application.vacancy
    return _to_draft_holder(
        application,
        "more_time",
        key=f"more_time:{instant_key(vacancy.extended_at)}",
        reopened=vacancy.reopened_at == vacancy.extended_at,
    )


def draft_reminder(application: Application, today: date) -> OutgoingEmail:
    """To the owner of a draft: how long is left. The link at its end stops such emails with one press."""
    stop_url = settings.SITE_URL + reverse("applying:stop_reminders", args=[application.reminder_token])
    return _to_draft_holder(
        application,
        "draft_reminder",
        key=f"reminder:{today.isoformat()}",
        unsubscribe_url=stop_url,
        stop_url=stop_url,
        closing=application.vacancy.closing_in_words,
    )


def draft_kept_until(application: Application, until: datetime) -> OutgoingEmail:
    """To the owner of a draft that was never submitted: when it is deleted. Names each ending once."""
    return _to_draft_holder(
        application,
        "draft_kept_until",
        key=f"kept_until:{instant_key(application.over_at)}",
        page_url=settings.SITE_URL + reverse("applying:application", args=[application.reference]),
        until=times.day_in_words(until),
        vacancies_url=settings.SITE_URL + reverse("vacancies:list"),
    )


def _to_draft_holder(
    application, template: str, *, key: str, unsubscribe_url: str = "", **context
) -> OutgoingEmail:
    vacancy = application.vacancy
    return outbox.word(
        to=application.applicant.email,
        template=template,
        context={
            "application": application,
            "vacancy": vacancy,
            "last_minute": vacancy.closing_minute_in_words,
            "page_url": settings.SITE_URL + reverse("applying:task_list", args=[application.reference]),
            **context,
        },
        key=f"application:{application.pk}:{key}",
        about=f"vacancy:{vacancy.pk}",
        unsubscribe_url=unsubscribe_url,
    )


def vacancy_withdrawn(application: Application) -> OutgoingEmail:
    """There will be no appointment: to who applied, and to the owner of a draft. Worded, not stored."""
    return _word(
        application,
        "vacancy_withdrawn",
        key="vacancy_withdrawn",
        vacancies_url=settings.SITE_URL + reverse("vacancies:list"),
    )


def advert_amended(amendment: Amendment, application: Application) -> OutgoingEmail:
    """What changed on the advert, in words. Worded, not stored."""
    vacancy = application.vacancy
    return _word(
        application,
        "advert_amended",
        key=f"amendment:{amendment.pk}",
        changes=amendment.changes,
        advert_url="" if vacancy.has_closed else settings.SITE_URL + vacancy.get_absolute_url(),
    )


def _word(application, template: str, *, key: str, **context) -> OutgoingEmail:
    vacancy = application.vacancy
    return outbox.word(
        to=application.applicant.email,
        template=template,
        context={
            "application": application,
            "vacancy": vacancy,
            "page_url": settings.SITE_URL + reverse("applying:application", args=[application.reference]),
            **context,
        },
        key=f"application:{application.pk}:{key}",
        # Recruiters read their employer's mail, and who wrote a draft is not theirs to know.
        employer=vacancy.employer if application.submitted_at else None,
        about=f"vacancy:{vacancy.pk}",
    )


def document_infected(document: ApplicationDocument, *, may_send_another: bool) -> None:
    """A virus was found in a file, which is gone; whether another can be sent in its place."""
    application = document.application
    worded = _word(
        application,
        "document_infected",
        key=f"document:{document.pk}:infected:{instant_key(document.saved_at)}",
        document=document,
        received=application.submitted_at is not None,
        may_send_another=may_send_another,
    )
    outbox.queue_many([worded])


def closed_early(vacancy: Vacancy) -> bool:
    """Before the time the advert had named."""
    return vacancy.close_reason != CloseReason.DEADLINE
