"""The letter: an outbox row as the bytes and the two addresses that SMTP wants."""

import re
import uuid
from dataclasses import dataclass
from email.charset import QP, Charset
from email.header import Header
from email.headerregistry import Address
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import Compat32
from email.utils import format_datetime, formataddr, parseaddr

from django.conf import settings
from django.core.validators import validate_email
from django.utils.encoding import punycode

from recruitment.mail.models import OutgoingEmail

LONGEST_LINE = 900  # of the 998 that SMTP allows
SHORT_HEADER = 70
LINE_END = re.compile(r"\r\n?")


class _ShortHeadersAsTheyAre(Compat32):
    """Most headers fit on one line: looking for a place to fold them took a third of writing a message."""

    def fold_binary(self, name, value):
        short = isinstance(value, str) and len(name) + len(value) <= SHORT_HEADER
        if short and value.isascii() and value.isprintable():
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


# The older half of the standard library, for it is three times as fast and this runs for every email.
# Seven-bit bodies pass every relay unchanged; a relay that re-encodes breaks signatures.
POLICY = _ShortHeadersAsTheyAre(linesep="\r\n", mangle_from_=False, cte_type="7bit")
QUOTED_PRINTABLE = Charset("utf-8")
QUOTED_PRINTABLE.body_encoding = QP


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
        payload = _message(email, recipient).as_bytes(policy=POLICY)
    except Exception as error:  # the standard library raises many kinds; no row may hold up the others
        raise CannotBeWritten(type(error).__name__) from error
    # Without its own line the final dot would be part of the words, and the server would wait for ever.
    payload = payload if payload.endswith(b"\r\n") else payload + b"\r\n"
    return Letter(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], recipient.addr_spec, payload)


def _message(email: OutgoingEmail, recipient: Address) -> MIMEMultipart | MIMEText:
    text = _part(email.text, "plain")
    message = text
    if email.html:
        # A boundary of our own: the standard library would look through all the words for one.
        parts = [text, _part(email.html, "html")]
        message = MIMEMultipart("alternative", boundary=uuid.uuid4().hex, _subparts=parts)
    message["Message-ID"] = email.message_id
    message["Date"] = format_datetime(email.queued_at)
    message["From"] = formataddr(parseaddr(settings.DEFAULT_FROM_EMAIL))
    message["To"] = recipient.addr_spec
    message["Subject"] = Header(email.subject, "us-ascii" if email.subject.isascii() else "utf-8")
    # RFC 3834: asks autoresponders to stay silent.
    message["Auto-Submitted"] = "auto-generated"
    if email.unsubscribe_url:
        # RFC 8058: mail programs show a button of their own and press it with one POST.
        message["List-Unsubscribe"] = f"<{email.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return message


def _part(words: str, kind: str) -> MIMEText:
    words = LINE_END.sub("\n", words)
    fits = words.isascii() and max(map(len, words.split("\n"))) <= LONGEST_LINE
    return MIMEText(words, kind, "us-ascii" if fits else QUOTED_PRINTABLE)


def _address(address: str) -> Address:
    """The address as every mail server takes it, its domain in DNS's spelling."""
    local, _, domain = address.rpartition("@")
    ascii_only = f"{local}@{punycode(domain)}"
    validate_email(ascii_only)
    return Address(addr_spec=ascii_only)
