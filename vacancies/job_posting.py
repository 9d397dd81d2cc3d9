"""An advert in the words search engines read: schema.org's JobPosting as JSON-LD."""

import json

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from vacancies import markdown
from vacancies.models import Vacancy
from vacancies.status import Contract, WorkingPattern

# Inside <script> only these could end the element or open a comment; JSON may write them as escapes.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def json_ld(vacancy: Vacancy) -> SafeString:
    """The JSON of a published vacancy from `queries.adverts`, safe inside a <script> element."""
    text = json.dumps(_posting(vacancy), ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 - escaped just here


def _posting(vacancy: Vacancy) -> dict:
    texts = [markdown.to_html(text) for _, text in vacancy.advert_texts() if text.strip()]
    employer = {"@type": "Organization", "name": vacancy.employer.name}
    if vacancy.employer.website:
        employer["sameAs"] = vacancy.employer.website
    posting = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": "".join(texts),
        "identifier": {
            "@type": "PropertyValue",
            "name": vacancy.employer.name,
            "value": vacancy.reference,
        },
        "datePosted": timezone.localdate(vacancy.published_at).isoformat(),
        "validThrough": vacancy.closes_at.isoformat(),
        "employmentType": _employment_types(vacancy),
        "hiringOrganization": employer,
        "jobLocation": [_place(**place) for place in vacancy.places],
        "totalJobOpenings": vacancy.posts,
        "directApply": True,
        "url": settings.SITE_URL + vacancy.get_absolute_url(),
    }
    if salary := _salary(vacancy):
        posting["baseSalary"] = salary
    return posting


def _employment_types(vacancy: Vacancy) -> list[str]:
    patterns = {WorkingPattern.FULL_TIME: "FULL_TIME", WorkingPattern.PART_TIME: "PART_TIME"}
    types = [word for pattern, word in patterns.items() if pattern in vacancy.working_patterns]
    if vacancy.contract in (Contract.FIXED_TERM, Contract.BANK, Contract.SECONDMENT):
        types.append("TEMPORARY")
    return types or ["OTHER"]


def _place(address: str, postcode: str) -> dict:
    where = {
        "@type": "PostalAddress",
        "addressCountry": "GB",
        "streetAddress": ", ".join(address.split("\n")),
    }
    if postcode:
        where["postalCode"] = postcode
    return {"@type": "Place", "address": where}


def _salary(vacancy: Vacancy) -> dict | None:
    if vacancy.salary_range:
        low, high = vacancy.salary_range
        value = {"minValue": float(low), "maxValue": float(high), "unitText": "YEAR"}
    elif vacancy.hourly_rate:
        value = {"value": float(vacancy.hourly_rate), "unitText": "HOUR"}
    else:
        return None
    return {
        "@type": "MonetaryAmount",
        "currency": "GBP",
        "value": {"@type": "QuantitativeValue", **value},
    }
