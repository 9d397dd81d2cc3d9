"""Where things stand on the panel's pictures: whole numbers on a sheet that templates write out as SVG.

What a picture shows stands in a table beside it too, and nothing on it is told by colour alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from applicants.shortlisting.agreement import CLOSE, FAIR, STRICT, Reading, Strictness

# A sheet as wide as a phone; it grows with the window up to a limit in the stylesheet.
WIDTH, LEFT, RIGHT = 320, 8, 300
ROW, TOP = 48, 26
LONGEST_LABEL = 42
# How many columns totals are heaped up in, and how high the highest is.
COLUMNS, HIGH, GROUND = 20, 110, 145
# How far from the others a member is drawn; who is further stands at the edge, with the figure beside it.
FURTHEST = Fraction(3, 2)


@dataclass(frozen=True)
class Guide:
    """A line from top to bottom, with its word at the top."""

    x: int
    word: str


@dataclass(frozen=True)
class Mark:
    """A dot, or a bar where it has a width; its word stands beside the one and in the other."""

    x: int
    word: str = ""
    width: int = 0
    word_x: int = 0
    # From 0 to 4, lightest to darkest; words are in the other colour.
    shade: int = 4


@dataclass(frozen=True)
class Row:
    """One line of a picture."""

    y: int
    label: str
    marks: tuple[Mark, ...] = ()
    instead: str = ""


@dataclass(frozen=True)
class Picture:
    """A sheet: what it is called, what it says in words, and what is drawn."""

    name: str
    title: str
    description: str
    guides: tuple[Guide, ...]
    rows: tuple[Row, ...]
    width: int = WIDTH

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.rows)


def signed(figure: Fraction | None, *, plus: bool = False) -> str:
    """For the eye, two places, half away from zero: "0.67", "−0.25", "+0.40"; "" for none."""
    if figure is None:
        return ""
    hundredths = (2 * abs(figure) * 100 + 1) // 2
    sign = "−" if figure < 0 and hundredths else "+" if plus and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02}"


def agreement(name: str, title: str, lines: Sequence[tuple[str, Fraction | None, Reading]]) -> Picture:
    """A dot for each line between no more agreement than by chance (0) and full agreement (1)."""
    rows = []
    for place, (label, figure, reading) in enumerate(lines):
        if figure is None or reading == Reading.TOO_FEW:
            # Words as long as the sheet is wide; the table has them in full.
            marks, instead = (), "All the same" if reading == Reading.SAME else reading.value
        else:
            marks, instead = (_dot(figure, Fraction(0), Fraction(1), signed(figure)),), ""
        rows.append(Row(TOP + ROW * place, _short(label), marks, instead))
    guides = (
        Guide(_across(Fraction(0), Fraction(0), Fraction(1)), "0 chance"),
        Guide(_across(FAIR, Fraction(0), Fraction(1)), "fair"),
        Guide(_across(CLOSE, Fraction(0), Fraction(1)), "close"),
        Guide(_across(Fraction(1), Fraction(0), Fraction(1)), "1"),
    )
    said = "; ".join(f"{label}: {signed(figure) or reading.value}" for label, figure, reading in lines)
    return Picture(name, title, said, guides, tuple(rows))


def strictness(name: str, title: str, lines: Sequence[tuple[str, Fraction | None, Strictness]]) -> Picture:
    """A dot for each member: left of the middle is stricter than the others, right more generous."""
    rows = []
    for place, (label, figure, reading) in enumerate(lines):
        if figure is None or reading == Strictness.TOO_FEW:
            marks, instead = (), reading.value
        else:
            marks, instead = (_dot(figure, -FURTHEST, FURTHEST, signed(figure, plus=True)),), ""
        rows.append(Row(TOP + ROW * place, _short(label), marks, instead))
    guides = tuple(
        Guide(_across(figure, -FURTHEST, FURTHEST), word)
        for figure, word in ((-FURTHEST, "stricter"), (-STRICT, ""), (STRICT, ""), (FURTHEST, "generous"))
    )
    said = "; ".join(f"{label}: {reading.value}" for label, _, reading in lines)
    return Picture(name, title, said, guides, tuple(rows))


def spread(
    name: str, title: str, lines: Sequence[tuple[str, Mapping[int, int]]], scale: Sequence[int]
) -> Picture:
    """A bar for each criterion, divided by how often each number of points was given."""
    rows = []
    for place, (label, given) in enumerate(lines):
        number = sum(given.values())
        marks = _parts(given, scale, number) if number else ()
        rows.append(Row(TOP + ROW * place, _short(label), marks, "" if number else "No scores"))
    said = "; ".join(
        f"{label}: " + ", ".join(f"{points} given {times} times" for points, times in given.items())
        for label, given in lines
    )
    return Picture(name, title, said, (), tuple(rows))


def _parts(given: Mapping[int, int], scale: Sequence[int], number: int) -> tuple[Mark, ...]:
    parts, before = [], 0
    for points in scale:
        if times := given.get(points, 0):
            x = LEFT + (RIGHT - LEFT) * before // number
            before += times
            width = LEFT + (RIGHT - LEFT) * before // number - x
            shade = 4 * (points - scale[0]) // max(len(scale) - 1, 1)
            word = str(points) if width >= 14 else ""
            parts.append(Mark(x, word, width, x + width // 2, shade))
    return tuple(parts)


def _dot(figure: Fraction, lowest: Fraction, highest: Fraction, word: str) -> Mark:
    x = _across(min(max(figure, lowest), highest), lowest, highest)
    # The word stands to the right of the dot, or to its left where there is no room.
    return Mark(x, word, word_x=x + 12 if x < WIDTH - 70 else x - 48)


def _across(figure: Fraction, lowest: Fraction, highest: Fraction) -> int:
    return LEFT + round((RIGHT - LEFT) * (figure - lowest) / (highest - lowest))


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"


def numbered(words: Iterable[str]) -> list[str]:
    """ "1 Experience …": as a table beside the picture numbers them."""
    return [f"{number} {text}" for number, text in enumerate(words, start=1)]


@dataclass(frozen=True)
class Column:
    """So many candidates with totals of about that size; `met` of them meet the essentials."""

    x: int
    width: int
    y: int
    height: int
    met_y: int
    met_height: int
    number: int

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True)
class Heap:
    """Candidates heaped up by their total, and where the line falls."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    line_x: int | None
    highest: str
    width: int = WIDTH
    height: int = GROUND + 25
    ground: int = GROUND


def heap(
    name: str,
    title: str,
    description: str,
    totals: Iterable[tuple[Fraction, bool]],
    highest: Fraction,
    line: Fraction | None,
) -> Heap:
    """`totals` from 0 to `highest`, each with whether all essentials are met."""
    number: Counter[int] = Counter()
    met: Counter[int] = Counter()
    for total, meets in totals:
        place = min(int(total * COLUMNS / highest), COLUMNS - 1) if highest else 0
        number[place] += 1
        met[place] += meets
    most = max(number.values(), default=1)
    columns = []
    for place in sorted(number):
        x = LEFT + (RIGHT - LEFT) * place // COLUMNS
        width = LEFT + (RIGHT - LEFT) * (place + 1) // COLUMNS - x
        tall, dark = HIGH * number[place] // most, HIGH * met[place] // most
        columns.append(Column(x, width, GROUND - tall, tall, GROUND - dark, dark, number[place]))
    line_x = None
    if line is not None and highest:
        line_x = min(_across(line, Fraction(0), highest), WIDTH - 4)
    return Heap(name, title, description, tuple(columns), line_x, str(highest))
