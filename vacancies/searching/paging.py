"""A page of a long list, begun behind a vacancy and not at a number: page 10,000 costs what page 1 costs."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import Q, QuerySet

from vacancies.models import Vacancy
from vacancies.searching.asked import Search
from vacancies.searching.finding import GOES_BY, Asked, ordered
from vacancies.searching.prepared import blank_instant, filled_in

A_PAGE = 20
CURSOR = re.compile(r"(?P<number>[0-9]{1,6})\.(?P<value>[0-9]{1,18})\.(?P<pk>[0-9]{1,18})")
MICROSECOND = timedelta(microseconds=1)
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
# Beyond these no instant is one.
MOST_MICROSECONDS = 10**17
BLANK_PK = -12_003


@dataclass(frozen=True)
class Cursor:
    """Where a page begins (`after` a vacancy) or ends (`before` one), and the page's number for people.

    `value` is what the list is ordered by, as a whole number: microseconds, pence, or a rank.
    """

    number: int
    value: int
    pk: int
    backwards: bool = False

    @classmethod
    def from_query(cls, query) -> "Cursor | None":
        """From ?after= or ?before=; None where there is none, or none that was ever given."""
        for name in ("after", "before"):
            if found := CURSOR.fullmatch(query.get(name, "")):
                number, value, pk = (int(part) for part in found.groups())
                # Every page but the first has a number above one, as every page before another has.
                if number >= 1 and value < MOST_MICROSECONDS and pk < 2**63:
                    return cls(number, value, pk, backwards=name == "before")
        return None

    def as_query(self) -> dict[str, str]:
        return {"before" if self.backwards else "after": f"{self.number}.{self.value}.{self.pk}"}


@dataclass(frozen=True)
class Page:
    """The vacancies of one page, and the ways to the pages beside it."""

    vacancies: list[Vacancy]
    number: int
    previous: Cursor | None
    following: Cursor | None


@dataclass(frozen=True)
class Columns:
    """How the vacancies of a page are asked for and read: as one value of JSON each."""

    ask: Callable[..., QuerySet]
    read: Callable[..., Vacancy]


def page(search: Search, cursor: Cursor | None, columns: Columns) -> Page:
    """One page of what a search finds, in its order; one query."""
    name, _ = GOES_BY[search.order]
    backwards = bool(cursor and cursor.backwards)
    vacancies = _read(search, cursor, columns)
    more = len(vacancies) > A_PAGE
    vacancies = vacancies[:A_PAGE]
    if backwards:
        vacancies.reverse()
    number = cursor.number if cursor else 1
    first_of_all = not cursor or (backwards and not more)
    previous = following = None
    if vacancies and not first_of_all:
        previous = Cursor(max(1, number - 1), _value(name, vacancies[0]), vacancies[0].pk, backwards=True)
    if vacancies and (more or backwards):
        following = Cursor(number + 1, _value(name, vacancies[-1]), vacancies[-1].pk)
    return Page(vacancies, 1 if first_of_all else number, previous, following)


def _read(search: Search, cursor: Cursor | None, columns: Columns) -> list[Vacancy]:
    """One more than a page, in the direction in which the cursor looks."""
    name, _ = GOES_BY[search.order]
    begins = "" if cursor is None else "before" if cursor.backwards else "after"
    blanks = [(BLANK_PK, cursor.pk), (_blank(name), _as_stored(name, cursor.value))] if cursor else []
    sql, params = filled_in(
        _asked, Asked.of(search), blanks, order=search.order, begins=begins, ask=columns.ask, most=A_PAGE + 1
    )
    with connection.cursor() as sent:
        sent.execute(sql, params)
        return [columns.read(**json.loads(row)) for (row,) in sent.fetchall()]


def _asked(asked: Asked, *, order: str, begins: str, ask: Callable[..., QuerySet], most: int) -> QuerySet:
    name, way = GOES_BY[order]
    found = ordered(asked, order)
    if begins:
        backwards = begins == "before"
        found = found.filter(_beyond(name, _blank(name), BLANK_PK, smaller=(way == "-") != backwards))
        found = found.reverse() if backwards else found
    return ask(found, name)[:most]


def _beyond(name: str, value, pk: int, *, smaller: bool) -> Q:
    beyond = "lt" if smaller else "gt"
    # Said twice, so that the index can be entered at the first and read from there.
    return Q(**{f"{name}__{beyond}e": value}) & (
        Q(**{f"{name}__{beyond}": value}) | Q(**{name: value, f"pk__{beyond}": pk})
    )


def _blank(name: str):
    if name.endswith("_at"):
        return blank_instant(1)
    return Decimal(-12_002) if name == "salary" else -12_002


def _value(name: str, vacancy: Vacancy) -> int:
    value = getattr(vacancy, name)
    if isinstance(value, datetime):
        return (value - BEGINNING) // MICROSECOND
    return round(Decimal(str(value)) * 100) if name == "salary" else int(value)


def _as_stored(name: str, value: int):
    if name.endswith("_at"):
        return BEGINNING + timedelta(microseconds=value)
    return Decimal(value) / 100 if name == "salary" else value
