"""Pages follow each other without a gap or a repetition, in every order, forwards and back."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.utils import timezone

from tests.factories import open_vacancy
from vacancies import searching, views
from vacancies.searching import ORDERS, Cursor, Search, paging

pytestmark = pytest.mark.django_db


def page(search, cursor=None):
    return paging.page(search, cursor, views.COLUMNS)


@pytest.fixture
def nine(monkeypatch):
    """Nine vacancies, many of them equal in what the list goes by, in pages of two."""
    monkeypatch.setattr(paging, "A_PAGE", 2)
    now = timezone.now()
    for number in range(9):
        open_vacancy(
            criteria=0,
            title="Support worker" if number % 2 else "Support",
            closes_at=now + timedelta(days=1 + number % 3, microseconds=number % 2),
            published_at=now - timedelta(days=number % 4),
            pay_to=(None, 25_000, "25000.50")[number % 3],
        )


@pytest.mark.parametrize("order", ORDERS)
def test_every_vacancy_once_and_all_the_way_back(nine, order):
    search = Search(words="support", order=order)
    expected = [vacancy.pk for vacancy in searching.find(search)]
    pages = [page(search)]
    while pages[-1].following:
        cursor = Cursor.from_query(QueryDict(Search().as_query(**pages[-1].following.as_query())))
        pages.append(page(search, cursor))
    assert [vacancy.pk for one in pages for vacancy in one.vacancies] == expected
    assert [one.number for one in pages] == [1, 2, 3, 4, 5]
    back = [pages[-1]]
    while back[-1].previous:
        back.append(page(search, back[-1].previous))
    assert [one.vacancies for one in back] == [one.vacancies for one in reversed(pages)]
    assert [one.number for one in back] == [5, 4, 3, 2, 1]
    assert pages[0].previous is None


def test_a_page_whose_beginning_has_closed_goes_on_where_it_was(client, nine):
    search = Search()
    first = page(search)
    rest = [vacancy.pk for vacancy in searching.find(search)][2:]
    type(first.vacancies[0]).objects.filter(pk=first.vacancies[-1].pk).update(closes_at=timezone.now())
    second = page(search, first.following)
    assert [vacancy.pk for vacancy in second.vacancies] == rest[:2]


def test_the_list_leads_to_its_pages(client, nine):
    first = client.get("/")
    assert "Page 1 of 5" in first.text
    assert "9 vacancies" in first.text
    second = client.get(f"/{first.context['pagination']['next']['href'].removeprefix('/')}")
    assert "<title>9 vacancies (page 2 of 5)" in second.text
    back = second.context["pagination"]["previous"]["href"]
    assert urlsplit(back).query.startswith("before=1.")
    assert client.get(back).context["rows"] == first.context["rows"]
    past_the_end = client.get("/?after=7.99999999999999999.1")
    assert "no vacancies on this page any more" in past_the_end.text


def test_a_far_page_counts_nothing_off(nine, django_assert_num_queries):
    """It enters the order at the cursor: no offset, however far."""
    search = Search()
    cursor = page(search).following
    with django_assert_num_queries(1) as queries:
        page(search, cursor)
    (sql,) = [query["sql"] for query in queries.captured_queries]
    assert "OFFSET" not in sql
    assert '"closes_at" >= ' in sql
