"""Reads a document of no shape we know: only what stands after a plain label, such as "Job Title: …".

Everything else in it stays unread, and the draft says so.
"""

from dataclasses import replace

from vacancies.importing import facts
from vacancies.importing.advert_draft import AdvertDraft
from vacancies.importing.dates import closing_instant
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
    "reference": "reference",
    "reference number": "reference",
    "job reference": "reference",
    "job ref": "reference",
}
FIELDS = {
    "salary": ("salary_min", "salary_max", "hourly_rate"),
    "hours": ("hours_per_week",),
    "closing date": ("closes_at",),
}
LONGEST_VALUE = 200


def read(text: str) -> AdvertDraft:
    """What is certain of any text; never raises."""
    said: dict[str, list[str]] = {}
    for line in lines_of(text):
        label, _, value = line.text[:LONGEST_VALUE].partition(":")
        if not line.bullet and value.strip() and (name := LABELS.get(plain(label))):
            said.setdefault(name, []).append(value.strip())
    doubts = [
        f"The document gives more than one {name}: {listed(map(quoted, values))}."
        for name, values in said.items()
        if len(set(values)) > 1
    ]
    once = {name: values[0] for name, values in said.items() if len(set(values)) == 1}
    draft = _draft(once)
    doubts += [
        f"The {name} {quoted(words)} was not understood."
        for name, words in once.items()
        if not any(getattr(draft, field) for field in FIELDS.get(name, (name,)))
    ]
    return replace(
        draft,
        recognised_as="a document of no shape we know",
        warnings=(UNKNOWN_SHAPE, *doubts, *missing_from(draft, said)),
    )


def _draft(said: dict[str, str]) -> AdvertDraft:
    salary = facts.salary_of(said.get("salary", "")) or facts.Salary()
    hours, is_inexact = facts.hours_of(said.get("hours", ""), labelled=True)
    return AdvertDraft(
        title=said.get("title"),
        employer=said.get("employer"),
        band=facts.band_of(said.get("band", "")),
        salary_min=salary.low,
        salary_max=salary.high,
        hourly_rate=salary.hourly,
        hours_per_week=hours.pop() if len(hours) == 1 and not is_inexact else None,
        contract=facts.contract_of(said.get("contract", "")),
        closes_at=closing_instant(said.get("closing date", ""))[0],
        reference=facts.reference_of(said.get("reference", "")) or None,
    )
