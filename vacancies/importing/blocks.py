"""A document as blocks: paragraphs and tables, in the order of reading; and the lines a person sees of them.

The readers of Word documents and of flattened text make blocks; what they mean is for the interpreter.
Nothing here needs Django: the confined readers of documents use it too.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

# A font of a PDF may name any character; these two kinds have no place in a database.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
BETWEEN_CELLS = "\t"
BETWEEN_PARAGRAPHS = " / "


@dataclass(frozen=True)
class Paragraph:
    """Words that stand together. `level` is a heading's, 0 for none; `bullet` is "-" or a number, or "".

    `strong`: all of it is printed bold. `line` is where it stands in the text shown beside the draft.
    """

    text: str
    level: int = 0
    bullet: str = ""
    strong: bool = False
    after_gap: bool = True
    line: int = 0

    def as_json(self) -> list:
        return ["p", self.text, self.level, self.bullet, self.strong]


@dataclass(frozen=True)
class Cell:
    """One cell: the first column it stands in, how many it spans, whether it goes on from the row above.

    An empty paragraph is kept: ticks stand beside points by their place in the cell.
    """

    column: int
    blocks: tuple["Block", ...] = ()
    span: int = 1
    goes_on: bool = False

    @property
    def paragraphs(self) -> list[Paragraph]:
        """Every paragraph that holds something, those of nested tables too."""
        return [paragraph for paragraph in self.places if paragraph.text]

    @property
    def places(self) -> list[Paragraph]:
        """Every paragraph, the empty ones too."""
        return list(paragraphs_in(self.blocks))

    @property
    def text(self) -> str:
        return " ".join(paragraph.text for paragraph in self.paragraphs)

    def as_json(self) -> list:
        return [self.column, self.span, self.goes_on, [block.as_json() for block in self.blocks]]


@dataclass(frozen=True)
class Row:
    """One row of a table, left to right; `heads` where the document says that it repeats on every page."""

    cells: tuple[Cell, ...]
    line: int = 0

    def at(self, column: int) -> Cell | None:
        """The cell that covers a column."""
        return next((cell for cell in self.cells if cell.column <= column < cell.column + cell.span), None)

    @property
    def filled(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.paragraphs and not cell.goes_on]

    @property
    def text(self) -> str:
        return BETWEEN_CELLS.join(
            BETWEEN_PARAGRAPHS.join(_as_shown(paragraph) for paragraph in cell.paragraphs)
            for cell in self.cells
        )


@dataclass(frozen=True)
class Table:
    """Rows of cells."""

    rows: tuple[Row, ...] = field(default_factory=tuple)

    @property
    def width(self) -> int:
        return max((cell.column + cell.span for row in self.rows for cell in row.cells), default=0)

    def as_json(self) -> list:
        return ["t", [[cell.as_json() for cell in row.cells] for row in self.rows]]


Block = Paragraph | Table


def paragraphs_in(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    """All paragraphs, those in tables row by row."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from paragraphs_in(cell.blocks)


def from_json(written: list) -> list[Block]:
    """The blocks that `as_json` wrote; ValueError, TypeError or KeyError where nobody wrote them so."""
    return [_block(item) for item in written]


def _block(item: list) -> Block:
    if item[0] == "p":
        _, text, level, bullet, strong = item
        return Paragraph(_storable(text), int(level), _storable(bullet), bool(strong))
    return Table(
        tuple(
            Row(
                tuple(
                    Cell(int(column), tuple(from_json(blocks)), int(span), bool(goes_on))
                    for column, span, goes_on, blocks in row
                )
            )
            for row in item[1]
        )
    )


def _storable(text) -> str:
    return UNSTORABLE.sub("", str(text))


def shown(blocks: Iterable[Block]) -> tuple[list[Block], str]:
    """The same blocks with their line numbers, and the text those count in.

    One line for each paragraph and each row: it is what stands beside the draft while it is reviewed.
    """
    numbered: list[Block] = []
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(_as_shown(block))
            numbered.append(replace(block, line=len(lines)))
            continue
        rows = []
        for row in block.rows:
            lines.append(row.text)
            rows.append(Row(tuple(_on_line(cell, len(lines)) for cell in row.cells), len(lines)))
        numbered.append(Table(tuple(rows)))
    return numbered, "\n".join(lines) + "\n"


def _on_line(cell: Cell, line: int) -> Cell:
    """The cell with everything in it on one line; nested tables stand on the line of their row."""
    blocks = tuple(
        replace(block, line=line)
        if isinstance(block, Paragraph)
        else Table(
            tuple(Row(tuple(_on_line(inner, line) for inner in row.cells), line) for row in block.rows)
        )
        for block in cell.blocks
    )
    return replace(cell, blocks=blocks)


def _as_shown(paragraph: Paragraph) -> str:
    mark = "•" if paragraph.bullet == "-" else paragraph.bullet
    return f"{mark} {paragraph.text}" if mark and paragraph.text else paragraph.text
