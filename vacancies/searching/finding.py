"""The vacancies a search finds, as querysets: open ones alone, in its order. Nothing is fetched here."""

from datetime import datetime, time, timedelta

from django.contrib.postgres.search import SearchRank, SearchVectorField
from django.db.models import DecimalField, F, IntegerField, QuerySet, Value
from django.db.models.expressions import Col
from django.db.models.functions import Cast, Coalesce, Round
from django.utils import timezone

from vacancies import times
from vacancies.models import Vacancy
from vacancies.searching import words
from vacancies.searching.asked import LAST, NEWEST, RELEVANCE, SALARY, SOONEST, Search

# Best matches are chosen among so many of the newest that match: the cost of ranking has an end.
MOST_RANKED = 2_000
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


def find(search: Search) -> QuerySet[Vacancy]:
    """The open vacancies that match, in the search's order. Slice it: there may be hundreds of thousands."""
    return ordered(matching(search), search)


def matching(search: Search) -> QuerySet[Vacancy]:
    """The open vacancies that match, in no order."""
    found = Vacancy.objects.open()
    for asked in _asked_of_the_column(search):
        found = found.alias(search=SearchColumn()).filter(search=asked)
    if search.salary:
        found = found.alias(salary=SALARY_KNOWN).filter(salary__gte=int(search.salary[0]))
    if search.closing:
        found = found.filter(closes_at__lte=end_of_day(int(search.closing[0])))
    return found


def ordered(found: QuerySet[Vacancy], search: Search) -> QuerySet[Vacancy]:
    """In the search's order; what it goes by is annotated where it is no column."""
    name, way = GOES_BY[search.order]
    if name == "rank":
        found = _ranked(found, search)
    if name == "salary":
        found = found.annotate(salary=SALARY_KNOWN)
    return found.order_by(f"{way}{name}", f"{way}pk")


def end_of_day(days: int) -> datetime:
    """The last instant at which an advert closes that closes within so many days: a whole day of London's."""
    today = timezone.now().astimezone(times.LONDON).date()
    # Half-open: "11:59pm on the last day" is stored as the midnight that follows.
    return datetime.combine(today + timedelta(days=days + 1), time(0), tzinfo=times.LONDON)


def _asked_of_the_column(search: Search):
    asked = [words.lexemes(search.place, {name: getattr(search, name) for name in MARKED})]
    if search.words:
        # Where nothing that can be looked for was typed nothing is found, rather than everything.
        asked.append(words.query(search.words) or words.Lexemes("'='"))
    return [query for query in asked if query is not None]


def _ranked(found: QuerySet[Vacancy], search: Search) -> QuerySet[Vacancy]:
    """Whole numbers, so that a page can begin exactly behind the one before."""
    asked = words.query(search.words)
    if asked is None:
        return found.annotate(rank=Value(0))
    newest = found.order_by("-published_at", "-pk").values("pk")[:MOST_RANKED]
    rank = Cast(Round(SearchRank(SearchColumn(), asked) * 1_000_000), IntegerField())
    return Vacancy.objects.filter(pk__in=newest).annotate(rank=rank)
