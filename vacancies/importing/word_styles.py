"""What a Word document's styles and numbering say of a paragraph: heading, bold, a point of a list."""

import re
from collections import Counter
from typing import NamedTuple

from docx.oxml.ns import nsmap

W = f"{{{nsmap['w']}}}"
HEADING_NAME = re.compile(r"heading\s*([1-9])", re.IGNORECASE)
DEEPEST = 8
OFF = ("0", "false", "off")
NO_BULLET = ("", "none")


def named(holder, tag: str):
    """The first child of that name; None where there is none, or no holder."""
    return None if holder is None else holder.find(tag)


def attribute(element, name: str) -> str | None:
    return element.get(f"{W}{name}")


def is_on(properties, name: str) -> bool:
    """A switch such as bold: there, and not there as "off"."""
    switch = named(properties, f"{W}{name}")
    return switch is not None and attribute(switch, "val") not in OFF


class Style(NamedTuple):
    """A paragraph's look, as far as it says something: heading level, bold, the list it belongs to."""

    level: int = 0
    strong: bool = False
    number: str = ""
    depth: int = 0
    name: str = ""


class Styles:
    """The paragraph styles, each with what it takes from the one it is based on."""

    def __init__(self, root):
        elements = [] if root is None else root.iterfind(f"{W}style")
        self._elements = {attribute(element, "styleId"): element for element in elements}
        self._known: dict[str | None, Style] = {}

    def of(self, properties) -> Style:
        """The look of a paragraph with these properties of its own."""
        if properties is None:
            return Style()
        chosen = named(properties, f"{W}pStyle")
        style = self._style(attribute(chosen, "val")) if chosen is not None else Style()
        return style._replace(level=_outline_level(properties) or style.level)

    def _style(self, key: str | None, above: int = 0) -> Style:
        if key in self._known:
            return self._known[key]
        element = self._elements.get(key)
        if element is None or above > DEEPEST:
            return Style()
        based = named(element, f"{W}basedOn")
        style = self._style(attribute(based, "val"), above + 1) if based is not None else Style()
        title = named(element, f"{W}name")
        name = (attribute(title, "val") or "") if title is not None else ""
        paragraph, run = named(element, f"{W}pPr"), named(element, f"{W}rPr")
        heading = HEADING_NAME.fullmatch(name.strip())
        number, depth = _number_of(paragraph)
        self._known[key] = Style(
            level=(int(heading[1]) if heading else 0) or _outline_level(paragraph) or style.level,
            strong=is_on(run, "b") if named(run, f"{W}b") is not None else style.strong,
            number=number or style.number,
            depth=depth or style.depth,
            name=name,
        )
        return self._known[key]


def _outline_level(properties) -> int:
    element = named(properties, f"{W}outlineLvl")
    value = attribute(element, "val") if element is not None else None
    return int(value) + 1 if value and value in "012345678" else 0


def _number_of(properties) -> tuple[str, int]:
    """The list a paragraph stands in and how deep; "" where it stands in none."""
    numbering = named(properties, f"{W}numPr")
    if numbering is None:
        return "", 0
    number, depth = named(numbering, f"{W}numId"), named(numbering, f"{W}ilvl")
    level = attribute(depth, "val") if depth is not None else ""
    return (
        (attribute(number, "val") or "") if number is not None else "",
        int(level) if level and level in "012345678" else 0,
    )


class Numbering:
    """The lists of the document: bullets or numbers, and how far each has counted."""

    def __init__(self, root, styles: Styles):
        self._formats: dict[tuple[str, int], str] = {}
        self._counts: Counter[tuple[str, int]] = Counter()
        if root is None:
            return
        kinds: dict[str | None, dict[int, str]] = {}
        for kind in root.iterfind(f"{W}abstractNum"):
            levels = {}
            for level in kind.iterfind(f"{W}lvl"):
                shape, depth = named(level, f"{W}numFmt"), attribute(level, "ilvl") or ""
                if shape is not None and depth in "012345678":
                    levels[int(depth or 0)] = attribute(shape, "val") or ""
            kinds[attribute(kind, "abstractNumId")] = levels
        for number in root.iterfind(f"{W}num"):
            kind = named(number, f"{W}abstractNumId")
            levels = kinds.get(attribute(kind, "val"), {}) if kind is not None else {}
            for depth, shape in levels.items():
                self._formats[attribute(number, "numId") or "", depth] = shape

    def bullet(self, properties, style: Style) -> str:
        """ "-" or the number that Word prints before a paragraph; "" before one that is no point."""
        number, depth = _number_of(properties)
        number, depth = number or style.number, depth or style.depth
        if number == "0":
            return ""
        shape = self._formats.get((number, depth))
        if shape is None:
            by_name = style.name.casefold()
            return "-" if by_name.startswith("list bullet") else ""
        if shape in NO_BULLET:
            return ""
        if shape == "bullet":
            return "-"
        self._counts[number, depth] += 1
        return f"{self._counts[number, depth]}."
