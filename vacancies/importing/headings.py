"""Where one part of a saved NHS Jobs advert ends and the next begins: the page's headings as a table.

The page repeats whole blocks, and employers paste job descriptions that hold the same words as the page's own
headings. So a heading counts only where the page would print it; the rules stand beside the table.
What a part says is for nhs_jobs.py.
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from vacancies.importing.lines import Line, fingerprint, plain


class Part(Enum):
    """A part of a page: a section of prose, a labelled fact, or a block that is read for its statements.

    Those after PRIVACY are Trac's alone.
    """

    HEADER = auto()
    SUMMARY = auto()
    MAIN_DUTIES = auto()
    ABOUT_US = auto()
    DETAILS = auto()
    POSTED_ON = auto()
    PAY_SCHEME = auto()
    BAND = auto()
    SALARY = auto()
    CONTRACT = auto()
    DURATION = auto()
    WORKING_PATTERN = auto()
    HOURS = auto()
    REFERENCE = auto()
    LOCATIONS = auto()
    JOB_DESCRIPTION = auto()
    RESPONSIBILITIES = auto()
    SPECIFICATION = auto()
    DBS = auto()
    SPONSORSHIP = auto()
    REGISTRATION = auto()
    ADDITIONAL = auto()
    EMPLOYER = auto()
    EMPLOYER_NAME = auto()
    EMPLOYER_ADDRESS = auto()
    EMPLOYER_WEBSITE = auto()
    CONTACT_BLOCK = auto()
    CONTACT = auto()
    DOCUMENTS = auto()
    PRIVACY = auto()
    TITLE = auto()
    MAIN_AREA = auto()
    SITE = auto()
    SITE_ADDRESS = auto()
    TOWN = auto()
    POSTCODE = auto()
    REGION = auto()
    SALARY_PERIOD = auto()
    CLOSING = auto()
    INTERVIEW = auto()
    STATUS = auto()
    EMPLOYER_HEADING = auto()
    BADGES = auto()
    PROBLEMS = auto()


# The headings as the page spells them. Another spelling ("JOB SUMMARY", "Job summary:") counts only in a
# document that never spells that heading the page's way.
HEADINGS = {
    "Job summary": Part.SUMMARY,
    "Main duties of the job": Part.MAIN_DUTIES,
    "About us": Part.ABOUT_US,
    "Details": Part.DETAILS,
    "Job description": Part.JOB_DESCRIPTION,
    "Job responsibilities": Part.RESPONSIBILITIES,
    "Person Specification": Part.SPECIFICATION,
    "Disclosure and Barring Service Check": Part.DBS,
    "Certificate of Sponsorship": Part.SPONSORSHIP,
    "UK Registration": Part.REGISTRATION,
    "Additional information": Part.ADDITIONAL,
    "Employer details": Part.EMPLOYER,
    "Employer contact details": Part.CONTACT_BLOCK,
    "For questions about the job, contact:": Part.CONTACT,
    "Supporting documents": Part.DOCUMENTS,
    "Privacy notice": Part.PRIVACY,
    # Labels that cannot be mistaken: they count even where "Details" was not saved with the page.
    "Date posted": Part.POSTED_ON,
    "Pay scheme": Part.PAY_SCHEME,
    "Reference number": Part.REFERENCE,
    "Job locations": Part.LOCATIONS,
    "Employer name": Part.EMPLOYER_NAME,
}

# Labels that count only inside the details, and inside the employer's details: elsewhere they are words.
DETAIL_LABELS = {
    "date posted": Part.POSTED_ON,
    "pay scheme": Part.PAY_SCHEME,
    "band": Part.BAND,
    "pay band": Part.BAND,
    "grade": Part.BAND,
    "salary": Part.SALARY,
    "contract": Part.CONTRACT,
    "contract type": Part.CONTRACT,
    "duration": Part.DURATION,
    "contract duration": Part.DURATION,
    "contract length": Part.DURATION,
    "working pattern": Part.WORKING_PATTERN,
    "working patterns": Part.WORKING_PATTERN,
    "hours": Part.HOURS,
    "hours per week": Part.HOURS,
    "hours a week": Part.HOURS,
    "reference number": Part.REFERENCE,
    "job reference number": Part.REFERENCE,
    "job reference": Part.REFERENCE,
    "job locations": Part.LOCATIONS,
    "job location": Part.LOCATIONS,
}
EMPLOYER_LABELS = {
    "employer name": Part.EMPLOYER_NAME,
    "address": Part.EMPLOYER_ADDRESS,
    "employer address": Part.EMPLOYER_ADDRESS,
    "employer's website": Part.EMPLOYER_WEBSITE,
    "website": Part.EMPLOYER_WEBSITE,
}

DETAILS_STATES = frozenset({Part.DETAILS, *DETAIL_LABELS.values()})
EMPLOYER_STATES = frozenset({Part.EMPLOYER, *EMPLOYER_LABELS.values()})
# Where employers paste whole documents: here a heading of the page may be a heading of theirs.
PASTED = frozenset({Part.JOB_DESCRIPTION, Part.RESPONSIBILITIES})
ABOVE_THE_DETAILS = frozenset({Part.SUMMARY, Part.MAIN_DUTIES, Part.ABOUT_US})
PAGE_PROSE = ABOVE_THE_DETAILS | {Part.RESPONSIBILITIES}
SURE_LABELS = ("date posted", "pay scheme", "reference number")
# A heading that is also an everyday word counts only where what the page prints under it follows.
NEEDS_AFTER = {
    Part.DETAILS: DETAILS_STATES - {Part.DETAILS},
    Part.ADDITIONAL: frozenset({Part.DBS, Part.SPONSORSHIP, Part.REGISTRATION}),
    Part.EMPLOYER: EMPLOYER_STATES - {Part.EMPLOYER},
}
# Headings and labels nobody but NHS Jobs prints together: three of them make a saved page of it.
MARKS = frozenset(
    {
        Part.SUMMARY,
        Part.MAIN_DUTIES,
        Part.POSTED_ON,
        Part.PAY_SCHEME,
        Part.WORKING_PATTERN,
        Part.REFERENCE,
        Part.LOCATIONS,
        Part.SPONSORSHIP,
        Part.EMPLOYER_NAME,
        Part.CONTACT,
    }
)

IMPORTANCE = re.compile(r"(essential|desirable)(?: criteria| requirements?)?", re.IGNORECASE)
LONGEST_HEADING = 60
_SPELLED = {plain(words): part for words, part in HEADINGS.items()}


def importance_of(line: Line) -> str | None:
    """ "essential" or "desirable" where the line is that heading."""
    if line.bullet or len(line.text) > LONGEST_HEADING:
        return None
    match = IMPORTANCE.fullmatch(plain(line.text))
    return match.group(1).casefold() if match else None


class Block(NamedTuple):
    """The lines under one heading, once; the same part may have several."""

    part: Part
    lines: list[Line]


class Outline:
    """A document cut into blocks, in the order of the document."""

    def __init__(self, lines: list[Line]):
        self.lines = lines
        self._spelled_properly = self._parts_spelled_properly()
        self._first_line_of: dict[Part, str] = {}
        self.blocks = list(self._cut())
        self.parts = {block.part for block in self.blocks}

    def of(self, part: Part) -> list[list[Line]]:
        """Every block of a part that holds something."""
        return [block.lines for block in self.blocks if block.part is part and block.lines]

    def different(self, part: Part) -> list[list[Line]]:
        """Every block of a part that says something new: a repeat is left out."""
        said: dict[str, list[Line]] = {}
        for lines in self.of(part):
            said.setdefault(fingerprint(lines), lines)
        return list(said.values())

    @property
    def is_nhs_jobs(self) -> bool:
        return len(self.parts & MARKS) >= 3

    def _cut(self) -> Iterator[Block]:
        block = Block(Part.HEADER, [])
        for position, line in enumerate(self.lines):
            part, value = self._heading_at(position, block)
            if part is None:
                if not block.lines:
                    self._first_line_of.setdefault(block.part, fingerprint([line]))
                block.lines.append(line)
                continue
            yield block
            block = Block(part, [line._replace(text=value)] if value else [])
        yield block

    def _heading_at(self, position: int, block: Block) -> tuple[Part | None, str]:
        """The part that begins on this line inside `block`, and its value if that stands on the same line."""
        line = self.lines[position]
        if line.bullet:
            return None, ""
        if found := self._label(line, block.part):
            return found
        if len(line.text) > LONGEST_HEADING:
            return None, ""
        part = HEADINGS.get(line.text) or self._loosely_spelled(line)
        if part is None or not self._counts(part, position, block):
            return None, ""
        return part, ""

    def _parts_spelled_properly(self) -> set[Part]:
        """The parts whose heading the document spells the page's way, where the page prints it."""
        parts: set[Part] = set()
        details_begun = False
        for line in self.lines:
            part = HEADINGS.get(line.text)
            details_begun = (
                details_begun or plain(line.text[:LONGEST_HEADING].partition(":")[0]) in SURE_LABELS
            )
            if part and not (details_begun and part in ABOVE_THE_DETAILS):
                parts.add(part)
        return parts

    def _label(self, line: Line, state: Part) -> tuple[Part, str] | None:
        labels = (
            DETAIL_LABELS if state in DETAILS_STATES else EMPLOYER_LABELS if state in EMPLOYER_STATES else {}
        )
        if not labels:
            return None
        words, _, value = line.text[:LONGEST_HEADING].partition(":")
        if plain(words) not in labels:
            return None
        return labels[plain(words)], line.text.partition(":")[2].strip() if value else ""

    def _loosely_spelled(self, line: Line) -> Part | None:
        part = _SPELLED.get(plain(line.text))
        return None if part in self._spelled_properly else part

    def _counts(self, part: Part, position: int, block: Block) -> bool:
        """Would the page print this heading here, or is it a word of the employer's?"""
        if part is block.part and not block.lines:
            return True
        if wanted := NEEDS_AFTER.get(part):
            return self._part_named_at(position + 1) in wanted
        if block.part is Part.DOCUMENTS and part in (Part.JOB_DESCRIPTION, Part.SPECIFICATION):
            return self._is_confirmed(part, position)
        if block.part in PASTED:
            if part is Part.RESPONSIBILITIES and block.part is Part.JOB_DESCRIPTION:
                return True
            if part is Part.JOB_DESCRIPTION or part not in self._spelled_properly:
                return self._is_confirmed(part, position)
            if part in PAGE_PROSE:
                return self._is_a_repeat(part, position)
        return True

    def _is_confirmed(self, part: Part, position: int) -> bool:
        """Does what the page prints under this heading follow?"""
        if part is Part.JOB_DESCRIPTION:
            following = self._part_named_at(position + 1) is Part.RESPONSIBILITIES
            return following or self._is_a_repeat(part, position)
        if part is Part.SPECIFICATION:
            return any(importance_of(line) for line in self.lines[position + 1 : position + 4])
        return part not in PAGE_PROSE or self._is_a_repeat(part, position)

    def _is_a_repeat(self, part: Part, position: int) -> bool:
        return fingerprint(self.lines[position + 1 : position + 2]) == self._first_line_of.get(part)

    def _part_named_at(self, position: int) -> Part | None:
        if position >= len(self.lines) or self.lines[position].bullet:
            return None
        words = plain(self.lines[position].text[:LONGEST_HEADING].partition(":")[0])
        return DETAIL_LABELS.get(words) or EMPLOYER_LABELS.get(words) or _SPELLED.get(words)
