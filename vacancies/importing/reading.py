"""From a file of any kind to an AdvertDraft: what is readable text, and which reader it goes to.

A file that is no text, or too much of it, is refused with one sentence for the person who chose it.
"""

import codecs
import sys
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

from recruitment.documents.confinement import NotOpened
from vacancies.importing import documents, job_description, labelled_lines, nhs_jobs, saved_page, trac
from vacancies.importing.advert_draft import AdvertDraft
from vacancies.importing.blocks import shown
from vacancies.importing.lines import visible

MOST_BYTES = 1024 * 1024
MOST_LINES = 20_000
# Above this share of control characters, what decodes as text is not.
MOST_CONTROL = 0.01

# The readers by source: the first that recognises the text reads it.
PAGE_READERS = (trac, nhs_jobs)
READERS = (*PAGE_READERS, job_description)
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class UnreadableAdvert(Exception):
    """The file holds no text that could be read; its message is one sentence for the person who chose it."""


class Reading(NamedTuple):
    """A draft beside the text it was read from: the line of an origin is a line of this text, from 1."""

    draft: AdvertDraft
    text: str

    @property
    def source(self) -> str:
        """What the document was taken for, in words for people: "a saved NHS Jobs page"."""
        return self.draft.recognised_as


def read_path(name: str) -> AdvertDraft:
    """The advert in a file, "-" meaning standard input."""
    if name == "-":
        return read_upload(sys.stdin.buffer)
    try:
        with Path(name).open("rb") as file:
            return read_upload(file)
    except FileNotFoundError:
        raise UnreadableAdvert(f"There is no file {name}.") from None
    except IsADirectoryError:
        raise UnreadableAdvert(f"{name} is a folder: name one file.") from None
    except PermissionError:
        raise UnreadableAdvert(f"The file {name} may not be read.") from None
    except (OSError, ValueError):
        raise UnreadableAdvert(f"The file {name} could not be read.") from None


def read_upload(file: BinaryIO) -> AdvertDraft:
    """The advert in an open file or an upload."""
    return reading_of_upload(file).draft


def read_bytes(content: bytes) -> AdvertDraft:
    """The advert in these bytes, or UnreadableAdvert."""
    return reading_of(content).draft


def read_text(text: str) -> AdvertDraft:
    """The advert in this text, read by the reader that recognises it."""
    return reading_of_text(text).draft


def reading_of_upload(file: BinaryIO) -> Reading:
    """The advert in an upload beside its text; no more of it is read than an advert may hold."""
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES and documents.is_one(content):
        content += file.read(documents.MOST_BYTES + 1 - len(content))
    elif len(content) > MOST_BYTES and saved_page.begins(content):
        content += file.read(saved_page.MOST_BYTES + 1 - len(content))
    return reading_of(content)


def reading_of(content: bytes) -> Reading:
    """The advert in these bytes beside its text, or UnreadableAdvert."""
    try:
        if kind := documents.kind_of(content):
            return Reading(*documents.read(content, kind, PAGE_READERS))
    except NotOpened as refusal:
        raise UnreadableAdvert(str(refusal)) from None
    return reading_of_text(text_of(content))


def reading_of_text(text: str) -> Reading:
    """The advert in this text or saved web page, read by the reader that recognises it, beside the text."""
    text = visible(text)
    if saved_page.is_one(text):
        return _reading_of_page(text)
    _refuse_too_many_lines(text)
    reader = next((reader for reader in READERS if reader.recognises(text)), labelled_lines)
    return Reading(reader.read(text), text)


def _reading_of_page(page: str) -> Reading:
    blocks = saved_page.blocks_of(page)
    text = visible(saved_page.text_of(blocks))
    if not text.strip():
        raise UnreadableAdvert("The web page holds no text that could be read.")
    if len(text) > MOST_BYTES:
        raise UnreadableAdvert("The web page holds more text than an advert may: a few pages are usual.")
    _refuse_too_many_lines(text)
    reader = next((reader for reader in PAGE_READERS if reader.recognises(text)), None)
    if reader:
        draft = reader.read(text)
    elif job_description.recognises(text):
        blocks, text = shown(blocks)
        draft = job_description.read_blocks(blocks)
    else:
        draft = labelled_lines.read(text)
    return Reading(replace(draft, recognised_as=f"{draft.recognised_as}, as a web page"), text)


def _refuse_too_many_lines(text: str) -> None:
    if text.count("\n") > MOST_LINES:
        raise UnreadableAdvert(f"The file has more than {MOST_LINES:,} lines: an advert has a few hundred.")


def text_of(content: bytes) -> str:
    """The text these bytes are, or UnreadableAdvert."""
    most = saved_page.MOST_BYTES if saved_page.begins(content) else MOST_BYTES
    if len(content) > most:
        raise UnreadableAdvert(
            f"The file is larger than {most // 1024 // 1024} MB: an advert's text is far smaller."
        )
    text = _decoded(content)
    if not text.strip("\ufeff \t\r\n\x0c\u00a0"):
        raise UnreadableAdvert("The file is empty.")
    return text


def _decoded(content: bytes) -> str:
    encodings = [name for mark, name in BYTE_ORDER_MARKS if content.startswith(mark)][:1] or [
        "utf-8",
        "cp1252",
    ]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and _control_characters(text) <= len(text) * MOST_CONTROL:
            return text
        break
    raise UnreadableAdvert("The file is not text: save the advert as plain text (.txt) and choose that.")


def _control_characters(text: str) -> int:
    return sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\n\r\x0b\x0c")
