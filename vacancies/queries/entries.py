"""The entries of feeds and of the sitemap: adverts with the instant at which they last changed."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest

from vacancies.models import Amendment, Vacancy
from vacancies.queries.advert import summary
from vacancies.queries.listing import with_rows

# What no XML document may hold, whatever somebody has typed into an advert.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_amended_at = Subquery(
    Amendment.objects.filter(vacancy=OuterRef("pk"))
    .order_by()
    .values("vacancy")
    .annotate(latest=Max("made_at"))
    .values("latest")
)
# Published, changed, given more time, or closing soon after all: what a reader should look at again for.
UPDATED_AT = Greatest("published_at", "extended_at", "notice_given_at", _amended_at)


@dataclass(frozen=True)
class Entry:
    """One advert in a feed. Its address is its identity, too: it never changes and is never used again."""

    url: str
    title: str
    employer: str
    summary: str
    published_at: datetime
    updated_at: datetime


def with_entries(found: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    """Vacancies with all that `entries` needs of them and no more."""
    return with_rows(found).annotate(updated_at=UPDATED_AT)


def entries(vacancies: Iterable[Vacancy]) -> list[Entry]:
    """The entries of what came from `with_entries`; no query of its own."""
    return [
        Entry(
            url=settings.SITE_URL + vacancy.get_absolute_url(),
            title=storable_in_xml(vacancy.title),
            employer=storable_in_xml(vacancy.employer.name),
            summary=storable_in_xml(summary(vacancy)),
            published_at=vacancy.published_at,
            updated_at=vacancy.updated_at,
        )
        for vacancy in vacancies
    ]


def storable_in_xml(text: str) -> str:
    return NOT_IN_XML.sub("", text)
