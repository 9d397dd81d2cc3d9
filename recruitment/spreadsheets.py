"""Rows as CSV that a spreadsheet may open: no cell of it can run as a formula."""

import csv
import re
from collections.abc import Iterable, Iterator

from django.http import StreamingHttpResponse

# What makes a spreadsheet take a cell for a formula, or a cell for two.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# A telephone number or a plain negative number is no formula, and is of no use with a quote before it.
HARMLESS = re.compile(r"\+?[0-9][0-9 ()]*|-[0-9]+(\.[0-9]+)?")
# Without it Excel takes é for two letters.
BYTE_ORDER_MARK = "\ufeff"


class _Echo:
    """Hands back what the writer writes, so that nothing of the file is kept."""

    def write(self, line: str) -> str:
        return line


def safe_cell(value: object) -> str:
    """The cell's text; one that a spreadsheet would run gets a quote before it."""
    text = "" if value is None else str(value)
    if text.lstrip(" \u00a0").startswith(STARTS_A_FORMULA) and not HARMLESS.fullmatch(text):
        return f"'{text}"
    return text


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The lines of a CSV file, the byte order mark first."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow([safe_cell(cell) for cell in header])
    for row in rows:
        yield writer.writerow([safe_cell(cell) for cell in row])


def download(name: str, header: Iterable[str], rows: Iterable[Iterable[object]]) -> StreamingHttpResponse:
    """A CSV file as a download that begins at once, however many rows there are."""
    return StreamingHttpResponse(
        csv_lines(header, rows),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.csv"',
            "Cache-Control": "private, no-store",
        },
    )
