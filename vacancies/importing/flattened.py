"""Reads the text that a document with tables becomes when it is copied out, back into paragraphs and tables.

A tab begins a cell. Either each cell stands on its own line after a tab and an empty line ends the row, or a
row is one line with tabs between its cells. So a lone symbol stands in the column that the tabs before it
give; where the tabs are lost, so is the column, and nobody here supplies it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vacancies.importing.blocks import Block, Cell, Paragraph, Row, Table
from vacancies.importing.columns import Column, column_named, columns_headed, importance_named, is_heading
from vacancies.importing.lines import FURNITURE, without_bullet
from vacancies.importing.marks import Mark, mark_of

MOST_COLUMNS = 20
# A line with so many tabs, that begins with words, is a whole row.
ROW_OF_ONE_LINE = 2
BULLET_AND_TAB = re.compile(
    r"(?P<before>\t*)(?P<mark>[•·●▪◦‣∙■\uf0b7\uf0a7*–—o-]|\d{1,3}[.)])\t+(?P<words>[^\t]+)(?P<after>.*)"
)
EVIDENCE = re.compile(r"[A-Z](?:\s?[/,&]?\s?[A-Z]){0,3}")
TICKS = (Column.ESSENTIAL, Column.DESIRABLE)


class _Cells(NamedTuple):
    """A row being gathered: the paragraphs of each of its cells."""

    cells: list[list[Paragraph]]

    @property
    def is_marks_only(self) -> bool:
        held = [paragraph for cell in self.cells for paragraph in cell if paragraph.text]
        return bool(held) and all(mark_of(paragraph.text) is not Mark.WORDS for paragraph in held)

    @property
    def is_one_a_line(self) -> bool:
        """Several cells, each on a line of its own."""
        return len(self.cells) > 1 and len({cell[0].line for cell in self.cells}) == len(self.cells)


def blocks_of(text: str) -> list[Block]:
    """The paragraphs and tables of a text; the `line` of each is its line in the text, from 1."""
    found: list[Block] = []
    rows: list[_Cells] = []
    gap, row_is_open = True, False
    across = -1
    for number, raw in enumerate(text.replace("\u00a0", " ").split("\n"), start=1):
        if not raw.strip() and "\t" not in raw:
            gap, row_is_open = True, False
            continue
        if "\t" in raw.rstrip(" ") and not _is_padding(raw):
            cells = _bullet_beside_its_words(raw)
            if raw.count("\t") == across:
                # A row of one line, like the one before it: its first cell may be empty, or a tick.
                rows.append(_of_one_line(raw, number))
            elif row_is_open and _adds_cells(rows[-1], cells):
                _add(rows[-1], cells, number)
            else:
                rows.append(_begun(cells, number))
                across = _tabs_of_a_row(cells) or across
            row_is_open, gap = True, False
            continue
        paragraph = _paragraph(raw, number, after_gap=gap)
        gap = False
        if row_is_open and _goes_on(rows[-1], paragraph):
            rows[-1].cells[-1].append(paragraph)
            continue
        row_is_open = False
        if paragraph.text.casefold() in FURNITURE:
            continue
        if rows:
            found += _tables(rows)
            rows = []
        found.append(paragraph)
    return [*found, *_tables(rows)] if rows else found


def _is_padding(raw: str) -> bool:
    """A tab only between a bullet and its words, as Word puts it: no cell begins there."""
    bare = raw.strip()
    mark, words = without_bullet(bare)
    return bool(mark and words) and "\t" not in words and not raw.startswith("\t")


def _tabs_of_a_row(raw: str) -> int:
    """How many tabs a line has that is a whole row and begins with words; 0 for any other line."""
    tabs = raw.count("\t")
    return tabs if tabs >= ROW_OF_ONE_LINE and raw[0] != "\t" else 0


def _bullet_beside_its_words(raw: str) -> str:
    """Word puts a tab between a bullet and its words, which begins no cell."""
    match = BULLET_AND_TAB.match(raw)
    if not match or mark_of(match["words"]) is not Mark.WORDS or EVIDENCE.fullmatch(match["words"].strip()):
        return raw
    return f"{match['before']}{match['mark']} {match['words']}{match['after']}"


def _adds_cells(row: _Cells, raw: str) -> bool:
    """Is a line that begins with a tab more cells of the open row, or a row of its own?"""
    if not raw.startswith("\t"):
        return False
    first, *others = raw[1:].split("\t")
    if mark_of(first) is not Mark.WORDS:
        return True
    if any(piece.strip() for piece in others):
        return False
    return not (_paragraph(first, 0).bullet and row.cells[0][0].bullet)


def _paragraph(raw: str, number: int, *, after_gap: bool = True) -> Paragraph:
    bare = " ".join(raw.split())
    mark, words = without_bullet(bare) if bare else ("", "")
    # A mark alone is kept as words: in a column of ticks it is one.
    return Paragraph(words or bare, 0, mark if words else "", False, after_gap, number)


def _begun(raw: str, number: int) -> _Cells:
    """A new row; a tab at its very beginning begins the first cell."""
    return _of_one_line(raw.removeprefix("\t"), number)


def _of_one_line(raw: str, number: int) -> _Cells:
    return _Cells([[_paragraph(part, number)] for part in raw.split("\t")[:MOST_COLUMNS]])


def _add(row: _Cells, raw: str, number: int) -> None:
    """More cells for an open row: each tab begins one."""
    for part in raw.split("\t")[1:]:
        if len(row.cells) < MOST_COLUMNS:
            row.cells.append([_paragraph(part, number)])


def _goes_on(row: _Cells, paragraph: Paragraph) -> bool:
    """Is a line without a tab, right below a row, more of that row's last cell?"""
    last = row.cells[-1][-1]
    return (
        mark_of(last.text) is Mark.WORDS
        and mark_of(paragraph.text) is Mark.WORDS
        and bool(paragraph.bullet or paragraph.text[0].islower())
    )


