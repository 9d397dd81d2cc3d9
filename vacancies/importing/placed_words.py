"""The tables of a PDF, which has none: words that stand below the headings "Essential" and "Desirable".

A word belongs to the column whose heading it stands under. A tick that stands under none, or words that run
across two, are left without a column: whoever reads the row says that its importance is open.
"""

import re
from typing import NamedTuple

from vacancies.importing.blocks import Block, Cell, Paragraph, Row, Table
from vacancies.importing.columns import Column, column_named, columns_headed, is_heading
from vacancies.importing.evidence import LETTERS
from vacancies.importing.lines import without_bullet
from vacancies.importing.marks import Mark, is_sure, mark_of
from vacancies.importing.sections import headed

PIECE = re.compile(r"\S+(?: \S+)*")
# How far beside its heading a tick may stand.
NEAR = 4
# Words of one cell that justified text has pushed apart.
NARROW = 3
# So many empty lines below a table stands what is no more of it, such as the foot of the page.
FAR = 8
UNFINISHED = frozenset({"and", "&", "of", "or"})
IMPORTANCES = (Column.ESSENTIAL, Column.DESIRABLE)
COLLAPSED = re.compile(r"(?:\w+ ){0,3}essential(?: criteria)? desirable\b.{0,60}", re.IGNORECASE)
EVIDENCE_AT_THE_END = re.compile(rf"\s(?P<letters>[{LETTERS}](?:\s?[/,&]\s?[{LETTERS}]){{0,3}})$")


class Piece(NamedTuple):
    """Words that stand together in a line, from one column of characters to another."""

    text: str
    start: int
    end: int


def pieces_of(line: str) -> list[Piece]:
    """What at least two spaces part."""
    return [Piece(match.group(), match.start(), match.end()) for match in PIECE.finditer(line)]


