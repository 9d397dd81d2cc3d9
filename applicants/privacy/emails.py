"""The last email somebody gets from us."""

from recruitment.mail.outbox import queue


def account_deleted(address: str, event) -> None:
    """Confirms it, so that nobody finds out later that somebody else pressed the button."""
    queue(to=address, template="account_deleted", context={}, key=f"account-deleted:{event.pk}")
