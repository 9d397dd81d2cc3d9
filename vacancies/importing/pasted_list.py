"""A list of criteria as people copy it out of a document: bullets, numbers, headings, evidence keys."""

import re
from dataclasses import dataclass

from vacancies.status import EvidencedBy, Importance

LONGEST_TEXT, LONGEST_GROUP = 1000, 100

_BULLET = re.compile(
    r"^[\s\u00a0]*(?:[-–—*•·●○◦▪■□‣⁃\uf0b7]+|o(?=\t|[\u00a0 ]{2,})|\(?\d{1,3}[.)]|\(?[a-z][.)](?=\s))"
    r"[\s\u00a0]*"
)
_NUMBERED_CELL = re.compile(r"^\s*\d{1,3}\t+")
_IMPORTANCE = re.compile(
    r"^(essential|desirable)s?(?:\s+(?:criteria|criterion|requirements?|skills))?\s*(?:[:–-]\s*|$)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"\s*[(\[](essential|desirable|e|d)[)\]]\s*(?=:?$)", re.IGNORECASE)
_EVIDENCE = re.compile(r"\s*(?:[(\[](?P<keys>[ACIT](?:\s*[/,&+ ]\s*[ACIT])*)[)\]])\s*$")
_EVIDENCE_CELL = re.compile(r"^[ACIT](?:\s*[/,&+ ]?\s*[ACIT])*$")
_OF_LETTER = {"e": Importance.ESSENTIAL, "d": Importance.DESIRABLE}


@dataclass(frozen=True)
class PastedCriterion:
    """One point of the list; `evidenced_by` is empty where the list does not say."""

    text: str
    group: str
    importance: str
    evidenced_by: tuple[str, ...] = ()


def read(text: str, *, group: str = "", importance: str = Importance.ESSENTIAL) -> list[PastedCriterion]:
    """The points of a pasted list in its order, each once; never raises.

    `group` and `importance` are for what stands above the first heading. "Essential:" and "Desirable:" change
    the importance from there on, another line that ends with a colon changes the group.
    """
    found: list[PastedCriterion] = []
    seen: set[str] = set()
    can_continue = False
    for line in text.splitlines():
        if not line.strip():
            can_continue = False
            continue
        bare, is_marked = _without_mark(line)
        if match := _IMPORTANCE.match(bare):
            importance, bare, is_marked = match[1].lower(), bare[match.end() :], True
            if not bare:
                can_continue = False
                continue
        if bare.endswith(":"):
            group, importance = _heading(bare, importance)
            can_continue = False
            continue
        if can_continue and not is_marked and bare[0].islower():
            found[-1] = _point(f"{found[-1].text} {bare}", found[-1].group, found[-1].importance)
            continue
        point = _point(bare, group, importance)
        if point.text and point.text not in seen:
            found.append(point)
            seen.add(point.text)
            can_continue = True
    return found


def _without_mark(line: str) -> tuple[str, bool]:
    """The line without its bullet or number, and whether it had one."""
    bare = _NUMBERED_CELL.sub("", line)
    bare = _BULLET.sub("", bare)
    return bare.strip(" \t\u00a0"), bare != line


def _heading(bare: str, importance: str) -> tuple[str, str]:
    heading = bare.rstrip(":").strip()
    if match := _IN_BRACKETS.search(heading):
        importance = _OF_LETTER[match[1][0].lower()]
        heading = heading[: match.start()].strip()
    return heading[:LONGEST_GROUP], importance


def _point(bare: str, group: str, importance: str) -> PastedCriterion:
    """What stands in further cells, or in brackets at the end, says how important and how evidenced."""
    first, *cells = [cell.strip() for cell in bare.split("\t")]
    keys = ""
    for cell in filter(None, cells):
        if cell.lower() in ("e", "d", "essential", "desirable"):
            importance = _OF_LETTER[cell[0].lower()]
        elif _EVIDENCE_CELL.match(cell):
            keys += cell
        else:
            first = f"{first} {cell}"
    if match := _EVIDENCE.search(first):
        keys, first = keys + match["keys"], first[: match.start()]
    if match := _IN_BRACKETS.search(first):
        importance, first = _OF_LETTER[match[1][0].lower()], first[: match.start()]
    evidence = tuple(key.value for key in EvidencedBy if key in keys)
    return PastedCriterion(" ".join(first.split())[:LONGEST_TEXT], group, str(importance), evidence)
