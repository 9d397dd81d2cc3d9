"""Why somebody cannot delete their account yet, in words, with where to change that."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from applicants.applying.models import Application
from applicants.applying.status import Status
from recruitment.accounts.models import User

# Somebody at the employer is deciding, or waits for this person.
LIVE = (Status.SUBMITTED, Status.SHORTLISTED, Status.RESERVE)


@dataclass(frozen=True)
class Reason:
    """One reason, and the page where the person can do something about it ("" where there is none)."""

    words: str
    url: str = ""
    link: str = ""


def is_live(application: Application) -> bool:
    return application.status in LIVE


def reasons_to_stay(user: User, applications: Iterable[Application]) -> list[Reason]:
    """Empty when the account may go. The applications need their vacancy."""
    reasons = [_live(application) for application in applications if is_live(application)]
    if user.is_employers_staff or user.panels.seated().exists():
        reasons.append(
            Reason(
                "You work here for an employer, or sit on a panel. Ask the person who runs recruitment there "
                "to take your roles away first."
            )
        )
    return reasons


def _live(application: Application) -> Reason:
    title = application.vacancy.title
    if application.status == Status.SUBMITTED:
        words = f"The employer is still deciding about your application for {title}."
    else:
        words = f"You are invited to an interview for {title}."
    url = reverse("applying:withdraw", args=[application.reference])
    return Reason(words, url, f"Withdraw your application for {title}")
