"""Reads an advert saved from its Trac page, in either of its layouts.

trac_outline.py cuts the page into parts and page.py takes the facts. What is left here is what Trac writes
its own way: the heading of the advert, working pattern and hours on one line, the place in pieces, the
contact by labels, and an interview date of its own.
"""

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise

from vacancies.importing import facts
from vacancies.importing.advert_draft import AdvertDraft, DraftLocation, Origin
from vacancies.importing.dates import day_of
from vacancies.importing.headings import Part
from vacancies.importing.lines import Line, fingerprint, plain
from vacancies.importing.page import LONGEST_PHRASE, Page, origin_of
from vacancies.importing.statements import listed, quoted
from vacancies.importing.trac_outline import TracOutline

BEFORE_A_NOTE = re.compile(r"[:(]")
ASIDE = re.compile(r"\([^()]{0,300}\)?")
LOGO = re.compile(r"(?:.{0,160}\s)?logo", re.IGNORECASE)
ORGANISATION = re.compile(
    r"\b(?:NHS|Trust|Foundation|Health Board|Healthcare|CIC|C\.I\.C|Council|Hospice|Limited|Ltd|plc)\b"
)
LONGEST_NAME = 120
GRADE = re.compile(r"(?:nhs\s+afc:?|agenda for change:?|grade:?)?\s*\(?band\s+\d[a-d]?\)?", re.IGNORECASE)
PERIODS = {"yearly": "per annum", "annual": "per annum", "annually": "per annum", "hourly": "per hour",
           "per annum": "per annum", "per hour": "per hour", "monthly": "per month", "weekly": "per week",
           "daily": "per day"}  # fmt: skip
GLUED = re.compile(r"(?=Job title|Name|Email address|Telephone number)")
CONTACT_LABEL = re.compile(
    r"(Job title|Name|Email address|Email(?! address)|Telephone number|Telephone(?! number))\b"
    r"\s*[:\t–-]?\s*(.*)",
    re.IGNORECASE,
)
CONTACT_GLUED = re.compile(r"(Name|Job title|Email address|Telephone number)(\S.*)")
NO_INTERVIEW = frozenset({"", "n/a", "na", "none", "-"})


def recognises(text: str) -> bool:
    """Is this the text of a Trac page? Only its own labels and headings tell."""
    return TracOutline(text).is_trac


def read(text: str) -> AdvertDraft:
    """The advert as a draft; never raises, whatever the text."""
    return TracPage(TracOutline(text)).draft()


