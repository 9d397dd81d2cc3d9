"""A document as lines: which are points of a list, what stands before them; and lines as Markdown again.

What the words of a line mean is for the readers.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# Marks that begin a point of a list in text saved from pages and from Word (\uf0b7 is Word's symbol font).
BULLET = re.compile(r"(?:[•·●▪◦‣∙■\uf0b7\uf0a7*–—-]|o(?=\t|  ))(?:\s+|$)|[•●▪‣\uf0b7](?=\S)")
NUMBER = re.compile(r"\d{1,3}[.)](?=\s)")
NEW_TAB = re.compile(r"[ \t]{0,9}\(opens in (?:a )?new (?:tab|window)\)", re.IGNORECASE)
# Columns padded out with spaces; at the start of a line it still says "indented".
WIDE_GAP = re.compile(r"[ \t]{3,}")
LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Control characters, soft hyphens, zero-width and direction marks, half characters.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)
# Buttons and links of the page itself: whole lines that are no part of the advert.
FURNITURE = frozenset(
    {
        "skip to main content",
        "apply for this job",
        "apply for this job online",
        "back to search results",
        "go back",
        "back to top",
        "back",
        "print",
        "print this job",
        "save this job",
        "share this job",
        "information:",
        "this job is now closed",
    }
)


class Line(NamedTuple):
    """One line that holds something.

    `bullet` is "-" or a number such as "2." where the line is a point of a list, else "".
    `after_gap` and `indented` tell how it stood on the page, `number` which line of the text it is, from 1.
    """

    text: str
    bullet: str = ""
    after_gap: bool = True
    indented: bool = False
    number: int = 0


# A page kept as Markdown: "## Heading", and "**Heading**" or "**Label:** value" where they begin a line.
# A page that came by email.
QUOTED = re.compile(r"^(?:>[ \t]?){1,5}", re.MULTILINE)
HASHES = re.compile(r"^[ \t]{0,9}#{1,6}[ \t]+", re.MULTILINE)
BOLD_BEGINNING = re.compile(r"^([ \t]{0,9}(?:[-•*–][ \t]+)?)(\*\*|__)(?=\S)([^*_\n]{1,200})\2", re.MULTILINE)


def visible(text: str) -> str:
    """The same text with one kind of line end, and without what cannot be seen; its tabs and gaps stay."""
    return INVISIBLE.sub("", LINE_ENDS.sub("\n", text))


def columns_of(labels: Iterable[str]) -> re.Pattern:
    """Matches a row of two columns, "Grade<tab>Band 4" or "| Grade | Band 4 |": its mark, label and value."""
    names = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    return re.compile(
        rf"^([ \t]{{0,40}}(?:[-•*–·][ \t]{{1,9}})?)(?:\|[ \t]{{0,9}})?({names})[ \t]{{0,9}}(?:\t|[ ]{{2}}|\|)"
        r"[ \t|:]{0,80}([^\s|][^|\n]{0,300})\|?[ \t]{0,9}$",
        re.IGNORECASE | re.MULTILINE,
    )


def tidy(text: str) -> str:
    """The same lines with one kind of space, and without what cannot be seen."""
    text = visible(text).replace("\u00a0", " ").replace("\u202f", " ")
    if text.count("\n>") > text.count("\n") / 3:
        text = QUOTED.sub("", text)
    text = BOLD_BEGINNING.sub(r"\1\3", HASHES.sub("", text))
    return WIDE_GAP.sub(" ", NEW_TAB.sub("", text))


def lines_of(text: str) -> list[Line]:
    """Every line of a document that holds something, without the furniture of the page."""
    found, gap, waiting = [], True, ""
    for number, raw in enumerate(tidy(text).split("\n"), start=1):
        bare = raw.strip()
        if not bare:
            gap = True
            continue
        bullet, words = without_bullet(bare)
        if not words:
            # The mark alone on its line: its words come on the next.
            waiting, gap = bullet, True
            continue
        if not bullet and words.casefold() in FURNITURE:
            continue
        found.append(Line(words, bullet or waiting, gap, raw[0].isspace(), number))
        waiting, gap = "", False
    return found


def without_bullet(bare: str) -> tuple[str, str]:
    if mark := BULLET.match(bare):
        return "-", bare[mark.end() :].strip()
    if mark := NUMBER.match(bare):
        return mark.group().replace(")", "."), bare[mark.end() :].strip()
    return "", bare


def plain(text: str) -> str:
    """How words are compared: without case, space and punctuation at the end."""
    return " ".join(text.casefold().replace("’", "'").split()).rstrip(" :.")


def fingerprint(lines: Iterable[Line]) -> str:
    """Two blocks with the same fingerprint say the same, however they are spaced and pointed."""
    return "".join("".join(line.text.split()) for line in lines).casefold()


def continues(line: Line, before: Line | None) -> bool:
    """Is this line the wrapped end of the point of a list before it?"""
    if before is None or not before.bullet or line.bullet or line.after_gap:
        return False
    return line.indented or line.text[0].islower()


def joined(lines: Iterable[Line]) -> Iterator[Line]:
    """The same lines, wrapped points made whole."""
    held: Line | None = None
    parts: list[str] = []
    for line in lines:
        if continues(line, held):
            parts.append(line.text)
            continue
        if held is not None:
            yield held._replace(text=" ".join(parts))
        held, parts = line, [line.text]
    if held is not None:
        yield held._replace(text=" ".join(parts))


def markdown(lines: Iterable[Line]) -> str | None:
    """Paragraphs and lists as Markdown; None where there is nothing."""
    written: list[str] = []
    before: Line | None = None
    for line in joined(lines):
        if before is not None:
            in_one_list = bool(line.bullet) and bool(before.bullet)
            in_one_paragraph = not line.bullet and not before.bullet and not line.after_gap
            written.append("\n" if in_one_list or in_one_paragraph else "\n\n")
        written.append(f"{line.bullet} {line.text}" if line.bullet else line.text)
        before = line
    return "".join(written) or None
