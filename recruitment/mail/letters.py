"""The letter: an outbox row as the bytes and the two addresses that SMTP wants."""

import re
import uuid
from dataclasses import dataclass
from email.charset import QP, Charset
from email.header import Header
from email.policy import Compat32
from email.utils import format_datetime, formataddr, parseaddr
from functools import lru_cache

from django.conf import settings
from django.core.validators import validate_email
from django.utils.encoding import punycode

from recruitment.mail.models import OutgoingEmail

LONGEST_LINE = 900  # of the 998 that SMTP allows
SHORT_HEADER = 70
LINE_END = re.compile(r"\r\n?")

# Headers are folded, and words encoded, by the older half of the standard library: it is three times as fast.
POLICY = Compat32(linesep="\r\n", cte_type="7bit")
# Seven-bit bodies pass every relay unchanged; a relay that re-encodes breaks signatures.
SEVEN_BIT = "us-ascii", "7bit"
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
        payload = _message(email, recipient)
    except Exception as error:  # the standard library raises many kinds; no row may hold up the others
        raise CannotBeWritten(type(error).__name__) from error
    return Letter(_sender(settings.DEFAULT_FROM_EMAIL)[1], recipient, payload)


def _message(email: OutgoingEmail, recipient: str) -> bytes:
    """Put together by hand: these are always the same few lines, and a tree of objects took three times as
    long as all else that is done for an email."""
    headers = [
        ("Message-ID", email.message_id),
        ("Date", format_datetime(email.queued_at)),
        ("From", _sender(settings.DEFAULT_FROM_EMAIL)[0]),
        ("To", recipient),
        ("Subject", email.subject if email.subject.isascii() else Header(email.subject, "utf-8")),
        # RFC 3834: asks autoresponders to stay silent.
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
    ]
    if email.unsubscribe_url:
        # RFC 8058: mail programs show a button of their own and press it with one POST.
        headers.append(("List-Unsubscribe", f"<{email.unsubscribe_url}>"))
        headers.append(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
    head = b"".join(_header(*header) for header in headers)
    body = _part(email.text, "plain")
    if email.html:
        body = _either(body, _part(email.html, "html"))
    return head + body


def _either(*parts: bytes) -> bytes:
    """RFC 2046 5.1: the same in several forms. Nobody can have written the line between them: it is new."""
    line = uuid.uuid4().hex.encode()
    head = b'Content-Type: multipart/alternative; boundary="%b"\r\n\r\n' % line
    return head + b"".join(b"--%b\r\n%b\r\n" % (line, part) for part in parts) + b"--%b--\r\n" % line


def _part(words: str, kind: str) -> bytes:
    """Its own headers and the words, which end with the end of a line: without one SMTP's final dot would be
    part of them, and the server would wait for ever."""
    words = LINE_END.sub("\n", words)
    words = words if words.endswith("\n") else f"{words}\n"
    if words.isascii() and max(map(len, words.split("\n"))) <= LONGEST_LINE:
        charset, encoding = SEVEN_BIT
    else:
        charset, encoding = "utf-8", "quoted-printable"
        words = QUOTED_PRINTABLE.body_encode(words)
    head = f'Content-Type: text/{kind}; charset="{charset}"\nContent-Transfer-Encoding: {encoding}\n\n'
    return (head + words).replace("\n", "\r\n").encode("ascii")


def _header(name: str, value: str | Header) -> bytes:
    """Most fit on one line: looking for a place to fold them took a third of writing a message."""
    short = isinstance(value, str) and len(name) + len(value) <= SHORT_HEADER
    if short and value.isascii() and value.isprintable():
        return f"{name}: {value}\r\n".encode("ascii")
    return POLICY.fold_binary(name, value)


@lru_cache(maxsize=8)
def _sender(written: str) -> tuple[str, str]:
    """As it stands in the letter, and the address alone."""
    named = parseaddr(written)
    return formataddr(named), named[1]


def _address(address: str) -> str:
    """The address as every mail server takes it, its domain in DNS's spelling."""
    local, _, domain = address.rpartition("@")
    ascii_only = f"{local}@{punycode(domain)}"
    validate_email(ascii_only)
    return ascii_only
