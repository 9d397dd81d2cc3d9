"""What a recognised document says, as text, and how many pages it has; read where it can do no harm.

The text is all that anybody gets who may not know whose document it is: it holds what the pages print and
nothing that the file says of itself (docs/decisions/0023).
"""

import re
from dataclasses import dataclass

from recruitment.documents import confined, confinement
from recruitment.documents.recognising import Document, Kind, Unacceptable

READERS = {Kind.PDF: "recruitment.documents.text_of_pdf", Kind.DOCX: "recruitment.documents.text_of_word"}
MOST_CHARACTERS = 200_000
# What PostgreSQL or UTF-8 cannot hold, and what steers a terminal; line breaks and tabs stay.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Reading:
    """The text of a document, "" where there are only pictures of pages, and its number of pages."""

    text: str
    pages: int


def read(document: Document, *, most_pages: int, seconds: float | None = None) -> Reading:
    """What the document says. Raises Unacceptable where it cannot be read or is too long."""
    try:
        found = confinement.opened(document.content, READERS[document.kind], str(most_pages), seconds=seconds)
    except confinement.NotOpened as refusal:
        raise Unacceptable(str(refusal)) from None
    reading = _believed(found)
    if reading.pages > most_pages or len(reading.text) > MOST_CHARACTERS:
        raise Unacceptable(f"This document has more than {most_pages} pages: send the part that matters.")
    return reading


def _believed(found: object) -> Reading:
    match found:
        case {"text": str(text), "pages": int(pages)} if pages >= 0:
            return Reading(_UNPRINTABLE.sub("", text), max(pages, 1))
    raise Unacceptable(confined.DAMAGED)
