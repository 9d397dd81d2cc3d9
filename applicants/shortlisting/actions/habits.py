"""What somebody chose on a page of scoring, remembered for their next one. About nobody else: not audited."""

from applicants.shortlisting.models import ScoringHabits
from applicants.shortlisting.status import Way
from recruitment.accounts.models import User


def choose_way(user: User, way: Way) -> None:
    """From now on this person scores one criterion, or one candidate, at a time."""
    ScoringHabits.objects.update_or_create(user=user, defaults={"way": way})


def use_shortcuts(user: User, wanted: bool) -> None:
    """Single keys score and move on this person's pages, or do nothing."""
    ScoringHabits.objects.update_or_create(user=user, defaults={"uses_shortcuts": wanted})
