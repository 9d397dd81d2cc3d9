"""The public list: what is shown, what is not, and what it costs."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertRedirects

from tests.factories import VacancyFactory, open_vacancy
from vacancies.models import Location, Vacancy
from vacancies.status import CloseReason, Status

pytestmark = pytest.mark.django_db
LIST = "/"


def in_days(days):
    return timezone.now() + timedelta(days=days)


def closed_vacancy(**fields):
    vacancy = open_vacancy(**fields)
    Vacancy.objects.filter(pk=vacancy.pk).update(
        status=Status.CLOSED, closed_at=timezone.now(), close_reason=CloseReason.RECRUITER
    )
    return vacancy


def titles(response) -> list[str]:
    return [row.title for row in response.context["rows"]]


# --- The list ---


def test_only_open_adverts_are_listed(client, receive, full_vacancy):
    open_vacancy(title="Open")
    open_vacancy(title="Past", closes_at=in_days(-0.001))
    full_vacancy(title="Full")
    young = open_vacancy(title="Full but young", close_after_applications=1, cap_applies_from=in_days(1))
    receive(young, 1)
    closed_vacancy(title="Closed")
    VacancyFactory(title="Draft")
    assert sorted(titles(client.get(LIST))) == ["Full but young", "Open"]


@pytest.mark.parametrize(
    "query",
    [
        *(f"page={page}" for page in ("0", "-1", "1e9", "9" * 5000, "two", "", "1 OR 1=1", "٢")),
        "order=-closes_at; DROP TABLE",
        "order=employer__privacy_notice_url",
        "order=relevance",
        "q=&place=&salary=&closing=",
        "after=1.2",
        f"after={'9' * 18}.{'9' * 18}.{'9' * 18}",
        "band=99&contract=x&utm_source=there&order=closing-soonest",
    ],
)
def test_another_spelling_of_the_list_leads_to_the_list(client, query):
    open_vacancy()
    assertRedirects(client.get(f"{LIST}?{query}"), LIST)


def test_a_search_has_one_address(client):
    asked = "/?order=newest&band=4&salary=&closing=7&q=++peer++worker+&band=3&place=&closing=3&x=1"
    there = "/?q=peer+worker&band=3&band=4&closing=3&order=newest"
    assertRedirects(client.get(asked), there)
    assert client.get(there).status_code == 200


def test_the_empty_list_says_so(client):
    assert "No jobs are open for applications at the moment" in client.get(LIST).text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_three_queries_and_kept_one(client, django_assert_num_queries, number):
    for _ in range(number):
        vacancy = open_vacancy()
        Location.objects.create(vacancy=vacancy, address="1 Example Row", postcode="ZZ99 9ZZ")
    with django_assert_num_queries(3):
        assert len(titles(client.get(LIST))) == number
    with django_assert_num_queries(1):
        client.get(LIST)


def test_a_row_says_who_where_how_much_and_until_when(client):
    vacancy = open_vacancy(closes_at=in_days(2.5))
    Location.objects.create(vacancy=vacancy, address="1 Example Row\r\nNorthmoor", postcode="ZZ99 9ZZ")
    text = client.get(LIST).text
    assert vacancy.employer.name in text
    assert "1 Example Row, Northmoor, ZZ99 9ZZ" in text
    assert "£27,485 to £30,162 a year" in text or "£28,392 to £31,157 a year" in text
    assert re.search(r"Closes in [23] days \(\d+:\d\d[ap]m on [A-Z]\w+ \d+ [A-Z]\w+( \d+)?\)", text)
