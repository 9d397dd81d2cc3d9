"""Reads the tables of a person specification: rows and columns as criteria, in the words of the document.

A tick says what the column it stands in says. Where nothing is ticked, or both are, importance stays open and
a doubt says so; nothing is concluded from the order of rows.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from vacancies.importing.advert_draft import DraftCriterion
from vacancies.importing.blocks import Cell, Paragraph, Row, Table
from vacancies.importing.columns import (
    TICKED_WAYS,
    Column,
    columns_headed,
    customary_columns,
    importance_named,
    is_heading,
)
from vacancies.importing.doubts import Doubts
from vacancies.importing.evidence import Key, is_key
from vacancies.importing.lines import plain
from vacancies.importing.marks import Mark, is_sure, mark_of
from vacancies.importing.points import OR, Point, is_tied, points_in
from vacancies.importing.specification import ACKNOWLEDGEMENT, LONGEST_GROUP

KNOWN_GROUP = re.compile(
    r"(?:(?:[a-z]+\s+){0,3}(?:qualifications?|experience|knowledge|skills?|abilit(?:y|ies)|aptitudes?|attributes?|"
    r"qualities|values|behaviours?|training|education|understanding|circumstances|requirements|attainments|"
    r"disposition|communication|other|additional criteria|physical|personal)\b"
    r"(?:\s*(?:and|&|/|,|or)\s*[a-z/ ]{2,40})?(?:\s*\([^)]{1,40}\))?)",
    re.IGNORECASE,
)
LETTERS_OF_IMPORTANCE = {
    "e": "essential",
    "d": "desirable",
    "essential": "essential",
    "desirable": "desirable",
}
SHORT_WORD = 3
TICKED_ONLY = frozenset({Column.ESSENTIAL, Column.DESIRABLE, *TICKED_WAYS})
NO_WORDS = TICKED_ONLY | {Column.IMPORTANCE, Column.EVIDENCE, Column.WEIGHT, Column.NUMBER}


def begins(row: Row) -> bool:
    """Does this row head a person specification, or name an importance for what follows?"""
    if is_heading(row, columns_headed(row)):
        return True
    return bool(row.filled) and row.filled[0].column == 0 and bool(importance_named(row.filled[0].text))


class SpecificationTables:
    """Reads one table after another; a table without headings goes on with those of the one before it."""

    def __init__(self, key: Key):
        self._key = key
        self._columns: dict[int, Column] = {}
        self._width = 0
        self._before_was_heading = self._is_headed = False
        self._group: str | None = None
        self._importance: str | None = None
        self._row_importance: str | None = None
        self.criteria: list[DraftCriterion] = []
        self.doubts = Doubts()

    def goes_on_in(self, table: Table) -> bool:
        """Is this the rest of the table before it, on the next page?"""
        if not self._columns or table.width != self._width or not table.rows:
            return False
        if self._is_headed and {Column.ESSENTIAL, Column.DESIRABLE} <= set(self._columns.values()):
            return True
        ticks = [row.at(column) for row in table.rows for column in self._columns]
        marked = [cell for cell in ticks if cell and cell.text]
        return bool(marked) and all(
            mark_of(cell.text) is Mark.TICK or len(cell.text) <= 12 for cell in marked
        )

    def read(self, table: Table, heading: str | None = None) -> None:
        """Make criteria of a table; `heading` is the line that stands above it."""
        if not self.goes_on_in(table):
            self._columns, self._importance = {}, None
            self._is_headed = any(map(begins, table.rows))
            if not self._is_headed:
                self._columns = customary_columns(table)
                self.doubts.headless = True
        if heading:
            self._group = heading.rstrip(" :")
        self._row_importance, self._before_was_heading = None, False
        self._width = table.width
        for row in table.rows:
            self._read_row(row)

    def finished(self) -> list[DraftCriterion]:
        """The criteria, with the evidence that stands in brackets at the end of their words."""
        texts = [criterion.text for criterion in self.criteria]
        alone = self._key.is_stated or any(self._key.in_brackets(text, alone=False) for text in texts)
        return [
            replace(
                criterion,
                evidenced_by=criterion.evidenced_by or self._key.in_brackets(criterion.text, alone=alone),
            )
            for criterion in self.criteria
        ]

    def _read_row(self, row: Row) -> None:
        columns = columns_headed(row)
        if is_heading(row, columns) or (self._before_was_heading and self._refines(row, columns)):
            self._columns = {**(self._columns if self._before_was_heading else {}), **columns}
            self._before_was_heading, self._importance = True, None
            self.doubts.weights |= Column.WEIGHT in columns.values()
            return
        self._before_was_heading = False
        if not row.filled or self._is_a_section(row):
            return
        if all(is_key(cell.text) for cell in row.filled):
            return
        if self._is_by_row(row):
            return
        essential, desirable = self._cells(row, Column.ESSENTIAL), self._cells(row, Column.DESIRABLE)
        holds_words = [cell for cell in (*essential, *desirable) if self._is_words(cell)]
        if holds_words:
            self._read_words(row, essential, desirable)
        else:
            self._read_ticks(row)

    def _refines(self, row: Row, columns: dict[int, Column]) -> bool:
        """A second row of headings, below ones that span several columns."""
        return bool(columns) and all(cell.column in columns for cell in row.filled)

    # --- Rows that say something of the rows after them --------------------------------------------------

    def _is_a_section(self, row: Row) -> bool:
        """One cell alone: "Essential" over the rows below, or the name of a group."""
        if len(row.filled) > 1:
            return False
        cell = row.filled[0]
        if named := importance_named(cell.text):
            self._importance = named
            return True
        covers_ticks = any(
            column in TICKED_ONLY for place, column in self._columns.items() if row.at(place) is cell
        )
        if len(cell.paragraphs) == 1 and self._names_a_group(cell.paragraphs[0], is_alone=covers_ticks):
            self._begin_group(cell.paragraphs[0])
            return True
        if is_specification_title(cell.text):
            return True
        if covers_ticks and len(row.cells) == 1:
            self._read_across(cell)
            return True
        return False

    def _names_a_group(self, paragraph: Paragraph, *, is_alone: bool) -> bool:
        text = paragraph.text
        if len(text) > LONGEST_GROUP or text.endswith((".", ";", ",")) or OR.fullmatch(plain(text)):
            return False
        if text.endswith(":"):
            return True
        if paragraph.bullet:
            return False
        return bool(
            is_alone
            or paragraph.strong
            or paragraph.level
            or text.isupper()
            or KNOWN_GROUP.fullmatch(plain(text))
        )

    def _begin_group(self, paragraph: Paragraph) -> None:
        """A group's name; a line with a colon that says more of the group in force only divides it."""
        name = paragraph.text.rstrip(" :")
        if self._group and paragraph.text.endswith(":") and self._divides(name, bool(paragraph.bullet)):
            self.doubts.subheadings.append(name)
        else:
            self._group = name

    def _divides(self, name: str, is_point: bool) -> bool:
        """ "Communication skills:" divides "Skills"; "IT skills:" below "Qualifications" is a group."""
        shared = {word for word in plain(name).split() if len(word) > SHORT_WORD} & set(
            plain(self._group).split()
        )
        return bool(shared) or (is_point and not KNOWN_GROUP.fullmatch(plain(name)))

    def _read_across(self, cell: Cell) -> None:
        """Words over the whole width of the table: nobody can tell the column they belong to."""
        if any(paragraph.bullet for paragraph in cell.paragraphs):
            for point in points_in(cell.places):
                self._take(point, self._importance, None)
        else:
            self.doubts.strange.append(cell.text)

    def _is_by_row(self, row: Row) -> bool:
        """Rows headed "Essential" and "Desirable" in their first cell."""
        first = row.cells[0]
        named = None if first.goes_on else importance_named(first.text)
        if named and len(row.filled) > 1 and first.column not in self._columns:
            self._row_importance = named
        elif not (first.goes_on and self._row_importance):
            self._row_importance = None
            return False
        for cell in row.filled:
            if cell is not first and self._columns.get(cell.column) not in NO_WORDS:
                self._take_all(cell, self._row_importance, self._evidence(row))
        return True

    # --- Rows that are criteria ---------------------------------------------------------------------------

    def _cells(self, row: Row, kind: Column) -> list[Cell]:
        """The cells under headings of one kind; a cell that covers other kinds too is under none."""
        found = []
        for cell in row.cells:
            kinds = {self._columns.get(place) for place in range(cell.column, cell.column + cell.span)}
            if kinds == {kind}:
                found.append(cell)
        return found

    def _is_words(self, cell: Cell) -> bool:
        words = cell.text.split()
        return mark_of(cell.text) is Mark.WORDS and not is_sure(words[0])

    def _labels(self, row: Row) -> list[Cell]:
        """The cells that are under no heading but that of the criteria."""
        return [
            cell
            for cell in row.filled
            if mark_of(cell.text) is Mark.WORDS
            and all(
                self._columns.get(place) not in NO_WORDS
                for place in range(cell.column, cell.column + cell.span)
            )
        ]

    def _read_words(self, row: Row, essential: list[Cell], desirable: list[Cell]) -> None:
        """The columns hold the criteria themselves; what stands before them names their group."""
        labels = self._labels(row)
        if labels and len(labels[0].text) <= LONGEST_GROUP:
            self._group = labels[0].text.rstrip(" :")
        else:
            self.doubts.strange += [cell.text for cell in labels]
        for cells, importance in ((essential, "essential"), (desirable, "desirable")):
            for cell in cells:
                self._take_all(cell, importance, self._evidence(row, cell))

    def _read_ticks(self, row: Row) -> None:
        """The columns hold ticks; the words stand before or after them."""
        labels = self._labels(row)
        if not labels:
            if any(mark_of(cell.text) is Mark.TICK for cell in row.filled):
                self.doubts.ticks_alone += 1
            return
        if len(labels) > 1 and len(labels[0].text) <= LONGEST_GROUP:
            self._group = labels[0].text.rstrip(" :")
            labels = labels[1:]
        for cell in labels:
            self._read_label(row, cell)

    def _read_label(self, row: Row, label: Cell) -> None:
        paragraphs = label.paragraphs
        importances = self._importances(row, len(label.places))
        is_open = not any(importances) and not self._importance
        if is_open and len(paragraphs) == 1 and not self._evidence(row).has_any:
            if self._names_a_group(paragraphs[0], is_alone=False):
                self._begin_group(paragraphs[0])
                return
            if is_specification_title(label.text):
                return
        evidence = self._evidence(row)
        points = points_in(label.places)
        if not points:
            return
        for number, point in enumerate(points):
            if point.is_subheading and (len(points) > 1 or not any(importances)):
                self._begin_group(Paragraph(point.text))
                continue
            importance = self._of_point(importances, point, number, len(points))
            self._take(point, importance or self._importance, evidence.of(point, number, len(points)))

    def _importances(self, row: Row, places: int) -> list[set[str]]:
        """What is ticked beside each paragraph of the label; one entry where the ticks stand for all."""
        found: list[set[str]] = [set() for _ in range(max(places, 1))]
        marked: list[tuple[int, int, str]] = []
        for kind, importance in ((Column.ESSENTIAL, "essential"), (Column.DESIRABLE, "desirable")):
            for cell in self._cells(row, kind):
                count = len(cell.places)
                marked += [
                    (place, count, importance)
                    for place, paragraph in enumerate(cell.places)
                    if mark_of(paragraph.text) is Mark.TICK
                    or is_sure(next(iter(paragraph.text.split()), ""))
                    or paragraph.text.casefold() in (importance[0], importance)
                ]
        for cell in self._cells(row, Column.IMPORTANCE):
            for place, paragraph in enumerate(cell.places):
                if named := LETTERS_OF_IMPORTANCE.get(plain(paragraph.text)):
                    marked.append((place, len(cell.places), named))
                elif paragraph.text:
                    self.doubts.strange.append(paragraph.text)
        if any(count != places for _, count, _ in marked):
            return [{importance for _, _, importance in marked}]
        for place, _, importance in marked:
            found[place].add(importance)
        return found

    def _of_point(self, importances: list[set[str]], point: Point, number: int, points: int) -> str | None:
        """The one importance ticked for a point, by its place in the cell."""
        if len(importances) == 1:
            ticked = importances[0]
        else:
            ticked = set().union(*(importances[place] for place in point.places if place < len(importances)))
        if len(ticked) > 1:
            self.doubts.both.append(point.text)
            return None
        return next(iter(ticked), None)

    # --- Evidence ---------------------------------------------------------------------------------------

    def _evidence(self, row: Row, beside: Cell | None = None) -> "Evidence":
        """How the criteria of a row are evidenced; beside one of two columns of words, by what follows it."""
        cells = self._cells(row, Column.EVIDENCE)
        if beside is not None and len(cells) > 1:
            importances = [
                place for place, kind in self._columns.items() if kind in (Column.ESSENTIAL, Column.DESIRABLE)
            ]
            until = min((place for place in importances if place > beside.column), default=self._width)
            cells = [cell for cell in cells if beside.column < cell.column < until] or cells
        ticked = {
            letter
            for column, letter in TICKED_WAYS.items()
            for cell in self._cells(row, column)
            if mark_of(cell.text) is Mark.TICK or plain(cell.text).upper() == letter
        }
        return Evidence(self._key, cells, ticked, self.doubts)

    def _take_all(self, cell: Cell, importance: str | None, evidence: "Evidence") -> None:
        points = points_in(cell.places)
        for number, point in enumerate(points):
            if point.is_subheading and len(points) > 1:
                self._begin_group(Paragraph(point.text))
            elif not is_key(point.text):
                self._take(point, importance, evidence.of(point, number, len(points)))

    def _take(self, point: Point, importance: str | None, evidenced_by: tuple[str, ...] | None) -> None:
        """One criterion more, or the rest of the one before it where an OR ties them."""
        before = self.criteria[-1] if self.criteria else None
        if before and before.group == self._group and is_tied(before.text, point.text):
            self.criteria[-1] = replace(
                before,
                text=f"{before.text} {point.text}",
                importance=before.importance or importance,
                evidenced_by=before.evidenced_by or evidenced_by,
            )
            return
        kind = "acknowledged" if ACKNOWLEDGEMENT.match(point.text) else "scored"
        self.criteria.append(
            DraftCriterion(point.text, self._group, importance, evidenced_by, kind, point.line)
        )


class Evidence:
    """The evidence cells of one row, shared out among its points."""

    def __init__(self, key: Key, cells: Iterable[Cell], ticked: set[str], doubts: Doubts):
        self._ticked = ticked
        read = [key.read(paragraph.text) for cell in cells for paragraph in cell.paragraphs]
        self._lines = [letters for letters, _ in read]
        doubts.evidence += [word for _, strange in read for word in strange]

    @property
    def has_any(self) -> bool:
        return bool(self._ticked) or any(self._lines)

    def of(self, point: Point, number: int, points: int) -> tuple[str, ...] | None:
        """The ways of one point: those on its own line where there is a line for each, else all."""
        lines = [self._lines[number]] if len(self._lines) == points else self._lines
        found = self._ticked.union(*lines)
        return tuple(letter for letter in "ACIT" if letter in found) or None


def is_specification_title(text: str) -> bool:
    return bool(
        re.fullmatch(r"(?:employee |person(?:al)? )?specification|criteri(?:a|on)|person spec", plain(text))
    )