class TracPage(Page):
    """The key facts as labels and values; then the heading of the advert, and sections of prose."""

    recognised_as = "a saved Trac page"

    # --- The heading of the advert -----------------------------------------------------------------------

    def _header(self) -> list[Line]:
        return [
            line
            for part in (Part.HEADER, Part.EMPLOYER_HEADING)
            for block in self.outline.of(part)
            for line in block
        ]

    def _who_and_what(self) -> dict:
        employer = self._fact("employer", "employer", self._said(Part.EMPLOYER_NAME), _short)
        employer = employer or self._employer_above()
        titled = self._said(Part.TITLE)
        if titled:
            return {"title": self._fact("title", "job title", titled, _short), "employer": employer}
        return {"title": self._named("title", self._title_line(employer)), "employer": employer}

    def _title_line(self, employer: str | None) -> Line | None:
        """Above the grade, which the page prints again below its title, or first below its logo."""
        for part in (Part.EMPLOYER_HEADING, Part.HEADER):
            for block in self.outline.of(part):
                lines = [line for line in block if not self._is_no_title(line, employer)]
                for line, after in pairwise(lines):
                    if self._is_the_grade(after):
                        self._leave(lines[lines.index(after) + 1 :])
                        return line
                if part is Part.EMPLOYER_HEADING and lines:
                    self._leave(lines[1:])
                    return lines[0]
                if lines:
                    return self._only(lines)
        return None

    def _employer_above(self) -> str | None:
        """The one line around the title that can only be an organisation's name."""
        tops = [block[:4] for part in (Part.HEADER, Part.EMPLOYER_HEADING) for block in self.outline.of(part)]
        named = {
            fingerprint([line]): line
            for lines in tops
            for line in lines
            if ORGANISATION.search(line.text[:LONGEST_NAME])
            and len(line.text) <= LONGEST_NAME
            and not line.text.endswith(".")
            and not LOGO.fullmatch(line.text)
            and not self._is_the_grade(line)
        }
        is_certain = len(named) == 1 and "employer" not in self.doubts
        return self._named("employer", next(iter(named.values()))) if is_certain else None

    def _is_no_title(self, line: Line, employer: str | None) -> bool:
        is_the_employer = employer is not None and fingerprint([line]) == fingerprint([Line(employer)])
        return is_the_employer or bool(LOGO.fullmatch(line.text)) or "://" in line.text

    def _is_the_grade(self, line: Line) -> bool:
        said = {fingerprint([Line(origin.words)]) for origin in self._said(Part.BAND)}
        return fingerprint([line]) in said or bool(GRADE.fullmatch(line.text))

    def _only(self, lines: list[Line]) -> Line | None:
        """Of several lines above the facts nobody can tell which is the title: the last is the likeliest."""
        lines = [line for line in lines if not self._is_the_grade(line)]
        if len(lines) > 1:
            words = listed(quoted(line.text) for line in lines[-3:])
            self._doubt(
                "title",
                f"Above the facts stands more than one line, {words}: the last was taken for the title.",
            )
        return lines[-1] if lines else None

    def _leave(self, lines: list[Line]) -> None:
        """The employer's own words between the heading and the first section are no field of the draft."""
        if lines:
            self.warnings.append(
                "The text between the title and the first heading was left out; "
                f"it begins {quoted(lines[0].text)}."
            )

    # --- Facts Trac writes its own way --------------------------------------------------------------------

    def _closing_lines(self) -> list[Origin]:
        return self._said(Part.CLOSING)

    def _contract_kind(self) -> str | None:
        """The kind stands first; what a note behind it says of another kind is told."""
        said = self._said(Part.CONTRACT)
        firsts = {facts.contract_of(BEFORE_A_NOTE.split(origin.words, maxsplit=1)[0]) for origin in said} - {
            None
        }
        if len(said) != 1 or len(firsts) != 1 or facts.contract_of(said[0].words):
            return super()._contract_kind()
        self._came_from(["contract"], said[0])
        kind = firsts.pop()
        self._doubt("contract", f"The contract {quoted(said[0].words)} names more than one kind: check it.")
        return kind

    def _interview(self) -> date | None:
        said = [origin for origin in self._said(Part.INTERVIEW) if plain(origin.words) not in NO_INTERVIEW]
        if not said:
            return super()._interview()
        self._came_from(["interview_on"], said[0])
        days = {day_of(origin.words) for origin in said}
        if len(days) == 1 and None not in days:
            return days.pop()
        words = listed(quoted(origin.words) for origin in said)
        self._doubt("interview_on", f"The interview date is not one day: {words}.")
        return None

    def _salary_lines(self) -> list[Origin]:
        """A salary without its period is read with the period that stands under a label of its own."""
        said = self._said(Part.SALARY)
        periods = {PERIODS.get(plain(origin.words)) for origin in self._said(Part.SALARY_PERIOD)} - {None}
        if len(periods) != 1:
            return said
        period = periods.pop()
        return [
            origin if facts.has_period(origin.words) else origin._replace(words=f"{origin.words} {period}")
            for origin in said
        ]

    def _scheme(self) -> str | None:
        """Trac has no label for it: the grade says it, or else the advert's sentences."""
        if labelled := super()._scheme():
            return labelled
        sentences = [Origin(line.text[:LONGEST_PHRASE], line.number) for line in self.prose]
        for origin in [*self._said(Part.BAND), *self._said(Part.SALARY), *sentences]:
            if facts.pay_scheme_of(origin.words) == "agenda_for_change":
                self._came_from(["pay_scheme"], origin)
                return "agenda_for_change"
        return None

    def _patterns(self) -> tuple[str, ...]:
        named: dict[str, None] = {}
        for origin in [*self._said(Part.HOURS), *self._said(Part.WORKING_PATTERN)]:
            self._came_from(["working_patterns"], origin)
            patterns, leftover = facts.patterns_of(_without_asides(origin.words))
            named |= dict.fromkeys(patterns)
            leftover = facts.without_hours(leftover)
            if leftover:
                self._doubt("working_patterns", f"The working pattern {quoted(leftover)} was not understood.")
        return tuple(named)

    def _hours(self) -> Decimal | None:
        said = self._said(Part.HOURS)
        stated = [(origin, facts.hours_beside(_without_asides(origin.words))) for origin in said]
        figures = {figure for _, named in stated for figure in named}
        if said and figures:
            self._came_from(["hours_per_week"], said[0])
        inexact = [origin for origin in said if facts.hours_of(_without_asides(origin.words))[1]]
        beside = {figure for origin in said for figure in facts.hours_of(_asides(origin.words))[0]} - figures
        words = listed(quoted(origin.words) for origin in said)
        if len(figures) > 1 or inexact or (figures and beside):
            self._doubt("hours_per_week", f"The hours a week are not one figure: {words}.")
            return None
        if figures and any(facts.hours_of(_asides(origin.words))[1] for origin in said):
            self._doubt("hours_per_week", f"The hours are stated, but a note beside them says more: {words}.")
        return figures.pop() if figures else self._hours_elsewhere()

    # --- Place and contact --------------------------------------------------------------------------------

    def _locations(self) -> tuple[DraftLocation, ...]:
        """One place, its pieces under labels of their own."""
        pieces = [
            self.outline.different(part) for part in (Part.SITE, Part.SITE_ADDRESS, Part.TOWN, Part.POSTCODE)
        ]
        lines = [line for blocks in pieces for block in blocks for line in block]
        if not lines:
            return super()._locations()
        self._came_from(["locations"], origin_of(lines))
        if any(len(blocks) > 1 for blocks in pieces):
            self._doubt("locations", "The advert names more than one place: check the address.")
        address: list[str] = []
        postcodes: dict[str, None] = {}
        for place in facts.locations_of(lines):
            address += [words for words in place.lines if not _is_in(words, address)]
            postcodes |= {place.postcode: None} if place.postcode else {}
        if len(postcodes) > 1:
            self._doubt("locations", f"The advert names more than one postcode: {listed(postcodes)}.")
        return (DraftLocation(tuple(address), next(iter(postcodes)) if len(postcodes) == 1 else None),)

    def _contact_blocks(self) -> list[list[Line]]:
        blocks = [_labelled(block) for block in self.outline.different(Part.CONTACT)]
        return [block for block in blocks if block]


