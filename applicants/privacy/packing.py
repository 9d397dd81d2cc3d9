"""A ZIP of what is held about a person: a page to read, and the same as JSON. Built in memory, bounded."""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

from recruitment.documents import storing

# Of documents together: all of it lies in memory for a moment.
MOST_BYTES = 30 * 1024 * 1024
PAGE, DATA = "what-we-hold-about-you.html", "what-we-hold-about-you.json"


def pack(kinds: list[tuple[str, list[dict]]], documents: Iterable[tuple[str, str]], *, at: datetime) -> bytes:
    """The ZIP's bytes. `kinds`: a title and its rows, each a value by column; `documents`: a name and a hash.

    Documents that no longer fit, or whose content is lost, are named in the page instead.
    """
    files, left_out = _contents(documents)
    page = render_to_string(
        "privacy/held.html",
        {
            "at": at,
            "kinds": [(title, [_readable(row) for row in rows]) for title, rows in kinds],
            "left_out": left_out,
        },
    )
    data = {"made_at": at, **dict(kinds)}
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr(PAGE, page)
        archive.writestr(DATA, json.dumps(data, cls=DjangoJSONEncoder, indent=1, ensure_ascii=False))
        for name, content in files:
            archive.writestr(f"documents/{name}", content)
    return packed.getvalue()


def _contents(documents: Iterable[tuple[str, str]]) -> tuple[list[tuple[str, bytes]], list[str]]:
    files, left_out, room = [], [], MOST_BYTES
    for name, sha256 in documents:
        try:
            content = storing.read_kept(sha256)
        except storing.NotKept:
            content = None
        if content is None or len(content) > room:
            left_out.append(name)
            continue
        room -= len(content)
        files.append((_safe(name), content))
    return files, left_out


def _safe(name: str) -> str:
    """A name that stays in its folder, whatever the file was called."""
    folder, _, file = name.partition("/")
    file = re.sub(r"[^\w .()-]", "_", file)
    return f"{folder}/{file}"


def _readable(row: dict) -> list[tuple[str, object]]:
    """What has a value, with the column's name in words."""
    return [(_in_words(name), value) for name, value in row.items() if value not in (None, "", [], {})]


def _in_words(column: str) -> str:
    words = column.removesuffix("_id").replace("_", " ").strip() or "number"
    return "Number" if words == "id" else words.capitalize()
