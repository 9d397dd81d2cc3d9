"""SQL that Django writes once for each shape of a search, and that is filled in for each search.

Having it written takes several times as long as having it answered. Blanks stand for what differs from search
to search; no value of theirs can come from anybody.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import cache

from django.db.models import QuerySet

from vacancies.searching.finding import Asked

BLANK_DAY = datetime(1200, 1, 1, tzinfo=UTC)
BLANKS = Asked(
    words="'\N{SNOWMAN}words'", lexemes="'\N{SNOWMAN}lexemes'", salary=-12_001, closes_by=BLANK_DAY
)


def blank_instant(number: int) -> datetime:
    """One more instant that nobody can ask for."""
    return BLANK_DAY + timedelta(days=number)


def filled_in(
    write: Callable[..., QuerySet], asked: Asked, blanks: Iterable[tuple] = (), **shape
) -> tuple[str, tuple]:
    """The SQL of `write(asked, **shape)` and its parameters; `blanks` are further (blank, value) pairs."""
    has = tuple(value is not None for value in asked)
    sql, params = _written(write, has, tuple(shape.items()))
    values = {**dict(zip(BLANKS, asked, strict=True)), **dict(blanks)}
    return sql, tuple(values.get(param, param) for param in params)


@cache
def _written(write: Callable[..., QuerySet], has: tuple[bool, ...], shape: tuple) -> tuple[str, tuple]:
    blanks = Asked(*(blank if there else None for blank, there in zip(BLANKS, has, strict=True)))
    return write(blanks, **dict(shape)).query.sql_with_params()
