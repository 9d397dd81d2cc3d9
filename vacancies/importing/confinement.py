"""Opens a document in a child process that cannot harm this one (docs/decisions/0014)."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from vacancies.importing import blocks, confined
from vacancies.importing.blocks import Block

ROOT = Path(__file__).resolve().parents[2]
# A little more than the child's own processor time: one that only waits is ended too.
MOST_SECONDS = confined.MOST_SECONDS + 1
WORD, PORTABLE = "word", "portable"
TOO_SLOW = "The document could not be read within a few seconds: it may be damaged, and nothing was read."


class NotOpened(Exception):
    """The document was not read; the message is one sentence for the person who chose it."""


def opened(content: bytes, reader: str) -> list[Block]:
    """The blocks of a document, read by the module named; NotOpened where it cannot be read in bounds."""
    with tempfile.TemporaryFile() as document, tempfile.TemporaryFile() as answer:
        document.write(content)
        document.seek(0)
        try:
            # The answer goes to a file, so that the kernel bounds it too; no variable of ours goes along.
            done = subprocess.run(  # noqa: S603 - our own program, the document is its input
                [sys.executable, "-m", f"vacancies.importing.{reader}"],
                cwd=ROOT,
                env={},
                stdin=document,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=MOST_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise NotOpened(TOO_SLOW) from None
        if done.returncode < 0:
            raise NotOpened(TOO_SLOW if done.returncode in ENDED_BY_THE_CLOCK else confined.TOO_LARGE)
        answer.seek(0)
        return _believed(answer.read(confined.MOST_ANSWERED))


ENDED_BY_THE_CLOCK = (-24, -9)


def _believed(written: bytes) -> list[Block]:
    """The blocks in an answer of the form we know; whatever else it is, the document was not read."""
    try:
        answer = json.loads(written)
        if refusal := answer.get("refused"):
            raise NotOpened(str(refusal))
        found = blocks.from_json(answer["blocks"])
        confined.bound(found)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise NotOpened(confined.DAMAGED) from None
    except confined.Refused as refusal:
        raise NotOpened(str(refusal)) from None
    return found