class PlacedTables:
    """Takes the tables out of the lines of one page after another."""

    def __init__(self):
        self._headings: list[Piece] = []
        self._collapsed = False
        self._gap = 0
        self._rows: list[list[list[str]]] = []

    def taken_out_of(self, lines: list[str]) -> list[str | Block]:
        """The lines of a page, those of a table replaced by it."""
        found: list[str | Block] = []
        self._gap = 0
        for line in lines:
            if heading := _heading_of(line):
                found += self._ended()
                self._headings, self._collapsed = heading, False
                self._rows = [[[piece.text] for piece in heading]]
            elif COLLAPSED.fullmatch(" ".join(line.split())):
                found += self._ended()
                self._headings, self._collapsed = [], True
                self._rows = [[["Criterion"], ["Essential"], ["Desirable"], ["Evidence"]]]
            elif not (self._headings or self._collapsed):
                found.append(line)
            elif self._ends_at(line):
                found += self._ended()
                self._headings, self._collapsed = [], False
                found.append(line)
            elif line.strip() and self._gap < FAR:
                self._read(line)
            elif line.strip():
                found += [*self._ended(), line]
            self._gap = 0 if line.strip() else self._gap + 1
        return [*found, *self._ended()]

    def _ends_at(self, line: str) -> bool:
        words = " ".join(line.split())
        return headed(words) is not None and column_named(words) is Column.WORDS and len(pieces_of(line)) == 1

    def _ended(self) -> list[Block]:
        """The table read so far; its headings stay for the next page."""
        rows, self._rows = self._rows, []
        if not rows:
            return []
        return [Table(tuple(_row(cells) for cells in rows))]

    def _read(self, line: str) -> None:
        cells = self._collapsed_cells(line) if self._collapsed else self._cells(line)
        words = self._words_column
        if self._rows and self._goes_on(cells, words):
            for cell, more in zip(self._rows[-1], cells, strict=True):
                cell.extend(more)
        else:
            self._rows.append(cells)

    @property
    def _words_column(self) -> int:
        """The column of the criteria, or of their groups: the first that nothing else heads."""
        for place, heading in enumerate(self._headings):
            if column_named(heading.text) is Column.WORDS:
                return place
        return 0

    def _cells(self, line: str) -> list[list[str]]:
        """The words of a line, each in the cell of the heading it stands under."""
        cells: list[list[str]] = [[] for _ in self._headings]
        before, place = None, None
        for piece in pieces_of(line):
            is_words = mark_of(piece.text) is Mark.WORDS
            own = self._place_of(piece, is_words)
            is_beside = before is not None and piece.start - before.end <= NARROW
            if place is not None and is_words and is_beside and not self._is_under(piece):
                cells[place][-1] += f" {piece.text}"
            elif own is not None:
                place = own
                cells[place].append(piece.text)
            before = piece
        return [[" ".join(texts)] if texts else [] for texts in cells]

    def _is_under(self, piece: Piece) -> bool:
        return any(_overlap(piece, heading) for heading in self._headings)

    def _place_of(self, piece: Piece, is_words: bool) -> int | None:
        """The column of a piece; None for a tick that stands under none, or between two."""
        under = [place for place, heading in enumerate(self._headings) if _overlap(piece, heading)]
        if len(under) == 1:
            return under[0]
        if under:
            return self._words_column if is_words else None
        nearest = min(range(len(self._headings)), key=lambda place: _distance(piece, self._headings[place]))
        is_near = is_words or _distance(piece, self._headings[nearest]) <= NEAR
        return nearest if is_near else None

    def _collapsed_cells(self, line: str) -> list[list[str]]:
        """Without columns only the words are certain, and the evidence at their end."""
        text = " ".join(line.split())
        evidence = EVIDENCE_AT_THE_END.search(text)
        if evidence:
            text = text[: evidence.start()]
        words = [word for word in text.split() if not is_sure(word)]
        while words and mark_of(words[-1]) is Mark.TICK:
            words.pop()
        return [[" ".join(words)] if words else [], [], [], [evidence["letters"]] if evidence else []]

    def _goes_on(self, cells: list[list[str]], words: int) -> bool:
        """Is this line the rest of the row above it?"""
        if len(self._rows) <= 1:
            return False
        if not cells[words]:
            return True
        first = cells[words][0]
        above = self._rows[-1][words][-1:]
        last = above[0].split()[-1] if above else ""
        if last in UNFINISHED or last.endswith(("/", ",")):
            return True
        return first[0].islower() and not without_bullet(first)[0] and self._gap < 2


def _heading_of(line: str) -> list[Piece] | None:
    """The headings of a table in a line, with the places they stand at."""
    pieces = pieces_of(line)
    row = Row(tuple(Cell(place, (Paragraph(piece.text),)) for place, piece in enumerate(pieces)))
    columns = columns_headed(row)
    if len(pieces) < 2 or not is_heading(row, columns) or not set(IMPORTANCES) & set(columns.values()):
        return None
    if column_named(pieces[0].text) in IMPORTANCES:
        # Nothing heads the words before them.
        pieces.insert(0, Piece("Criterion", 0, max(1, pieces[0].start - NEAR)))
    return pieces


def _overlap(piece: Piece, head: Piece) -> bool:
    return piece.start < head.end and head.start < piece.end


def _distance(piece: Piece, head: Piece) -> int:
    return max(0, head.start - piece.end, piece.start - head.end)


def _row(cells: list[list[str]]) -> Row:
    return Row(tuple(Cell(place, tuple(_points(texts))) for place, texts in enumerate(cells)))


def _points(texts: list[str]) -> list[Paragraph]:
    """The lines of a cell; where some have bullets, the others go on with them."""
    split = [(*without_bullet(text), text) for text in texts]
    is_marked = any(mark and words for mark, words, _ in split)
    found: list[Paragraph] = []
    for mark, words, text in split:
        goes_on = found and mark_of(text) is Mark.WORDS and not mark and (is_marked or text[0].islower())
        if goes_on:
            found[-1] = Paragraph(f"{found[-1].text} {text}", 0, found[-1].bullet)
        else:
            found.append(Paragraph(words or text, 0, mark if words else ""))
    return found
