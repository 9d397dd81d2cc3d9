"""The text of a PDF, page by page.

Runs confined: `python -m recruitment.documents.text_of_pdf 20`, with the most pages there may be. Only what
the pages print is read: not what the file says of itself (who made it, with what), nor notes or pictures.
"""

import io
import sys

from pypdf import PageObject, PdfReader

from recruitment.documents import confined
from recruitment.documents.confined import LOCKED, Refused


def read(content: bytes, most_pages: int) -> dict:
    """`text` and `pages`; the text is left out where there are too many pages."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise Refused(LOCKED)
    # What it says it has, before any of them is looked for.
    stated = reader.root_object.get("/Pages", {}).get("/Count", 0)
    if isinstance(stated, int) and stated > most_pages:
        return {"text": "", "pages": stated}
    pages = len(reader.pages)
    if pages > most_pages:
        return {"text": "", "pages": pages}
    return {"text": "\n\n".join(_text_of(page) for page in reader.pages).strip(), "pages": pages}


def _text_of(page: PageObject) -> str:
    try:
        return page.extract_text().strip()
    except MemoryError:
        raise
    except Exception:  # a font or an operator it cannot follow: the other pages can still be read
        return ""


if __name__ == "__main__":
    confined.answer(lambda content: read(content, int(sys.argv[1])))
