"""The inside of the child process that opens a document: its limits, and how it answers.

A document may be written to harm its reader. So the reader is a process of its own that can neither grow, nor
run on, nor write much, nor start others; confinement.py starts it and believes nothing but its answer.
Nothing here needs Django, and no setting or secret reaches this process.
"""

import json
import resource
import sys
from collections.abc import Callable

MEGABYTE = 1024 * 1024
MOST_MEMORY = 256 * MEGABYTE
MOST_SECONDS = 8
MOST_ANSWERED = 8 * MEGABYTE
MOST_FILES = 32


class Refused(Exception):
    """The document cannot be read; the message is one sentence for the person who chose it."""


TOO_LARGE = "The document needs far more memory than it should: it may be damaged, and nothing was read."
DAMAGED = (
    "The document is damaged or incomplete and could not be read: open it, save it again and choose that."
)
LOCKED = "The PDF is protected by a password: save it without one and choose that."


def limit() -> None:
    """Bound this process for the rest of its life. Called before a byte of the document is read."""
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_ANSWERED),
        (resource.RLIMIT_NOFILE, MOST_FILES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def answer(read: Callable[[bytes], object]) -> None:
    """Read the document on standard input; write what `read` made of it (JSON), or why not, to the output."""
    limit()
    try:
        written = {"read": read(sys.stdin.buffer.read())}
    except Refused as refusal:
        written = {"refused": str(refusal)}
    except MemoryError:
        written = {"refused": TOO_LARGE}
    except Exception:  # whatever a damaged document makes a library raise, its reader is told the same
        written = {"refused": DAMAGED}
    json.dump(written, sys.stdout)
