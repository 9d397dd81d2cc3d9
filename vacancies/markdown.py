"""Advert text: Markdown to HTML that is safe to put on a page."""

from functools import lru_cache

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# Raw HTML is shown as text, a line break stays a line break: adverts are pasted from letters and forms.
_reader = MarkdownIt("commonmark", {"html": False, "breaks": True})
# Each bracket is tried as the beginning of a link, with the twenty after it inside: a text of nothing else
# took four times as long as any other. A paragraph with more than anybody writes keeps them as they are.
MOST_BRACKETS = 200

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "h5", "blockquote"}
CLASSES = {
    "ul": {"class": "nhsuk-list nhsuk-list--bullet"},
    "ol": {"class": "nhsuk-list nhsuk-list--number"},
}
# The page has its own h1 and a h2 over every text: headings inside a text begin at h3.
FIRST, LAST = 3, 5


def _leave_brackets_alone(state) -> None:
    for token in state.tokens:
        if token.type == "inline" and token.content.count("[") > MOST_BRACKETS:
            token.content = token.content.replace("[", "&#91;")


_reader.core.ruler.before("inline", "leave_brackets_alone", _leave_brackets_alone)


@lru_cache(maxsize=256)
def to_html(text: str) -> SafeString:
    """Render and sanitise. Kept for the texts asked for last: the same text always gives the same HTML."""
    tokens = _reader.parse(text)
    _nest_headings(tokens)
    html = nh3.clean(
        _reader.renderer.render(tokens, _reader.options, {}),
        tags=TAGS,
        attributes={"*": set(), "a": {"href"}},
        set_tag_attribute_values=CLASSES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow noopener noreferrer",
    )
    return mark_safe(html)  # noqa: S308 - nh3 has just removed all that could run


def _nest_headings(tokens) -> None:
    """Give headings the levels of the page they stand on, in order and without leaving one out."""
    above: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
            above = [higher for higher in above if higher < level] + [level]
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(FIRST + len(above) - 1, LAST)}"
