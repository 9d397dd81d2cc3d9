"""A job description cut into its parts: what stands beside its labels and under its headings, and its tables.

Headings and labels are those of sections.py; a heading that is in no table divides the part it stands in, or
begins more responsibilities. Nothing is thrown away but contents, signatures and what follows them.
"""

from collections import defaultdict
from collections.abc import Sequence

from vacancies.importing.blocks import Block, Paragraph, Row, Table, paragraphs_in
from vacancies.importing.columns import importance_named, is_ticked
from vacancies.importing.evidence import Key, is_key
from vacancies.importing.headings import Part
from vacancies.importing.lines import Line, fingerprint, plain
from vacancies.importing.marks import Mark, mark_of
from vacancies.importing.sections import (
    LONGEST_HEADING,
    Own,
    Place,
    headed,
    is_standing,
    labelled,
    unnumbered,
)
from vacancies.importing.specification_table import SpecificationTables, begins

# In these a heading may carry its text on its own line: "Job summary: The post holder …".
INLINE = (Part.SUMMARY, Part.MAIN_DUTIES, Part.ABOUT_US, Part.SPECIFICATION)
PROSE_PARTS = (*INLINE, Part.RESPONSIBILITIES, Part.CONTACT, Own.ENDING)
LONG = 80
# A heading of the document's own, as Markdown.
SUBHEADING = "### "


