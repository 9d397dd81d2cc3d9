"""Where one part of a saved Trac page ends and the next begins: its labels and headings as tables.

The page prints its key facts as label and value, on one line or two, as a list or not, and then sections of
prose. A label counts only among other labels; a heading only on a line of its own. What a part says is for
trac.py.
"""

import re
from collections.abc import Iterator

from vacancies.importing.headings import Block, Part, importance_of
from vacancies.importing.lines import Line, columns_of, fingerprint, lines_of, plain, visible

LABELS = {
    "main area": Part.MAIN_AREA,
    "speciality": Part.MAIN_AREA,
    "specialty": Part.MAIN_AREA,
    "staff group": Part.MAIN_AREA,
    "department": Part.MAIN_AREA,
    "grade": Part.BAND,
    "band": Part.BAND,
    "pay band": Part.BAND,
    "contract": Part.CONTRACT,
    "contract type": Part.CONTRACT,
    "contract length": Part.DURATION,
    "duration": Part.DURATION,
    "hours": Part.HOURS,
    "working hours": Part.HOURS,
    "hours per week": Part.HOURS,
    "working pattern": Part.WORKING_PATTERN,
    "job ref": Part.REFERENCE,
    "job reference": Part.REFERENCE,
    "reference": Part.REFERENCE,
    "reference number": Part.REFERENCE,
    "vacancy reference": Part.REFERENCE,
    "vacancy ref": Part.REFERENCE,
    "employer": Part.EMPLOYER_NAME,
    "employer name": Part.EMPLOYER_NAME,
    "employer type": Part.EMPLOYER,
    "site": Part.SITE,
    "site address": Part.SITE_ADDRESS,
    "address": Part.SITE_ADDRESS,
    "location": Part.SITE,
    "town": Part.TOWN,
    "town/city": Part.TOWN,
    "postcode": Part.POSTCODE,
    "post code": Part.POSTCODE,
    "major / minor region": Part.REGION,
    "region": Part.REGION,
    "salary": Part.SALARY,
    "salary period": Part.SALARY_PERIOD,
    "pay scheme": Part.PAY_SCHEME,
    "closing": Part.CLOSING,
    "closing date": Part.CLOSING,
    "closes": Part.CLOSING,
    "accepting applications until": Part.CLOSING,
    "interview date": Part.INTERVIEW,
    "interview dates": Part.INTERVIEW,
    "planned interview date": Part.INTERVIEW,
    "date posted": Part.POSTED_ON,
    "posted": Part.POSTED_ON,
    "vacancy status": Part.STATUS,
    "job title": Part.TITLE,
    "title": Part.TITLE,
    "number of posts": Part.STATUS,
    "vacancy id": Part.STATUS,
}
HEADINGS = {
    "employer heading": Part.EMPLOYER_HEADING,
    "key details": Part.DETAILS,
    "job details": Part.DETAILS,
    "job overview": Part.SUMMARY,
    "job summary": Part.SUMMARY,
    "main duties of the job": Part.MAIN_DUTIES,
    "main duties": Part.MAIN_DUTIES,
    "working for our organisation": Part.ABOUT_US,
    "working for our organization": Part.ABOUT_US,
    "about our organisation": Part.ABOUT_US,
    "detailed job description and main responsibilities": Part.RESPONSIBILITIES,
    "detailed job description & main responsibilities": Part.RESPONSIBILITIES,
    "detailed job description": Part.RESPONSIBILITIES,
    "job description and main responsibilities": Part.RESPONSIBILITIES,
    "person specification": Part.SPECIFICATION,
    "employer certification / accreditation badges": Part.BADGES,
    "employer certification/accreditation badges": Part.BADGES,
    "employer certification": Part.BADGES,
    "applicant requirements": Part.DBS,
    "disclosure and barring service check": Part.DBS,
    "disclosure and barring service checks": Part.DBS,
    "dbs": Part.DBS,
    "dbs check": Part.DBS,
    "certificate of sponsorship": Part.SPONSORSHIP,
    "sponsorship": Part.SPONSORSHIP,
    "uk registration": Part.REGISTRATION,
    "documents to download": Part.DOCUMENTS,
    "supporting documents": Part.DOCUMENTS,
    "documents": Part.DOCUMENTS,
    "further details / informal visits contact": Part.CONTACT,
    "further details/informal visits contact": Part.CONTACT,
    "for further details / informal visits contact": Part.CONTACT,
    "further details": Part.CONTACT,
    "informal visits contact": Part.CONTACT,
    "contact details": Part.CONTACT,
    "if you have problems applying, contact": Part.PROBLEMS,
    "if you have problems applying contact": Part.PROBLEMS,
    "additional information": Part.ADDITIONAL,
}
# Headings over groups of labels: words of the page that say nothing.
OVER_LABELS = frozenset(
    {"job summary", "location", "salary", "specialty", "key details", "contract type & working pattern",
     "contract type and working pattern"}
)  # fmt: skip
FURNITURE = re.compile(
    r"please wait,? loading|this site is independent of the nhs.*|apply online now|apply now|"
    r"(?:email|save|print)(?: this)? job|view (?:all )?vacancies|share(?: this)?(?: job| vacancy)?|"
    r"employer logo|online help|sign in|log ?in|register|back to (?:search|list|vacancies).*",
    re.IGNORECASE,
)
# Labels and headings hardly anybody but Trac prints.
MARKS = frozenset(
    {"main area", "job ref", "employer type", "salary period", "closing", "accepting applications until",
     "major / minor region", "vacancy status", "employer heading", "job overview",
     "working for our organisation", "detailed job description and main responsibilities",
     "further details / informal visits contact", "applicant requirements",
     "employer certification / accreditation badges"}
)  # fmt: skip
LABEL_PARTS = frozenset(LABELS.values())
ENOUGH_LABELS = 3
WITHIN_LINES = 10
LONGEST_LABEL = 60
LONGEST_VALUE = 160
MOST_VALUE_LINES = 6
_NAMES = "|".join(sorted(map(re.escape, LABELS), key=len, reverse=True))
COLUMNS = columns_of(LABELS)
# "Main area Nursing Grade Band 3 Contract Permanent …": labels in their own spelling, one after another.
_IN_A_RUN = (
    "Main area", "Grade", "Contract", "Hours", "Job ref", "Employer type", "Employer(?! type| heading)",
    "Site", "Town", "Salary(?! period)", "Salary period", "Closing", "Interview date",
)  # fmt: skip
RUN_TOGETHER = re.compile(rf"(?:^|(?<=\s))(?=(?:{'|'.join(_IN_A_RUN)})\b)")
IN_A_RUN = re.compile(rf"({'|'.join(_IN_A_RUN)})\s+(\S.*)")
LONGEST_RUN = 3_000
MANY = 7
# "Grade: Band 4", "Grade - Band 4", "Grade / (Band 4)".
ON_ONE_LINE = re.compile(rf"({_NAMES})\s*(?::|\s[-–/]\s|/(?=\s*\())\s*(.*)", re.IGNORECASE)
ACCEPTING = re.compile(r"(accepting applications until)\s+(?=\d)(.*)", re.IGNORECASE)


