"""Reads a Word document (DOCX) into blocks, as it is printed once every change in it is accepted.

Runs confined: `python -m vacancies.importing.word`. Headers, footers and hidden words are not read.
Archives are unpacked part by part and never further than a part may be long.
"""

from collections.abc import Iterator

from recruitment.documents.word_parts import MC, Parts, W, read_parts
from vacancies.importing import confined, marks
from vacancies.importing.blocks import Block, Cell, Paragraph, Row, Table
from vacancies.importing.lines import without_bullet
from vacancies.importing.word_styles import Numbering, Styles, attribute, is_on, named

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

# What a change that was not made, or not yet undone, leaves in the file.
DROPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}rPr", f"{W}pPr", f"{W}instrText", f"{W}delText"})
# What only wraps the text it holds.
WRAPPERS = frozenset(
    f"{W}{name}"
    for name in ("ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "customXml", "dir", "bdo")
)
BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}


def blocks_of(content: bytes) -> list[Block]:
    """The paragraphs and tables of the document's body, in order."""
    return read_parts(content, lambda parts: _Reading(parts).blocks())


class _Reading:
    def __init__(self, parts: Parts):
        self._parts = parts
        self._styles = Styles(parts.part("word/styles.xml"))
        self._numbering = Numbering(parts.part("word/numbering.xml"), self._styles)
        self._aside: list[Block] = []

    def blocks(self) -> list[Block]:
        return list(self._blocks_in(self._parts.body()))

    def _blocks_in(self, holder) -> Iterator[Block]:
        for element in holder:
            tag = element.tag
            if tag == f"{W}p":
                yield from self._paragraphs(element)
            elif tag == f"{W}tbl":
                yield Table(tuple(self._rows(element)))
            elif tag == f"{W}sdt":
                yield from self._blocks_in(_content_of(element))
            elif tag in WRAPPERS:
                yield from self._blocks_in(element)
            elif tag == f"{MC}AlternateContent":
                yield from self._blocks_in(_choice(element))

    # --- Paragraphs -------------------------------------------------------------------------------------

    def _paragraphs(self, element) -> Iterator[Block]:
        """One paragraph for each of its lines, and what its text boxes hold after it."""
        outer, self._aside = self._aside, []
        properties = named(element, f"{W}pPr")
        style = self._styles.of(properties)
        pieces = list(self._pieces(element, style.strong))
        lines = "".join(text for text, _ in pieces).split("\n")
        strong = all(is_strong for text, is_strong in pieces if text.strip())
        bullet = "" if style.level else self._numbering.bullet(properties, style)
        for text in lines:
            words = " ".join(text.split()) if "\t" not in text.strip() else _with_tabs(text)
            mark, bare = without_bullet(words) if words else ("", "")
            if not bare:
                mark, bare = "", words
            yield Paragraph(bare, style.level, (bullet or mark) if bare else "", strong and bool(bare))
        aside, self._aside = self._aside, outer
        yield from aside

    def _pieces(self, holder, strong: bool) -> Iterator[tuple[str, bool]]:
        """The text of what is printed in a line, and whether it is bold."""
        for element in holder:
            tag = element.tag
            if tag == f"{W}r":
                yield from self._run(element, strong)
            elif tag == f"{W}sdt":
                box = _check_box(element)
                if box:
                    yield box, strong
                else:
                    yield from self._pieces(_content_of(element), strong)
            elif tag in WRAPPERS:
                yield from self._pieces(element, strong)
            elif tag == f"{MC}AlternateContent":
                yield from self._pieces(_choice(element), strong)

    def _run(self, run, strong: bool) -> Iterator[tuple[str, bool]]:
        properties = named(run, f"{W}rPr")
        if properties is not None:
            if is_on(properties, "vanish"):
                return
            strong = is_on(properties, "b") if named(properties, f"{W}b") is not None else strong
        font = _font(properties)
        for element in _opened(run):
            tag = element.tag
            if tag == f"{W}t":
                yield marks.in_font(element.text or "", font), strong
            elif tag == f"{W}sym":
                yield _symbol(element), strong
            elif tag in BREAKS:
                yield ("" if attribute(element, "type") == "page" else BREAKS[tag]), strong
            elif tag == f"{W}fldChar":
                yield _form_box(element), strong
            elif tag not in DROPPED:
                for box in element.iter(f"{W}txbxContent"):
                    self._aside.extend(self._blocks_in(box))

    # --- Tables -----------------------------------------------------------------------------------------

    def _rows(self, table) -> Iterator[Row]:
        for row in _wrapped(table, f"{W}tr"):
            properties = named(row, f"{W}trPr")
            if properties is not None and named(properties, f"{W}del") is not None:
                continue
            column = _number(properties, "gridBefore")
            cells = []
            for cell in _wrapped(row, f"{W}tc"):
                about = named(cell, f"{W}tcPr")
                span = max(1, _number(about, "gridSpan", 1))
                merge = named(about, f"{W}vMerge") if about is not None else None
                goes_on = merge is not None and attribute(merge, "val") != "restart"
                blocks = () if goes_on else tuple(self._blocks_in(cell))
                cells.append(Cell(column, blocks, span, goes_on))
                column += span
            yield Row(tuple(cells))


def _wrapped(holder, tag: str) -> Iterator:
    """The rows or cells of a table, those inside content controls and insertions too."""
    for element in holder:
        if element.tag == tag:
            yield element
        elif element.tag == f"{W}sdt":
            yield from _wrapped(_content_of(element), tag)
        elif element.tag in WRAPPERS:
            yield from _wrapped(element, tag)


def _opened(run) -> Iterator:
    """What stands in a run; of two ways to draw the same, the first."""
    for element in run:
        if element.tag == f"{MC}AlternateContent":
            yield from _choice(element)
        else:
            yield element


def _choice(alternatives):
    return next(iter(alternatives), ())


def _content_of(control):
    content = named(control, f"{W}sdtContent")
    return () if content is None else content


def _check_box(control) -> str:
    properties = named(control, f"{W}sdtPr")
    box = named(properties, f"{W14}checkbox") if properties is not None else None
    if box is None:
        return ""
    checked = named(box, f"{W14}checked")
    is_checked = checked is not None and checked.get(f"{W14}val") in ("1", "true", "on")
    return marks.TICK if is_checked else marks.EMPTY_BOX


def _form_box(field) -> str:
    """A box of the old form tools."""
    data = named(field, f"{W}ffData")
    box = named(data, f"{W}checkBox") if data is not None else None
    if box is None:
        return ""
    state = "checked" if named(box, f"{W}checked") is not None else "default"
    return marks.TICK if is_on(box, state) else marks.EMPTY_BOX


def _font(properties) -> str:
    fonts = named(properties, f"{W}rFonts") if properties is not None else None
    if fonts is None:
        return ""
    return attribute(fonts, "ascii") or attribute(fonts, "hAnsi") or ""


def _symbol(element) -> str:
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return ""
    return marks.symbol(code, attribute(element, "font") or "")


def _number(properties, name: str, otherwise: int = 0) -> int:
    element = named(properties, f"{W}{name}") if properties is not None else None
    value = attribute(element, "val") if element is not None else None
    return min(int(value), 100) if value and value.isascii() and value.isdigit() else otherwise


def _with_tabs(text: str) -> str:
    """Words with the tabs between them kept: a label and its value may be set apart by one."""
    return "\t".join(" ".join(part.split()) for part in text.strip().split("\t"))


if __name__ == "__main__":
    confined.answer(blocks_of)