class DocumentOutline:
    """The parts of a document, for the interpreter; built once."""

    def __init__(self, blocks: Sequence[Block]):
        self.lines: list[Line] = []
        self.header: list[Line] = []
        self.preface: list[Line] = []
        self.unplaced: list[Line] = []
        self.specification = SpecificationTables(Key(paragraph.text for paragraph in paragraphs_in(blocks)))
        self._labelled: dict[Place, list[list[Line]]] = defaultdict(list)
        self._prose: dict[Place, list[Line]] = defaultdict(list)
        self._place: Place | None = None
        self._level = 0
        self._is_divided = False
        self._waiting: Place | None = None
        self._label = ""
        self._group_above: str | None = None
        self.headings: set[Place] = set()
        self._take(blocks)

    def of(self, part: Place) -> list[list[Line]]:
        return self.different(part)

    def different(self, part: Place) -> list[list[Line]]:
        """What it says of a part: each different answer beside a label, and all lines under its headings."""
        said = {fingerprint(lines): lines for lines in reversed(self._labelled.get(part, []))}
        found = list(reversed(said.values()))
        if lines := self._prose.get(part):
            found.append(lines)
        return found

    def also(self, part: Place, answers: list[list[Line]]) -> None:
        """What stands beside one label says something of another part too."""
        if answers:
            self._labelled[part] += answers

    @property
    def labels(self) -> set[Place]:
        """The labels that something stands beside."""
        return set(self._labelled)

    # --- Blocks -----------------------------------------------------------------------------------------

    def _take(self, blocks: Sequence[Block]) -> None:
        for position, block in enumerate(blocks):
            if isinstance(block, Table):
                self._table(block)
            elif block.text:
                self._paragraph(block, self._next(blocks, position))

    def _next(self, blocks: Sequence[Block], position: int) -> Block | None:
        """The block after this one that holds something."""
        following = (
            block for block in blocks[position + 1 : position + 6] if getattr(block, "text", "table")
        )
        return next(following, None)

    def _line(self, paragraph: Paragraph, text: str | None = None) -> Line:
        return Line(text or paragraph.text, paragraph.bullet, paragraph.after_gap, False, paragraph.line)

    def _paragraph(self, paragraph: Paragraph, after: Block | None) -> None:
        line = self._line(paragraph)
        self.lines.append(line)
        if mark_of(line.text) is not Mark.WORDS or is_key(line.text):
            return
        self._group_above = None
        if self._takes_labels and self._labels_in(paragraph.text.split("\t"), line, after):
            return
        if self._heading(paragraph, after):
            return
        if self._waiting:
            self._add(self._waiting, line, self._label)
            self._waiting = None
        elif self._place is None:
            (self.unplaced if len(line.text) > LONG else self.header).append(line)
        else:
            if self._place is Part.SPECIFICATION and len(line.text) <= LONGEST_HEADING and not line.bullet:
                self._group_above = line.text
            self._prose[self._place].append(line)

    # --- Labels -----------------------------------------------------------------------------------------

    @property
    def _takes_labels(self) -> bool:
        return self._place is None or (
            self._place is Part.SPECIFICATION and not self._prose[Part.SPECIFICATION]
        )

    def _labels_in(self, pieces: list[str], line: Line, after: Block | None = None) -> bool:
        """Take the labels and values in the cells of a line; False where it holds none."""
        pieces = [piece.strip() for piece in pieces if piece.strip()]
        found = False
        position = 0
        while position < len(pieces):
            label, colon, value = pieces[position].partition(":")
            place = labelled(label)
            position += 1
            if place is None:
                if found or (
                    colon and value.strip() and self._labelled and len(label) <= 40 and self._place is None
                ):
                    self.preface.append(line._replace(text=pieces[position - 1], bullet="-"))
                    found = True
                    continue
                return found
            if value.strip():
                self._add(place, line._replace(text=value.strip(), bullet=""), label)
            elif position < len(pieces):
                self._add(place, line._replace(text=pieces[position], bullet=""), label)
                position += 1
            elif colon or self._stands_above_its_value(after):
                self._waiting, self._label = place, label
            else:
                return found
            found = True
        return found

    def _stands_above_its_value(self, after: Block | None) -> bool:
        """A label without a colon is one where a short line that is neither label nor heading follows."""
        return (
            self._place is None
            and isinstance(after, Paragraph)
            and len(after.text) <= LONG
            and ":" not in after.text
            and labelled(after.text) is None
            and headed(after.text) is None
        )

    def _add(self, place: Place, line: Line, label: str) -> None:
        if place is Own.REPORTS:
            self.preface.append(line._replace(text=f"{label.strip()}: {line.text}", bullet="-"))
        elif place is not Own.ADMINISTRATION:
            self._labelled[place].append([line])

    @property
    def _has_just_begun(self) -> bool:
        """Is the last line of the part in force a heading?"""
        lines = self._prose[self._place] if self._place is not None else []
        return not lines or lines[-1].text.startswith(SUBHEADING)

    # --- Headings ---------------------------------------------------------------------------------------

    def _heading(self, paragraph: Paragraph, after: Block | None) -> bool:
        """Begin a part, or divide one, where this line is a heading."""
        if paragraph.bullet == "-":
            return False
        place, value = headed(paragraph.text), ""
        if place is None and ":" in paragraph.text[:LONGEST_HEADING]:
            words, _, value = paragraph.text.partition(":")
            place = headed(words) if headed(words) in INLINE else None
        if place is None and importance_named(paragraph.text) and self._place is not Part.SPECIFICATION:
            self._begin(Part.SPECIFICATION, paragraph)
            self._prose[Part.SPECIFICATION].append(self._line(paragraph))
            return True
        if place is not None and self._begins(place, paragraph):
            is_within = place is Part.RESPONSIBILITIES and not self._is_title(paragraph)
            self._begin(place, paragraph)
            if is_within:
                self._divide(paragraph)
            if value.strip():
                self._prose[place].append(self._line(paragraph, value.strip())._replace(bullet=""))
            return True
        if place is not None and self._place in (Part.MAIN_DUTIES, Part.SUMMARY, Part.ABOUT_US):
            self._divide(paragraph)
            return True
        return self._unknown_heading(paragraph, after)

    def _begins(self, place: Place, paragraph: Paragraph) -> bool:
        """Does a known heading begin its part here, or only divide the one it stands in?"""
        if place is not Part.RESPONSIBILITIES or is_standing(paragraph.text):
            return True
        if self._is_deeper(paragraph):
            return False
        if self._place is Part.SPECIFICATION:
            return 0 < paragraph.level <= self._level
        if self._place is Part.MAIN_DUTIES and not self._prose[Part.MAIN_DUTIES]:
            self._is_divided = True
        return not (self._place is Part.MAIN_DUTIES and self._is_divided and not paragraph.level)

    def _is_deeper(self, paragraph: Paragraph) -> bool:
        return 0 < self._level < paragraph.level

    def _is_title(self, paragraph: Paragraph) -> bool:
        """ "Responsibilities" itself needs no heading below the advert's own."""
        return plain(paragraph.text) in (
            "responsibilities",
            "key responsibilities",
            "job responsibilities",
            "job description",
        )

    def _begin(self, place: Place, paragraph: Paragraph) -> None:
        self._waiting = None
        if plain(paragraph.text) == "job description" and self._place is None:
            return
        self._place, self._level, self._is_divided = place, paragraph.level, False
        self.headings.add(place)

    def _unknown_heading(self, paragraph: Paragraph, after: Block | None) -> bool:
        if not looks_like_heading(paragraph, after, is_first=self._has_just_begun):
            return False
        self._waiting = None if paragraph.level else self._waiting
        if self._waiting:
            return False
        if self._place is Part.SPECIFICATION:
            if 0 < paragraph.level <= self._level:
                self._begin(Part.RESPONSIBILITIES, paragraph)
                self._divide(paragraph)
                return True
            return False
        if self._place in (Part.SUMMARY, Part.ABOUT_US, None):
            if self._place is not None and self._is_deeper(paragraph):
                self._divide(paragraph)
                return True
            if self._place is None and not (isinstance(after, Paragraph) and len(after.text) > LONG):
                return False
            self._begin(Part.RESPONSIBILITIES, paragraph)
        elif self._place is Part.MAIN_DUTIES and 0 < paragraph.level <= self._level:
            self._begin(Part.RESPONSIBILITIES, paragraph)
        self._divide(paragraph)
        return True

    def _divide(self, paragraph: Paragraph) -> None:
        """A heading of the document's own, as Markdown, inside a part."""
        if self._place is not None and self._place is not Own.ENDING:
            line = self._line(paragraph, f"{SUBHEADING}{unnumbered(paragraph.text).rstrip(' :')}")
            self._prose[self._place].append(line._replace(bullet="", after_gap=True))

    # --- Tables -----------------------------------------------------------------------------------------

    def _table(self, table: Table) -> None:
        """A table, or as much of it as is a person specification; the rest only sets the page."""
        is_rest = (
            self._place is Part.SPECIFICATION
            and self.specification.goes_on_in(table)
            and not any(map(_ends_specification, table.rows[:1]))
        )
        start = 0 if is_rest else self._specification_begins(table)
        for row in table.rows[:start]:
            self._row(row)
        if start is None:
            return
        end = next(
            (place for place in range(start + 1, len(table.rows)) if _ends_specification(table.rows[place])),
            len(table.rows),
        )
        self._read_specification(Table(table.rows[start:end]))
        if end < len(table.rows):
            self._table(Table(table.rows[end:]))

    def _specification_begins(self, table: Table) -> int | None:
        """The row it begins with: its headings, or the first with ticks, and what names a group above it."""
        found = (place for place, row in enumerate(table.rows) if begins(row) or is_ticked(row))
        start = next(found, None)
        if start is None or self._place is Own.ENDING:
            return None
        while start and _may_name_a_group(table.rows[start - 1]):
            start -= 1
        return start

    def _read_specification(self, table: Table) -> None:
        self._begin(Part.SPECIFICATION, Paragraph("", self._level))
        self.lines += [Line(row.text, number=row.line) for row in table.rows if row.text.strip()]
        above, self._group_above = self._group_above, None
        if above and self._prose[Part.SPECIFICATION]:
            self._prose[Part.SPECIFICATION].pop()
        self.specification.read(table, above)

    def _row(self, row: Row) -> None:
        """A row of a table that only sets a page: labels and values, a heading beside its text, or prose."""
        cells = row.filled
        if not cells:
            return
        if len(cells) == 1:
            self._take(cells[0].blocks)
            return
        line = Line(row.text, number=row.line)
        if self._takes_labels and self._labels_beside(row, line):
            self.lines.append(line)
            return
        place = headed(cells[0].text)
        on_one_line = len({cell.paragraphs[0].line for cell in cells}) == 1
        if place in PROSE_PARTS or not on_one_line or sum(len(cell.text) for cell in cells) > 2 * LONG:
            for cell in cells:
                self._take(cell.blocks)
            return
        self._paragraph(Paragraph(" – ".join(cell.text for cell in cells), line=row.line), None)

    def _labels_beside(self, row: Row, line: Line) -> bool:
        """Labels in every other cell, their values beside them; an address keeps its lines."""
        cells = row.filled
        place = labelled(cells[0].text.rstrip(" :"))
        if len(cells) == 2 and place is Part.LOCATIONS:
            self._labelled[place].append(
                [Line(paragraph.text, number=row.line) for paragraph in cells[1].paragraphs]
            )
            return True
        return self._labels_in([cell.text for cell in cells], line)


