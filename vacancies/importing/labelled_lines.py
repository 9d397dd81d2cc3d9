"""Reads a document of no shape we know: only what stands after a plain label, such as "Job Title: …".

Everything else in it stays unread, and the draft says so.
"""

from dataclasses import replace

from vacancies.importing import facts
from vacancies.importing.advert_draft import AdvertDraft, Origin
from vacancies.importing.dates import closing_instant, day_of
from vacancies.importing.expected import missing_from
from vacancies.importing.lines import lines_of, plain
from vacancies.importing.statements import listed, quoted

UNKNOWN_SHAPE = (
    "This does not look like a saved NHS Jobs advert: only what stands after a plain label was taken, "
    "so the rest has to be filled in by hand."
)
LABELS = {
    "job title": "title",
    "title of post": "title",
    "post title": "title",
    "employer": "employer",
    "employer name": "employer",
    "band": "band",
    "pay band": "band",
    "grade": "band",
    "salary": "salary",
    "hours": "hours",
    "hours per week": "hours",
    "contract": "contract",
    "contract type": "contract",
    "closing date": "closing date",
    "closes": "closing date",
    "interview date": "interview date",
    "reference": "reference",
    "reference number": "reference",
    "job reference": "reference",
    "job ref": "reference",
}
FIELDS = {
    "salary": ("salary_min", "salary_max", "hourly_rate"),
    "hours": ("hours_per_week",),
    "closing date": ("closes_at", "closes_label"),
    "interview date": ("interview_on",),
}
LONGEST_VALUE = 200


def read(text: str) -> AdvertDraft:
    """What is certain of any text; never raises."""
    said: dict[str, list[Origin]] = {}
    for line in lines_of(text):
        label, _, value = line.text[:LONGEST_VALUE].partition(":")
        if not line.bullet and value.strip() and (name := LABELS.get(plain(label))):
            said.setdefault(name, []).append(Origin(value.strip(), line.number))
    once = {
        name: found[0].words for name, found in said.items() if len({origin.words for origin in found}) == 1
    }
    draft = _draft(once)
    doubts = _doubts(said, once, draft)
    return replace(
        draft,
        recognised_as="a document of no shape we know",
        origins={field: found[0] for name, found in said.items() for field in _fields(name)},
        doubts={field: (sentence,) for name, sentence in doubts.items() for field in _fields(name)},
        warnings=(UNKNOWN_SHAPE, *doubts.values(), *missing_from(draft, said)),
    )


def _fields(name: str) -> tuple[str, ...]:
    return FIELDS.get(name, (name,))


def _doubts(said: dict[str, list[Origin]], once: dict[str, str], draft: AdvertDraft) -> dict[str, str]:
    """What is doubtful about each label, in a sentence."""
    doubts = {}
    for name, found in said.items():
        words = once.get(name)
        if words is None:
            every = listed(quoted(origin.words) for origin in found)
            doubts[name] = f"The document gives more than one {name}: {every}."
        elif not any(getattr(draft, field) for field in _fields(name) if field != "closes_label"):
            doubts[name] = f"The {name} {quoted(words)} was not understood."
        elif name == "salary" and facts.names_high_cost_area(words):
            doubts[name] = (
                f"The salary speaks of a high cost area supplement, {quoted(words)}: "
                "the figures are taken as written."
            )
    return doubts


def _draft(said: dict[str, str]) -> AdvertDraft:
    salary = facts.salary_of(said.get("salary", "")) or facts.Salary()
    hours, is_inexact = facts.hours_of(said.get("hours", ""), labelled=True)
    contract = facts.contract_of(said.get("contract", ""))
    return AdvertDraft(
        title=said.get("title"),
        employer=said.get("employer"),
        band=facts.band_of(said.get("band", "")),
        salary_min=salary.low,
        salary_max=salary.high,
        hourly_rate=salary.hourly,
        hours_per_week=hours.pop() if len(hours) == 1 and not is_inexact else None,
        contract=contract,
        duration_months=None
        if contract in (None, *facts.WITHOUT_END)
        else facts.months_of(said.get("contract", "")),
        interview_on=day_of(said.get("interview date", "")),
        closes_label=said.get("closing date"),
        closes_at=closing_instant(said.get("closing date", ""))[0],
        reference=facts.reference_of(said.get("reference", "")) or None,
    )
