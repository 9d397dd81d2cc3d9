"""Reads an advert saved as plain text from its NHS Jobs page.

The page's headings give the parts (headings.py), short phrases are read by facts.py and dates.py, sentences
by statements.py, the person specification by specification.py. What is left here is what the page prints
where, that it prints whole blocks twice, and what to say of anything missing.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import takewhile
from typing import TypeVar

from vacancies.importing import facts, statements
from vacancies.importing.advert_draft import AdvertDraft
from vacancies.importing.dates import closing_instant, day_of
from vacancies.importing.expected import missing_from
from vacancies.importing.headings import Outline, Part
from vacancies.importing.lines import Line, fingerprint, joined, lines_of, markdown
from vacancies.importing.specification import Specification
from vacancies.importing.statements import CLOSING_LABEL, Finding, after_closing_label, listed, quoted

Fact = TypeVar("Fact")
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


def recognises(text: str) -> bool:
    """Is this the text of an NHS Jobs page? Only its own headings and labels tell."""
    return Outline(lines_of(text)).is_nhs_jobs


def read(text: str) -> AdvertDraft:
    """The advert as a draft; never raises, whatever the text."""
    return _Reading(Outline(lines_of(text))).draft()


class _Reading:
    """One advert being read: each method gives fields of the draft and adds its doubts to `warnings`."""

    def __init__(self, outline: Outline):
        self.outline = outline
        self.warnings: list[str] = []
        # What has already been warned about need not be reported as missing too.
        self.doubted: set[str] = set()
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
        return replace(
            draft, warnings=tuple(dict.fromkeys([*self.warnings, *missing_from(draft, self.doubted)]))
        )

    # --- How a fact is taken ----------------------------------------------------------------------------

    def _doubt(self, field: str, sentence: str) -> None:
        self.warnings.append(sentence)
        self.doubted.add(field)

    def _phrase(self, part: Part) -> list[str]:
        """What stands beside a label, once for each different answer the document gives."""
        return [
            " ".join(line.text for line in lines)[:LONGEST_PHRASE] for lines in self.outline.different(part)
        ]

    def _fact(
        self, field: str, name: str, part: Part, understand: Callable[[str], Fact | None]
    ) -> Fact | None:
        """The one fact beside a label; a doubt where there are two, or where it is not understood."""
        said = self._phrase(part)
        understood = {understand(words) for words in said}
        if len(understood) > 1:
            self._doubt(field, f"The advert gives more than one {name}: {listed(map(quoted, said))}.")
            return None
        fact = next(iter(understood), None)
        if said and fact is None:
            self._doubt(field, f"The {name} {quoted(said[0])} was not understood.")
        return fact

    def _take(self, field: str, finding: Finding) -> date | Decimal | int | bool | None:
        if finding.doubt:
            self._doubt(field, finding.doubt)
        return finding.value

    def _block(self, name: str, part: Part) -> list[Line]:
        """A block the page may print several times; it is taken once, and a different repeat is told."""
        blocks = self.outline.different(part)
        if len(blocks) > 1:
            self.warnings.append(
                f"The {name} stands in the advert more than once, with different words: the first was taken."
            )
        return blocks[0] if blocks else []

    # --- The parts of the page ----------------------------------------------------------------------------

    def _who_and_what(self) -> dict:
        header = self._header()
        named = self._phrase(Part.EMPLOYER_NAME)
        if len(named) > 1:
            self._doubt("employer", f"The advert names more than one employer: {listed(map(quoted, named))}.")
            return {"title": self._title(header[-1:]), "employer": None}
        if not named:
            employer = header[-2].text if len(header) > 1 else None
            return {"title": self._title(header[-1:]), "employer": employer}
        others = [line for line in header if fingerprint([line]) != fingerprint([Line(named[0])])]
        if len(header) > 1 and others == header:
            self.warnings.append(
                f"The advert is headed {quoted(header[-2].text)} but names its employer {quoted(named[0])}: "
                "the second was taken."
            )
        return {"title": self._title(others[-1:]), "employer": named[0]}

    def _header(self) -> list[Line]:
        """The lines above the closing date, or above the first heading where no closing date stands."""
        header = next(iter(self.outline.of(Part.HEADER)), [])
        return list(takewhile(lambda line: not CLOSING_LABEL.match(line.text), header))

    def _title(self, lines: list[Line]) -> str | None:
        if not lines:
            return None
        if len(lines[0].text) > LONGEST_TITLE:
            self._doubt("title", f"The job title {quoted(lines[0].text)} is too long to be one.")
            return None
        return lines[0].text

    def _dates(self) -> dict:
        return {
            "posted_on": self._fact("posted_on", "date posted", Part.POSTED_ON, day_of),
            "closes_at": self._closing(),
            "interview_on": self._take("interview_on", statements.interview_day(self.prose)),
        }

    def _closing(self) -> datetime | None:
        """The page's own closing line; a line of the employer's that names another time is told."""
        header = next(iter(self.outline.of(Part.HEADER)), [])
        stated = after_closing_label(header)[:1]
        in_the_text = [words for words in after_closing_label(self.prose) if closing_instant(words)[0]]
        said = stated or in_the_text
        instants = {closing_instant(words) for words in said}
        if len(instants) > 1:
            self._doubt(
                "closes_at", f"The advert gives more than one closing date: {listed(map(quoted, said))}."
            )
            return None
        instant, is_midnight = next(iter(instants), (None, False))
        if said and instant is None:
            self._doubt("closes_at", f"The closing date {quoted(said[0])} was not understood.")
        if is_midnight:
            self.warnings.append(f"The closing time {quoted(said[0])} was read as 11:59pm on that day.")
        for words in in_the_text:
            if instant and closing_instant(words)[0] != instant:
                self.warnings.append(
                    f"The text names another closing time, {quoted(words)}: "
                    f"the page's own, {quoted(said[0])}, was taken."
                )
        return instant

    def _pay(self) -> dict:
        scheme = self._fact("pay_scheme", "pay scheme", Part.PAY_SCHEME, facts.pay_scheme_of)
        band = self._fact("band", "band", Part.BAND, facts.band_of)
        salary = self._fact("salary", "salary line", Part.SALARY, facts.salary_of) or facts.Salary()
        if salary.leftover:
            self._doubt(
                "salary", f"In the salary line, {listed(map(quoted, salary.leftover))} was not understood."
            )
        if scheme == "agenda_for_change" and band is None and "band" not in self.doubted:
            self.warnings.append("No band was found.")
        return {
            "pay_scheme": scheme,
            "band": band,
            "salary_min": salary.low,
            "salary_max": salary.high,
            "hourly_rate": salary.hourly,
        }

    def _contract(self) -> dict:
        contract = self._fact("contract", "contract", Part.CONTRACT, facts.contract_of)
        months = self._fact("duration_months", "duration", Part.DURATION, facts.months_of)
        if months is None and "duration_months" not in self.doubted:
            beside = {facts.months_of(words) for words in self._phrase(Part.CONTRACT)} - {None}
            months = beside.pop() if len(beside) == 1 else None
        if months is None and contract == "fixed_term" and "duration_months" not in self.doubted:
            sentences = statements.sentences([*self._header(), *self.prose])
            months = self._take("duration_months", statements.fixed_term_months(sentences))
        return {
            "contract": contract,
            "duration_months": months,
            "working_patterns": self._patterns(),
            "hours_per_week": self._hours(),
        }

    def _patterns(self) -> tuple[str, ...]:
        named: dict[str, None] = {}
        for words in self._phrase(Part.WORKING_PATTERN):
            patterns, leftover = facts.patterns_of(words)
            named |= dict.fromkeys(patterns)
            if leftover:
                self._doubt("working_patterns", f"The working pattern {quoted(leftover)} was not understood.")
        return tuple(named)

    def _hours(self) -> Decimal | None:
        """From a label of their own, else from the phrases beside other labels, else from the sentences."""
        labelled = self._phrase(Part.HOURS)
        figures = {figure for words in labelled for figure in facts.hours_of(words, labelled=True)[0]}
        if len(figures) == 1:
            return figures.pop()
        if labelled:
            self._doubt("hours_per_week", f"The hours {listed(map(quoted, labelled))} were not understood.")
            return None
        phrases = [
            words
            for part in (Part.WORKING_PATTERN, Part.CONTRACT, Part.SALARY)
            for words in self._phrase(part)
        ]
        finding = statements.weekly_hours(
            [*phrases, *statements.sentences(self._header()), *statements.sentences(self.prose)]
        )
        return self._take("hours_per_week", finding)

    def _reference(self) -> dict:
        return {"reference": self._fact("reference", "reference number", Part.REFERENCE, facts.reference_of)}

    def _places_and_people(self) -> dict:
        locations = facts.locations_of(
            [line for lines in self.outline.different(Part.LOCATIONS) for line in lines]
        )
        blocks = self.outline.different(Part.CONTACT) or self.outline.different(Part.CONTACT_BLOCK)
        contacts = [facts.contact_of(lines) for lines in blocks]
        if len(contacts) > 1:
            self._doubt("contact", "The advert names more than one contact: the first was taken.")
        contact, strange = contacts[0] if contacts else facts.contact_of([])
        for words in strange:
            self._doubt("contact", f"The contact line {quoted(words)} could not be placed.")
        return {"locations": locations, "contact": contact}

    def _prose(self) -> dict:
        described = markdown(self._block("job description", Part.JOB_DESCRIPTION))
        responsibilities = markdown(self._block("list of job responsibilities", Part.RESPONSIBILITIES))
        return {
            "summary": markdown(self._block("job summary", Part.SUMMARY)),
            "main_duties": markdown(self._block("list of main duties", Part.MAIN_DUTIES)),
            "about_us": markdown(self._block("text about the employer", Part.ABOUT_US)),
            "responsibilities": "\n\n".join(filter(None, (described, responsibilities))) or None,
        }

    def _criteria(self) -> dict:
        specification = Specification(self._block("person specification", Part.SPECIFICATION))
        self.warnings += specification.doubts
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
