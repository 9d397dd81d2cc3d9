"""The folder of the demo's mail sink: one file a receipt, so that an email received twice is seen twice.

Read by /demo/mail/, by the tests, and by the outbox to learn which emails of unknown fate have arrived.
The SMTP server that fills it is sink_server.py.
"""

import hashlib
import os
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from functools import lru_cache
from itertools import count
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"[0-9a-f]{20}-[0-9]+")


@dataclass(frozen=True)
class Received:
    """One email as it came in."""

    name: str
    at: datetime
    to: str
    sender: str
    subject: str
    message_id: str
    text: str
    html: str


def keep(folder: Path, content: bytes) -> Path:
    """Store what was received; whole or not at all, and never in place of an earlier receipt."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    stem = _stem(message_from_bytes(content, policy=policy.default)["Message-ID"] or "")
    draft = folder / f".{secrets.token_hex(8)}"
    draft.write_bytes(content)
    try:
        for number in count(1):
            path = folder / f"{stem}-{number}.eml"
            try:
                os.link(draft, path)
            except FileExistsError:
                continue
            return path
    finally:
        draft.unlink()


def accepted_message_ids(message_ids: Iterable[str]) -> dict[str, bool]:
    """Which of these Message-IDs the sink has accepted, yes or no: it always knows (reconciliation.py)."""
    folder = Path(settings.MAIL_SINK_DIR)
    return {each: (folder / f"{_stem(each)}-1.eml").exists() for each in message_ids}


def received(folder: Path, *, at_most: int | None = None) -> list[Received]:
    """What came in, newest first."""
    files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [_read(path) for path in files[:at_most]]


def one(folder: Path, name: str) -> Received | None:
    """The receipt of that name, if there is one."""
    path = folder / f"{name}.eml"
    return _read(path) if NAME.fullmatch(name) and path.exists() else None


def _stem(message_id: str) -> str:
    return hashlib.sha256(message_id.strip().encode()).hexdigest()[:20]


@lru_cache(maxsize=1_000)
def _read(path: Path) -> Received:
    """A receipt never changes, and whoever waits for one asks for all of them again and again."""
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    bodies = {kind: message.get_body((kind,)) for kind in ("plain", "html")}
    text, html = (body.get_content() if body else "" for body in bodies.values())
    return Received(
        name=path.stem,
        at=datetime.fromtimestamp(path.stat().st_mtime, tz=UTC),
        to=message["To"] or "",
        sender=message["From"] or "",
        subject=message["Subject"] or "",
        message_id=(message["Message-ID"] or "").strip(),
        text=text,
        html=html,
    )
