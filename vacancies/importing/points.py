"""The points in a cell or a list: where each begins, which lines are sub-headings, which an OR ties."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vacancies.importing.blocks import Paragraph
from vacancies.importing.lines import plain
from vacancies.importing.marks import Mark, mark_of

OR = re.compile(r"(?:and\s*/\s*)?or", re.IGNORECASE)
OR_FIRST = re.compile(r"(?:OR|Or|or|and/or|AND/OR)\b[\s,:]")
OR_LAST = re.compile(r"(?:\bOR|\bor),?:?$")
# "Ability to:" is the beginning of each point below it, "One of the following:" makes them one.
STEM = re.compile(r"\b(?:to|of|in|with|for|the|a|an|and|by|on|using|including|that)\s*:$", re.IGNORECASE)
ONE_OF = re.compile(r"\b(?:one|any|either)\s+(?:or more\s+)?of\b.{0,60}:$|\beither\s*:$", re.IGNORECASE)
LONGEST_SUBHEADING = 80


class Point(NamedTuple):
    """One criterion's words; `places` are the paragraphs of its cell that it was made of."""

    text: str
    places: tuple[int, ...]
    line: int
    is_subheading: bool = False


def points_in(paragraphs: list[Paragraph]) -> list[Point]:
    """The points of a cell, in order; its sub-headings among them, marked as such."""
    return list(_with_stems(_tied(_whole(paragraphs))))


def _whole(paragraphs: list[Paragraph]) -> Iterator[Point]:
    """One point a bullet, wrapped lines joined; without bullets, one point a paragraph."""
    is_marked = any(paragraph.bullet for paragraph in paragraphs)
    held: Point | None = None
    for place, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if not text or mark_of(text) is not Mark.WORDS:
            continue
        goes_on = (
            held is not None
            and not paragraph.bullet
            and not OR.fullmatch(plain(text))
            and not held.is_subheading
            and (text[0].islower() and not (is_marked and OR_FIRST.match(text)))
        )
        if goes_on:
            held = held._replace(text=f"{held.text} {text}", places=(*held.places, place))
            continue
        if held:
            yield held
        held = Point(text, (place,), paragraph.line, is_subheading(paragraph))
    if held:
        yield held


def is_subheading(paragraph: Paragraph) -> bool:
    """A short line that ends in a colon heads what follows it."""
    return paragraph.text.endswith(":") and len(paragraph.text) <= LONGEST_SUBHEADING


def _tied(points: Iterable[Point]) -> Iterator[Point]:
    """Points that an OR ties together are one."""
    held: Point | None = None
    for point in points:
        if held and not held.is_subheading and is_tied(held.text, point.text):
            held = held._replace(text=f"{held.text} {point.text}", places=held.places + point.places)
            continue
        if held:
            yield held
        held = point
    if held:
        yield held


def is_tied(before: str, after: str) -> bool:
    """Does an OR between two points, at the end of one or the beginning of the other, make them one?"""
    return bool(OR.fullmatch(plain(after)) or OR_FIRST.match(after) or OR_LAST.search(before[-6:]))


def _with_stems(points: Iterable[Point]) -> Iterator[Point]:
    """A sub-heading that begins a sentence is put before each point that ends it."""
    points = list(points)
    stem, one_of = "", None
    for position, point in enumerate(points):
        if point.is_subheading:
            if one_of:
                yield one_of
            stem, one_of = "", None
            last = position == len(points) - 1
            if ONE_OF.search(point.text) and not last:
                one_of = point._replace(is_subheading=False)
            elif STEM.search(point.text) and not last:
                stem = point.text.rstrip(" :")
            else:
                yield point
        elif one_of:
            join = " " if one_of.text.endswith(":") else "; "
            one_of = one_of._replace(
                text=f"{one_of.text}{join}{point.text}", places=one_of.places + point.places
            )
        else:
            yield point._replace(text=f"{stem} {point.text}") if stem else point
    if one_of:
        yield one_of
