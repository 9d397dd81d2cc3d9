"""The page of a vacancy: its sections in the order a recruiter thinks, and what stands beside them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import flatten
from django.utils.text import slugify

from vacancies.contradictions import contradictions
from vacancies.models import Vacancy
from vacancies.readiness import what_is_missing
from vacancies.scales import Scale
from vacancies.status import UNPUBLISHED

STANDING = (
    "Where it stands",
    # Whose it is and who wrote it are told, not linked to: those pages are the administrators'.
    {"fields": ("standing", "whose", "author", "applications", "closing", "closed")},
)
ADVERT = (
    ("The job", {"fields": ("employer", "title", "reference", "posts")}),
    (
        "Pay",
        {
            "fields": (
                "pay_scheme",
                ("band", "high_cost_area"),
                ("salary_min", "salary_max"),
                "hourly_rate",
                "salary_text",
                "pay_explained",
            )
        },
    ),
    (
        "Contract and hours",
        {
            "fields": (
                "contract",
                ("duration_months", "fixed_term_reason"),
                "working_patterns",
                "hours_per_week",
            )
        },
    ),
    (
        "The advert's text",
        {
            "fields": ("summary", "main_duties", "responsibilities", "about_us"),
            "description": "Write to the person you hope for, in short sentences. An empty line begins a new "
            "paragraph, a line that begins with - becomes a point of a list.",
        },
    ),
    (
        "How it is scored",
        {
            "fields": ("scale", ("own_lowest", "own_labels"), "met_from"),
            "description": "Everybody on the panel gives each criterion points on this scale, alone and "
            "without seeing names. It cannot be changed once people can apply.",
        },
    ),
    ("Checks and sponsorship", {"fields": ("dbs_level", "sponsorship", "registration", "driving")}),
    (
        "Whom applicants can ask",
        {"fields": ("contact_name", "contact_role", "contact_email", "contact_phone")},
    ),
    (
        "Closing",
        {
            "fields": (
                ("closes_on", "closes_time"),
                "close_after_applications",
                "cap_policy",
                "notice_hours",
                "minimum_open_days",
                "interview_on",
            ),
            "description": "Times are those of London. People may apply until the last minute is over.",
        },
    ),
)
# How an advert that cannot be changed any more shows what the form enters in another shape.
READ_AS = {
    ("closes_on", "closes_time"): "closing",
    "working_patterns": "working_patterns_in_words",
    "scale": "scale_in_words",
    ("own_lowest", "own_labels"): None,
}
DOCUMENTS = "documents"
# What comes after what: headings of the fieldsets above, and the prefixes of the rows that hang on a vacancy.
ORDER = (
    "Where it stands",
    "The job",
    "locations",
    "Pay",
    "Contract and hours",
    "The advert's text",
    "criteria",
    "How it is scored",
    "questions",
    "asked_documents",
    "Checks and sponsorship",
    "Whom applicants can ask",
    DOCUMENTS,
    "Closing",
    "panel",
)
HEADINGS = {
    "locations": "Places of work",
    "criteria": "Person specification",
    "questions": "Questions before applying",
    "asked_documents": "Documents you ask for",
    DOCUMENTS: "Supporting documents",
    "panel": "The panel",
}
INTROS = {
    "questions": "Asked before somebody begins to apply, for example whether they can work at weekends. "
    "Another answer than the one you hope for shows your explanation; it never turns anybody away.",
    "asked_documents": "Sent with the application as PDF or Word, for example a care certificate. You "
    "can download them; the panel never gets the files. Leave identity, right to work, DBS and health "
    "for later: those are checked after an offer.",
}


@dataclass(frozen=True)
class Section:
    """One part of the page: a fieldset, or rows of a formset, or the list of documents."""

    anchor: str
    heading: str
    number: int
    fieldset: Any = None
    inline: Any = None

    @property
    def intro(self) -> str:
        """What to know before adding rows, where the rows do not say it."""
        return INTROS.get(self.anchor, "") if self.inline and self.inline.has_add_permission else ""

    @property
    def is_read(self) -> bool:
        """Nothing can be entered here: help with entering it would be in the way."""
        return self.fieldset is not None and not any(map(self.fieldset.form.fields.get, self._fields))

    @property
    def _fields(self) -> list[str]:
        return flatten(self.fieldset.fields)

    def asks_for(self, field: str) -> bool:
        return self.fieldset is not None and field in self._fields


@dataclass(frozen=True)
class Hint:
    """A sentence beside the form, and the place on the page that it is about."""

    sentence: str
    href: str


def of_a_saved_one(options: dict) -> dict:
    """A fieldset of a draft that is saved: its employer is settled, and told in the first block."""
    return {**options, "fields": tuple(field for field in options["fields"] if field != "employer")}


def read_only(options: dict) -> dict:
    """A fieldset of an advert that cannot be changed any more."""
    shown = [READ_AS.get(field, field) for field in options["fields"]]
    # The closing time stands in the first block already.
    told_above = (None, "closing", "employer")
    return {**options, "fields": tuple(field for field in shown if field not in told_above)}


def arranged(adminform, inlines, vacancy: Vacancy | None) -> list[Section]:
    """The page's fieldsets and formsets as sections, in ORDER; what ORDER does not know comes last."""
    parts = {
        fieldset.name: Section(slugify(fieldset.name), fieldset.name, number, fieldset=fieldset)
        for number, fieldset in enumerate(adminform)
    }
    for inline in inlines:
        prefix = inline.formset.prefix
        parts[prefix] = Section(
            prefix, HEADINGS.get(prefix, inline.opts.verbose_name_plural), 0, inline=inline
        )
    if vacancy:
        parts[DOCUMENTS] = Section(DOCUMENTS, HEADINGS[DOCUMENTS], 0)
    known = [parts.pop(name) for name in ORDER if name in parts]
    return [*known, *parts.values()]


def checklist(vacancy: Vacancy, sections: list[Section]) -> dict[str, list[Hint]]:
    """What is still missing, and what text and fields say differently: as the vacancy is saved.

    Empty for an advert that people have seen: nothing is missing from it any more.
    """
    if vacancy.status not in UNPUBLISHED:
        return {}
    criteria = [criterion.text for criterion in vacancy.criteria.all()]
    asked = [document.title for document in vacancy.asked_documents.all()]
    return {
        "missing": [Hint(lack, _place(lack.at, sections)) for lack in what_is_missing(vacancy)],
        "contradictions": [
            Hint(found.sentence, _place(found.at, sections))
            for found in contradictions(vacancy, criteria, asked)
        ],
    }


def _place(at: str, sections: list[Section]) -> str:
    """The field itself where the page asks for it, else the section that shows it."""
    for section in sections:
        if section.anchor == at:
            return f"#section-{at}"
        if section.asks_for(at):
            is_asked = at in section.fieldset.form.fields
            return f"#id_{at}" if is_asked else f"#section-{section.anchor}"
    return ""


def scale_of(vacancy: Vacancy) -> Scale:
    """The scale as the vacancy is saved."""
    return Scale(vacancy.score_lowest, tuple(vacancy.score_labels), vacancy.met_from)
