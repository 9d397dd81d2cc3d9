"""Documents that are no text, Word's and PDF: told by their content, opened confined, and given to a reader.

The name of a file says nothing: a PDF that is called .docx is read as the PDF it is.
"""

from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType
from typing import NamedTuple

from recruitment.documents.confinement import NotOpened
from vacancies.importing import job_description
from vacancies.importing.advert_draft import AdvertDraft
from vacancies.importing.blocks import shown
from vacancies.importing.confinement import opened

MOST_BYTES = 10 * 1024 * 1024
AS_DOCX = "open it, save it as a Word document (.docx) and choose that"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
NO_TEXT = {
    "word": "The document holds no text.",
    "portable": "The PDF holds no text, only pictures of its pages: choose the document it was made from.",
}

PLACED = (
    "A PDF has no tables, only words in places: check where each point of the person specification begins "
    "and ends."
)


class Kind(NamedTuple):
    """A format we open: the module that reads it, and its name for people."""

    reader: str
    name: str


WORD = Kind("word", "a Word document")
PORTABLE = Kind("portable", "a PDF")
OLD_WORD, RICH_TEXT = b"\xd0\xcf\x11\xe0", b"{\\rtf"
BEGINNINGS = ((b"PK", WORD), (b"%PDF-", PORTABLE))


def is_one(beginning: bytes) -> bool:
    """Do these first bytes begin a document, one we open or one we name in refusing it?"""
    return beginning[:64].lstrip().startswith((OLD_WORD, RICH_TEXT, *(mark for mark, _ in BEGINNINGS)))


def kind_of(content: bytes) -> Kind | None:
    """The format of these bytes, or None where they may be text. NotOpened for formats nobody opens here."""
    beginning = content[:64].lstrip()
    if beginning.startswith(OLD_WORD):
        if ENCRYPTED_PACKAGE in content:
            raise NotOpened(f"The document is protected by a password: {AS_DOCX} without one.")
        raise NotOpened(f"The file is an old Word document (.doc): {AS_DOCX}.")
    if beginning.startswith(RICH_TEXT):
        raise NotOpened(f"The file is a rich text document (.rtf): {AS_DOCX}.")
    return next((kind for mark, kind in BEGINNINGS if beginning.startswith(mark)), None)


def read(content: bytes, kind: Kind, readers: Sequence[ModuleType]) -> tuple[AdvertDraft, str]:
    """The draft of a document and its text, line by line; NotOpened where it cannot be read in bounds."""
    if len(content) > MOST_BYTES:
        raise NotOpened(
            f"The file is larger than {MOST_BYTES // 1024 // 1024} MB: choose one without pictures."
        )
    blocks, text = shown(opened(content, kind.reader))
    if not text.strip():
        raise NotOpened(NO_TEXT[kind.reader])
    # Somebody may have saved the page of an advert as a document: whose layout it has decides.
    reader = next((reader for reader in readers if reader.recognises(text)), None)
    draft = reader.read(text) if reader else job_description.read_blocks(blocks)
    if kind is PORTABLE and draft.criteria:
        draft = replace(draft, warnings=(*draft.warnings, PLACED))
    return replace(draft, recognised_as=f"{draft.recognised_as}, saved as {kind.name}"), text
