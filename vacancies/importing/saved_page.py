"""A saved web page as the paragraphs and tables a person sees of it; the page's own furniture is left out.

The pieces come from markup.py; what the words mean is for the readers.
"""

import re
from collections.abc import Iterable

from vacancies.importing.blocks import Block, Cell, Paragraph, Row, Table
from vacancies.importing.evidence import Key
from vacancies.importing.headings import DETAIL_LABELS
from vacancies.importing.lines import plain
from vacancies.importing.markup import Tag, pieces
from vacancies.importing.specification_table import SpecificationTables
from vacancies.importing.specification_table import begins as begins_specification
from vacancies.importing.trac_outline import LABELS

MOST_BYTES = 5 * 1024 * 1024
BEGINNINGS = ("<!doctype html", "<html", "<head", "<body")
# What only a page holds: enough of it makes a piece of a page, saved or pasted, one too.
PAGE_TAG = re.compile(
    r"</?(?:p|div|li|ul|ol|h[1-6]|dl|dt|dd|table|tr|td|th|br|span|body|main|section|article|strong)\b[^<>]{0,300}>",
    re.IGNORECASE,
)
ENOUGH_TAGS = 4
LOOKED_AT = 20_000
# Elements that end the line they stand in; the others are words within it.
_LINES = (
    "p div section article main aside header footer nav ul ol li dl dt dd h1 h2 h3 h4 h5 h6 table caption "
    "thead tbody tfoot tr td th form fieldset legend address blockquote pre figure figcaption hr body html "
    "details summary center button label option select"
)
LINES = frozenset(_LINES.split())
HEADINGS = {f"h{level}": level for level in range(1, 7)}
FURNITURE = frozenset(
    ("nav", "head", "header", "footer", "button", "select", "dialog", "object", "audio", "video", "canvas")
)
FURNITURE_NAMED = re.compile(r"cookie|breadcrumb|skip-?link|share-?(?:bar|links|buttons)", re.IGNORECASE)
HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
# Where the advert itself begins, however the furniture before it was closed.
SURELY_THE_PAGE = frozenset({"main", "h1"})
EMPHASIS = frozenset({"strong", "b", "label", "em", "span"})
KNOWN_LABELS = frozenset({*LABELS, *DETAIL_LABELS})
SPACES = re.compile(r"\s+")
MOST_TABLES_DEEP = 4
MOST_CELLS = 5_000
# More lines than a reader takes.
MOST_BLOCKS = 20_001
ENOUGH_TEXT = 300
LONGEST_LABEL = 40


def begins(content: bytes) -> bool:
    """Do these bytes begin as a whole saved page does? Those with pictures in them are large."""
    beginning = content[:100].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return beginning.startswith(tuple(words.encode() for words in BEGINNINGS))


def is_one(text: str) -> bool:
    """Is this text the markup of a web page, or of a piece of one?"""
    beginning = text[:LOOKED_AT].lstrip("\ufeff \t\r\n")
    if beginning[:20].casefold().startswith(BEGINNINGS):
        return True
    return beginning.startswith("<") and len(PAGE_TAG.findall(beginning)) >= ENOUGH_TAGS


def blocks_of(page: str) -> list[Block]:
    """The paragraphs and tables of a page, of its main part where it has one."""
    seen = _Seen()
    for piece in pieces(page):
        if isinstance(piece, Tag):
            seen.meet(piece)
        else:
            seen.hear(piece)
        if seen.is_too_much:
            break
    return seen.blocks


def text_of(blocks: Iterable[Block]) -> str:
    """The page as lines: gaps between paragraphs, marks at the points of lists, tables as labels or lists."""
    lines: list[str] = []
    was_bullet = False
    for block in blocks:
        if isinstance(block, Table):
            lines += ["", *_lines_of_table(block)]
            was_bullet = False
            continue
        if block.after_gap and not (was_bullet and block.bullet):
            lines.append("")
        was_bullet = bool(block.bullet) or (was_bullet and not block.after_gap)
        mark = "•" if block.bullet == "-" else block.bullet
        indent = "  " if mark or (was_bullet and not block.after_gap) else ""
        lines.append(f"{indent}{mark} {block.text}" if mark else f"{indent}{block.text}")
    return "\n".join(lines).strip("\n") + "\n"


