"""A person specification's lines as criteria, in the order and the words of the document.

Groups have no fixed vocabulary: a line is a group's name because "Essential" or "Desirable" follows it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from vacancies.importing.advert_draft import DraftCriterion
from vacancies.importing.headings import importance_of
from vacancies.importing.lines import Line, plain

LONGEST_GROUP = 100
# A point that asks for a "yes" and gives nothing to score.
ACKNOWLEDGEMENT = re.compile(
    r"(?:you|i|applicants?|candidates?) (?:must |should |need to )?"
    r"(?:understand|confirm|acknowledge|accept|agree|declare|are aware) (?:that|to|you|we|this|there)\b"
    r"|(?:please|kindly) (?:confirm|acknowledge|note|be aware)\b"
    r"|(?:do|can) you (?:understand|confirm|acknowledge|accept|agree)\b",
    re.IGNORECASE,
)
# "(A/I)", "[A, C]": how the employer says a point is evidenced. Several letters, so that "(IT)" is not one.
EVIDENCE = re.compile(r"[(\[]\s*([ACIT](?:\s*[/,&+]\s*[ACIT]){1,3})\s*[)\]]\.?$")
ONE_LETTER = re.compile(r"[(\[]\s*([ACIT])\s*[)\]]\.?$")
OR = re.compile(r"(?:and/)?or", re.IGNORECASE)
OR_FIRST = re.compile(r"(?:OR|Or|or)\b[\s,:]")
OR_LAST = re.compile(r"(?:\bOR|\bor),?:?$")


# The words of a point and the number of the line it begins on.
Point = tuple[str, int]


class Specification:
    """Reads one person specification; `criteria` and `doubts` are what came of it."""

    def __init__(self, lines: list[Line]):
        self._lines = lines
        self._is_marked = any(line.bullet for line in lines)
        self._group: str | None = None
        self._importance: str | None = None
        self._points: list[Line] = []
        self.criteria: list[DraftCriterion] = []
        self.doubts: list[str] = []
        self._read()
        # Where a document uses the letters at all, a single one in brackets is one too.
        has_letters = any(EVIDENCE.search(criterion.text) for criterion in self.criteria)
        self.criteria = [_with_evidence(criterion, has_letters) for criterion in self.criteria]

    def _read(self) -> None:
        for position, line in enumerate(self._lines):
            if importance := importance_of(line):
                self._end_of_list()
                self._importance = importance
            elif self._is_a_group(line, self._lines[position + 1 : position + 2]):
                self._end_of_list()
                self._group, self._importance = line.text, None
            else:
                self._points.append(line)
        self._end_of_list()
        if self.criteria and not self._is_marked:
            self.doubts.append(
                "The points of the person specification have no marks: check where each begins and ends."
            )

    def _is_a_group(self, line: Line, following: list[Line]) -> bool:
        """Is this line the name of a group? What follows it tells, and how it stands."""
        if (
            line.bullet
            or len(line.text) > LONGEST_GROUP
            or line.text.endswith((".", ";", ","))
            or not following
        ):
            return False
        heading = importance_of(following[0])
        if not heading:
            # No "Essential" or "Desirable", but it stands above a list: what it lists has no importance.
            is_introduction = self._importance is not None and not self._points
            stands_above_a_list = line.after_gap and not line.indented and bool(following[0].bullet)
            return stands_above_a_list and not is_introduction and not OR.fullmatch(plain(line.text))
        if heading == "essential":
            return not line.indented or line.after_gap
        # "Desirable" mostly follows the last essential point, and the end of a wrapped one looks like a name.
        if self._importance == "essential" and self._points and not line.after_gap:
            return self._is_marked and not line.indented and not line.text[0].islower()
        return self._is_marked or self._importance != "essential"

    def _end_of_list(self) -> None:
        """Make criteria of the points gathered under one heading."""
        points, self._points = self._points, []
        if not points:
            return
        if self._importance is None and not any(point.bullet for point in points):
            self.doubts += [_not_understood(point.text) for point in points]
            return
        if self._importance is None:
            self.doubts.append(
                f"It is not said whether the points under “{self._group or 'Person Specification'}” "
                "are essential or desirable."
            )
        for text, number in _alternatives_kept_together(self._whole_points(points)):
            kind = "acknowledged" if ACKNOWLEDGEMENT.match(text) else "scored"
            self.criteria.append(DraftCriterion(text, self._group, self._importance, None, kind, number))

    def _whole_points(self, points: list[Line]) -> Iterator[Point]:
        """The text of each point, its wrapped lines joined, and the number of its first line.

        In a list with marks, a line that has none goes on the point before it or is a doubt; in a list
        without marks every line that does not go on a sentence is a point.
        """
        is_marked = any(point.bullet for point in points)
        held: list[str] = []
        number = 0
        for line in points:
            stands_alone = line.after_gap and not line.indented
            goes_on = (
                bool(held) and not stands_alone and (is_marked or line.indented or line.text[0].islower())
            )
            if line.bullet or OR.fullmatch(plain(line.text)) or not (is_marked or goes_on):
                if held:
                    yield " ".join(held), number
                held, number = [line.text], line.number
            elif goes_on:
                held.append(line.text)
            else:
                self.doubts.append(_not_understood(line.text))
        if held:
            yield " ".join(held), number


def _alternatives_kept_together(points: Iterator[Point]) -> Iterator[Point]:
    """Points that an OR ties together are one criterion."""
    held: list[str] = []
    first = 0
    for text, number in points:
        is_tied = (
            OR.fullmatch(plain(text)) or OR_FIRST.match(text) or (held and OR_LAST.search(held[-1][-6:]))
        )
        if held and not is_tied:
            yield " ".join(held), first
            held = []
        first = first if held else number
        held.append(text)
    if held:
        yield " ".join(held), first


def _with_evidence(criterion: DraftCriterion, has_letters: bool) -> DraftCriterion:
    match = EVIDENCE.search(criterion.text) or (has_letters and ONE_LETTER.search(criterion.text))
    if not match:
        return criterion
    return replace(criterion, evidenced_by=tuple(letter for letter in "ACIT" if letter in match.group(1)))


def _not_understood(text: str) -> str:
    return f"A line of the person specification was not understood: “{text[:100]}”."
