"""Whether what stands on a card is still what somebody saw there when they began to write."""

import json
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac


def fingerprint(token: UUID, criterion: int, points: int | None, note: str) -> str:
    """Of one score as it stands; keyed, so that it tells nothing of it."""
    words = json.dumps([token.hex, criterion, points, note])
    return salted_hmac("applicants.shortlisting.seen", words, algorithm="sha256").hexdigest()[:40]


def is_what(seen: str, token: UUID, criterion: int, points: int | None, note: str) -> bool:
    return constant_time_compare(seen, fingerprint(token, criterion, points, note))