def _ends_specification(row: Row) -> bool:
    """Does another part of the document begin with this row?"""
    if not row.filled:
        return False
    text = row.filled[0].text
    place = headed(text)
    if place is Own.ENDING or len(row.filled) > 1:
        return place is Own.ENDING
    return place in (Part.SUMMARY, Part.MAIN_DUTIES) or (place is not None and is_standing(text))


def _may_name_a_group(row: Row) -> bool:
    """One short cell that is no heading or label of the document: it belongs to the rows below."""
    if len(row.filled) != 1:
        return not row.filled
    text = row.filled[0].text
    return len(text) <= LONGEST_HEADING and headed(text) is None and labelled(text.rstrip(" :")) is None


def looks_like_heading(paragraph: Paragraph, after: Block | None, *, is_first: bool) -> bool:
    """A short line that is set as a heading, or stands over a list or a paragraph as one does.

    `is_first`: a heading stands right above it, so that it is text unless it is set as another.
    """
    text = paragraph.text
    if paragraph.bullet == "-" or len(text) > LONGEST_HEADING or text.endswith((".", ",", ";")):
        return False
    if not any(char.isalpha() for char in text):
        return False
    if paragraph.level:
        return True
    if paragraph.bullet or text.endswith(":"):
        return paragraph.strong and bool(text.endswith(":"))
    if paragraph.strong or (text.isupper() and len(text) > 3):
        return True
    if not isinstance(after, Paragraph) or headed(after.text) or (is_first and not after.bullet):
        return False
    follows = bool(after.bullet) or len(after.text) > LONG or after.text.endswith(":")
    return paragraph.after_gap and unnumbered(text)[:1].isupper() and follows
