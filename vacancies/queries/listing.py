"""The rows of the public list of adverts."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import DateField, DecimalField, QuerySet
from django.db.models.functions import JSONObject
from django.utils.text import capfirst

from recruitment.accounts.models import Employer
from vacancies.models import Vacancy, place_in_words
from vacancies.queries.places import places

LIST_COLUMNS = (
    "title",
    "reference",
    "status",
    "pay_from",
    "pay_to",
    "pay_shown",
    # What the pay of an older advert, which has it not stored, is worked out from.
    "pay_scheme",
    "band",
    "high_cost_area",
    "salary_min",
    "salary_max",
    "salary_text",
    "hourly_rate",
    "hours_per_week",
    "contract",
    "duration_months",
    "working_patterns",
    "opens_at",
    "closes_at",
    "interview_on",
    "notice_given_at",
    "notice_ends_at",
    "published_at",
    "employer__name",
)

# What JSON has as text, or not as the model has it.
FIELDS = {
    field.name: field
    for field in Vacancy._meta.concrete_fields
    if isinstance(field, DateField | DecimalField)
}


@dataclass(frozen=True)
class Row:
    """One advert in the list."""

    url: str
    title: str
    employer: str
    places: list[str]
    pay: str
    terms: str
    closing: str


def with_rows(found: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    """Vacancies with all that `rows` needs of them and no more."""
    return found.select_related("employer").only(*LIST_COLUMNS).annotate(places=places)


def as_json(found: QuerySet[Vacancy], *more: str) -> QuerySet:
    """The same as one value of JSON each, for queries whose SQL is kept; `more` are annotations to bring."""
    columns = {name: name for name in (*LIST_COLUMNS, *more)}
    return found.values_list(JSONObject(id="pk", places=places, **columns), flat=True)


def from_json(*, places: list[dict], employer__name: str, **columns) -> Vacancy:
    """The vacancy that `with_rows` would have given; JSON knows neither decimals nor times."""
    vacancy = Vacancy(employer=Employer(name=employer__name))
    vacancy.places = places
    for name, value in columns.items():
        setattr(vacancy, name, FIELDS[name].to_python(value) if name in FIELDS else value)
    return vacancy


def open_adverts() -> QuerySet[Vacancy]:
    """Adverts that accept applications now."""
    return with_rows(Vacancy.objects.open())


def rows(vacancies: Iterable[Vacancy]) -> list[Row]:
    """The rows of one page of `with_rows`; no query of its own."""
    return [
        Row(
            url=vacancy.get_absolute_url(),
            title=vacancy.title,
            employer=vacancy.employer.name,
            places=[place_in_words(**place) for place in vacancy.places],
            pay=vacancy.pay_in_words,
            terms=", ".join(filter(None, (vacancy.contract_in_words, vacancy.working_patterns_in_words))),
            closing=capfirst(vacancy.closing_in_list),
        )
        for vacancy in vacancies
    ]
