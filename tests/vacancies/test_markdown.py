"""Advert text: what is kept of it, what is not, and under which headings it stands."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from vacancies import markdown
from vacancies.forms.advert import AdvertForm
from vacancies.models import Vacancy


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


def test_a_paragraph_of_brackets_stays_as_it_is():
    many = "[a](https://example.org) " * (markdown.MOST_BRACKETS + 1)
    assert "<a " not in markdown.to_html(many)
    assert "[a](https://example.org)" in markdown.to_html(many)
    few = many.replace(" ", "\n\n")
    assert markdown.to_html(few).count("<a ") == markdown.MOST_BRACKETS + 1


@pytest.mark.parametrize("name", ["summary", "main_duties", "responsibilities", "about_us"])
def test_the_desk_takes_no_text_that_is_too_long_to_render(name):
    form = AdvertForm({name: "a" * 50_001}, instance=Vacancy())
    assert form.fields[name].clean("a" * 50_000)
    with pytest.raises(ValidationError, match="This is 50001 characters long: at most 50000 are shown"):
        form.fields[name].clean("a" * 50_001)
