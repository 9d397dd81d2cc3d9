"""The blocks of a document, read in a child process that cannot harm this one (docs/decisions/0014)."""

from recruitment.documents import confinement
from recruitment.documents.confined import DAMAGED, Refused
from recruitment.documents.confinement import NotOpened
from vacancies.importing import blocks, confined
from vacancies.importing.blocks import Block


def opened(content: bytes, reader: str) -> list[Block]:
    """The blocks of a document, read by the module named; NotOpened where it cannot be read in bounds."""
    return believed(confinement.opened(content, f"vacancies.importing.{reader}"))


def believed(read: object) -> list[Block]:
    """The blocks in what was read, if it has the form we know; else the document was not read."""
    try:
        found = blocks.from_json(read)
        confined.bound(found)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise NotOpened(DAMAGED) from None
    except Refused as refusal:
        raise NotOpened(str(refusal)) from None
    return found
