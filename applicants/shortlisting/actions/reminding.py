"""Reminding members whose card is not in, a day at a time; and telling once who must act when it is late.

From three days before the day on which scores are due, and while they are overdue; by day, not by night.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from applicants.applying.models import Application
from applicants.shortlisting import panel_emails, queries
from applicants.shortlisting.models import Candidate
from applicants.shortlisting.queries import SEEN_BY_PANEL
from recruitment.mail import outbox
from recruitment.mail.models import OutgoingEmail
from vacancies import permissions, times
from vacancies.models import PanelMember, Vacancy
from vacancies.status import Status

DAYS_BEFORE = 3
# Nobody is woken: the hours, in London, in which reminders go out.
FROM_HOUR, TO_HOUR = 8, 20


def due(now: datetime) -> QuerySet[PanelMember]:
    """Members who still score and whose scores are due in three days, sooner, or were due."""
    today = now.astimezone(times.LONDON).date()
    return (
        queries.fit(PanelMember.objects.still_entitled())
        .annotate(card_in=queries.newest_card_in())
        .filter(
            card_in=None,
            vacancy__status=Status.CLOSED,
            vacancy__archived_at=None,
            vacancy__panel_rules__scores_due_on__lte=today + timedelta(days=DAYS_BEFORE),
            vacancy__shortlist__confirmed_at=None,
        )
        .filter(_has_somebody_to_score())
        # Until a recruiter has read and released what came in, nobody on the panel is late.
        .exclude(queries.being_read(OuterRef("vacancy")))
        .select_related("user", "vacancy__employer", "vacancy__panel_rules")
        .order_by("pk")
    )


def remind(*, now: datetime | None = None) -> int:
    """Queue today's reminders, and tell of what is overdue; how many emails were offered to the outbox.

    Safe twice, late and two at once: each email has a key of its own, and the outbox takes each key once.
    """
    now = now or timezone.now()
    local = now.astimezone(times.LONDON)
    if not FROM_HOUR <= local.hour < TO_HOUR:
        return 0
    members = list(due(now))
    keys = {member.pk: f"panel:{member.pk}:reminder:{local.date().isoformat()}" for member in members}
    told = set(OutgoingEmail.objects.filter(key__in=keys.values()).values_list("key", flat=True))
    waiting = [member for member in members if keys[member.pk] not in told]
    emails = [panel_emails.scores_due(member, local.date(), _due_on(member)) for member in waiting]
    late = {member.vacancy_id: member.vacancy for member in waiting if _due_on(member) < local.date()}
    for vacancy in late.values():
        emails.extend(_to_those_who_act(vacancy))
    with transaction.atomic():
        outbox.queue_many(emails)
    return len(emails)


def _due_on(member: PanelMember):
    return member.vacancy.panel_rules.scores_due_on


def _has_somebody_to_score() -> Exists:
    """Applications that nobody withdrew; and, once they were dealt out, one of the member's own."""
    seen = Application.objects.filter(vacancy=OuterRef("vacancy"), status__in=SEEN_BY_PANEL)
    dealt = Candidate.objects.filter(member=OuterRef("pk"))
    theirs = dealt.to_score().filter(application__status__in=SEEN_BY_PANEL)
    return Exists(seen) & (~Exists(dealt) | Exists(theirs))


def _to_those_who_act(vacancy: Vacancy):
    """The chair, and the recruiters who can seat somebody else; the outbox takes each of the emails once."""
    chair = vacancy.panel.chairs().select_related("user", "vacancy__employer").first()
    if chair is None:
        return
    people = {user.pk: user for user in (chair.user, *permissions.answerable_recruiters(vacancy))}
    for person in people.values():
        yield panel_emails.scores_overdue(chair, person, vacancy.panel_rules.scores_due_on)
