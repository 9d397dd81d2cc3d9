"""Who may apply, and whose applications a recruiter may see: plain predicates and the sets they imply."""

from django.db.models import QuerySet

from applicants.applying.models import Application
from vacancies.models import PanelMember, Vacancy


def may_apply(user, vacancy: Vacancy) -> bool:
    """Everybody but those who sit, or sat, on the panel that would judge them."""
    return not vacancy.panel.filter(user=user).exists()


def shown_to_recruiter(user) -> QuerySet[Application]:
    """What was received for the employers this person recruits for.

    Without the vacancies whose panel they sit on, or sat on: their scores must stay blind. Without drafts:
    what somebody has not handed over is theirs.
    """
    panels = PanelMember.objects.filter(user=user).values("vacancy")
    return (
        Application.objects.received()
        .filter(vacancy__employer__in=user.recruits_for)
        .exclude(vacancy__in=panels)
    )
