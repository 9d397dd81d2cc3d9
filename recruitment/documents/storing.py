"""Where documents are kept: under a hash of their content, in a folder that no web server looks into.

The same content is kept once. Nothing here is ever removed in a request: another row may name the same hash.
"""

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_SHA256 = re.compile(r"[0-9a-f]{64}")


class NotKept(Exception):
    """There is no content under this hash: the folder was lost, or belongs to another installation."""


def keep(content: bytes) -> str:
    """Keep the content and return its hash. Safe to do twice, and in two places at once."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = _place(sha256)
    if place.exists():
        return sha256
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    with tempfile.NamedTemporaryFile(dir=place.parent, delete=False) as written:
        written.write(content)
        written.flush()
        os.fsync(written.fileno())
    # All of it is there, or none: a reader never meets half a file.
    Path(written.name).replace(place)
    return sha256


def open_kept(sha256: str) -> BinaryIO:
    """The content kept under this hash, to read. Raises NotKept."""
    try:
        return _place(sha256).open("rb")
    except OSError:
        raise NotKept(sha256) from None


def _place(sha256: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise NotKept(sha256)
    return Path(settings.DOCUMENTS_ROOT) / sha256[:2] / sha256
