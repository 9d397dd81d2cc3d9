"""The letter: an outbox row as the bytes and the two addresses that SMTP wants."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.utils.encoding import punycode

from recruitment.mail.models import OutgoingEmail

# Seven-bit bodies pass every relay unchanged; a relay that re-encodes breaks signatures.
POLICY = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True)
class Letter:
    """`payload` is the message with CRLF line ends, dots not yet doubled."""

    sender: str
    recipient: str
    payload: bytes


def letter(email: OutgoingEmail) -> Letter:
    """Build it. Raises ValueError (or a subclass) when the row cannot be made into a message."""
    recipient = Address(addr_spec=_ascii(email.to))
    message = EmailMessage(policy=POLICY)
    message["Message-ID"] = email.message_id
    message["Date"] = format_datetime(email.queued_at)
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = recipient
    message["Subject"] = email.subject
    # RFC 3834: asks autoresponders to stay silent.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(email.text)
    if email.html:
        message.add_alternative(email.html, subtype="html")
    return Letter(
        sender=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        recipient=recipient.addr_spec,
        payload=message.as_bytes(),
    )


def _ascii(address: str) -> str:
    """The address as every mail server takes it. Raises ValueError for a local part beyond ASCII."""
    local, _, domain = address.rpartition("@")
    if not (local.isascii() and local.isprintable() and domain):
        raise ValueError("Not an address that SMTP can carry.")
    return f"{local}@{punycode(domain)}"
