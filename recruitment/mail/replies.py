"""What a mail server's answer means, in words of ours: a leaf.

The server's own words are never kept: they quote the address, and now and then the message. The mail
server's log has them, under the same Message-ID.
"""

import re
from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """How one attempt ended, as exactly as the protocol tells (RFC 5321)."""

    ACCEPTED = "accepted"
    NOT_NOW = "not now"
    NEVER = "never"
    DOUBT = "doubt"
    LEASE_LOST = "lease lost"


@dataclass(frozen=True)
class Outcome:
    """The end of one attempt: a verdict, and a sentence that holds nothing personal."""

    verdict: Verdict
    reply: str = ""
    # Nobody can be served at the moment: not this email's fault, so the run had better stop.
    relay_is_down: bool = False


# RFC 3463 and its registry, as far as a recruiter can act on it. The first that fits counts.
MEANINGS = {
    "1.10": "This address does not take email",
    "1.1": "There is no such mailbox",
    "1.2": "There is no such domain",
    "1.3": "The address is not spelled correctly",
    "1.6": "The mailbox has moved",
    "1": "The address was not accepted",
    "2.1": "The mailbox is switched off",
    "2.2": "The mailbox is full",
    "2.3": "The message is too long for this mailbox",
    "2": "The mailbox cannot take it",
    "3": "The receiving system cannot take it",
    "4": "The receiving system cannot be reached",
    "5": "The two mail servers did not understand each other",
    "6": "The message could not be converted",
    "7.1": "The message is not wanted by the receiving system's rules",
    "7": "The receiving system's rules forbid it",
}
PLAIN = {2: "Accepted", 4: "Not accepted for now", 5: "Refused"}
ENHANCED = re.compile(rb"^\s*([45])\.(\d{1,3})\.(\d{1,3})\b")


def in_words(step: str, code: int, reply: bytes) -> str:
    """ "There is no such mailbox (550 5.1.1 to RCPT)", from the answer's two codes alone."""
    found = ENHANCED.match(reply or b"") if code >= 400 else None
    if not found:
        return f"{PLAIN.get(code // 100, 'Answered')} ({code} to {step})"
    category, subject, detail = (part.decode() for part in found.groups())
    meaning = MEANINGS.get(f"{subject}.{detail}") or MEANINGS.get(subject) or PLAIN[int(category)]
    return f"{meaning} ({code} {category}.{subject}.{detail} to {step})"


def definite(step: str, code: int, reply: bytes) -> Outcome | None:
    """What a complete answer settles; None for anything that is no answer to the question."""
    words = in_words(step, code, reply)
    if 200 <= code < 300:
        return Outcome(Verdict.ACCEPTED, words)
    if 400 <= code < 500:
        return Outcome(Verdict.NOT_NOW, words)
    if 500 <= code < 600:
        return Outcome(Verdict.NEVER, words)
    return None
