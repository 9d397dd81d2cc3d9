"""How the confined readers of job descriptions answer: with blocks, and not with too many of them.

The process itself is bounded by recruitment/documents/confined.py. Nothing here needs Django.
"""

from collections.abc import Callable

from recruitment.documents import confined
from recruitment.documents.confined import MEGABYTE, Refused
from vacancies.importing.blocks import Block

# What a document may hold: fifteen pages are some 500 paragraphs and 40,000 characters.
MOST_PARAGRAPHS = 20_000
MOST_CHARACTERS = MEGABYTE
TOO_LONG = "The document holds far more text than an advert or a job description: nothing was read."


def answer(blocks_of: Callable[[bytes], list[Block]]) -> None:
    """Read the document on standard input and write its blocks, or why not, to standard output."""
    confined.answer(lambda content: _as_json(blocks_of(content)))


def _as_json(blocks: list[Block]) -> list:
    bound(blocks)
    return [block.as_json() for block in blocks]


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
