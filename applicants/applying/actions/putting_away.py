"""Out of sight: an application that has ended, put away by its owner and brought back."""

from django.db import transaction
from django.utils import timezone

from applicants.applying.models import Application
from recruitment.accounts.models import User
from recruitment.audit.recording import record


class NotEnded(Exception):
    """Something may still come of it: it stays where its owner sees it."""


@transaction.atomic
def put_away(application: Application, *, by: User) -> None:
    """Put it with the others that are out of sight. Also: audits. Raises NotEnded."""
    if not application.has_ended:
        raise NotEnded
    if application.put_away_at is None:
        _write(application, timezone.now())
        record("application.put_away", application, by=by)


@transaction.atomic
def bring_back(application: Application, *, by: User) -> None:
    """Show it again. Also: audits."""
    if application.put_away_at is not None:
        _write(application, None)
        record("application.brought_back", application, by=by)


def _write(application: Application, at) -> None:
    # Only this column: what was received stays as it was.
    Application.objects.filter(pk=application.pk).update(put_away_at=at)
    application.put_away_at = at
