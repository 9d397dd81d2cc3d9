"""Reads a job description and person specification, whatever it was saved as, into a draft advert.

document_outline.py finds the parts, page.py what they say. What is left here is what is peculiar to a job
description: where its title and employer stand, bands beside other words, and criteria in tables.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from vacancies.importing import facts, flattened
from vacancies.importing.advert_draft import AdvertDraft, Origin
from vacancies.importing.blocks import Block, Cell, Paragraph, Row, Table
from vacancies.importing.columns import Column, column_named, importance_named
from vacancies.importing.document_outline import SUBHEADING, DocumentOutline
from vacancies.importing.doubts import some
from vacancies.importing.evidence import LETTERS
from vacancies.importing.headings import Part
from vacancies.importing.lines import Line, markdown, plain
from vacancies.importing.page import Page
from vacancies.importing.sections import EMPLOYER, FURNITURE, TITLED, Own
from vacancies.importing.specification import Specification
from vacancies.importing.specification_table import SpecificationTables

# The parts and labels that make a text a job description; two of them, or a table of criteria.
TELLING = frozenset({Part.SUMMARY, Part.MAIN_DUTIES, Part.SPECIFICATION, Part.RESPONSIBILITIES})
MOST_ABOVE = 8
LONE_EVIDENCE = re.compile(rf"[{LETTERS}](?:\s?[/,&+]?\s?[{LETTERS}]){{0,3}}")


def recognises(text: str) -> bool:
    """Is this the text of a job description or a person specification? Its headings and tables tell."""
    outline = DocumentOutline(flattened.blocks_of(text))
    points = [line for lines in outline.different(Part.SPECIFICATION) for line in lines]
    if outline.specification.criteria or any(importance_named(line.text) for line in points):
        return True
    titled = Own.TITLE in outline.labels or any(
        FURNITURE.fullmatch(plain(line.text)) for line in outline.header
    )
    return len(outline.headings & TELLING) + titled >= 2


def read(text: str) -> AdvertDraft:
    """The draft of a text; never raises, whatever the text."""
    return read_blocks(flattened.blocks_of(text))


def read_blocks(blocks: Sequence[Block]) -> AdvertDraft:
    """The draft of a document whose paragraphs and tables are known."""
    return JobDescription(DocumentOutline(blocks)).draft()


class JobDescription(Page):
    """One job description being read."""

    recognised_as = "a job description"

    def __init__(self, outline: DocumentOutline):
        self._add_what_stands_beside(outline)
        super().__init__(outline)
        for line in outline.unplaced:
            self.warnings.append(f"Words above the first heading were left out: {some([line.text])}.")

    def _add_what_stands_beside(self, outline: DocumentOutline) -> None:
        """A grade's line may name the pay, a salary's the band, that of the hours the working pattern."""
        bands, salaries = outline.different(Part.BAND), outline.different(Part.SALARY)
        if not salaries:
            outline.also(Part.SALARY, [lines for lines in bands if "£" in lines[0].text])
        if not bands:
            outline.also(Part.BAND, [lines for lines in salaries if facts.band_of(lines[0].text)])
        named = [
            lines for lines in outline.different(Part.BAND) if facts.pay_scheme_of(lines[0].text) != "other"
        ]
        outline.also(Part.PAY_SCHEME, named[:1])

    def _who_and_what(self) -> dict:
        return {"title": self._title(), "employer": self._employer()}

    def _title(self) -> str | None:
        labelled = self.outline.different(Own.TITLE)
        if len(labelled) > 1:
            words = some(lines[0].text for lines in labelled)
            self._doubt("title", f"The document gives more than one job title: {words}.")
            return None
        if labelled:
            return self._named("title", labelled[0][0])
        for line in self.outline.header:
            if titled := TITLED.fullmatch(line.text):
                return self._named("title", line._replace(text=titled["title"]))
        candidates = [
            line
            for line in self.outline.header[:MOST_ABOVE]
            if not FURNITURE.fullmatch(plain(line.text))
            and not EMPLOYER.fullmatch(line.text)
            and not line.bullet
        ]
        if len(candidates) != 1:
            return None
        title = self._named("title", candidates[0])
        self._doubt(
            "title",
            f"The job title has no label: {some([candidates[0].text])} stands at the top and was taken.",
        )
        return title

    def _employer(self) -> str | None:
        labelled = self.outline.different(Part.EMPLOYER_NAME)
        if len(labelled) > 1:
            words = some(lines[0].text for lines in labelled)
            self._doubt("employer", f"The document names more than one employer: {words}.")
            return None
        if labelled:
            return self._named("employer", labelled[0][0])
        named = {plain(line.text): line for line in self.outline.header if EMPLOYER.fullmatch(line.text)}
        if len(named) != 1:
            return None
        line = next(iter(named.values()))
        self._doubt(
            "employer", f"The employer has no label: {some([line.text])} stands at the top and was taken."
        )
        return self._named("employer", line)

    def _header(self) -> list[Line]:
        return self.outline.header

    def _closing_lines(self) -> list[Origin]:
        return [Origin(lines[0].text, lines[0].number) for lines in self.outline.different(Own.CLOSING)]

    def _pay(self) -> dict:
        pay = super()._pay()
        if pay["band"] is None and "band" not in self.doubts:
            named = {facts.band_of(line.text): line for line in self.outline.header}
            named.pop(None, None)
            if len(named) == 1:
                pay["band"], line = next(iter(named.items()))
                self._came_from(["band"], Origin(line.text, line.number))
            else:
                self._doubt("band", "No band was found.")
        return pay

    def _patterns(self) -> tuple[str, ...]:
        patterns = super()._patterns()
        for part in (Part.HOURS, Part.CONTRACT):
            for origin in self._said(part):
                named, _ = facts.patterns_of(origin.words)
                if not patterns and named:
                    self._came_from(["working_patterns"], origin)
                    patterns = named
        return patterns

    def _came_from(self, fields: Iterable[str], origin: Origin) -> None:
        super()._came_from(fields, origin._replace(words=origin.words.removeprefix(SUBHEADING)))

    def _prose(self) -> dict:
        prose = super()._prose()
        if self.outline.preface:
            self._came_from(
                ["responsibilities"], Origin(self.outline.preface[0].text, self.outline.preface[0].number)
            )
            parts = (markdown(self.outline.preface), prose["responsibilities"])
            prose["responsibilities"] = "\n\n".join(filter(None, parts))
        return prose

    def _criteria(self) -> dict:
        tables: SpecificationTables = self.outline.specification
        lines = next(iter(self.outline.different(Part.SPECIFICATION)), [])
        if columns_are_lost(lines):
            tables.read(table_without_columns(lines))
            lines = []
        criteria = tables.finished()
        doubts = tables.doubts.sentences()
        if unsaid := [criterion.text for criterion in criteria if criterion.importance is None]:
            doubts.insert(0, f"It is not said whether these are essential or desirable: {some(unsaid)}.")
        if lines:
            listed = Specification(lines)
            criteria += listed.criteria
            doubts += listed.doubts
        for sentence in dict.fromkeys(doubts):
            self._doubt("criteria", sentence)
        criteria = list(dict.fromkeys(criteria))
        criteria.sort(key=lambda criterion: criterion.line or 0)
        if criteria:
            self._came_from(["criteria"], Origin(criteria[0].text, criteria[0].line or 1))
        return {"criteria": tuple(criteria)}


def columns_are_lost(lines: Sequence[Line]) -> bool:
    """ "Essential" right above "Desirable": the headings of columns that are no more, and not of lists."""
    named = [importance_named(line.text) for line in lines]
    return any(pair == ("essential", "desirable") for pair in pairwise(named))


def table_without_columns(lines: Sequence[Line]) -> Table:
    """What is left of such a table: rows of words with nothing beside them."""
    headings = ("Criterion", "Essential", "Desirable")
    rows = [Row(tuple(Cell(place, (Paragraph(words),)) for place, words in enumerate(headings)))]
    for line in lines:
        is_heading = column_named(line.text) is not Column.WORDS or importance_named(line.text)
        if not is_heading and not LONE_EVIDENCE.fullmatch(line.text):
            paragraph = Paragraph(line.text, 0, line.bullet, line=line.number)
            rows.append(Row((Cell(0, (paragraph,)),), line.number))
    return Table(tuple(rows))
