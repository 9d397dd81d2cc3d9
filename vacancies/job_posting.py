"""An advert in the words search engines read: schema.org's JobPosting as JSON-LD."""

import json

from django.conf import settings
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from vacancies import markdown
from vacancies.models import Vacancy
from vacancies.status import Contract, WorkingPattern

# Inside <script> only these could end the element or open a comment; JSON may write them as escapes.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def json_ld(vacancy: Vacancy) -> SafeString:
    """The JSON of a vacancy from `queries.adverts`, safe inside a <script> element.

    "" where nobody can begin an application: search engines are to send nobody there.
    """
    if not vacancy.takes_new_applications:
        return SafeString("")
    text = json.dumps(_posting(vacancy), ensure_ascii=False)
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 - escaped just here


def _posting(vacancy: Vacancy) -> dict:
    """What schema.org and the search engines ask for, and what they recommend as far as it is known."""
    posting = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": _description(vacancy),
        "identifier": {
            "@type": "PropertyValue",
            "name": vacancy.employer.name,
            "value": vacancy.reference,
        },
        "datePosted": timezone.localdate(vacancy.published_at).isoformat(),
        "validThrough": vacancy.ends_at.isoformat(),
        "employmentType": _employment_types(vacancy),
        "hiringOrganization": _employer(vacancy),
        "jobLocation": [_place(**place) for place in vacancy.places],
        "totalJobOpenings": vacancy.posts,
        "directApply": True,
        "url": settings.SITE_URL + vacancy.get_absolute_url(),
    }
    if WorkingPattern.HOME_OR_REMOTE in vacancy.working_patterns:
        posting["jobLocationType"] = "TELECOMMUTE"
        posting["applicantLocationRequirements"] = {"@type": "Country", "name": "GB"}
    if vacancy.hours_per_week:
        posting["workHours"] = f"{vacancy.hours_per_week.normalize():f} hours a week"
    if salary := _salary(vacancy):
        posting["baseSalary"] = salary
    return posting


def _description(vacancy: Vacancy) -> str:
    """The advert's texts under their headings; never empty, as it is asked for."""
    texts = [
        f"<h3>{heading}</h3>{markdown.to_html(text)}"
        for heading, text in vacancy.advert_texts()
        if text.strip()
    ]
    return "".join(texts) or f"<p>{escape(vacancy.title)}</p>"


def _employer(vacancy: Vacancy) -> dict:
    employer = {"@type": "Organization", "name": vacancy.employer.name}
    if vacancy.employer.website:
        employer["sameAs"] = vacancy.employer.website
    return employer


def _employment_types(vacancy: Vacancy) -> list[str]:
    patterns = {WorkingPattern.FULL_TIME: "FULL_TIME", WorkingPattern.PART_TIME: "PART_TIME"}
    types = [word for pattern, word in patterns.items() if pattern in vacancy.working_patterns]
    if vacancy.contract in (Contract.FIXED_TERM, Contract.SECONDMENT):
        types.append("TEMPORARY")
    elif vacancy.contract == Contract.BANK:
        types.append("PER_DIEM")
    return types or ["OTHER"]


def _place(address: str, postcode: str) -> dict:
    """The last line of an address is its town, where it has more than one."""
    *street, town = [line.strip(" ,") for line in address.splitlines() if line.strip(" ,")] or [""]
    where = {"@type": "PostalAddress", "addressCountry": "GB"}
    if street:
        where |= {"streetAddress": ", ".join(street), "addressLocality": town}
    elif town:
        where["streetAddress"] = town
    if postcode:
        where["postalCode"] = postcode
    return {"@type": "Place", "address": where}


def _salary(vacancy: Vacancy) -> dict | None:
    if vacancy.salary_range:
        low, high = vacancy.salary_range
        bounds = {"value": float(low)} if low == high else {"minValue": float(low), "maxValue": float(high)}
        value = {**bounds, "unitText": "YEAR"}
    elif vacancy.hourly_rate:
        value = {"value": float(vacancy.hourly_rate), "unitText": "HOUR"}
    else:
        return None
    return {
        "@type": "MonetaryAmount",
        "currency": "GBP",
        "value": {"@type": "QuantitativeValue", **value},
    }
