"""Saved web pages: the same advert as their text, whatever the markup, and no markup that hurts."""

import contextlib
import re
import time
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vacancies.importing.adverts import EXAMPLE, HERE, text_of
from vacancies.importing import reading, saved_page

NHS_JOBS, TRAC = HERE / "nhs_jobs_page.html", HERE / "trac_page.html"
SOME_SECONDS = 5


def _lines(page: str) -> list[str]:
    return saved_page.text_of(saved_page.blocks_of(page)).split("\n")[:-1]


@pytest.mark.parametrize(
    ("saved", "text", "source"),
    [
        (NHS_JOBS, EXAMPLE, "a saved NHS Jobs page, as a web page"),
        (TRAC, HERE / "trac_two_lines.txt", "a saved Trac page, as a web page"),
    ],
    ids=["nhs_jobs", "trac"],
)
def test_a_page_says_what_its_text_says(saved, text, source):
    read = reading.reading_of(saved.read_bytes())
    assert read.draft == reading.reading_of(text.read_bytes()).draft
    assert read.source == source
    assert "Band 9" not in read.text
    assert "cookies" not in read.text
    lines = read.text.split("\n")
    for field, origin in read.draft.origins.items():
        line = lines[origin.line - 1].strip(" •")
        assert line in origin.words or origin.words in line, field


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>One<p>Two<br>three", ["One", "", "Two", "three"]),
        ("<ul><li>One<li>Two</ul><p>Three", ["  • One", "  • Two", "", "Three"]),
        ("<ol><li>One</li><li><p>Two</p><p>more</p></li></ol>", ["  1. One", "  2. Two", "  more"]),
        ("<dl><dt>Grade</dt><dd>Band 4</dd></dl>", ["Grade", "", "Band 4"]),
        ("<p><b>Grade</b> Band 4</p><p><strong>Hours:</strong> 30</p>", ["Grade: Band 4", "", "Hours: 30"]),
        ("<div><span>Job ref</span><span>AB-1</span></div>", ["Job ref: AB-1"]),
        ("<p><b>Grade</b>: Band 4<p><b>Salary</b><p>£1", ["Grade: Band 4", "", "Salary", "", "£1"]),
        ("<p>A <b>bold</b>\n word &amp; &pound;5&nbsp;&#x2013; more", ["A bold word & £5 – more"]),
        ("<table><tr><td>Grade<td>Band 4<tr><th>Town<td>Vale", ["Grade", "Band 4", "", "Town", "Vale"]),
        ("<p>kept</p><nav><p>x</p></nav><div hidden><div>x</div>x</div><p>too", ["kept", "", "too"]),
        ("<header><p>x<h1>Title</h1>", ["Title"]),
        ("<pre>One\nTwo\n\nThree</pre>", ["One", "Two", "", "Three"]),
        ("<p title='a > b' class=\"c\">words<!-- > x --></p>", ["words"]),
        ("<p>1 < 2 <> 3</p></p></div><p>4</ul></table>", ["1 < 2 <> 3", "", "4"]),
    ],
)  # fmt: skip
def test_the_lines_a_person_sees(markup, lines):
    assert _lines(markup) == lines


def test_a_specification_in_a_table_is_read_as_its_lists():
    table = (
        "<table><tr><th>Criteria</th><th>Essential</th><th>Desirable</th></tr>"
        "<tr><td>Skills</td><td><ul><li>Typing</li><li>Listening</li></ul></td><td>Drawing</td></tr></table>"
    )
    page = text_of(TRAC)
    begins, ends = (
        page.index('<p class="nhsuk-body">Qualifications'),
        page.index('<h2 class="nhsuk-body">Employer certification'),
    )
    draft = reading.read_text(page[:begins] + table + page[ends:])
    assert [(point.group, point.importance, point.text) for point in draft.criteria] == [
        ("Skills", "essential", "Typing"),
        ("Skills", "essential", "Listening"),
        ("Skills", "desirable", "Drawing"),
    ]


def test_a_page_that_was_cut_off_gives_what_is_left():
    page = text_of(TRAC)
    draft = reading.read_text(page[: page.index("NVQ Level 3")] + '<li class="unfinished')
    assert draft.title == "Rehabilitation Support Worker"
    assert [point.text for point in draft.criteria] == ["NVQ Level 2 or equivalent", "Care Certificate"]


@pytest.mark.parametrize(
    "token",
    ["<", "<a", "<!--", '<a "', "<div>", "<table><tr><td>", "<b></b>", "<script>", "<p hidden>", "<p>x"],
)
def test_no_markup_takes_long(token):
    """Generous, since machines differ: what is not linear takes minutes on this."""
    content = text_of(TRAC).removesuffix("</html>\n") + "<p>x " + token * (reading.MOST_BYTES // len(token))
    began = time.process_time()
    with contextlib.suppress(reading.UnreadableAdvert):
        reading.read_bytes(content.encode())
    assert time.process_time() - began < SOME_SECONDS


MARKUP = st.sampled_from(
    ["<p>", "</p>", "<li>", "<ul>", "</ul>", "<table>", "<tr>", "<td>", "</table>", "<nav>", "</nav>",
     "<main>", "<!--", "-->", "<script>", "</script>", "<", ">", '"', "&#x110000;", "&pound", "<h2>", "<dt>",
     "<dd>", "<br/>"]
)  # fmt: skip


def letters_of(text) -> str:
    return "".join(filter(str.isalnum, text))


@settings(deadline=None, max_examples=100)
@given(saved=st.sampled_from([NHS_JOBS, TRAC]), data=st.data())
def test_no_spoilt_page_raises_or_says_what_the_page_does_not(saved, data):
    text = text_of(saved)
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.sampled_from([0, 0, 3, 400]))
        text = text[:place] + data.draw(MARKUP | st.text(max_size=10)) + text[place + cut :]
    try:
        draft = reading.reading_of_text(text).draft
    except reading.UnreadableAdvert:
        return
    # By its letters: spoilt markup puts words together, and what cannot be shown is left out.
    first = letters_of(draft.title.split()[0]) if draft.title else ""
    assert first in letters_of(text) or first in letters_of(unescape(re.sub(r"<[^>]*>", "", text)))
    assert draft.band in (None, "3", "4", *(["9"] if "script" in text else []))
    assert draft.as_json()