def lines_in(text: str) -> list[Line]:
    """The lines of the page, its two columns made "label: value", without its buttons."""
    lines = [piece for line in lines_of(COLUMNS.sub(r"\1\2: \3", visible(text))) for piece in _apart(line)]
    return [line for line in lines if not FURNITURE.fullmatch(line.text[:200])]


def _apart(line: Line) -> list[Line]:
    """All the facts on one line, as some programs paste them, each on a line of its own."""
    if len(line.text) > LONGEST_RUN:
        return [line]
    pieces = [piece.strip() for piece in RUN_TOGETHER.split(line.text) if piece.strip()]
    if len(pieces) < MANY:
        return [line]
    return [line._replace(text=IN_A_RUN.sub(r"\1: \2", piece)) for piece in pieces]


def label_of(line: Line) -> tuple[Part | None, str]:
    """The part a line is the label of, and its value where that stands on the same line."""
    words = plain(line.text) if len(line.text) <= LONGEST_LABEL else ""
    if words in LABELS:
        return LABELS[words], ""
    match = ON_ONE_LINE.fullmatch(line.text) or ACCEPTING.fullmatch(line.text)
    return (LABELS[plain(match[1])], match[2].strip()) if match else (None, "")


class TracOutline:
    """A Trac page cut into blocks, in the order of the document."""

    def __init__(self, text: str):
        self.lines = lines_in(text)
        self.blocks = list(self._cut())

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
    def is_trac(self) -> bool:
        """Three things only Trac prints, or two among many of its labels."""
        named: set[str] = set()
        for line in self.lines:
            part, _ = label_of(line)
            words = plain(line.text[:LONGEST_LABEL].partition(":")[0])
            if part or words in HEADINGS:
                named.add(words if words in LABELS or words in HEADINGS else str(part))
        marks = named & MARKS
        return len(marks) >= ENOUGH_LABELS or (len(marks) >= 2 and len(named) >= 6)

    def _cut(self) -> Iterator[Block]:
        block = Block(Part.HEADER, [])
        for position, line in enumerate(self.lines):
            part, value = self._begins_at(position, block)
            if part is None:
                block.lines.append(line)
                continue
            yield from _value_apart(block, goes_on=part in LABEL_PARTS)
            block = Block(part, [line._replace(text=value)] if value else [])
        yield from _value_apart(block, goes_on=False)

    def _begins_at(self, position: int, block: Block) -> tuple[Part | None, str]:
        line = self.lines[position]
        words = plain(line.text) if len(line.text) <= LONGEST_LABEL else ""
        if words in OVER_LABELS and self._is_label_at(position + 1):
            return Part.DETAILS, ""
        part, value = label_of(line)
        if part and self._is_among_labels(position, block):
            return part, value
        if words in HEADINGS and not line.bullet and not self._is_a_group(position, block):
            return HEADINGS[words], ""
        return None, ""

    def _is_among_labels(self, position: int, block: Block) -> bool:
        """In prose a label is a word like any other, unless it begins a run of them."""
        if block.part in (Part.HEADER, Part.DETAILS, *LABEL_PARTS) and not _holds_prose(block.lines):
            return True
        following = self.lines[position : position + WITHIN_LINES]
        return len({label_of(line)[0] for line in following} - {None, Part.TITLE}) >= ENOUGH_LABELS

    def _is_a_group(self, position: int, block: Block) -> bool:
        """A group of the person specification may be called as a part of the page is."""
        following = self.lines[position + 1 : position + 2]
        return block.part is Part.SPECIFICATION and any(map(importance_of, following))

    def _is_label_at(self, position: int) -> bool:
        return position < len(self.lines) and label_of(self.lines[position])[0] is not None


def _holds_prose(lines: list[Line]) -> bool:
    return len(lines) > MOST_VALUE_LINES or any(len(line.text) > LONGEST_VALUE for line in lines)


def _value_apart(block: Block, *, goes_on: bool) -> Iterator[Block]:
    """After the last label come its value and the heading of the advert: two blocks.

    Where more labels follow (`goes_on`), all the lines are the value, unless they are too many or too long.
    """
    lines = block.lines
    if block.part not in LABEL_PARTS or len(lines) < 2 or (goes_on and not _holds_prose(lines)):
        yield block
        return
    end = 1
    while block.part is Part.HOURS and end < len(lines) and (lines[end - 1].bullet or lines[end].bullet):
        end += 1
    yield Block(block.part, lines[:end])
    if lines[end:]:
        yield Block(Part.EMPLOYER_HEADING, lines[end:])
