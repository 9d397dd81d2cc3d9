"""What every reader of adverts hands on: the facts found in one document, and what could not be understood.

A reader is a function `text -> AdvertDraft`, one module a source. It needs no database, and it never guesses:
where the document is silent or contradicts itself, the field is None and a warning says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import NamedTuple


class Origin(NamedTuple):
    """Where a field came from: the document's own words, and their line in the text as read, from 1."""

    words: str
    line: int


@dataclass(frozen=True)
class DraftCriterion:
    """One point of the person specification, as written; `line` is where it begins in the text as read."""

    text: str
    group: str | None = None
    importance: str | None = None
    evidenced_by: tuple[str, ...] | None = None
    kind: str = "scored"
    line: int | None = field(default=None, compare=False)

    def as_json(self) -> dict:
        return {
            "group": self.group,
            "text": self.text,
            "importance": self.importance,
            "evidenced_by": None if self.evidenced_by is None else list(self.evidenced_by),
            "kind": self.kind,
        }


@dataclass(frozen=True)
class DraftLocation:
    """A place of work: its address line by line, and its postcode."""

    lines: tuple[str, ...] = ()
    postcode: str | None = None

    def as_json(self) -> dict:
        return {"address": ", ".join(self.lines), "postcode": self.postcode}


@dataclass(frozen=True)
class DraftContact:
    """Whom to ask about the job."""

    role: str | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None

    def as_json(self) -> dict:
        return {"role": self.role, "name": self.name, "email": self.email, "phone": self.phone}


@dataclass(frozen=True)
class AdvertDraft:
    """An advert as one document tells it. Salaries are pounds a year, `closes_at` is half-open.

    The words of `pay_scheme`, `contract`, `working_patterns`, `importance`, `kind` and `evidenced_by` are
    those of vacancies/status.py. Prose is Markdown. `closes_label` is the closing time in the document's
    words.

    For the person who reviews it, and not part of the JSON: `origins` and `doubts` by the name of the field,
    and `recognised_as`, what the document was taken for ("a saved Trac page"). Two drafts that say the same
    are equal, wherever in their documents it stood.
    """

    title: str | None = None
    employer: str | None = None
    posted_on: date | None = None
    closes_at: datetime | None = None
    closes_label: str | None = None
    pay_scheme: str | None = None
    band: str | None = None
    salary_min: Decimal | None = None
    salary_max: Decimal | None = None
    hourly_rate: Decimal | None = None
    contract: str | None = None
    duration_months: int | None = None
    working_patterns: tuple[str, ...] = ()
    hours_per_week: Decimal | None = None
    reference: str | None = None
    locations: tuple[DraftLocation, ...] = ()
    sponsorship: bool | None = None
    dbs_required: bool | None = None
    interview_on: date | None = None
    contact: DraftContact = field(default_factory=DraftContact)
    summary: str | None = None
    main_duties: str | None = None
    about_us: str | None = None
    responsibilities: str | None = None
    criteria: tuple[DraftCriterion, ...] = ()
    warnings: tuple[str, ...] = ()
    recognised_as: str = field(default="", compare=False)
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False, repr=False)
    doubts: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def as_json(self) -> dict:
        """The advert as JSON holds it: ISO dates, UTC instants, plain numbers, null where silent."""
        return {
            "title": self.title,
            "employer": self.employer,
            "posted_on": _day(self.posted_on),
            "closes_at": _instant(self.closes_at),
            "closes_label": self.closes_label,
            "pay_scheme": self.pay_scheme,
            "band": self.band,
            "salary_min": _number(self.salary_min),
            "salary_max": _number(self.salary_max),
            "hourly_rate": _number(self.hourly_rate),
            "contract": self.contract,
            "duration_months": self.duration_months,
            "working_patterns": list(self.working_patterns),
            "hours_per_week": _number(self.hours_per_week),
            "reference": self.reference,
            "locations": [location.as_json() for location in self.locations],
            "sponsorship": self.sponsorship,
            "dbs_required": self.dbs_required,
            "interview_on": _day(self.interview_on),
            "contact": self.contact.as_json(),
            "summary": self.summary,
            "main_duties": self.main_duties,
            "about_us": self.about_us,
            "responsibilities": self.responsibilities,
            "criteria": [criterion.as_json() for criterion in self.criteria],
            "warnings": list(self.warnings),
        }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _instant(instant: datetime | None) -> str | None:
    return None if instant is None else instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _number(figure: Decimal | None) -> int | float | None:
    if figure is None:
        return None
    return int(figure) if figure == figure.to_integral_value() else float(figure)
