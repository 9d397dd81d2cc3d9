"""Open adverts like another one: for people who have come to one that is not for them, or that has ended."""

from functools import cache

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQueryField, SearchRank, SearchVector
from django.db import connection
from django.db.models import (
    BigAutoField,
    BooleanField,
    Case,
    FloatField,
    Func,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject, Lower

from vacancies.models import Vacancy
from vacancies.queries.listing import LIST_COLUMNS, Row, from_json, open_adverts, rows
from vacancies.queries.places import places

AT_MOST = 4
# How many of each kind are looked at, those that close soonest first: however many are open, the query
# reads no more rows than these from its indexes.
OF_EACH_KIND = 20
# Of those in the same postcode districts so many are looked at, in no order.
NEARBY = 100
# PostgreSQL's rank of a text that holds every one of the words asked for, each once.
ALL_WORDS = 0.0608


class Joined(Func):
    """These keys || those keys."""

    template = "%(expressions)s"
    arg_joiner = " || "
    output_field = ArrayField(BigAutoField())


class IsOneOf(Func):
    """key = ANY (keys): finds the rows by the index of the key, however the keys were found."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY ("
    output_field = BooleanField()


class IsNear(Func):
    """It is in a postcode district of another vacancy: one search of the public search's own index."""

    # Its column is known to the triggers that keep it and to no model (migrations/sql/search.sql).
    template = """search @@ (
        SELECT string_agg(quote_literal('@' || left(code, -3)), '|')::tsquery
          FROM (SELECT lower(regexp_replace(postcode, '[^[:alnum:]]', '', 'g')) AS code
                  FROM vacancies_location WHERE vacancy_id = %(expressions)s) AS theirs
         WHERE code ~ '[0-9][a-z]{2}$')"""
    output_field = BooleanField()


class AnyWord(Func):
    """A query for any of the words of a text, whatever else the text holds."""

    template = "replace(plainto_tsquery('english', %(expressions)s)::text, '&', '|')::tsquery"
    output_field = SearchQueryField()


def with_similar(adverts: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    """Brings, within the same query, what `similar` needs."""
    sql, params = _alike()
    return adverts.annotate(alike=RawSQL(sql, params, ArrayField(JSONField())))  # noqa: S611 - Django's own SQL


@cache
def _alike() -> tuple[str, tuple]:
    """The SQL of the adverts like the one of the row it stands beside.

    It is always the same, and to have Django write it takes ten times as long as to have it answered.
    """
    kinds = [
        Q(lower_title=Lower(OuterRef(OuterRef("title")))),
        Q(employer=OuterRef(OuterRef("employer"))),
        Q(band=OuterRef(OuterRef("band"))) & ~Q(band=""),
    ]
    nearby = Vacancy.objects.open().filter(IsNear(OuterRef(OuterRef("pk")))).order_by()
    candidates = [
        *(ArraySubquery(_first_to_close(kind)) for kind in kinds),
        ArraySubquery(nearby.values("pk")[:NEARBY]),
    ]
    columns = {name: name for name in LIST_COLUMNS}
    alike = (
        open_adverts()
        .filter(IsOneOf("pk", Joined(*candidates)))
        .exclude(pk=OuterRef("pk"))
        .annotate(likeness=_likeness())
        .order_by("-likeness", "closes_at", "pk")
        .values(row=JSONObject(id="pk", places=places, **columns))
    )
    query = Vacancy.objects.annotate(alike=ArraySubquery(alike[:AT_MOST])).query
    return query.get_compiler(connection=connection).compile(query.annotations["alike"])


def similar(vacancy: Vacancy) -> list[Row]:
    """Open adverts with the same title, place, employer or band, the most alike first. No query."""
    return rows(from_json(**columns) for columns in vacancy.alike)


def _first_to_close(kind: Q) -> QuerySet:
    open_now = Vacancy.objects.open().annotate(lower_title=Lower("title")).filter(kind)
    return open_now.order_by("closes_at", "pk").values("pk")[:OF_EACH_KIND]


def _likeness():
    """Words of the title count most, then the place, then the employer, then the band."""
    vector = SearchVector("title", config="english")
    words = SearchRank(vector, AnyWord(OuterRef("title"))) / Value(ALL_WORDS)
    return (
        words
        + _when(IsNear(OuterRef("pk")), 0.4)
        + _when(Q(employer=OuterRef("employer")), 0.3)
        + _when(Q(band=OuterRef("band")), 0.2)
    )


def _when(condition, weight: float):
    return Case(When(condition, then=Value(weight)), default=Value(0.0), output_field=FloatField())
