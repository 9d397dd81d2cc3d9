"""What was read from a document as its reviewer sees it: a row a field, with its words, line and doubts."""

from collections.abc import Collection
from dataclasses import MISSING, dataclass, fields, replace
from itertools import chain

from vacancies import pay, times
from vacancies.importing.advert_draft import AdvertDraft, DraftContact, DraftCriterion, Origin
from vacancies.status import Contract, EvidencedBy, Importance, PayScheme, WorkingPattern

# In the order a recruiter thinks. Fields that come and go together share a row.
ROWS = {
    "title": ("Job title", ("title",)),
    "reference": ("Reference", ("reference",)),
    "employer": ("Employer", ("employer",)),
    "band": ("Band", ("band",)),
    "pay_scheme": ("Pay scheme", ("pay_scheme",)),
    "salary": ("Salary", ("salary_min", "salary_max", "hourly_rate")),
    "contract": ("Contract", ("contract", "duration_months")),
    "working_patterns": ("Working patterns", ("working_patterns",)),
    "hours_per_week": ("Hours a week", ("hours_per_week",)),
    "locations": ("Places of work", ("locations",)),
    "closes_at": ("Closing time", ("closes_at", "closes_label")),
    "interview_on": ("Interview date", ("interview_on",)),
    "sponsorship": ("Sponsorship", ("sponsorship",)),
    "dbs_required": ("DBS check", ("dbs_required",)),
    "contact": ("Contact", ("contact",)),
    "summary": ("Job summary", ("summary",)),
    "main_duties": ("Main duties", ("main_duties",)),
    "responsibilities": ("Responsibilities", ("responsibilities",)),
    "about_us": ("About us", ("about_us",)),
    "criteria": ("Person specification", ("criteria",)),
}
# Whose advert it becomes is chosen at the upload.
ONLY_SHOWN = frozenset({"employer"})
LONGEST_SHOWN = 400
SPONSORED = {True: "Available", False: "Not available"}
CHECKED = {True: "A check is needed", False: "No check is needed"}


@dataclass(frozen=True)
class Finding:
    """One row of the review: what was found, where, and what is not sure about it."""

    name: str
    label: str
    value: list[str]
    origin: Origin | None
    doubts: tuple[str, ...]

    @property
    def can_be_left_out(self) -> bool:
        return bool(self.value) and self.name not in ONLY_SHOWN


@dataclass(frozen=True)
class PointFound:
    """One criterion of the review."""

    text: str
    group: str
    importance: str
    evidence: str
    line: int | None
    is_unsure: bool


def findings(draft: AdvertDraft) -> list[Finding]:
    """A row for every field an advert can have, found or not."""
    return [
        Finding(
            name=row,
            label=label,
            value=_in_words(draft, row),
            origin=next((draft.origins[name] for name in names if name in draft.origins), None),
            doubts=tuple(chain.from_iterable(draft.doubts.get(name, ()) for name in {*names, row})),
        )
        for row, (label, names) in ROWS.items()
    ]


def other_doubts(draft: AdvertDraft) -> list[str]:
    """The warnings that belong to no single row."""
    told = {sentence for row in findings(draft) for sentence in row.doubts}
    return [sentence for sentence in draft.warnings if sentence not in told]


def points(draft: AdvertDraft) -> list[PointFound]:
    return [_point(criterion) for criterion in draft.criteria]


def only(draft: AdvertDraft, rows: Collection[str]) -> AdvertDraft:
    """The draft with nothing in it but these rows; what the document said elsewhere is left out."""
    silent = {
        field.name: field.default if field.default is not MISSING else field.default_factory()
        for field in fields(AdvertDraft)
    }
    left_out = chain.from_iterable(
        names for row, (_, names) in ROWS.items() if row not in rows and row not in ONLY_SHOWN
    )
    return replace(draft, **{name: silent[name] for name in left_out})


def _point(criterion: DraftCriterion) -> PointFound:
    keys = criterion.evidenced_by or ()
    return PointFound(
        text=criterion.text,
        group=criterion.group or "",
        importance=Importance(criterion.importance).label if criterion.importance else "Essential",
        evidence=", ".join(EvidencedBy(key).label for key in keys),
        line=criterion.line,
        is_unsure=criterion.importance is None,
    )


def _in_words(draft: AdvertDraft, row: str) -> list[str]:
    """What a row says, a line a fact; empty where the document is silent."""
    match row:
        case "salary":
            words = pay.salary_in_words(draft.salary_min, draft.salary_max, hourly=draft.hourly_rate)
            said = [words]
        case "contract":
            said = _contract(draft)
        case "pay_scheme":
            said = [PayScheme(draft.pay_scheme).label if draft.pay_scheme else ""]
        case "working_patterns":
            said = [WorkingPattern(pattern).label for pattern in draft.working_patterns]
        case "hours_per_week":
            said = [f"{draft.hours_per_week.normalize():f}" if draft.hours_per_week else ""]
        case "locations":
            said = [", ".join(filter(None, (*place.lines, place.postcode))) for place in draft.locations]
        case "closes_at":
            said = [times.minute_in_words(times.last_minute(draft.closes_at)) if draft.closes_at else ""]
        case "interview_on":
            day = draft.interview_on
            said = [f"{day:%A} {day.day} {day:%B %Y}" if day else ""]
        case "sponsorship":
            said = [SPONSORED.get(draft.sponsorship, "")]
        case "dbs_required":
            said = [CHECKED.get(draft.dbs_required, "")]
        case "contact":
            said = _contact(draft.contact)
        case "criteria":
            said = [f"{len(draft.criteria)} criteria, listed below" if draft.criteria else ""]
        case _:
            said = [_shortened(getattr(draft, row) or "")]
    return [line for line in said if line]


def _contract(draft: AdvertDraft) -> list[str]:
    kind = Contract(draft.contract).label if draft.contract else ""
    months = f"{draft.duration_months} months" if draft.duration_months else ""
    return [kind, months]


def _contact(contact: DraftContact) -> list[str]:
    return [contact.name or "", contact.role or "", contact.email or "", contact.phone or ""]


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN].rsplit(None, 1)[0]} …"
