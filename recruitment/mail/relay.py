"""The relay: one kept SMTP connection, and exactly how far a message got on it."""

import re
import smtplib
import time
from collections.abc import Callable
from contextlib import suppress

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

from recruitment.mail.letters import Letter
from recruitment.mail.replies import Outcome, Verdict, definite, in_words

# Seconds for each step of connecting, TLS and signing in; at most six of them.
CONNECT_TIMEOUT = 10
LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)
SERVICE_CLOSING = 421
# What may interrupt a conversation: the soft time limit at any step; smtplib's errors are OSErrors.
INTERRUPTIONS = (OSError, ValueError, SoftTimeLimitExceeded)


class Unreachable(Exception):
    """No conversation came about at all: refused, timed out, no TLS, wrong password."""


class Refused(Exception):
    """The server answered a step before the message, and the answer was no."""

    def __init__(self, step: str, code: int, reply: bytes):
        super().__init__(in_words(step, code, reply))
        self.step, self.code, self.reply = step, code, reply


class Relay:
    """The mail server of Django's EMAIL_* settings. Connects when first needed, reconnects when dropped.

    One conversation takes at most settings.EMAIL_TIMEOUT seconds; its first half is for the envelope, so
    that the answer to the message itself is waited for long enough. Close it when done.
    """

    def __init__(self):
        self._smtp: smtplib.SMTP | None = None
        self._must_reset = False
        self._started = 0.0

    def hand_over(self, letter: Letter, *, may_begin: Callable[[], bool]) -> Outcome:
        """Offer one message; say what became of it.

        `may_begin` is asked once sender and recipient are accepted, just before the message itself: the
        last moment at which it can be kept back. Whatever goes wrong before the first byte of the message
        is NOT_NOW, a complete refusal is NOT_NOW or NEVER by its code, anything else after it is DOUBT.
        """
        began = False
        self._started = time.monotonic()
        try:
            self._envelope(letter)
            if not may_begin():
                return Outcome(Verdict.LEASE_LOST)
            self._step("DATA", self._smtp.docmd, "DATA", expected=range(354, 355))
            self._allow(1.0)
            began = True
            self._smtp.send(LEADING_DOT.sub(b"..", letter.payload) + b".\r\n")
            return self._ended(*self._smtp.getreply())
        except Refused as no:
            return self._refused(no)
        except Unreachable as reason:
            return Outcome(Verdict.NOT_NOW, f"No mail server was reached: {reason}", relay_is_down=True)
        except INTERRUPTIONS as error:
            self._drop()
            broke = f"The connection broke ({type(error).__name__})"
            if began:
                return Outcome(Verdict.DOUBT, f"{broke} after the message was handed over")
            return Outcome(Verdict.NOT_NOW, f"{broke} before the message was handed over")

    def close(self) -> None:
        """Take leave politely; nothing depends on the answer."""
        if self._smtp:
            with suppress(OSError):
                self._smtp.sock.settimeout(CONNECT_TIMEOUT)
                self._smtp.quit()
        self._drop()

    def _envelope(self, letter: Letter) -> None:
        """MAIL and RCPT; a kept connection that was closed meanwhile is opened again, once."""
        if self._smtp:
            try:
                return self._offer(letter)
            except OSError:
                self._drop()
            except Refused as no:
                if no.code != SERVICE_CLOSING:
                    raise
                self._drop()
        self._connect()
        return self._offer(letter)

    def _offer(self, letter: Letter) -> None:
        if self._must_reset:
            self._step("RSET", self._smtp.rset)
        self._must_reset = True
        # Not smtplib's own: they take two ready addresses apart to put them together again, for each email.
        self._step("MAIL", self._smtp.docmd, f"MAIL FROM:<{letter.sender}>")
        self._step("RCPT", self._smtp.docmd, f"RCPT TO:<{letter.recipient}>")

    def _connect(self) -> None:
        backend = EmailBackend(timeout=CONNECT_TIMEOUT)  # TLS and signing in as Django's settings say
        try:
            backend.open()
            backend.connection.ehlo_or_helo_if_needed()
        except smtplib.SMTPResponseException as error:
            self._abandon(backend)
            raise Unreachable(in_words("connecting", error.smtp_code, _as_bytes(error.smtp_error))) from None
        except OSError as error:
            self._abandon(backend)
            raise Unreachable(type(error).__name__) from None
        self._smtp, self._must_reset = backend.connection, False

    @staticmethod
    def _abandon(backend: EmailBackend) -> None:
        with suppress(OSError):
            backend.close()

    def _step(self, name: str, command: Callable, *args: str, expected: range = range(200, 300)) -> None:
        self._allow(0.5)
        code, reply = command(*args)
        if code not in expected:
            raise Refused(name, code, reply)

    def _allow(self, share: float) -> None:
        """Give the next step what is left of this share of the conversation's time."""
        left = self._started + share * settings.EMAIL_TIMEOUT - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._smtp.sock.settimeout(left)

    def _ended(self, code: int, reply: bytes) -> Outcome:
        outcome = definite("the message", code, reply)
        self._must_reset = False
        if outcome is None or code == SERVICE_CLOSING:
            self._drop()
        return outcome or Outcome(Verdict.DOUBT, "The mail server's answer says neither yes nor no")

    def _refused(self, no: Refused) -> Outcome:
        outcome = definite(no.step, no.code, no.reply)
        closing = no.code == SERVICE_CLOSING
        if closing or outcome is None or outcome.verdict is Verdict.ACCEPTED:  # out of step with each other
            self._drop()
            return Outcome(Verdict.NOT_NOW, str(no), relay_is_down=closing)
        return outcome

    def _drop(self) -> None:
        if self._smtp:
            self._smtp.close()
        self._smtp = None


def _as_bytes(reply: bytes | str) -> bytes:
    return reply if isinstance(reply, bytes) else str(reply).encode("ascii", "replace")
