"""The nightly clearing of sessions."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore


@shared_task(name="accounts.forget_ended_sessions")
def forget_ended_sessions():
    """Delete the rows of sessions that have ended; nobody can use them any more."""
    SessionStore.clear_expired()