# --- Rows into tables -----------------------------------------------------------------------------------


def _tables(gathered: list[_Cells]) -> Iterator[Block]:
    """One table of rows that stand together; its headings set the columns of what follows."""
    rows = [_row(cells.cells) for cells in _headings_joined(_ticks_joined(gathered))]
    last_words: int | None = None
    placed = []
    for position, row in enumerate(rows):
        columns = columns_headed(row)
        if not is_heading(row, columns):
            placed.append(_shifted(row, last_words))
            continue
        ticks = [place for place, column in columns.items() if column in TICKS]
        words = [cell.column for cell in row.cells if cell.column not in columns]
        before = [place for place in words if not ticks or place < min(ticks)]
        if not words and 0 in ticks and any(map(_is_ticked, rows[position + 1 :])):
            # Nothing heads the words: their cell was empty and was lost.
            placed.append(_moved(row, 1))
            before = [0]
        else:
            placed.append(row)
        last_words = max(before, default=None)
    yield Table(tuple(placed))


def _is_ticked(row: Row) -> bool:
    """Words and then a lone tick."""
    first = row.cells[0].text
    return mark_of(first) is Mark.WORDS and any(mark_of(cell.text) is Mark.TICK for cell in row.cells[1:3])


def _row(cells: list[list[Paragraph]]) -> Row:
    line = cells[0][0].line
    return Row(tuple(Cell(column, tuple(held)) for column, held in enumerate(cells)), line)


def _ticks_joined(rows: list[_Cells]) -> Iterator[_Cells]:
    """Cells without words, each on its line below an empty one, are the rest of the row above them."""
    held: _Cells | None = None
    for row in rows:
        if held and len(held.cells) == 1 and row.is_marks_only and row.is_one_a_line:
            yield _Cells([*held.cells, *row.cells])
            held = None
            continue
        if held:
            yield held
        held = row
    if held:
        yield held


def _headings_joined(rows: Iterable[_Cells]) -> list[_Cells]:
    """Headings of columns that stand in rows of their own, "Essential" and then "Desirable", are one row."""
    joined: list[_Cells] = []
    for row in rows:
        words = row.cells[0][0].text if len(row.cells) == 1 else ""
        before = joined[-1].cells if joined else []
        ends_with = before[-1][0].text if before else ""
        is_desirable = importance_named(words) == "desirable" and importance_named(ends_with) == "essential"
        is_evidence = (
            importance_named(ends_with) == "desirable"
            and len(before) > 1
            and column_named(words) is Column.EVIDENCE
        )
        if words and (is_desirable or is_evidence):
            joined[-1] = _Cells([*before, *row.cells])
        else:
            joined.append(row)
    return joined


def _shifted(row: Row, last_words: int | None) -> Row:
    """A row whose group's cell was merged away starts one column late: its words stand under the words."""
    if not last_words or len(row.cells) < 2:
        return row
    leading = 0
    for cell in row.cells:
        if mark_of(cell.text) is not Mark.WORDS:
            break
        leading += 1
    shift = last_words - leading + 1
    if not leading or shift <= 0:
        return row
    return _moved(row, shift)


def _moved(row: Row, columns: int) -> Row:
    return Row(tuple(Cell(cell.column + columns, cell.blocks) for cell in row.cells), row.line)
