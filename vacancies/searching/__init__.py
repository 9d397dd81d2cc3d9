"""The public search: what is asked for, what is found, and how many there would be with one choice more.

`Search.from_query(request.GET)` reads an address and never raises; `find(search)` is a queryset in the
search's order; `Search.as_query()` is the address in its one spelling, `in_words()` the same for people.
"""

from vacancies.searching.asked import FACETS, NEWEST, ORDERS, Chip, Facet, Search
from vacancies.searching.counting import MOST_COUNTED, Counts, count
from vacancies.searching.finding import find, matching
from vacancies.searching.paging import Columns, Cursor, Page
from vacancies.searching.results import Results, results, ways_out

__all__ = [
    "FACETS",
    "MOST_COUNTED",
    "NEWEST",
    "ORDERS",
    "Chip",
    "Columns",
    "Counts",
    "Cursor",
    "Facet",
    "Page",
    "Results",
    "Search",
    "count",
    "find",
    "matching",
    "results",
    "ways_out",
]
