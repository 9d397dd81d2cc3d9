"""How many a search finds, and how many it would with another choice: all from one table of combinations.

One query groups what the words and the place alone find by everything the filters can ask. Every count of the
page is a sum over that table, so that a filter's counts leave out its own choice without one more query.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.db.models import Case, IntegerField, QuerySet, When

from vacancies.models import Vacancy
from vacancies.searching.asked import DAYS, FACETS, SALARIES, Facet, Search
from vacancies.searching.finding import SALARY_KNOWN, Asked, answering, end_of_day
from vacancies.searching.prepared import blank_instant, filled_in

# Beyond so many nobody reads a count: it is not worked out.
MOST_COUNTED = 10_000
STEPS = tuple(enumerate(SALARIES, start=1))
# In the order of FACETS.
GROUPED_BY = ("band", "working_patterns", "contract", "salary_step", "closing_step", "sponsorship")


@dataclass(frozen=True)
class Counts:
    """What words and place find, grouped; `groups` is None where that is more than are counted.

    Each group: band, working patterns, contract, how many of SALARIES it reaches, the least of DAYS within
    which it closes (0 for later than all), sponsorship, and how many vacancies.
    """

    groups: tuple[tuple, ...] | None

    @property
    def are_known(self) -> bool:
        return self.groups is not None

    def total(self, search: Search) -> int | None:
        """How many the search finds; None where they are not counted."""
        return None if self.groups is None else sum(group[-1] for group in self._answering(search))

    def of(self, facet: Facet, search: Search) -> dict[str, int]:
        """For each choice of a facet how many it would find, beside all that is asked of other facets."""
        if self.groups is None:
            return {}
        column = FACETS.index(facet)
        others = search.without(facet.name)
        if others.asks_of_facets:
            found = _summed(self._answering(others), column)
        else:
            found = self._sums[column]
        tests = {choice: _test(facet, (choice,)) for choice in facet.choices}
        return {
            choice: sum(number for value, number in found.items() if test(value))
            for choice, test in tests.items()
        }

    @cached_property
    def _sums(self) -> list[dict]:
        """The sums where no facet is asked for: those of every page that follows another."""
        return [_summed(self.groups, column) for column in range(len(FACETS))]

    def _answering(self, search: Search) -> Iterator[tuple]:
        tests = [_test(facet, getattr(search, facet.name)) for facet in FACETS]
        asked = [(column, test) for column, test in enumerate(tests) if test]
        return (group for group in self.groups if all(test(group[column]) for column, test in asked))


def _summed(groups: Iterable[tuple], column: int) -> dict:
    found: dict = defaultdict(int)
    for group in groups:
        value = group[column]
        found[tuple(value) if type(value) is list else value] += group[-1]
    return found


def count(search: Search) -> Counts:
    """What the words and the place of a search find, grouped. One query."""
    days = [(blank_instant(days), end_of_day(days)) for days in DAYS]
    sql, params = filled_in(_grouped, Asked.of(search.only_words_and_place()), days)
    columns = ", ".join(GROUPED_BY)
    with connection.cursor() as cursor:
        # Not a word of it comes from the visitor: what was typed stands in the parameters.
        cursor.execute(f"SELECT {columns}, count(*) FROM ({sql}) AS found GROUP BY {columns}", params)  # noqa: S608
        groups = tuple(cursor.fetchall())
    known = sum(group[-1] for group in groups) <= MOST_COUNTED
    return Counts(groups if known else None)


def count_up_to_a_limit(search: Search) -> int:
    """How many the search finds, at most one more than are counted."""
    sql, params = filled_in(_some, Asked.of(search), most=MOST_COUNTED + 1)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql}) AS found", params)  # noqa: S608 - as above
        return cursor.fetchone()[0]


def _some(asked: Asked, *, most: int) -> QuerySet[Vacancy]:
    return answering(asked).order_by().values("pk")[:most]


def _grouped(asked: Asked) -> QuerySet[Vacancy]:
    found = answering(asked).annotate(
        salary=SALARY_KNOWN,
        salary_step=Case(
            *(When(salary__gte=salary, then=step) for step, salary in reversed(STEPS)),
            default=0,
            output_field=IntegerField(),
        ),
        closing_step=Case(
            *(When(closes_at__lte=blank_instant(days), then=days) for days in DAYS),
            default=0,
            output_field=IntegerField(),
        ),
    )
    return found.order_by().values_list(*GROUPED_BY)[: MOST_COUNTED + 1]


def _test(facet: Facet, chosen: Sequence[str]) -> Callable | None:
    """Whether a group's column answers what was chosen; None where nothing was."""
    if not chosen:
        return None
    if facet.name == "pattern":
        wanted = set(chosen)
        return lambda patterns: not wanted.isdisjoint(patterns)
    if facet.name == "salary":
        least = SALARIES.index(int(chosen[0])) + 1
        return lambda step: step >= least
    if facet.name == "closing":
        most = int(chosen[0])
        return lambda days: 0 < days <= most
    return lambda value: value in chosen
