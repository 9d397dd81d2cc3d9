"""Advert text: what is kept of it, what is not, and under which headings it stands."""

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vacancies import markdown


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# A\n\n## B\n\n# C", [3, 4, 3]),
        ("### A\n\n## B\n\n###### C\n\n### D", [3, 3, 4, 4]),
        ("# A\n\n## B\n\n### C\n\n#### D\n\n##### E", [3, 4, 5, 5, 5]),
        ("A\n=\n\nB\n-", [3, 4]),
    ],
)
def test_headings_begin_below_the_pages_own_and_leave_none_out(text, levels):
    html = markdown.to_html(text)
    assert [int(level) for level in re.findall(r"<h(\d)>", html)] == levels
    assert [int(level) for level in re.findall(r"</h(\d)>", html)] == levels


def test_line_breaks_of_pasted_text_stay():
    assert markdown.to_html("one\ntwo") == "<p>one<br>\ntwo</p>\n"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://example.org/pixel.png)",
        '<p style="position:fixed">x</p>',
        "<iframe src=//example.org></iframe>",
        "[x](https://example.org 'onmouseover=alert(1)')",
    ],
)
def test_nothing_runs_loads_or_covers_the_page(text):
    html = markdown.to_html(text)
    assert not re.search(
        r"<(script|img|iframe|style)|<[^>]*\s(on\w+|style|src|title)=|href=\"(javascript|data)", html
    )


@given(st.text(alphabet="#<>&\"'[]()*_`-=!\n \\ahref:javscpt/", max_size=200))
def test_whatever_is_written_only_known_tags_come_out(text):
    tags = set(re.findall(r"</?([a-zA-Z0-9]+)", markdown.to_html(text)))
    assert tags <= markdown.TAGS


@pytest.mark.parametrize(
    "piece", ["![", "[", "[[]", "![](", "](", "[a](b", "*a_", "`", "<a", "> ", "- a\n", "&#"]
)
def test_no_text_takes_longer_for_being_twice_as_long_than_twice(piece):
    """Counted in steps, not seconds: they are the same on every machine."""

    def steps(length):
        counted = 0

        def count(*_):
            nonlocal counted
            counted += 1

        text = piece * (length // len(piece))
        sys.setprofile(count)
        try:
            markdown.to_html.__wrapped__(text)
        finally:
            sys.setprofile(None)
        return counted

    assert steps(12_000) < 2.5 * steps(6_000)


def test_a_paragraph_of_brackets_stays_as_it_is():
    many = "[a](https://example.org) " * (markdown.MOST_BRACKETS + 1)
    assert "<a " not in markdown.to_html(many)
    assert "[a](https://example.org)" in markdown.to_html(many)
    few = many.replace(" ", "\n\n")
    assert markdown.to_html(few).count("<a ") == markdown.MOST_BRACKETS + 1
