"""What the columns of a person specification's table hold, told by their headings in any order and words."""

import re
from enum import Enum, auto

from vacancies.importing.blocks import Row, Table
from vacancies.importing.evidence import way_of
from vacancies.importing.lines import plain
from vacancies.importing.marks import Mark, mark_of


class Column(Enum):
    """What stands in a column."""

    WORDS = auto()
    ESSENTIAL = auto()
    DESIRABLE = auto()
    IMPORTANCE = auto()
    EVIDENCE = auto()
    BY_APPLICATION = auto()
    BY_CERTIFICATE = auto()
    BY_INTERVIEW = auto()
    BY_TEST = auto()
    WEIGHT = auto()
    NUMBER = auto()


TICKED_WAYS = {
    Column.BY_APPLICATION: "A",
    Column.BY_CERTIFICATE: "C",
    Column.BY_INTERVIEW: "I",
    Column.BY_TEST: "T",
}
_OF_LETTER = {letter: column for column, letter in TICKED_WAYS.items()}
_MORE = (
    r"(?:\s+(?:criteria|criterion|requirements?|attributes?|skills?|qualities|factors?"
    r"|for (?:the )?(?:post|role|job)))?"
    r"(?:\s*\([^)]{1,40}\)|\s*[✓✔√*])?"
)
ESSENTIAL = re.compile(rf"essentials?{_MORE}", re.IGNORECASE)
DESIRABLE = re.compile(rf"(?:desirables?|desired){_MORE}", re.IGNORECASE)
IMPORTANCE = re.compile(
    r"(?:e\s*(?:/|or)\s*d|essential\s*(?:\(e\))?\s*(?:/|or|and|,)\s*desirable\s*(?:\(d\))?|importance|level|"
    r"requirement level|priority|status)",
    re.IGNORECASE,
)
EVIDENCE = re.compile(
    r"(?:how|when|where)\b.{0,40}\b(?:assess|test|identif|evidenc|measur|demonstrat|judg|shown)\w*"
    r"|(?:assess|test|evidenc|measur|identifi|demonstrat)\w*(?:\s+(?:by|at|through|via|method|stage|key))?"
    r"|(?:method|means|source|stage)s?\b.{0,30}|(?:assessment|evidence|selection)\b.{0,30}"
    r"|[acit](?:\s*[/,]\s*[acit]){1,3}|tested",
    re.IGNORECASE,
)
WEIGHT = re.compile(
    r"(?:weight(?:ing|s)?|scor(?:e|ing)|points?|marks?|rating)(?:\s*\([^)]{1,20}\))?", re.IGNORECASE
)
WAY = re.compile(r"application(?: form)?|certificates?|interview|tests?", re.IGNORECASE)
NUMBER = re.compile(r"(?:no|nos|number|ref|reference|item|#)\.?", re.IGNORECASE)
LONGEST = 80


def importance_named(text: str) -> str | None:
    """ "essential" or "desirable" where the words are that heading."""
    words = plain(text)
    if len(words) > LONGEST:
        return None
    if ESSENTIAL.fullmatch(words):
        return "essential"
    return "desirable" if DESIRABLE.fullmatch(words) else None


def column_named(text: str) -> Column:
    """What a column so headed holds."""
    words = plain(text)
    if not words or len(words) > LONGEST:
        return Column.WORDS
    if importance := importance_named(words):
        return Column.ESSENTIAL if importance == "essential" else Column.DESIRABLE
    for pattern, column in (
        (IMPORTANCE, Column.IMPORTANCE),
        (WEIGHT, Column.WEIGHT),
        (NUMBER, Column.NUMBER),
        (EVIDENCE, Column.EVIDENCE),
    ):
        if pattern.fullmatch(words):
            return column
    if words.upper() in _OF_LETTER:
        return _OF_LETTER[words.upper()]
    if WAY.fullmatch(words):
        return _OF_LETTER[way_of(words)]
    return {"e": Column.ESSENTIAL, "d": Column.DESIRABLE}.get(words, Column.WORDS)


def columns_headed(row: Row) -> dict[int, Column]:
    """The columns a row gives a heading other than words; a heading that spans several counts for each."""
    found = {}
    for cell in row.filled:
        column = column_named(cell.text)
        if column is not Column.WORDS:
            found |= dict.fromkeys(range(cell.column, cell.column + cell.span), column)
    return found


def is_heading(row: Row, columns: dict[int, Column]) -> bool:
    """Is this the heading of a person specification's table, and no row of it?"""
    named = set(columns.values())
    cells = row.filled
    if len(cells) < 2 or any(
        len(cell.text) > LONGEST or any(p.bullet for p in cell.paragraphs) for cell in cells
    ):
        return False
    # A cell of words beside them heads the criteria: it is short, and there are two such at most.
    words = [cell for cell in cells if cell.column not in columns]
    if len(words) > 2 or any(len(cell.text) > 50 for cell in words):
        return False
    if {Column.ESSENTIAL, Column.DESIRABLE} <= named:
        return True
    if Column.IMPORTANCE in named:
        return bool(words) or Column.EVIDENCE in named
    return bool({Column.ESSENTIAL, Column.DESIRABLE} & named) and bool(
        named & {Column.EVIDENCE, Column.WEIGHT}
    )


# Where nothing heads the columns, they have the order that nearly everybody uses; a doubt says so.
CUSTOMARY = (Column.ESSENTIAL, Column.DESIRABLE, Column.EVIDENCE)


def customary_columns(table: Table) -> dict[int, Column]:
    """The columns after those of words, in a table whose rows have ticks and whose columns nothing heads."""
    ticked = [row for row in table.rows if is_ticked(row)]
    first = max((_words_before_ticks(row) for row in ticked), default=1)
    return {first + place: column for place, column in enumerate(CUSTOMARY)}


def is_ticked(row: Row) -> bool:
    """Does the row have words and then nothing but a tick in the next column or the one after?"""
    first = _words_before_ticks(row)
    marks = [cell.text for cell in (row.at(first), row.at(first + 1)) if cell is not None and cell.text]
    return first > 0 and bool(marks) and all(mark_of(text) is Mark.TICK for text in marks)


def _words_before_ticks(row: Row) -> int:
    """The first column after those with words at the beginning of a row."""
    column = 0
    while (cell := row.at(column)) and cell.text and mark_of(cell.text) is Mark.WORDS:
        column = cell.column + cell.span
    return column
