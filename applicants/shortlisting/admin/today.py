"""What waits for a panel, on the desk's home page: numbers of cards, never a name or a score."""

from datetime import timedelta

from django.db.models import QuerySet, Window
from django.db.models.aggregates import Count
from django.urls import reverse
from django.utils import timezone

from applicants.shortlisting import queries
from applicants.shortlisting.queries.explaining import vacancies_with_feedback_to_give
from recruitment.accounts.models import User
from recruitment.today import MOST_LINES, Duty, Line, today
from vacancies.models import Vacancy

# Trusts shortlist within three to five working days.
BEHIND_AFTER = timedelta(days=7)


@today.ask(rank=35)
def panels_behind(user: User) -> Duty:
    """Closed a week ago or more, people have applied, and nobody has been told."""
    behind = (
        queries.unannounced(Vacancy.objects.filter(employer__in=user.recruits_for, archived_at=None))
        .filter(closed_at__lt=timezone.now() - BEHIND_AFTER)
        .annotate(hides_cards=queries.hides_cards(user))
        .order_by("closed_at")
    )
    rows, total = _first(behind)
    return Duty(
        heading="Panels that are behind",
        lines=[
            Line(
                str(vacancy),
                reverse("admin:vacancies_vacancy_change", args=[vacancy.pk]),
                f"Closed {_days_ago(vacancy.closed_at)}. {_cards(vacancy)}"
                f"{vacancy.applications_received:,} people have not been told.",
                "See the panel",
            )
            for vacancy in rows
        ],
        total=total,
        all_url=reverse("admin:vacancies_vacancy_changelist"),
    )


@today.ask(rank=25)
def applications_to_read(user: User) -> Duty:
    """A panel waits until somebody has read its applications and released them."""
    rows, total = _first(queries.waiting_for_a_reader(user).order_by("closed_at"))
    return Duty(
        heading="Applications to read before the panel",
        lines=[
            Line(
                str(vacancy),
                reverse("admin:shortlisting_shortlisting_reading", args=[vacancy.pk]),
                f"Closed {_days_ago(vacancy.closed_at)}. The panel cannot begin before you release them.",
                "Read them",
            )
            for vacancy in rows
        ],
        total=total,
        all_url=reverse("admin:shortlisting_shortlisting_changelist"),
    )


@today.ask(rank=22)
def members_to_replace(user: User) -> Duty:
    """A panel cannot finish: somebody on it declared a conflict of interest. Who, its own page says."""
    rows, total = _first(queries.short_of_a_scorer(user).order_by("closes_at", "pk"))
    return Duty(
        heading="Panel members to replace",
        lines=[
            Line(
                str(vacancy),
                reverse("admin:shortlisting_shortlisting_change", args=[vacancy.pk]),
                f"{vacancy.aside} {'person' if vacancy.aside == 1 else 'people'} on it should not score. "
                "The panel cannot finish before somebody else has taken their place.",
                "See the panel",
            )
            for vacancy in rows
        ],
        total=total,
        all_url=reverse("admin:shortlisting_shortlisting_changelist"),
    )


@today.ask(rank=45)
def feedback_asked_for(user: User) -> Duty:
    """Somebody who was not shortlisted waits for feedback. A number: never who, also for who sits there."""
    asked = vacancies_with_feedback_to_give(Vacancy.objects.filter(employer__in=user.recruits_for))
    rows, total = _first(asked.order_by("longest"))
    return Duty(
        heading="Feedback people have asked for",
        lines=[
            Line(
                str(vacancy),
                reverse("admin:shortlisting_shortlisting_change", args=[vacancy.pk]),
                f"{vacancy.waiting} wait{'s' if vacancy.waiting == 1 else ''} for it, the first since "
                f"{timezone.localdate(vacancy.longest):%-d %B}. The chair of the panel releases it.",
                "See the panel",
            )
            for vacancy in rows
        ],
        total=total,
        all_url=reverse("admin:shortlisting_shortlisting_changelist"),
    )


@today.ask(rank=12)
def shortlists_to_check(user: User) -> Duty:
    """Confirmed shortlists of employers that take part in Disability Confident, not looked at yet."""
    waiting = queries.to_check(Vacancy.objects.filter(employer__in=user.recruits_for), user).order_by(
        "shortlist__confirmed_at"
    )
    rows, total = _first(waiting)
    return Duty(
        heading="Shortlists to look at before they are announced",
        lines=[
            Line(
                str(vacancy),
                reverse("admin:shortlisting_shortlisting_guaranteed", args=[vacancy.pk]),
                "The chair has confirmed it and cannot announce it before a recruiter has looked.",
                "Look at the guaranteed interviews",
            )
            for vacancy in rows
        ],
        total=total,
        all_url=reverse("admin:shortlisting_shortlisting_changelist"),
        is_urgent=True,
    )


def _first(waiting: QuerySet) -> tuple[list, int]:
    """As many as a duty lists, and how many there are, in one query."""
    rows = list(waiting.annotate(in_all=Window(Count("pk")))[:MOST_LINES])
    return rows, rows[0].in_all if rows else 0


def _days_ago(instant) -> str:
    days = (timezone.localdate() - timezone.localdate(instant)).days
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def _cards(vacancy) -> str:
    if not vacancy.seats:
        return "Nobody is on the panel. "
    if vacancy.hides_cards:
        return ""
    return f"{vacancy.cards_in} of {vacancy.seats} have handed in their scores. "
