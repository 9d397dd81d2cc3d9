"""Reads a PDF into paragraphs and tables, page by page, from where its words stand.

Runs confined: `python -m vacancies.importing.portable`. Pictures, forms and scripts are not read.
"""

import io
import re
from collections import Counter

from pypdf import PageObject, PdfReader

from recruitment.documents.confined import LOCKED, Refused
from vacancies.importing import confined
from vacancies.importing.blocks import Block, Paragraph
from vacancies.importing.lines import without_bullet
from vacancies.importing.placed_words import PlacedTables

MOST_PAGES = 100
TOO_MANY = f"The PDF has more than {MOST_PAGES} pages: a job description has some fifteen."
PAGE_NUMBER = re.compile(r"(?:page\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?", re.IGNORECASE)
# A line this much of the page's width ran into its edge: the next one goes on with it.
FULL = 0.75
SHORTEST_WIDTH = 50
EDGE = 2


def blocks_of(content: bytes) -> list[Block]:
    """The paragraphs and tables of every page, without what each page repeats at its edges."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused(LOCKED)
    if _stated_pages(reader) > MOST_PAGES or len(reader.pages) > MOST_PAGES:
        raise Refused(TOO_MANY)
    pages = [_lines(page) for page in reader.pages]
    repeated = _repeated(pages)
    tables = PlacedTables()
    found: list[Block] = []
    for lines in pages:
        kept = [line for line in lines if _edge_words(line) not in repeated and not _is_page_number(line)]
        found += _paragraphs(tables.taken_out_of(kept))
    return found


def _stated_pages(reader: PdfReader) -> int:
    """How many pages the document says it has, before any of them is looked for."""
    count = reader.root_object.get("/Pages", {}).get("/Count", 0)
    return count if isinstance(count, int) else 0


def _lines(page: PageObject) -> list[str]:
    """The lines of a page with their words in the columns they stand in, if they can be placed at all."""
    try:
        text = page.extract_text(extraction_mode="layout", layout_mode_strip_rotated=False)
    except MemoryError:
        raise
    except Exception:  # a font or an operator it cannot place: the words alone are still words
        text = ""
    return (text if text.strip() else page.extract_text()).split("\n")


def _edge_words(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _is_page_number(line: str) -> bool:
    return bool(PAGE_NUMBER.fullmatch(line.strip()))


def _repeated(pages: list[list[str]]) -> set[str]:
    """What at least half of the pages print at the top or at the bottom."""
    counts: Counter[str] = Counter()
    for lines in pages:
        held = [line for line in lines if line.strip()]
        counts.update({_edge_words(line) for line in (*held[:EDGE], *held[-EDGE:])})
    return {words for words, count in counts.items() if count >= max(2, len(pages) / 2)}


def _paragraphs(items: list[str | Block]) -> list[Block]:
    """Lines as paragraphs: one that ran into the edge of the page goes on in the next."""
    lines = [item for item in items if isinstance(item, str)]
    width = max([SHORTEST_WIDTH, *(len(line.rstrip()) for line in lines)]) * FULL
    found: list[Block] = []
    gap, goes_on = True, False
    for item in items:
        if not isinstance(item, str):
            found.append(item)
            gap, goes_on = True, False
            continue
        words = " ".join(item.split())
        if not words:
            gap, goes_on = True, False
            continue
        mark, bare = without_bullet(words)
        if goes_on and not mark and found and isinstance(found[-1], Paragraph):
            before = found[-1]
            found[-1] = Paragraph(f"{before.text} {words}", 0, before.bullet, False, before.after_gap)
        else:
            found.append(Paragraph(bare or words, 0, mark if bare else "", False, gap))
        gap, goes_on = False, len(item.rstrip()) >= width
    return found


if __name__ == "__main__":
    confined.answer(blocks_of)
