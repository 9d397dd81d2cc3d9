"""Is this a PDF or a Word document we can take? Decided by content, never by its name or a browser's word.

Nothing here renders or runs anything; an archive is judged by its list of contents before it is opened.
"""

import enum
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import PurePosixPath

MOST_BYTES = 5 * 1024 * 1024
MOST_PAGES = 200
# A Word document is an archive: how many parts it may have, and how large it may be once unpacked.
MOST_PARTS = 2_000
MOST_BYTES_UNPACKED = 50 * 1024 * 1024
MOST_BYTES_OF_A_LIST = 1024 * 1024
LONGEST_NAME = 120

# What people send by mistake, each with its own way out.
NOT_TAKEN = (
    (
        re.compile(rb"\xff\xd8\xff|\x89PNG\r\n|GIF8|.{4}ftyp(?:heic|heix|mif1|msf1|avif)", re.DOTALL),
        "This is a picture: save it as a PDF, or put it into a Word document.",
    ),
    (
        re.compile(rb"\xd0\xcf\x11\xe0"),
        "This is an old kind of Word document (.doc), or one with a password: save it as .docx without one.",
    ),
    (re.compile(rb"\{\\rtf"), "This is a rich text document (.rtf): save it as a PDF or as .docx."),
)
PDF_BEGINS = b"%PDF-"
# Viewers accept a few bytes of anything before it; so do the mail gateways that put them there.
PDF_BEGINS_WITHIN = 1024
CONTENT_TYPES = "[Content_Types].xml"
WORD_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = (b"macroEnabled", b"vbaProject")
# A PDF may pack its objects, pages too, into streams; so many, and so much of each, is looked into.
MOST_OBJECT_STREAMS = 2_000
MOST_BYTES_OF_A_STREAM = 256 * 1024
MOST_BYTES_OF_A_STREAM_UNPACKED = 2 * 1024 * 1024
_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")
# Never given back once taken: a hostile file must not make us look at the same bytes again and again.
_DICTIONARY = re.compile(rb"<<([^<>]*+)>>")
_TREE_OF_PAGES = re.compile(rb"/Type\s*+/Pages\b")
_COUNT = re.compile(rb"/Count\s+(\d{1,9})")
_OBJECT_STREAM = re.compile(rb"/ObjStm\b")
_BEGINS = re.compile(rb"\bstream\r?\n")
BEGINS_WITHIN = 300


