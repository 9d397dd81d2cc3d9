"""What somebody searches for: read from a query string, kept in one spelling, written back. No database.

Anything may stand in an address. What is not understood is left out; nothing here raises.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.http import QueryDict

from vacancies import pay
from vacancies.status import Contract, WorkingPattern

MOST_LETTERS = 120
SALARIES = (20_000, 22_500, 25_000, 27_500, 30_000, 35_000, 40_000, 50_000)
# Closing within so many days, today not counted.
DAYS = (3, 7, 14)

RELEVANCE, SOONEST, LAST, NEWEST, SALARY = "relevance", "closing-soonest", "closing-last", "newest", "salary"
ORDERS = {
    RELEVANCE: "Best match",
    SOONEST: "Closing soonest",
    LAST: "Closing last",
    NEWEST: "Newest",
    SALARY: "Highest salary",
}

BANDS = {band: pay.band_in_words(band) for band in pay.BANDS}
PATTERNS = {pattern.value: str(pattern.label) for pattern in WorkingPattern}
CONTRACTS = {contract.value: str(contract.label) for contract in Contract}
SALARY_CHOICES = {str(salary): f"£{salary:,} or more" for salary in SALARIES}
CLOSING_CHOICES = {str(days): f"Within {days} days" for days in DAYS}
SPONSORSHIP_CHOICES = {"available": "Sponsorship available"}


@dataclass(frozen=True)
class Facet:
    """One group of choices: its name in the address, its legend, its choices, whether several may be made."""

    name: str
    legend: str
    choices: Mapping[str, str]
    several: bool = True


FACETS = (
    Facet("band", "Pay band", BANDS),
    Facet("pattern", "Working pattern", PATTERNS),
    Facet("contract", "Contract", CONTRACTS),
    Facet("salary", "Salary at least", SALARY_CHOICES, several=False),
    Facet("closing", "Closing", CLOSING_CHOICES, several=False),
    Facet("sponsorship", "Visa sponsorship", SPONSORSHIP_CHOICES),
)


@dataclass(frozen=True)
class Chip:
    """One thing that was asked for, in words, and the search without it."""

    about: str
    text: str
    without: "Search"


@dataclass(frozen=True)
class Search:
    """A search in its one spelling: equal searches are equal values, and hash alike.

    Each facet is the tuple of what was chosen, in the order of its choices; empty means any.
    """

    words: str = ""
    place: str = ""
    band: tuple[str, ...] = ()
    pattern: tuple[str, ...] = ()
    contract: tuple[str, ...] = ()
    salary: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    sponsorship: tuple[str, ...] = ()
    order: str = SOONEST

    @classmethod
    def from_query(cls, query: QueryDict | str) -> "Search":
        """The search an address asks for: `request.GET`, or a query string that was kept."""
        if isinstance(query, str):
            query = QueryDict(query)
        words = _tidy(query.get("q", ""))
        chosen = {facet.name: _chosen(facet, query.getlist(facet.name)) for facet in FACETS}
        order = query.get("order", "")
        usual = RELEVANCE if words else SOONEST
        if order not in ORDERS or (order == RELEVANCE and not words):
            order = usual
        return cls(words=words, place=_tidy(query.get("place", "")), order=order, **chosen)

    def as_query(self, **more) -> str:
        """The query string people can share, with no more in it than it takes; `more` is put behind it."""
        asked = [("q", self.words), ("place", self.place)]
        asked += [(facet.name, value) for facet in FACETS for value in getattr(self, facet.name)]
        asked += [("order", "" if self.order == self.usual_order else self.order), *more.items()]
        return urlencode([(name, value) for name, value in asked if value not in ("", None)])

    @property
    def usual_order(self) -> str:
        return RELEVANCE if self.words else SOONEST

    @property
    def orders(self) -> dict[str, str]:
        """The orders that make sense for it."""
        return {key: words for key, words in ORDERS.items() if key != RELEVANCE or self.words}

    @property
    def asks_for_anything(self) -> bool:
        return self.unordered() != Search()

    @property
    def asks_of_facets(self) -> bool:
        return any(getattr(self, facet.name) for facet in FACETS)

    def unordered(self) -> "Search":
        """The same search in its usual order: what decides which vacancies are found."""
        return replace(self, order=self.usual_order)

    def asking(self, **changes) -> "Search":
        """Another search; one that loses its words has no best match any more."""
        changed = replace(self, **changes)
        keeps = changed.order != self.usual_order and (changed.order != RELEVANCE or changed.words)
        return changed if keeps else changed.unordered()

    def without(self, name: str, value: str = "") -> "Search":
        """The search without one of its parts, or without one of the choices of a facet."""
        old = getattr(self, name)
        if isinstance(old, str):
            return self.asking(**{name: ""})
        return self.asking(**{name: tuple(choice for choice in old if value and choice != value)})

    def only_words_and_place(self) -> "Search":
        return Search(words=self.words, place=self.place).unordered()

    def chips(self) -> list[Chip]:
        """All that is asked for, part by part."""
        chips = []
        if self.words:
            chips.append(Chip("Words", f"“{self.words}”", self.without("words")))
        if self.place:
            chips.append(Chip("Place", self.place, self.without("place")))
        for facet in FACETS:
            for value in getattr(self, facet.name):
                chips.append(Chip(facet.legend, facet.choices[value], self.without(facet.name, value)))
        return chips

    def in_words(self) -> str:
        """“support worker” in Northmoor, band 3 or band 4, part-time, £25,000 or more."""
        start = f"“{self.words}”" if self.words else ""
        if self.place:
            start = f"{start or 'all vacancies'} in {self.place}"
        parts = [start] if start else []
        for facet in FACETS:
            if chosen := getattr(self, facet.name):
                parts.append(_in_sentence(facet, [facet.choices[value] for value in chosen]))
        return ", ".join(parts) or "all vacancies"


SEARCH_FIELDS = frozenset(field.name for field in fields(Search))


def _in_sentence(facet: Facet, choices: list[str]) -> str:
    words = " or ".join(word[:1].lower() + word[1:] for word in choices)
    return f"closing {words}" if facet.name == "closing" else words


def _tidy(text: str) -> str:
    """On one line, storable, and not longer than anybody means it."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text[: 4 * MOST_LETTERS])
    return " ".join(shown.split())[:MOST_LETTERS].strip()


def _chosen(facet: Facet, values: Iterable[str]) -> tuple[str, ...]:
    wanted = set(values)
    chosen = tuple(choice for choice in facet.choices if choice in wanted)
    return chosen if facet.several else chosen[:1]
