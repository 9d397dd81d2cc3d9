"""Queries that Django writes once for a process, and that are filled in and sent each time.

Having a query of many parts written takes several times as long as having it answered. Nothing of an answer
is kept: only the SQL, which depends on nothing but what the query is asked to look like.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial, wraps
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

# What stands for a value while the SQL is written; nothing else in a query is alike.
BLANKS = {
    int: lambda place: -8_000_000_000 - place,
    str: "\N{SNOWMAN}{}".format,
    UUID: lambda place: UUID(int=place + 1),
}
# As many shapes of one query are kept: a page with a number is one.
SHAPES = 512


def prepared(write: Callable[..., QuerySet]) -> Callable[..., list]:
    """Of a function that says which rows, makes one that reads them.

    Its positional arguments are values: whole numbers, texts and UUIDs that stand in the query as they are,
    and decide nothing about how it looks. What does is given by keyword, and must be hashable. The function
    looks at nothing else: not at the clock, not at an object whose manager brings that object along.
    """
    shaped = lru_cache(maxsize=SHAPES)(partial(_write, write))

    @wraps(write)
    def read(*values, **shape) -> list:
        return shaped(tuple(type(value) for value in values), **shape).rows(values)

    return read


@dataclass(frozen=True)
class _Written:
    """A query with its SQL. `blanks` says which value goes to which place among the parameters."""

    rows_of: QuerySet
    compiler: SQLCompiler
    sql: str
    params: tuple
    blanks: tuple[tuple[int, int], ...]

    def rows(self, values: tuple) -> list:
        filled = list(self.params)
        for place, number in self.blanks:
            filled[place] = values[number]
        # Connections belong to one thread each; the SQL is everybody's.
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[self.rows_of.db]
        compiler.as_sql = lambda *_, **__: (self.sql, tuple(filled))
        rows = self.rows_of.all()
        rows.query.get_compiler = lambda *_, **__: compiler
        return list(rows)


def _write(write: Callable[..., QuerySet], kinds: tuple[type, ...], **shape) -> _Written:
    blanks = [BLANKS[kind](place) for place, kind in enumerate(kinds)]
    rows = write(*blanks, **shape)
    compiler = rows.query.get_compiler(using=rows.db)
    sql, params = compiler.as_sql()
    places = tuple((place, blanks.index(param)) for place, param in enumerate(params) if param in blanks)
    if {number for _, number in places} != set(range(len(blanks))):
        raise TypeError(f"{write.__qualname__}: not every value stands in the query as it was given.")
    return _Written(rows, compiler, sql, tuple(params), places)
