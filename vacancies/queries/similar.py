"""Open adverts like another one: for people who have come to one that is not for them, or that has ended."""

import re

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVector
from django.db.models import Case, FloatField, QuerySet, Value, When
from django.db.models.functions import Lower

from vacancies.models import Vacancy
from vacancies.queries.listing import Row, open_adverts, rows

AT_MOST = 4
# How many of each kind are looked at, those that close soonest first: however many are open, the query
# reads no more rows than these from its indexes.
OF_EACH_KIND = 20
# PostgreSQL's rank of a text that holds every one of the words asked for, each once.
ALL_WORDS = 0.0608


def similar(vacancy: Vacancy) -> list[Row]:
    """Those with the same title, band or employer, the most alike first. One query."""
    alike = open_adverts().filter(pk__in=_candidates(vacancy)).annotate(likeness=_likeness(vacancy))
    return rows(alike.order_by("-likeness", "closes_at", "pk")[:AT_MOST])


def _candidates(vacancy: Vacancy) -> QuerySet:
    open_now = Vacancy.objects.open().exclude(pk=vacancy.pk).order_by("closes_at", "pk")
    kinds = [
        open_now.annotate(lower_title=Lower("title")).filter(lower_title=vacancy.title.lower()),
        open_now.filter(employer=vacancy.employer_id),
    ]
    if vacancy.band:
        kinds.append(open_now.filter(band=vacancy.band))
    first, *others = (kind.values("pk")[:OF_EACH_KIND] for kind in kinds)
    return first.union(*others)


def _likeness(vacancy: Vacancy):
    """Words of the title count most, then the employer, then the band."""
    likeness = _when(employer=vacancy.employer_id, weight=0.3)
    if vacancy.band:
        likeness += _when(band=vacancy.band, weight=0.2)
    if words := re.findall(r"[a-z]+", vacancy.title.lower()):
        query = SearchQuery(" | ".join(dict.fromkeys(words)), search_type="raw", config="english")
        vector = SearchVector("title", config="english")
        likeness += SearchRank(vector, query) / Value(ALL_WORDS)
    return likeness


def _when(*, weight: float, **condition):
    return Case(When(**condition, then=Value(weight)), default=Value(0.0), output_field=FloatField())
