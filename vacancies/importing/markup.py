"""The markup of a saved web page, piece by piece: its tags and its text, in one pass whatever is in it.

Browsers save pages whose tags are unclosed, crossed or cut off, and an upload may be made to hurt: every step
here moves on in the text, none looks back. What the tags mean is for saved_page.py.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

BEGINS = re.compile(r"<(?=[a-zA-Z/!?])")
NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:-]{0,30})")
ATTRIBUTE = re.compile(
    r"([a-zA-Z][a-zA-Z0-9-]{0,30})(?:\s{0,9}=\s{0,9}(?:\"([^\"]{0,300})\"|'([^']{0,300})'|([^\s\"'>]{1,300})))?"
)
# Their text is no text of the page, up to their end tag.
RAW = {
    name: re.compile(rf"</{name}\b", re.IGNORECASE)
    for name in ("script", "style", "template", "textarea", "title", "svg", "noscript", "iframe", "math")
}
# How often a ">" may stand within a tag's quotes.
MOST_QUOTED_ENDS = 8
LONGEST_ATTRIBUTES = 4_000


class Tag(NamedTuple):
    """A start or end tag; `attributes` are read only where somebody asks for them."""

    name: str
    is_end: bool
    inside: str

    @property
    def attributes(self) -> dict[str, str]:
        return {
            name.casefold(): unescape(double or single or bare)
            for name, double, single, bare in ATTRIBUTE.findall(self.inside[:LONGEST_ATTRIBUTES])
        }


def pieces(page: str) -> Iterator[Tag | str]:
    """The tags and the text between them; comments, declarations and scripts are left out."""
    place = 0
    while begins := BEGINS.search(page, place):
        start = begins.start()
        if start > place:
            yield unescape(page[place:start])
        if page.startswith("<!--", start):
            place = _after(page, "-->", start + 4)
            continue
        place = _end_of_tag(page, start)
        name = NAME.match(page, start)
        if not name:
            continue
        tag = Tag(name[1].casefold(), page[start + 1] == "/", page[name.end() : place - 1])
        if tag.name in RAW and not tag.is_end and not tag.inside.endswith("/"):
            end = RAW[tag.name].search(page, place)
            place = _end_of_tag(page, end.start()) if end else len(page)
            continue
        yield tag
    if place < len(page):
        yield unescape(page[place:])


def _after(page: str, words: str, start: int) -> int:
    found = page.find(words, start)
    return len(page) if found < 0 else found + len(words)


def _end_of_tag(page: str, start: int) -> int:
    """Behind the ">" that ends a tag; one within quotes does not, as far as that can be told cheaply."""
    end = _after(page, ">", start)
    for _ in range(MOST_QUOTED_ENDS):
        quote = '"' if page.find('"', start, end) >= 0 else "'"
        if end == len(page) or page.count(quote, start, end) % 2 == 0:
            break
        longer = _after(page, ">", end)
        if longer - start > LONGEST_ATTRIBUTES:
            break
        end = longer
    return end