def _short(words: str) -> str | None:
    return words if len(words) <= 200 else None


def _without_asides(words: str) -> str:
    return ASIDE.sub(" ", words)


def _asides(words: str) -> str:
    return " ".join(ASIDE.findall(words))


def _is_in(words: str, address: list[str]) -> bool:
    return any(
        plain(words) in map(plain, written.split(",")) or plain(words) == plain(written)
        for written in address
    )


def _labelled(block: list[Line]) -> list[Line]:
    """A contact's lines as "label: value", whether the page glued them together or put them on lines."""
    lines = [
        line._replace(text=piece.strip()) for line in block for piece in _unglued(line.text) if piece.strip()
    ]
    found: list[Line] = []
    waiting = ""
    for line in lines:
        match = CONTACT_LABEL.fullmatch(line.text) or CONTACT_GLUED.fullmatch(line.text)
        if match and not match[2].strip():
            waiting = match[1]
        elif match:
            found.append(line._replace(text=f"{match[1]}: {match[2].strip()}"))
            waiting = ""
        elif waiting:
            found.append(line._replace(text=f"{waiting}: {line.text}"))
            waiting = ""
        else:
            found.append(line)
    return found


def _unglued(text: str) -> list[str]:
    """ "NameRobin SampleJob titleTeam Lead" in its pieces, where the line holds two labels or more."""
    pieces = GLUED.split(text) if len(text) < 1_000 else [text]
    return pieces if len(pieces) > 2 else [text]
