"""The parts of a Word document (DOCX), opened one by one and never further than a part may be long.

For the confined readers: nothing here needs Django.
"""

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import TypeVar

from docx.oxml.ns import nsmap
from docx.oxml.parser import parse_xml

from recruitment.documents.confined import DAMAGED, MEGABYTE, Refused

MOST_PARTS = 5_000
LONGEST_PART = 24 * MEGABYTE
# What libxml2 calls it when the memory of the process is used up.
NO_MEMORY = 2
W = f"{{{nsmap['w']}}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

NOT_WORD = "The file is an archive but no Word document (.docx): choose the document itself."
BOMB = "The document unpacks to far more than a document should: nothing was read."
DECLARES = "The document declares entities of its own, which Word never does: nothing was read."
MACROS = (
    "The document holds macros (.docm): save it as a Word document without macros (.docx) and choose that."
)

Result = TypeVar("Result")


class Parts:
    """The parts of one document, by their names in the archive."""

    def __init__(self, archive: zipfile.ZipFile):
        names = archive.namelist()
        if len(names) > MOST_PARTS:
            raise Refused(BOMB)
        if any(name.casefold().endswith("vbaproject.bin") for name in names):
            raise Refused(MACROS)
        if "word/document.xml" not in names:
            raise Refused(NOT_WORD)
        self._archive = archive
        self._names = frozenset(names)

    def part(self, name: str):
        """The root of a part, or None where there is none; never more of it than a part may hold."""
        if name not in self._names:
            return None
        with self._archive.open(name) as file:
            written = file.read(LONGEST_PART + 1)
        if len(written) > LONGEST_PART:
            raise Refused(BOMB)
        if b"<!DOCTYPE" in written.replace(b"\0", b""):  # in letters of two bytes too
            raise Refused(DECLARES)
        return parse_xml(written)

    def body(self):
        """The element that holds the document's text."""
        root = self.part("word/document.xml")
        body = root.find(f"{W}body")
        if body is None:
            raise Refused(NOT_WORD)
        return body


def read_parts(content: bytes, read: Callable[[Parts], Result]) -> Result:
    """What `read` makes of the document's parts; Refused or MemoryError where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return read(Parts(archive))
    except SyntaxError as error:
        if getattr(error, "code", None) == NO_MEMORY:
            raise MemoryError from None
        raise Refused(DAMAGED) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RecursionError, RuntimeError):
        raise Refused(DAMAGED) from None
