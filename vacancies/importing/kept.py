"""An AdvertDraft as plain values that JSON can hold, and back: what a review keeps between two requests."""

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal

from vacancies.importing.advert_draft import (
    AdvertDraft,
    DraftContact,
    DraftCriterion,
    DraftLocation,
    Origin,
)

DAYS = ("posted_on", "interview_on")
FIGURES = ("salary_min", "salary_max", "hourly_rate", "hours_per_week")


def values_of(draft: AdvertDraft) -> dict:
    """Everything a draft says, its origins and doubts too; for an encoder that knows dates and decimals."""
    return {
        **asdict(draft),
        "origins": {name: list(origin) for name, origin in draft.origins.items()},
        "doubts": {name: list(sentences) for name, sentences in draft.doubts.items()},
    }


def draft_of(values: dict) -> AdvertDraft:
    """The draft whose `values_of` went through JSON."""
    draft = dict(values)
    for name in DAYS:
        draft[name] = draft[name] and date.fromisoformat(draft[name])
    for name in FIGURES:
        draft[name] = None if draft[name] is None else Decimal(draft[name])
    draft["closes_at"] = draft["closes_at"] and datetime.fromisoformat(draft["closes_at"])
    draft["contact"] = DraftContact(**draft["contact"])
    draft["locations"] = tuple(
        DraftLocation(tuple(place["lines"]), place["postcode"]) for place in draft["locations"]
    )
    draft["criteria"] = tuple(_criterion(point) for point in draft["criteria"])
    draft["origins"] = {name: Origin(*origin) for name, origin in draft["origins"].items()}
    draft["doubts"] = {name: tuple(sentences) for name, sentences in draft["doubts"].items()}
    for name in ("working_patterns", "warnings"):
        draft[name] = tuple(draft[name])
    return AdvertDraft(**draft)


def _criterion(point: dict) -> DraftCriterion:
    evidence = point["evidenced_by"]
    return DraftCriterion(**{**point, "evidenced_by": None if evidence is None else tuple(evidence)})
