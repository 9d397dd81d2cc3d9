"""Telling recruiters how near an advert is to its cap."""

from django.db import transaction
from django.utils import timezone

from recruitment.audit.recording import SystemJob
from recruitment.mail import outbox
from vacancies import emails, permissions
from vacancies.actions.locking import unheld
from vacancies.forecasting import forecast
from vacancies.models import Vacancy
from vacancies.status import WARNED_AT, Status


@transaction.atomic
def warn(vacancy: Vacancy, *, by: SystemJob) -> bool:
    """Tell the recruiter of the highest share of the cap that was reached; True if this call did.

    Once a share and cap: a share that was jumped over is not told any more. Where the cap was raised, what
    was told before is forgotten. At 100 % an advert that closes at once is closed by then: its closing is
    the news. No audit: nothing about the vacancy changes, and the email says when it was sent.
    """
    held = unheld(vacancy)
    if held is None or held.status != Status.PUBLISHED or not held.close_after_applications:
        return False
    received, cap = held.applications_received, held.close_after_applications
    reached = max((share for share in WARNED_AT if received * 100 >= cap * share), default=0)
    told, held.cap_warned = held.cap_warned, reached
    if reached == told:
        return False
    held.save(update_fields=["cap_warned"])
    if reached < told:
        return False
    words = forecast(received, cap, opened_at=held.opens_at, now=timezone.now())
    outbox.queue_many(
        emails.cap_share_reached(held, recruiter, reached, words)
        for recruiter in permissions.answerable_recruiters(held)
    )
    return True
