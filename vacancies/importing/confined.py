"""The inside of the child process that opens a document: its limits, and how it answers.

A document may be written to harm its reader. So the reader is a process of its own that can neither grow, nor
run on, nor write much, nor start others; confinement.py starts it and believes nothing but its answer.
Nothing here needs Django, and no setting or secret reaches this process.
"""

import json
import resource
import sys
from collections.abc import Callable

from vacancies.importing.blocks import Block

MEGABYTE = 1024 * 1024
MOST_MEMORY = 256 * MEGABYTE
MOST_SECONDS = 8
MOST_ANSWERED = 8 * MEGABYTE
MOST_FILES = 32
# What a document may hold: fifteen pages are some 500 paragraphs and 40,000 characters.
MOST_PARAGRAPHS = 20_000
MOST_CHARACTERS = MEGABYTE


class Refused(Exception):
    """The document cannot be read; the message is one sentence for the person who chose it."""


TOO_LONG = "The document holds far more text than an advert or a job description: nothing was read."
TOO_LARGE = (
    "The document needs far more memory than a job description: it may be damaged, and nothing was read."
)
DAMAGED = (
    "The document is damaged or incomplete and could not be read: open it, save it again and choose that."
)


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


def answer(blocks_of: Callable[[bytes], list[Block]]) -> None:
    """Read the document on standard input and write its blocks, or why not, to standard output."""
    limit()
    try:
        blocks = blocks_of(sys.stdin.buffer.read())
        bound(blocks)
        written = {"blocks": [block.as_json() for block in blocks]}
    except Refused as refusal:
        written = {"refused": str(refusal)}
    except MemoryError:
        written = {"refused": TOO_LARGE}
    except Exception:  # whatever a damaged document makes a library raise, its reader is told the same
        written = {"refused": DAMAGED}
    json.dump(written, sys.stdout)


def bound(blocks: list[Block]) -> None:
    """Refuse more text than the interpreter should be asked to read."""
    paragraphs = characters = 0
    for block in blocks:
        paragraphs, characters = _counted(block, paragraphs, characters)
        if paragraphs > MOST_PARAGRAPHS or characters > MOST_CHARACTERS:
            raise Refused(TOO_LONG)


def _counted(block: Block, paragraphs: int, characters: int) -> tuple[int, int]:
    for rows in (getattr(block, "rows", ()),):
        for row in rows:
            for cell in row.cells:
                paragraphs += 1
                for inner in cell.blocks:
                    paragraphs, characters = _counted(inner, paragraphs, characters)
    text = getattr(block, "text", "")
    return paragraphs + 1, characters + len(text)
