"""How every activity looks for states that must not be: by named queries, each of which must return nothing.

The queries themselves lie in the activities.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

log = logging.getLogger(__name__)

ROWS_NAMED = 20


@dataclass(frozen=True)
class Broken:
    """A promise that does not hold, and the numbers of the first rows that show it."""

    name: str
    rows: list[int]


def broken(promises: Mapping[str, Callable[[], QuerySet]]) -> list[Broken]:
    """The promises that do not hold right now."""
    found = (
        (name, list(query().values_list("pk", flat=True)[:ROWS_NAMED])) for name, query in promises.items()
    )
    return [Broken(name, rows) for name, rows in found if rows]


def report(promises: Mapping[str, Callable[[], QuerySet]]) -> None:
    """Say loudly, in the log, which promise is broken and for which rows (numbers only)."""
    for promise in broken(promises):
        log.error("Broken promise: %s. Rows: %s", promise.name, promise.rows)