class Kind(enum.Enum):
    """The kinds of document we take."""

    PDF = "pdf"
    DOCX = "docx"

    @property
    def label(self) -> str:
        return {"pdf": "PDF", "docx": "Word"}[self.value]

    @property
    def content_type(self) -> str:
        """What a download is served as, whatever was claimed when it came."""
        return {
            "pdf": "application/pdf",
            "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }[self.value]


class Unacceptable(Exception):
    """We do not take this file; the message is one sentence for whoever sent it."""


@dataclass(frozen=True)
class Document:
    """A file that was recognised: what it is, a name that is safe to hand out, and its bytes."""

    kind: Kind
    file_name: str
    content: bytes


def recognise(content: bytes, name: str) -> Document:
    """What somebody has sent, or Unacceptable. `name` is only ever shown again, in a harmless form."""
    if not content:
        raise Unacceptable("This file is empty: choose another.")
    if len(content) > MOST_BYTES:
        raise Unacceptable(f"This file is larger than {MOST_BYTES // 1024 // 1024} MB: make it smaller.")
    if PDF_BEGINS in content[:PDF_BEGINS_WITHIN]:
        _look_at_pdf(content)
        kind = Kind.PDF
    elif content.startswith(b"PK\x03\x04"):
        _look_at_archive(content)
        kind = Kind.DOCX
    else:
        if known := next((words for mark, words in NOT_TAKEN if mark.match(content)), ""):
            raise Unacceptable(known)
        raise Unacceptable("This is neither a PDF nor a Word document (.docx): save it as one of them.")
    return Document(kind, safe_name(name, kind), content)


def size_in_words(size: int) -> str:
    """240 KB, 1.2 MB."""
    return f"{max(1, size // 1024)} KB" if size < 1024 * 1024 else f"{size / 1024**2:.1f} MB"


def safe_name(name: str, kind: Kind) -> str:
    """The last part of a name, without what a file system or a header could take for something else."""
    last = PurePosixPath(name.replace("\\", "/")).name
    stem = last.rpartition(".")[0] or last
    stem = "".join(letter if letter.isalnum() or letter in "-_()&', ." else " " for letter in stem)
    stem = " ".join(stem.split()).strip(". ")
    return f"{stem[: LONGEST_NAME - len(kind.value) - 1].rstrip() or 'document'}.{kind.value}"


def _look_at_pdf(content: bytes) -> None:
    """Refuse what says of itself that it is too long, or is locked."""
    if b"%%EOF" not in content and b"startxref" not in content:
        raise Unacceptable("This PDF is damaged: save it again, or print it to a new PDF.")
    if re.search(rb"/Encrypt\s+\d+\s+\d+\s+R", content):
        raise Unacceptable("This PDF is locked: save it without a password or restrictions.")
    if _pages_of(content) > MOST_PAGES:
        raise Unacceptable(f"This PDF has more than {MOST_PAGES} pages: send the part that matters.")


def _pages_of(content: bytes) -> int:
    """How many pages a PDF has, by its own count or by counting, whichever is more."""
    pages = counted = 0
    for part in (content, *_object_streams(content)):
        pages += len(_PAGE.findall(part))
        trees = (inside for inside in _DICTIONARY.findall(part) if _TREE_OF_PAGES.search(inside))
        counts = (int(number) for tree in trees for number in _COUNT.findall(tree))
        counted = max(counted, *counts, 0)
    return max(pages, counted)


def _object_streams(content: bytes) -> Iterator[bytes]:
    """What is packed into the PDF's object streams, each within bounds, and all of them together."""
    view, unpacked = memoryview(content), 0
    for named in islice(_OBJECT_STREAM.finditer(content), MOST_OBJECT_STREAMS):
        if not (match := _BEGINS.search(content, named.end(), named.end() + BEGINS_WITHIN)):
            continue
        packed = view[match.end() : match.end() + MOST_BYTES_OF_A_STREAM]
        with suppress(zlib.error):
            part = zlib.decompressobj().decompress(packed, MOST_BYTES_OF_A_STREAM_UNPACKED)
            unpacked += len(part)
            if unpacked > MOST_BYTES_UNPACKED:
                raise Unacceptable("This PDF unpacks to far more than it should: print it to a new PDF.")
            yield part


def _look_at_archive(content: bytes) -> None:
    """Refuse what unpacks to too much, hides macros or is another kind of archive."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
                raise Unacceptable("This document unpacks to far more than it should: save it again.")
            if any(_leads_elsewhere(part) for part in parts):
                raise Unacceptable("This document is put together in a way we do not take: save it again.")
            types = _read(archive, CONTENT_TYPES, MOST_BYTES_OF_A_LIST)
    except Unacceptable:
        raise
    except Exception:  # what a hostile archive can do to a reader is no closed list
        raise Unacceptable("This Word document is damaged: open it and save it again.") from None
    if any(word in types for word in MACROS):
        raise Unacceptable("This document holds macros: save it as an ordinary Word document (.docx).")
    if WORD_DOCUMENT not in types:
        raise Unacceptable("This is neither a PDF nor a Word document (.docx): save it as one of them.")


def _leads_elsewhere(part: zipfile.ZipInfo) -> bool:
    name = part.filename.replace("\\", "/")
    # Encrypted, absolute, climbing out, or a name that is there twice for two readers to differ about.
    return bool(part.flag_bits & 0x1) or name.startswith("/") or ".." in name.split("/")


def _read(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """The beginning of a part, never more than `most` bytes, whatever its header promises."""
    with archive.open(name) as part:
        return part.read(most)
