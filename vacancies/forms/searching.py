"""The filters of the public list as its template shows them: a group for each facet, its counts beside it.

No form of Django's: nothing somebody may ask for here is an error.
"""

from dataclasses import dataclass

from vacancies.searching import FACETS, Counts, Facet, Search


@dataclass(frozen=True)
class Choice:
    """One box to tick. `count` is None where it is not worked out."""

    id: str
    value: str
    text: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Group:
    """One facet. Where only one choice can be made, one of them is "any"."""

    name: str
    legend: str
    several: bool
    choices: list[Choice]


def groups(search: Search, counts: Counts) -> list[Group]:
    """Every facet that has something to choose: what would find nothing and is not chosen is left out."""
    found = [_group(facet, search, counts) for facet in FACETS]
    return [group for group in found if group.choices]


def _group(facet: Facet, search: Search, counts: Counts) -> Group:
    numbers = counts.of(facet, search)
    chosen = getattr(search, facet.name)
    choices = [
        Choice(f"{facet.name}-{value}", value, text, numbers.get(value), value in chosen)
        for value, text in facet.choices.items()
        if value in chosen or numbers.get(value) != 0
    ]
    return Group(facet.name, facet.legend, facet.several, choices)
