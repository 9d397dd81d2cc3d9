"""The nightly clearing of sessions, of where people were signed in, and of changes that came to nothing."""

from celery import shared_task

from recruitment.accounts.actions import addresses, sessions
from recruitment.accounts.sessions import SessionStore


@shared_task(name="accounts.forget_ended_sessions")
def forget_ended_sessions():
    """Delete the rows of sessions that have ended; nobody can use them any more."""
    SessionStore.clear_expired()
    sessions.forget_ended()
    addresses.forget_abandoned()
