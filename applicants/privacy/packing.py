"""A ZIP of what is held about a person: a page to read, and the same as JSON. Built in memory, bounded."""

import json
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string

PAGE, DATA = "what-we-hold-about-you.html", "what-we-hold-about-you.json"


def pack(kinds: list[tuple[str, list[dict]]], *, at: datetime) -> bytes:
    """The ZIP's bytes. `kinds`: a title and its rows, each a value by column."""
    page = render_to_string(
        "privacy/held.html",
        {"at": at, "kinds": [(title, [_readable(row) for row in rows]) for title, rows in kinds]},
    )
    data = {"made_at": at, **dict(kinds)}
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr(PAGE, page)
        archive.writestr(DATA, json.dumps(data, cls=DjangoJSONEncoder, indent=1, ensure_ascii=False))
    return packed.getvalue()


def _readable(row: dict) -> list[tuple[str, object]]:
    """What has a value, with the column's name in words."""
    return [(_in_words(name), value) for name, value in row.items() if value not in (None, "", [], {})]


def _in_words(column: str) -> str:
    words = column.removesuffix("_id").replace("_", " ").strip() or "number"
    return "Number" if words == "id" else words.capitalize()
