"""The vacancies a search finds, as querysets: open ones alone, in its order. Nothing is fetched here."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db.models import DecimalField, F, IntegerField, QuerySet, Value
from django.db.models.expressions import Col
from django.db.models.functions import Cast, Coalesce, Round
from django.utils import timezone

from vacancies import times
from vacancies.models import Vacancy
from vacancies.searching import words
from vacancies.searching.asked import LAST, NEWEST, RELEVANCE, SALARY, SOONEST, Search

# Best matches are chosen among so many of the newest that match: the cost of ranking has an end.
MOST_RANKED = 1_000
SALARY_KNOWN = Coalesce(
    "pay_to",
    "salary_max",
    "salary_min",
    Value(0),
    output_field=DecimalField(max_digits=9, decimal_places=2),
)
# What each order goes by: one expression and the number of the vacancy behind it, both the same way round.
GOES_BY = {
    RELEVANCE: ("rank", "-"),
    SOONEST: ("closes_at", ""),
    LAST: ("closes_at", "-"),
    NEWEST: ("published_at", "-"),
    SALARY: ("salary", "-"),
}
MARKED = ("band", "pattern", "contract", "sponsorship")


class SearchColumn(F):
    """The column that triggers keep; the model does not know it, so that nothing loads or saves it."""

    def __init__(self):
        super().__init__("search")

    def resolve_expression(self, query=None, *args, **kwargs):
        field = SearchVectorField()
        field.set_attributes_from_name("search")
        field.model = query.model
        return Col(query.get_initial_alias(), field)


class Lexemes(SearchQuery):
    """A query made of lexemes as they stand, for marks that no parser of words would leave whole."""

    template = "%(expressions)s::tsquery"


class Asked(NamedTuple):
    """What a search asks of the columns of a vacancy; None for what it does not ask."""

    words: str | None
    lexemes: str | None
    salary: int | None
    closes_by: datetime | None

    @classmethod
    def of(cls, search: Search) -> "Asked":
        lexemes = words.lexemes(search.place, {name: getattr(search, name) for name in MARKED})
        looked_for = words.query(search.words) if search.words else None
        if looked_for == "":
            # Nothing that can be looked for was typed: nothing is found, rather than everything.
            looked_for, lexemes = None, "'='"
        return cls(
            looked_for,
            lexemes or None,
            int(search.salary[0]) if search.salary else None,
            end_of_day(int(search.closing[0])) if search.closing else None,
        )


def find(search: Search) -> QuerySet[Vacancy]:
    """The open vacancies that match, in the search's order. Slice it: there may be hundreds of thousands."""
    return ordered(Asked.of(search), search.order)


def matching(search: Search) -> QuerySet[Vacancy]:
    """The open vacancies that match, in no order."""
    return answering(Asked.of(search))


def answering(asked: Asked) -> QuerySet[Vacancy]:
    """The open vacancies that answer what is asked, in no order."""
    found = Vacancy.objects.open()
    if asked.words is not None or asked.lexemes is not None:
        found = found.alias(search=SearchColumn())
    if asked.words is not None:
        found = found.filter(search=_english(asked.words))
    if asked.lexemes is not None:
        found = found.filter(search=Lexemes(asked.lexemes))
    if asked.salary is not None:
        found = found.alias(salary=SALARY_KNOWN).filter(salary__gte=asked.salary)
    if asked.closes_by is not None:
        found = found.filter(closes_at__lte=asked.closes_by)
    return found


def ordered(asked: Asked, order: str) -> QuerySet[Vacancy]:
    """In an order; what it goes by is annotated where it is no column."""
    found = answering(asked)
    name, way = GOES_BY[order]
    if name == "rank":
        found = _ranked(found, asked)
    if name == "salary":
        found = found.annotate(salary=SALARY_KNOWN)
    return found.order_by(f"{way}{name}", f"{way}pk")


def end_of_day(days: int) -> datetime:
    """The last instant at which an advert closes that closes within so many days: a whole day of London's."""
    today = timezone.now().astimezone(times.LONDON).date()
    # Half-open: "11:59pm on the last day" is stored as the midnight that follows.
    return times.start_of_day(today + timedelta(days=days + 1))


def _ranked(found: QuerySet[Vacancy], asked: Asked) -> QuerySet[Vacancy]:
    """Whole numbers, so that a page can begin exactly behind the one before."""
    if asked.words is None:
        return found.annotate(rank=Value(0))
    newest = found.order_by("-published_at", "-pk").values("pk")[:MOST_RANKED]
    rank = Cast(Round(SearchRank(SearchColumn(), _english(asked.words)) * 1_000_000), IntegerField())
    return Vacancy.objects.filter(pk__in=newest).annotate(rank=rank)


def _english(text: str) -> SearchQuery:
    return SearchQuery(text, config="english", search_type="raw")
