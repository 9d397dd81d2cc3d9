"""From the blocks of one advert to its draft: how a fact is taken once, where it came from, what to doubt.

The layout of a source is its own module's: it cuts the text into blocks (Part -> lines), says where title,
employer and closing time stand, and inherits the rest from `Page`.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol, TypeVar

from vacancies.importing import facts, statements
from vacancies.importing.advert_draft import AdvertDraft, DraftLocation, Origin
from vacancies.importing.dates import closing_instant, day_of
from vacancies.importing.expected import missing_from
from vacancies.importing.headings import Part
from vacancies.importing.lines import Line, joined, markdown
from vacancies.importing.specification import Specification
from vacancies.importing.statements import Finding, after_closing_label, listed, quoted

Fact = TypeVar("Fact")
# One line of the advert that several fields of the draft come from.
FIELDS_OF = {"salary": ("salary_min", "salary_max", "hourly_rate")}
LONGEST_TITLE = 200
LONGEST_PHRASE = 1_000
PROSE = (
    Part.SUMMARY,
    Part.MAIN_DUTIES,
    Part.ABOUT_US,
    Part.JOB_DESCRIPTION,
    Part.RESPONSIBILITIES,
    Part.ADDITIONAL,
)


class Blocks(Protocol):
    """A document cut into its parts."""

    lines: list[Line]

    def of(self, part: Part) -> list[list[Line]]: ...

    def different(self, part: Part) -> list[list[Line]]: ...


class Page:
    """One advert being read: each method gives fields of the draft, and notes doubts and origins."""

    recognised_as = ""

    def __init__(self, outline: Blocks):
        self.outline = outline
        self.warnings: list[str] = []
        self.doubts: dict[str, tuple[str, ...]] = {}
        self.origins: dict[str, Origin] = {}
        self.prose = [line for part in PROSE for lines in outline.different(part) for line in joined(lines)]

    def draft(self) -> AdvertDraft:
        draft = AdvertDraft(
            **self._who_and_what(),
            **self._dates(),
            **self._pay(),
            **self._contract(),
            **self._reference(),
            **self._places_and_people(),
            **self._prose(),
            **self._criteria(),
            **self._statements(),
        )
        missing = missing_from(draft, self.doubts)
        return replace(
            draft,
            warnings=tuple(dict.fromkeys([*self.warnings, *missing])),
            recognised_as=self.recognised_as,
            origins=_by_field(self.origins),
            doubts=_by_field(self.doubts),
        )

    # --- What each layout says itself ----------------------------------------------------------------------

    def _who_and_what(self) -> dict:
        """The title and the employer."""
        raise NotImplementedError

    def _header(self) -> list[Line]:
        """The lines above the advert's first heading, without the closing date."""
        raise NotImplementedError

    def _closing_lines(self) -> list[Origin]:
        """What the page itself prints as its closing time."""
        raise NotImplementedError

    # --- How a fact is taken ----------------------------------------------------------------------------

    def _doubt(self, field: str, sentence: str) -> None:
        """Warn of a field; what was warned about need not be reported as missing too."""
        self.warnings.append(sentence)
        self.doubts[field] = (*self.doubts.get(field, ()), sentence)

    def _came_from(self, fields: Iterable[str], origin: Origin) -> None:
        self.origins |= {field: origin for field in fields if field not in self.origins}

    def _said(self, part: Part) -> list[Origin]:
        """What stands beside a label, once for each different answer the document gives."""
        return [origin_of(lines) for lines in self.outline.different(part)]

    def _fact(
        self, field: str, name: str, said: list[Origin], understand: Callable[[str], Fact | None]
    ) -> Fact | None:
        """The one fact beside a label; a doubt where there are two, or where it is not understood."""
        understood = {understand(origin.words) for origin in said}
        if said:
            self._came_from([field], said[0])
        if len(understood) > 1:
            words = listed(quoted(origin.words) for origin in said)
            self._doubt(field, f"The advert gives more than one {name}: {words}.")
            return None
        fact = next(iter(understood), None)
        if said and fact is None:
            self._doubt(field, f"The {name} {quoted(said[0].words)} was not understood.")
        return fact

    def _take(self, field: str, finding: Finding) -> date | Decimal | int | bool | None:
        if finding.doubt:
            self._doubt(field, finding.doubt)
        if finding.words:
            self._came_from([field], Origin(finding.words, self._line_with(finding.words)))
        return finding.value

    def _line_with(self, words: str) -> int:
        """The number of the line that holds these words, or begins as they do."""
        beginning = words[:20]
        lines = list(joined(self.outline.lines))
        found = [line for line in lines if words in line.text] or [
            line for line in lines if beginning.startswith(line.text) or line.text.startswith(beginning)
        ]
        return found[0].number if found else 1

    def _block(self, field: str, name: str, part: Part) -> list[Line]:
        """A block the page may print several times; it is taken once, and a different repeat is told."""
        blocks = self.outline.different(part)
        if blocks:
            self._came_from([field], Origin(blocks[0][0].text[:LONGEST_PHRASE], blocks[0][0].number))
        if len(blocks) > 1:
            sentence = (
                f"The {name} stands in the advert more than once, with different words: the first was taken."
            )
            self.warnings.append(sentence)
            self.doubts.setdefault(field, (sentence,))
        return blocks[0] if blocks else []

    # --- The parts of the page ----------------------------------------------------------------------------

    def _named(self, field: str, line: Line | None) -> str | None:
        """The words of a line that is the title or the employer, unless they are too many to be one."""
        if line is None:
            return None
        self._came_from([field], Origin(line.text[:LONGEST_PHRASE], line.number))
        if len(line.text) <= LONGEST_TITLE:
            return line.text
        name = "job title" if field == "title" else field
        self._doubt(field, f"The {name} {quoted(line.text)} is too long to be one.")
        return None

    def _dates(self) -> dict:
        closes_at, closes_label = self._closing()
        return {
            "posted_on": self._fact("posted_on", "date posted", self._said(Part.POSTED_ON), day_of),
            "closes_at": closes_at,
            "closes_label": closes_label,
            "interview_on": self._interview(),
        }

    def _interview(self) -> date | None:
        return self._take("interview_on", statements.interview_day(self.prose))

    def _closing(self) -> tuple[datetime | None, str | None]:
        """The page's own closing time; a line of the employer's that names another is told."""
        in_the_text = [
            origin for origin in after_closing_label(self.prose) if closing_instant(origin.words)[0]
        ]
        said = self._closing_lines() or in_the_text
        instants = {closing_instant(origin.words) for origin in said}
        if said:
            self._came_from(["closes_at", "closes_label"], said[0])
        if len(instants) > 1:
            words = listed(quoted(origin.words) for origin in said)
            self._doubt("closes_at", f"The advert gives more than one closing date: {words}.")
            return None, None
        instant, is_midnight = next(iter(instants), (None, False))
        label = said[0].words if said else None
        if said and instant is None:
            self._doubt("closes_at", f"The closing date {quoted(label)} was not understood.")
        if is_midnight:
            self._doubt("closes_at", f"The closing time {quoted(label)} was read as 11:59pm on that day.")
        for origin in in_the_text:
            if instant and closing_instant(origin.words)[0] != instant:
                self._doubt(
                    "closes_at",
                    f"The text names another closing time, {quoted(origin.words)}: "
                    f"the page's own, {quoted(label)}, was taken.",
                )
        return instant, label

    def _pay(self) -> dict:
        band = self._fact("band", "band", self._said(Part.BAND), facts.band_of)
        scheme = self._scheme()
        said = self._salary_lines()
        salary = self._fact("salary", "salary line", said, facts.salary_of) or facts.Salary()
        if salary.leftover:
            self._doubt(
                "salary", f"In the salary line, {listed(map(quoted, salary.leftover))} was not understood."
            )
        for origin in said:
            if facts.names_high_cost_area(origin.words):
                self._doubt(
                    "salary",
                    f"The salary line speaks of a high cost area supplement, {quoted(origin.words)}: "
                    "the figures are taken as written.",
                )
        return {
            "pay_scheme": scheme,
            "band": band,
            "salary_min": salary.low,
            "salary_max": salary.high,
            "hourly_rate": salary.hourly,
        }

    def _scheme(self) -> str | None:
        return self._fact("pay_scheme", "pay scheme", self._said(Part.PAY_SCHEME), facts.pay_scheme_of)

    def _salary_lines(self) -> list[Origin]:
        return self._said(Part.SALARY)

    def _contract(self) -> dict:
        contract = self._contract_kind()
        return {
            "contract": contract,
            "duration_months": self._duration(contract),
            "working_patterns": self._patterns(),
            "hours_per_week": self._hours(),
        }

    def _contract_kind(self) -> str | None:
        return self._fact("contract", "contract", self._said(Part.CONTRACT), facts.contract_of)

    def _duration(self, contract: str | None) -> int | None:
        """From a label of its own, else from beside the contract, else from the sentences."""
        months = self._fact("duration_months", "duration", self._said(Part.DURATION), facts.months_of)
        if "duration_months" in self.doubts or months or contract in facts.WITHOUT_END:
            return months
        said = self._said(Part.CONTRACT)
        beside = {facts.months_of(origin.words) for origin in said} - {None}
        if len(beside) == 1:
            self._came_from(["duration_months"], said[0])
            return beside.pop()
        if contract != "fixed_term":
            return None
        sentences = statements.sentences([*self._header(), *self.prose])
        months = self._take("duration_months", statements.fixed_term_months(sentences))
        if months is None and "duration_months" not in self.doubts:
            self._doubt("duration_months", "How many months the fixed term lasts was not found.")
        return months

    def _patterns(self) -> tuple[str, ...]:
        named: dict[str, None] = {}
        for origin in self._said(Part.WORKING_PATTERN):
            self._came_from(["working_patterns"], origin)
            patterns, leftover = facts.patterns_of(origin.words)
            named |= dict.fromkeys(patterns)
            if leftover:
                self._doubt("working_patterns", f"The working pattern {quoted(leftover)} was not understood.")
        return tuple(named)

    def _hours(self) -> Decimal | None:
        """From a label of their own, else from the phrases beside other labels, else from the sentences."""
        labelled = self._said(Part.HOURS)
        if labelled:
            self._came_from(["hours_per_week"], labelled[0])
        figures = {figure for origin in labelled for figure in facts.hours_of(origin.words, labelled=True)[0]}
        if len(figures) == 1:
            return figures.pop()
        if labelled:
            words = listed(quoted(origin.words) for origin in labelled)
            self._doubt("hours_per_week", f"The hours {words} were not understood.")
            return None
        return self._hours_elsewhere()

    def _hours_elsewhere(self) -> Decimal | None:
        phrases = [
            origin.words
            for part in (Part.WORKING_PATTERN, Part.CONTRACT, Part.SALARY)
            for origin in self._said(part)
        ]
        finding = statements.weekly_hours(
            [*phrases, *statements.sentences(self._header()), *statements.sentences(self.prose)]
        )
        return self._take("hours_per_week", finding)

    def _reference(self) -> dict:
        said = self._said(Part.REFERENCE)
        return {"reference": self._fact("reference", "reference number", said, facts.reference_of)}

    def _places_and_people(self) -> dict:
        blocks = self._contact_blocks()
        contacts = [facts.contact_of(lines) for lines in blocks]
        if blocks:
            self._came_from(["contact"], origin_of(blocks[0]))
        if len(contacts) > 1:
            self._doubt("contact", "The advert names more than one contact: the first was taken.")
        contact, strange = contacts[0] if contacts else facts.contact_of([])
        for words in strange:
            self._doubt("contact", f"The contact line {quoted(words)} could not be placed.")
        return {"locations": self._locations(), "contact": contact}

    def _contact_blocks(self) -> list[list[Line]]:
        return self.outline.different(Part.CONTACT) or self.outline.different(Part.CONTACT_BLOCK)

    def _locations(self) -> tuple[DraftLocation, ...]:
        lines = [line for lines in self.outline.different(Part.LOCATIONS) for line in lines]
        if lines:
            self._came_from(["locations"], origin_of(lines))
        return facts.locations_of(lines)

    def _prose(self) -> dict:
        described = markdown(self._block("responsibilities", "job description", Part.JOB_DESCRIPTION))
        responsibilities = markdown(
            self._block("responsibilities", "list of job responsibilities", Part.RESPONSIBILITIES)
        )
        return {
            "summary": markdown(self._block("summary", "job summary", Part.SUMMARY)),
            "main_duties": markdown(self._block("main_duties", "list of main duties", Part.MAIN_DUTIES)),
            "about_us": markdown(self._block("about_us", "text about the employer", Part.ABOUT_US)),
            "responsibilities": "\n\n".join(filter(None, (described, responsibilities))) or None,
        }

    def _criteria(self) -> dict:
        specification = Specification(self._block("criteria", "person specification", Part.SPECIFICATION))
        for sentence in specification.doubts:
            self._doubt("criteria", sentence)
        return {"criteria": tuple(specification.criteria)}

    def _statements(self) -> dict:
        blocks = [
            line
            for part in (Part.DBS, Part.SPONSORSHIP, Part.SPECIFICATION)
            for lines in self.outline.different(part)
            for line in joined(lines)
        ]
        said = list(statements.sentences([*self.prose, *blocks]))
        return {
            "sponsorship": self._take("sponsorship", statements.sponsorship_offered(said)),
            "dbs_required": self._take("dbs_required", statements.dbs_needed(said)),
        }


def origin_of(lines: list[Line]) -> Origin:
    """The words of a block, and where it begins."""
    return Origin(" ".join(line.text for line in lines)[:LONGEST_PHRASE], lines[0].number)


def _by_field(notes: dict[str, Fact]) -> dict[str, Fact]:
    return {field: note for name, note in notes.items() for field in FIELDS_OF.get(name, (name,))}
