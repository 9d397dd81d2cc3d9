"""Queries and changes that Django writes once for a process, and that are filled in and sent each time.

Having a query of many parts written takes several times as long as having it answered. Nothing of an answer
is kept: only the SQL, which depends on nothing but what the query is asked to look like.
"""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache, partial, wraps
from types import SimpleNamespace
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql import UpdateQuery
from django.db.models.sql.compiler import SQLCompiler

# What stands for a value while the SQL is written; nothing else in a query is alike.
BLANKS = {
    int: lambda place: -8_000_000_000 - place,
    str: "\N{SNOWMAN}{}".format,
    UUID: lambda place: UUID(int=place + 1),
    timedelta: lambda place: timedelta(days=-8_000_000 - place),
}
# As many shapes of one query are kept: a page with a number is one.
SHAPES = 512


def prepared(write: Callable[..., QuerySet]) -> Callable[..., list]:
    """Of a function that says which rows, makes one that reads them.

    Its positional arguments are values of the kinds of BLANKS that stand in the query as they are, and decide
    nothing about how it looks. What does is given by keyword, and must be hashable. The function looks at
    nothing else: not at the clock, not at an object whose manager brings that object along.
    """
    shaped = lru_cache(maxsize=SHAPES)(partial(_write, write))

    @wraps(write)
    def read(*values, **shape) -> list:
        return shaped(_kinds(values), **shape).rows(values)

    return read


def prepared_update(write: Callable[..., tuple[QuerySet, Mapping]]) -> Callable[..., int]:
    """Of a function that says which rows, and what is written into them, makes one that writes it.

    Returns how many rows it was. Its arguments are as those of a `prepared` function.
    """
    shaped = lru_cache(maxsize=SHAPES)(partial(_write_update, write))

    @wraps(write)
    def update(*values, **shape) -> int:
        change = shaped(_kinds(values), **shape)
        with connections[change.using].cursor() as cursor:
            cursor.execute(change.sql, change.filled(values))
            return cursor.rowcount

    return update


@dataclass(frozen=True)
class _Statement:
    """SQL with its parameters. `blanks` says which value goes to which place among them."""

    using: str
    sql: str
    params: tuple
    blanks: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, compiler: SQLCompiler, blanks: Sequence, whose: str) -> "_Statement":
        sql, params = compiler.as_sql()
        places = tuple((place, blanks.index(param)) for place, param in enumerate(params) if param in blanks)
        if {number for _, number in places} != set(range(len(blanks))):
            raise TypeError(f"{whose}: not every value stands in the query as it was given.")
        return cls(compiler.using, sql, tuple(params), places)

    def filled(self, values: tuple) -> tuple:
        params = list(self.params)
        for place, number in self.blanks:
            params[place] = values[number]
        return tuple(params)


@dataclass(frozen=True)
class _Query:
    """The rows a query is about, what reads them, and its SQL."""

    rows_of: QuerySet
    compiler: SQLCompiler
    statement: _Statement

    @cached_property
    def converters(self) -> dict:
        """How what PostgreSQL says of each column becomes a value; the same each time."""
        return self.compiler.get_converters([column for column, *_ in self.compiler.select])

    def rows(self, values: tuple) -> list:
        # Connections belong to one thread each; the SQL is everybody's.
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[self.rows_of.db]
        compiler.as_sql = lambda *_, **__: (self.statement.sql, self.statement.filled(values))
        compiler.get_converters = lambda columns: self.converters
        compiler.has_composite_fields = lambda columns: False
        query = copy.copy(self.rows_of.query)
        query.get_compiler = lambda *_, **__: compiler
        # What makes objects of rows asks these of a query set; cloning one would take as long as the rows.
        asked = SimpleNamespace(
            query=query,
            db=self.rows_of.db,
            model=self.rows_of.model,
            _fields=self.rows_of._fields,
            _known_related_objects=self.rows_of._known_related_objects,
        )
        return list(self.rows_of._iterable_class(asked))


def _write(write: Callable[..., QuerySet], kinds: tuple[type, ...], **shape) -> _Query:
    blanks = _blanks(kinds)
    rows = write(*blanks, **shape)
    if rows._prefetch_related_lookups:
        raise TypeError(f"{write.__qualname__}: what is fetched besides is not prepared.")
    compiler = rows.query.get_compiler(using=rows.db)
    return _Query(rows, compiler, _Statement.of(compiler, blanks, write.__qualname__))


def _write_update(
    write: Callable[..., tuple[QuerySet, Mapping]], kinds: tuple[type, ...], **shape
) -> _Statement:
    blanks = _blanks(kinds)
    rows, values = write(*blanks, **shape)
    query = rows.query.chain(UpdateQuery)
    query.clear_ordering(force=True)
    query.add_update_values(values)
    return _Statement.of(query.get_compiler(using=rows.db), blanks, write.__qualname__)


def _kinds(values: tuple) -> tuple[type, ...]:
    return tuple(type(value) for value in values)


def _blanks(kinds: tuple[type, ...]) -> list:
    return [BLANKS[kind](place) for place, kind in enumerate(kinds)]