def _lines_of_table(table: Table) -> list[str]:
    """A specification's rows as its lists; two columns as label and value; other rows as they stand."""
    if any(map(begins_specification, table.rows[:6])) and (written := _written_specification(table)):
        return written
    lines: list[str] = []
    for row in table.rows:
        cells = row.filled
        if len(cells) == 2 and len(cells[0].text) <= LONGEST_LABEL:
            lines += ["", cells[0].text.rstrip(" :"), *(paragraph.text for paragraph in cells[1].paragraphs)]
        elif len(cells) == 1:
            lines += _paragraph_lines(cells[0])
        elif cells:
            lines.append("\t".join(cell.text for cell in cells))
    return lines


def _paragraph_lines(cell: Cell) -> list[str]:
    """A cell alone in its row is layout: its paragraphs are those of the page."""
    return [f"  • {each.text}" if each.bullet else f"\n{each.text}" for each in cell.paragraphs]


def _written_specification(table: Table) -> list[str]:
    tables = SpecificationTables(Key([]))
    tables.read(table)
    lines: list[str] = []
    before: tuple[str | None, str | None] = (None, None)
    for point in tables.finished():
        if point.importance is None:
            return []
        if (point.group, point.importance) != before:
            group = [point.group or "", ""] if point.group != before[0] else []
            lines += ["", *group, f"{point.importance.capitalize()} criteria", ""]
        before = (point.group, point.importance)
        letters = f" ({'/'.join(point.evidenced_by)})" if point.evidenced_by else ""
        lines.append(f"  • {point.text}{letters}")
    return lines


