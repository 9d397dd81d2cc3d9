"""What a recruiter has to do about vacancies today. What waits for the panel is shortlisting's to say."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import F, QuerySet, Window
from django.db.models.aggregates import Count
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from recruitment.accounts.models import User
from recruitment.mail.models import OutgoingEmail
from recruitment.today import MOST_LINES, Duty, Line, today
from vacancies import forecasting, permissions
from vacancies.models import ImportedAdvert, Vacancy
from vacancies.status import Status

CLOSING_SOON = timedelta(days=3)
# From this share of the cap on, an advert may close any day.
NEARLY_FULL = 0.8


def _own(user: User) -> QuerySet[Vacancy]:
    return Vacancy.objects.filter(employer__in=user.recruits_for, archived_at=None)


def _duty(
    heading: str,
    vacancies: QuerySet[Vacancy],
    *,
    why: Callable[[Vacancy], str],
    act: str,
    page: str = "change",
    is_urgent: bool = False,
) -> Duty:
    """A line a vacancy, in one query: the number of all comes with the first few."""
    rows = list(vacancies.annotate(in_all=Window(Count("pk")))[:MOST_LINES])
    return Duty(
        heading=heading,
        lines=[
            Line(str(row), reverse(f"admin:vacancies_vacancy_{page}", args=[row.pk]), why(row), act)
            for row in rows
        ],
        total=rows[0].in_all if rows else 0,
        all_url=reverse("admin:vacancies_vacancy_changelist"),
        is_urgent=is_urgent,
    )


@today.ask(rank=10)
def emails_in_trouble(user: User) -> Duty:
    emails = OutgoingEmail.objects.in_trouble().exclude(about__in=permissions.subjects_kept_from(user))
    if not user.is_superuser:
        emails = emails.filter(employer__in=user.recruits_for)
    rows = list(emails.annotate(in_all=Window(Count("pk"))).order_by("queued_at")[:MOST_LINES])
    return Duty(
        heading="Emails that failed or may not have arrived",
        lines=[
            Line(
                row.subject,
                reverse("admin:mail_outgoingemail_change", args=[row.pk]),
                capfirst(row.get_state_display()),
                "Decide",
            )
            for row in rows
        ],
        total=rows[0].in_all if rows else 0,
        all_url=reverse("admin:mail_outgoingemail_changelist"),
        is_urgent=True,
    )


@today.ask(rank=20)
def flagged_after_an_outage(user: User) -> Duty:
    flagged = _own(user).filter(outage_from__isnull=False, outage_settled_at=None)
    return _duty(
        "The service was down near the closing time",
        flagged.order_by("closes_at"),
        why=lambda vacancy: f"{capfirst(vacancy.closing_in_words)}. Some people may not have got in.",
        act="Give more time, or not",
        page="outage",
        is_urgent=True,
    )


@today.ask(rank=30)
def awaiting_approval(user: User) -> Duty:
    waiting = _own(user).filter(status=Status.AWAITING_APPROVAL).exclude(sent_for_approval_by=user)
    return _duty(
        "Waiting for your approval",
        waiting.select_related("sent_for_approval_by").order_by("pk"),
        why=lambda vacancy: f"Sent by {vacancy.sent_for_approval_by or 'a colleague'}.",
        act="Read and decide",
    )


@today.ask(rank=40)
def closing_soon(user: User) -> Duty:
    soon = _own(user).open().filter(closes_at__lte=Now() + CLOSING_SOON)
    return _duty(
        "Closing within 3 days",
        soon.order_by("closes_at"),
        why=lambda vacancy: f"{capfirst(vacancy.closing_in_words)}. {_applied(vacancy)}",
        act="Extend or leave",
        page="extend",
    )


@today.ask(rank=50)
def nearly_full(user: User) -> Duty:
    filling = (
        _own(user)
        .open()
        .filter(
            close_after_applications__isnull=False,
            applications_received__gte=F("close_after_applications") * NEARLY_FULL,
        )
    )
    return _duty(
        "Nearly as many applications as you asked for",
        filling.order_by("closes_at"),
        why=_forecast,
        act="Look",
    )


@today.ask(rank=60)
def ready_to_publish(user: User) -> Duty:
    return _duty(
        "Approved, and not published yet",
        _own(user).filter(status=Status.APPROVED).order_by("pk"),
        why=lambda vacancy: f"Approved by {vacancy.approved_by or 'a colleague'}.",
        act="Publish",
        page="publish",
    )


@today.ask(rank=80)
def documents_to_read_through(user: User) -> Duty:
    """Their own, of the last week: what nobody made a draft of by then was not wanted."""
    documents = ImportedAdvert.objects.filter(
        imported_by=user,
        employer__in=user.recruits_for,
        vacancy=None,
        imported_at__gte=Now() - timedelta(days=7),
    )
    rows = list(documents.annotate(in_all=Window(Count("pk")))[:MOST_LINES])
    return Duty(
        heading="Documents you have not read through",
        lines=[
            Line(
                row.file_name,
                reverse("admin:vacancies_vacancy_review", args=[row.pk]),
                f"Imported on {timezone.localdate(row.imported_at):%-d %B}; no draft was made of it.",
                "Read through",
            )
            for row in rows
        ],
        total=rows[0].in_all if rows else 0,
    )


@today.ask(rank=90)
def unfinished_drafts(user: User) -> Duty:
    return _duty(
        "Drafts you have not finished",
        _own(user).filter(status=Status.DRAFT).order_by("-pk"),
        why=lambda vacancy: f"Begun on {timezone.localdate(vacancy.created_at):%-d %B}.",
        act="Go on",
    )


def _applied(vacancy: Vacancy) -> str:
    match vacancy.applications_received:
        case 0:
            return "Nobody has applied yet."
        case 1:
            return "One person has applied."
        case number:
            return f"{number:,} people have applied."


def _forecast(vacancy: Vacancy) -> str:
    if vacancy.notice_given_at:
        received, cap = vacancy.applications_received, vacancy.close_after_applications
        return f"{received:,} of {cap:,}; {vacancy.closing_in_list}."
    words = forecasting.forecast(
        vacancy.applications_received,
        vacancy.close_after_applications,
        opened_at=vacancy.opens_at,
        now=timezone.now(),
    )
    return f"{words}."
