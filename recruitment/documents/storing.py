"""Where documents are kept: under a hash of their content, in a folder that no web server looks into.

The same content is kept once. What no row names any more is removed by a sweep, not in a request: another row
may name the same hash. Content found to be dangerous is removed at once.
"""

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_SHA256 = re.compile(r"[0-9a-f]{64}")
# Longer than any request: whoever has just kept content has named it in a row by then, or never will.
UNDER_WAY_SECONDS = 24 * 60 * 60
BATCH = 500
GOING = ".going"


class NotKept(Exception):
    """There is no content under this hash: the folder was lost, or belongs to another installation."""


def keep(content: bytes) -> str:
    """Keep the content and return its hash. Safe to do twice, and in two places at once."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = _place(sha256)
    # Kept anew: the sweep leaves it alone until whoever keeps it has had the time to name it.
    with suppress(FileNotFoundError):
        os.utime(place)
        return sha256
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Readable by the service alone, which is how temporary files are made.
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


def read_kept(sha256: str) -> bytes:
    """All of it: never more than was let in, a few megabytes. Raises NotKept."""
    with open_kept(sha256) as kept:
        return kept.read()


def remove(sha256: str) -> None:
    """Remove the content at once, whoever names it: it is dangerous. Safe to do twice."""
    with suppress(NotKept):
        _place(sha256).unlink(missing_ok=True)


def sweep(named: Callable[[list[str]], set[str]]) -> int:
    """Remove what nobody names: of the hashes that `named` is given, those it does not return.

    What was kept within the last day stays, and so does what is kept anew at this very moment. Returns how
    many files went. Safe twice, late, never, and in two places at once.
    """
    removed = 0
    files = _old_files()
    while batch := list(islice(files, BATCH)):
        known = named([sha256 for sha256 in map(_hash_of, batch) if _SHA256.fullmatch(sha256)])
        for path in batch:
            if _hash_of(path) not in known:
                removed += _take_away(path)
            elif path.name.endswith(GOING):  # a sweep was stopped while it looked again
                path.rename(_place(_hash_of(path)))
    return removed


def _old_files() -> Iterator[Path]:
    """Everything in the folder that was not touched for a day, also what a crash left half written."""
    for path in Path(settings.DOCUMENTS_ROOT).glob("??/*"):
        if _is_old(path):
            yield path


def _is_old(path: Path) -> bool:
    try:
        return path.stat().st_mtime < time.time() - UNDER_WAY_SECONDS
    except FileNotFoundError:
        return False


def _hash_of(path: Path) -> str:
    return path.name.removesuffix(GOING)


def _take_away(path: Path) -> bool:
    """Remove a file, unless somebody keeps its content anew: out of the way first, then looked at again.

    From the moment it has another name, `keep` writes the content anew. What was kept just before bears a
    new time, and is put back.
    """
    going = path.with_name(_hash_of(path) + GOING)
    try:
        path.rename(going)
        if not _is_old(going):
            going.rename(path)
            return False
        going.unlink()
    except FileNotFoundError:  # another sweep was faster
        return False
    return True


def _place(sha256: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise NotKept(sha256)
    return Path(settings.DOCUMENTS_ROOT) / sha256[:2] / sha256
