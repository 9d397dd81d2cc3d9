"""The letter: an outbox row as the bytes and the two addresses that SMTP wants."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.core.validators import validate_email
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


class CannotBeWritten(ValueError):
    """This row cannot be made into a message: no mail server will ever take it."""


def letter(email: OutgoingEmail) -> Letter:
    """Build it, or raise CannotBeWritten."""
    try:
        recipient = _address(email.to)
        payload = _message(email, recipient).as_bytes()
    except Exception as error:  # the standard library raises many kinds; no row may hold up the others
        raise CannotBeWritten(type(error).__name__) from error
    return Letter(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], recipient.addr_spec, payload)


def _message(email: OutgoingEmail, recipient: Address) -> EmailMessage:
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
    return message


def _address(address: str) -> Address:
    """The address as every mail server takes it, its domain in DNS's spelling."""
    local, _, domain = address.rpartition("@")
    ascii_only = f"{local}@{punycode(domain)}"
    validate_email(ascii_only)
    return Address(addr_spec=ascii_only)
