"""Ending sessions, one, all others or all of a person's; and forgetting those that have ended."""

from allauth.usersessions.models import UserSession
from django.db import transaction

from recruitment.accounts.models import User
from recruitment.accounts.sessions import SessionStore
from recruitment.audit.recording import record


@transaction.atomic
def end(session: UserSession, *, by: User) -> None:
    """Sign one browser out, at once. Also: audits."""
    record("session.ended", session.user, by=by)
    _forget(UserSession.objects.filter(pk=session.pk))


@transaction.atomic
def end_others(user: User, session_key: str | None) -> int:
    """Sign the person out everywhere but in the session with this key. Also: audits. How many that were."""
    others = UserSession.objects.filter(user=user).exclude(session_key=session_key)
    ended = _forget(others)
    if ended:
        record("sessions.ended", user, by=user, number=ended)
    return ended


def end_all(user: User) -> int:
    """Sign the person out everywhere; for who closes an account, and audits that."""
    return _forget(UserSession.objects.filter(user=user))


def forget_ended() -> int:
    """Where somebody was signed in is nobody's business once they are not. How many rows that were."""
    standing = SessionStore.get_model_class().objects.values("session_key")
    return UserSession.objects.exclude(session_key__in=standing).delete()[0]


def _forget(rows) -> int:
    keys = list(rows.values_list("session_key", flat=True))
    SessionStore.get_model_class().objects.filter(session_key__in=keys).delete()
    rows.delete()
    return len(keys)
