"""What a program may ask of the list of vacancies. Unlike a person, it is told what it got wrong."""

from django.http import QueryDict

from vacancies.searching import FACETS, ORDERS, Cursor, Search
from vacancies.searching.asked import MOST_LETTERS, RELEVANCE

CHOICES = {facet.name: facet.choices for facet in FACETS} | {"order": ORDERS}
SEVERAL = {facet.name for facet in FACETS if facet.several}
KNOWN = ("q", "place", *CHOICES, "after")


class CannotBeRead(ValueError):
    """The words say what is wrong, and what would be right."""


def read(query: QueryDict) -> tuple[Search, Cursor | None]:
    """The search and where its page begins, or raise CannotBeRead. An empty value is as good as none."""
    for name, values in query.lists():
        _check(name, [value for value in values if value])
    if query.get("order") == RELEVANCE and not query.get("q", "").strip():
        raise CannotBeRead("The order “relevance” needs words to look for: give “q”, too.")
    cursor = Cursor.from_query({"after": query.get("after", "")})
    if query.get("after") and not cursor:
        raise CannotBeRead("Take “after” as it stands in the “next” address of the page before.")
    return Search.from_query(query), cursor


def _check(name: str, values: list[str]) -> None:
    if name not in KNOWN:
        raise CannotBeRead(f"There is no parameter {_quoted(name)}. There are: {', '.join(KNOWN)}.")
    if len(values) > 1 and name not in SEVERAL:
        raise CannotBeRead(f"Give “{name}” once.")
    for value in values:
        if name in CHOICES and value not in CHOICES[name]:
            choices = ", ".join(CHOICES[name])
            raise CannotBeRead(f"{_quoted(value)} is no value of “{name}”. There are: {choices}.")
        if name in ("q", "place") and len(value) > MOST_LETTERS:
            raise CannotBeRead(f"Give at most {MOST_LETTERS} letters in “{name}”.")


def _quoted(text: str) -> str:
    """What was sent, as far as it may be said back."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text[:40])
    return f"“{shown}{'…' if len(text) > 40 else ''}”"
