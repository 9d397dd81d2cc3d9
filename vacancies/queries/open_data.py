"""A vacancy as data for other programs: what api/openapi.json describes, field by field."""

from datetime import UTC, datetime

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from vacancies import pay
from vacancies.models import Vacancy
from vacancies.queries import listing
from vacancies.queries.entries import UPDATED_AT
from vacancies.status import PayScheme

# What tells by the clock whether anybody may still begin: the stamp of a notice comes up to a minute later.
CAP_COLUMNS = ("cap_policy", "close_after_applications", "applications_received", "cap_applies_from")


def as_json(found: QuerySet[Vacancy], *more: str) -> QuerySet:
    """Vacancies with all that `in_short` needs of them, as one value of JSON each; see `listing.as_json`."""
    return listing.as_json(with_changes(found), "posts", "sponsorship", "updated_at", *CAP_COLUMNS, *more)


def from_json(*, updated_at: str, **columns) -> Vacancy:
    """The vacancy that `as_json` has told."""
    vacancy = listing.from_json(**columns)
    vacancy.updated_at = datetime.fromisoformat(updated_at)
    return vacancy


def with_changes(found: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    return found.annotate(updated_at=UPDATED_AT)


def in_short(vacancy: Vacancy) -> dict:
    """An open vacancy as it stands in a list; no query."""
    return {
        "id": vacancy.pk,
        "self": settings.SITE_URL + reverse("vacancies:api_vacancy", args=[vacancy.pk]),
        "url": settings.SITE_URL + vacancy.get_absolute_url(),
        "reference": vacancy.reference,
        "title": vacancy.title,
        "employer": {"name": vacancy.employer.name},
        "places": [_place(**place) for place in vacancy.places],
        "pay": _pay(vacancy),
        "contract": vacancy.contract,
        "duration_months": vacancy.duration_months,
        "terms_in_words": ", ".join(
            filter(None, (vacancy.contract_in_words, vacancy.working_patterns_in_words))
        ),
        "working_patterns": vacancy.working_patterns,
        "hours_per_week": _number(vacancy.hours_per_week),
        "posts": vacancy.posts,
        "sponsorship": vacancy.sponsorship or None,
        "interview_on": vacancy.interview_on and vacancy.interview_on.isoformat(),
        "published_at": _utc(vacancy.published_at),
        "updated_at": _utc(vacancy.updated_at),
        "closes_at": _utc(vacancy.ends_at),
        "closes_in_words": vacancy.closing_minute_in_words,
        "takes_new_applications": vacancy.takes_new_applications,
    }


def in_full(vacancy: Vacancy) -> dict:
    """One from `adverts` with all it says, but for the person to ask; no query."""
    return {
        **in_short(vacancy),
        "texts": [
            {"heading": heading, "markdown": text} for heading, text in vacancy.advert_texts() if text.strip()
        ],
        "person_specification": [_criterion(**columns) for columns in vacancy.points],
        "documents": [_document(vacancy, **columns) for columns in vacancy.papers],
        "may_close_early": vacancy.may_close_early or None,
        "sponsorship_in_words": vacancy.sponsorship_sentence or None,
        "dbs_in_words": vacancy.dbs_sentence or None,
        "driving_in_words": vacancy.driving_sentence or None,
        "registration": vacancy.registration or None,
    }


def _place(address: str, postcode: str) -> dict:
    lines = (line.strip(" ,") for line in address.splitlines())
    return {"address": ", ".join(line for line in lines if line), "postcode": postcode or None}


def _pay(vacancy: Vacancy) -> dict:
    low, high = vacancy.salary_range or (None, None)
    banded = vacancy.pay_scheme == PayScheme.AGENDA_FOR_CHANGE and vacancy.band in pay.BANDS
    return {
        "in_words": vacancy.pay_in_words or None,
        "from": _number(low),
        "to": _number(high),
        "hourly": _number(vacancy.hourly_rate),
        "band": vacancy.band if banded else None,
    }


def _criterion(pk, group, text, importance, evidenced_by, kind, **scoring) -> dict:
    """What is asked for; how it is weighed stands on the page, in the words people need for it."""
    return {
        "group": group,
        "text": text,
        "importance": importance,
        "evidenced_by": evidenced_by,
        "kind": kind,
    }


def _document(vacancy: Vacancy, id, title, kind, size) -> dict:
    url = settings.SITE_URL + reverse("vacancies:document", args=[vacancy.pk, id])
    return {"title": title, "url": url, "type": kind, "bytes": size}


def _number(value) -> float | None:
    return None if value is None else float(value)


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
