"""Opens a document in a child process that cannot harm this one (docs/decisions/0014)."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from recruitment.documents import confined

ROOT = Path(__file__).resolve().parents[2]
# A little more than the child's own processor time: one that only waits is ended too.
MOST_SECONDS = confined.MOST_SECONDS + 1
TOO_SLOW = "The document could not be read within a few seconds: it may be damaged, and nothing was read."
ENDED_BY_THE_CLOCK = (-24, -9)


class NotOpened(Exception):
    """The document was not read; the message is one sentence for the person who chose it."""


def opened(content: bytes, reader: str, *arguments: str, seconds: float | None = None) -> object:
    """What the module `reader`, run confined, read in the content: JSON of whatever form, to be looked at.

    `arguments` are the program's own; `seconds` how long it may take, if less than usual. Raises NotOpened
    where it cannot be read in bounds.
    """
    with tempfile.TemporaryFile() as document, tempfile.TemporaryFile() as answer:
        document.write(content)
        document.seek(0)
        try:
            # The answer goes to a file, so that the kernel bounds it too; no variable of ours goes along.
            done = subprocess.run(  # noqa: S603 - our own program, the document is its input
                [sys.executable, "-m", reader, *arguments],
                cwd=ROOT,
                env={},
                stdin=document,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=MOST_SECONDS if seconds is None else min(seconds, MOST_SECONDS),
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise NotOpened(TOO_SLOW) from None
        if done.returncode < 0:
            raise NotOpened(TOO_SLOW if done.returncode in ENDED_BY_THE_CLOCK else confined.TOO_LARGE)
        answer.seek(0)
        return _believed(answer.read(confined.MOST_ANSWERED))


def _believed(written: bytes) -> object:
    """What was read, if the answer has the form we know; else the document was not read."""
    try:
        answer = json.loads(written)
        if refusal := answer.get("refused"):
            raise NotOpened(str(refusal))
        return answer["read"]
    except (ValueError, KeyError, AttributeError, RecursionError):
        raise NotOpened(confined.DAMAGED) from None
