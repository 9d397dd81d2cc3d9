"""A decision pack as the answer to a request: a page to print, or a file, complete before it is sent."""

from tempfile import TemporaryFile

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render

from applicants.shortlisting.packing import as_json, as_page, as_tables
from applicants.shortlisting.packing.parts import Pack
from recruitment.nhsuk.pagination import pagination

PRINT, JSON, CSV = FORMS = ("print", "json", "csv")


def answer(request: HttpRequest, pack: Pack, form: str, *, number: int, **page) -> HttpResponse:
    """`number` is the vacancy's, for the name of the file; `page` is what the page to print needs besides."""
    if form == PRINT:
        part = Paginator(range(pack.head.candidates), pack.a_part).get_page(pack.part)
        context = {
            "pack": as_page.page(pack),
            "part": part,
            "pagination": pagination(part, "?part={}".format),
        }
        held = render(request, "shortlisting/pack.html", {**context, **page})
    else:
        name = f"decision-pack-{number}-{'names' if pack.head.has_names else 'labels'}"
        held = _json(pack, name) if form == JSON else _tables(pack, name)
    held.headers["Cache-Control"] = "private, no-store"
    return held


def part_asked_for(request: HttpRequest, form: str) -> int | None:
    """A page to print holds one part of a long pack; a file holds all of it."""
    if form != PRINT:
        return None
    asked = request.GET.get("part", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _json(pack: Pack, name: str) -> FileResponse:
    # Evidence that breaks off in the middle could be taken for all of it: the file first, then the answer.
    held = TemporaryFile()  # noqa: SIM115 - the answer closes it
    for line in as_json.lines(pack):
        held.write(line.encode())
    held.seek(0)
    return FileResponse(held, as_attachment=True, filename=f"{name}.json", content_type="application/json")


def _tables(pack: Pack, name: str) -> FileResponse:
    return FileResponse(
        as_tables.archive(pack), as_attachment=True, filename=f"{name}.zip", content_type="application/zip"
    )
