"""Django's door to the outbox: whatever Django or allauth sends is queued like everything else."""

import uuid
from email.utils import parseaddr

from django.core.mail.backends.base import BaseEmailBackend
from django.utils.html import strip_tags

from recruitment.mail import outbox
from recruitment.mail.models import OutgoingEmail


class OutboxBackend(BaseEmailBackend):
    """Queues a message for each of its recipients. It may hold a sign-in code, so its text is not kept."""

    def send_messages(self, messages) -> int:
        """Queue them in the current transaction and say how many there were.

        Attachments are refused with ValueError: they would be dropped silently otherwise.
        """
        messages = list(messages)
        outbox.queue_many(email for message in messages for email in _emails(message))
        return len(messages)


def _emails(message) -> list[OutgoingEmail]:
    if message.attachments:
        raise ValueError("The outbox carries no attachments: link to the site instead.")
    text, html = _bodies(message)
    return [
        OutgoingEmail(
            key=f"message:{uuid.uuid4()}",
            message_id=outbox.new_message_id(),
            to=parseaddr(recipient)[1],
            subject=outbox.one_line(message.subject),
            text=text,
            html=html,
            unsubscribe_url="",
            holds_secret=True,
        )
        for recipient in message.recipients()
    ]


def _bodies(message) -> tuple[str, str]:
    if message.content_subtype == "html":
        return strip_tags(message.body), message.body
    alternatives = {kind: body for body, kind in getattr(message, "alternatives", None) or ()}
    return message.body, alternatives.get("text/html", "")