class _Open:
    """A table that is being seen: its finished rows, and the row and the cell it is at."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.cells: list[Cell] = []
        self.cell: list[Block] | None = None
        self.span = 1

    def end_cell(self) -> None:
        if self.cell is not None:
            column = sum(cell.span for cell in self.cells)
            self.cells.append(Cell(column, tuple(self.cell), self.span))
        self.cell = None

    def end_row(self) -> None:
        self.end_cell()
        if self.cells:
            self.rows.append(Row(tuple(self.cells)))
        self.cells = []


class _Seen:
    """What has been seen of a page so far."""

    def __init__(self) -> None:
        self._all: list[Block] = []
        self._main: list[Block] = []
        self._mains = 0
        self._tables: list[_Open] = []
        self._cells = 0
        # The furniture we are in: the element's name, and how many of that name are open.
        self._skipped = ""
        self._skipped_open = 0
        self._words: list[str] = []
        self._is_labelled = False
        self._emphasised: list[bool] = []
        self._lists: list[int | None] = []
        self._bullet = ""
        self._level = 0
        self._gap = True
        self._in_point = False
        self._is_kept = 0

    @property
    def is_too_much(self) -> bool:
        """More than any advert holds: what is seen already is enough to refuse it."""
        return len(self._all) > MOST_BLOCKS

    @property
    def blocks(self) -> list[Block]:
        """The main part of the page where it holds enough, else all of it."""
        while self._tables:
            self._end_table()
        self._end_line()
        length = sum(len(block.text) for block in self._main if isinstance(block, Paragraph))
        has_tables = any(isinstance(block, Table) for block in self._main)
        return self._main if length >= ENOUGH_TEXT or has_tables else self._all

    def hear(self, words: str) -> None:
        """Text between tags."""
        if self._skipped:
            return
        if self._is_kept:
            for number, line in enumerate(words.split("\n")):
                if number:
                    self._end_line(gap=not line.strip())
                self._words.append(line)
            return
        self._words.append(words)

    def meet(self, tag: Tag) -> None:
        """A start or an end tag."""
        if self._skipped and not self._leaves_furniture(tag):
            return
        if not tag.is_end and self._is_furniture(tag):
            self._end_line()
            self._skipped, self._skipped_open = tag.name, 1
            return
        if tag.name == "br":
            self._end_line(gap=False)
        elif tag.name in EMPHASIS and tag.name != "label":
            self._after_emphasis(tag)
        elif tag.name in LINES:
            if tag.name == "label" and tag.is_end:
                self._after_emphasis(tag)
            self._end_line()
            self._enter_or_leave(tag)

    def _leaves_furniture(self, tag: Tag) -> bool:
        """Is this tag seen again? Furniture ends with its end tag, or where the advert surely begins."""
        if tag.name in SURELY_THE_PAGE and not tag.is_end and not self._is_furniture(tag):
            self._skipped = ""
            return True
        if tag.name == self._skipped:
            self._skipped_open += -1 if tag.is_end else 1
            if self._skipped_open <= 0:
                self._skipped = ""
        return False

    def _is_furniture(self, tag: Tag) -> bool:
        if tag.name in VOID:
            return False
        if tag.name in FURNITURE:
            return True
        if not tag.inside or tag.name in ("html", "body"):
            return False
        attributes = tag.attributes
        named = f"{attributes.get('id', '')} {attributes.get('class', '')}"
        return (
            "hidden" in attributes
            or attributes.get("role") == "navigation"
            or bool(HIDDEN.search(attributes.get("style", "")))
            or (len(named) < LOOKED_AT and bool(FURNITURE_NAMED.search(named)))
        )

    def _after_emphasis(self, tag: Tag) -> None:
        """ "<b>Grade</b> Band 4": a label at the beginning of its line, with its value behind it."""
        if not tag.is_end or not 0 < len(self._words) <= 3 or sum(map(len, self._words)) > 4 * LONGEST_LABEL:
            return
        said = SPACES.sub(" ", "".join(self._words)).strip()
        if plain(said) in KNOWN_LABELS:
            self._words, self._is_labelled = [said.rstrip(" :") + ": "], True

    # --- Lines, lists and tables --------------------------------------------------------------------------

    def _end_line(self, *, gap: bool = True) -> None:
        words = SPACES.sub(" ", "".join(self._words)).strip()
        if self._is_labelled:
            # The page's own colon stood behind its label.
            words = words.replace(": :", ":", 1).rstrip(": ")
        self._words, self._is_labelled = [], False
        if words:
            is_going_on = self._in_point and not self._bullet
            paragraph = Paragraph(words, self._level, self._bullet, after_gap=self._gap and not is_going_on)
            self._keep(paragraph)
            self._bullet, self._gap = "", gap
        else:
            self._gap = self._gap or gap

    def _keep(self, block: Block) -> None:
        if self._tables and self._tables[-1].cell is not None:
            self._tables[-1].cell.append(block)
            return
        self._all.append(block)
        if self._mains:
            self._main.append(block)

    def _enter_or_leave(self, tag: Tag) -> None:
        name = tag.name
        if name in HEADINGS:
            self._level = 0 if tag.is_end else HEADINGS[name]
            self._in_point = self._in_point and not self._level
        elif name in ("ul", "ol"):
            self._enter_or_leave_list(tag)
        elif name == "li":
            self._bullet = "" if tag.is_end else self._mark()
            self._in_point = not tag.is_end
        elif name == "pre":
            self._is_kept = 0 if tag.is_end else 1
        elif name == "main":
            self._mains = 0 if tag.is_end else 1
        elif name in ("table", "tr", "td", "th"):
            self._enter_or_leave_table(tag)

    def _enter_or_leave_list(self, tag: Tag) -> None:
        if not tag.is_end:
            self._lists = [*self._lists[-MOST_TABLES_DEEP:], 0 if tag.name == "ol" else None]
        elif self._lists:
            self._lists.pop()
        self._in_point = False

    def _mark(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "-"
        self._lists[-1] += 1
        return f"{min(self._lists[-1], 999)}."

    def _enter_or_leave_table(self, tag: Tag) -> None:
        if tag.name == "table":
            if tag.is_end:
                self._end_table()
            elif len(self._tables) < MOST_TABLES_DEEP:
                self._tables.append(_Open())
            return
        if not self._tables:
            return
        table = self._tables[-1]
        if tag.name == "tr":
            table.end_row()
        elif tag.is_end:
            table.end_cell()
        elif self._cells < MOST_CELLS:
            self._cells += 1
            table.end_cell()
            table.cell, table.span = [], _span(tag)

    def _end_table(self) -> None:
        if not self._tables:
            return
        self._end_line()
        table = self._tables[-1]
        table.end_row()
        self._tables.pop()
        if table.rows:
            self._keep(Table(tuple(table.rows)))
        self._gap = True


def _span(tag: Tag) -> int:
    words = tag.attributes.get("colspan", "1")
    return min(int(words), 20) if words.isascii() and words.isdigit() and int(words) > 0 else 1
