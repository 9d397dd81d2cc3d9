"""Reads a PDF into paragraphs, page by page.

Runs confined: `python -m vacancies.importing.portable`. Pictures, forms and scripts are not read.
"""

import io

from pypdf import PdfReader

from vacancies.importing import confined
from vacancies.importing.blocks import Block, Paragraph
from vacancies.importing.confined import Refused
from vacancies.importing.lines import without_bullet

MOST_PAGES = 100
TOO_MANY = f"The PDF has more than {MOST_PAGES} pages: a job description has some fifteen."
LOCKED = "The PDF is protected by a password: save it without one and choose that."


def blocks_of(content: bytes) -> list[Block]:
    """The lines of every page, as paragraphs."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused(LOCKED)
    if len(reader.pages) > MOST_PAGES:
        raise Refused(TOO_MANY)
    found: list[Block] = []
    for page in reader.pages:
        for raw in page.extract_text().split("\n"):
            words = " ".join(raw.split())
            mark, bare = without_bullet(words) if words else ("", "")
            found.append(Paragraph(bare or words, 0, mark if bare else "", False, False))
    return found


if __name__ == "__main__":
    confined.answer(blocks_of)
