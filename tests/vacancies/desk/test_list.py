"""The list of vacancies: filtered, searched, and deaf to other questions."""

import pytest
from django.utils import timezone

from tests.factories import (
    VacancyFactory,
)
from tests.vacancies.desk.pages import page, published
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    client, recruiter, employer, django_assert_num_queries, number
):
    for _ in range(number):
        VacancyFactory(employer=employer)
    with django_assert_num_queries(10):
        client.get(page("changelist"))


@pytest.mark.parametrize(
    ("standing", "titles"),
    [
        ("", {"Draft job", "Open job", "Closed job"}),
        ("draft", {"Draft job"}),
        ("open", {"Open job"}),
        ("closed", {"Closed job"}),
        ("nonsense", {"Draft job", "Open job", "Closed job"}),
    ],
)
def test_the_list_is_filtered_by_where_a_vacancy_stands(client, recruiter, employer, standing, titles):
    VacancyFactory(employer=employer, title="Draft job")
    published(employer, title="Open job")
    past = published(employer, title="Closed job")
    Vacancy.objects.filter(pk=past.pk).update(closes_at=timezone.now())
    result = client.get(page("changelist"), {"standing": standing}).context["cl"].result_list
    assert {vacancy.title for vacancy in result} == titles


@pytest.mark.parametrize("words", ["Sociotherapist", "NM-CANARY"])
def test_the_list_is_searched_by_title_and_reference(client, recruiter, employer, words):
    VacancyFactory(employer=employer)
    VacancyFactory(employer=employer, title="Sociotherapist", reference="NM-CANARY")
    result = client.get(page("changelist"), {"q": words}).context["cl"].result_list
    assert [vacancy.title for vacancy in result] == ["Sociotherapist"]


@pytest.mark.parametrize(
    "query",
    [
        "close_note__startswith=a",
        "created_by__email__startswith=a",
        "employer__vacancies__title__startswith=a",
        "applications__last_name__startswith=a",
        "panel__user__password__startswith=a",
        "closes_at__year=99999",
        "id__in=1,2",
    ],
)
def test_the_list_answers_no_other_questions(client, recruiter, query):
    assert client.get(f"{page('changelist')}?{query}").status_code == 400


@pytest.mark.parametrize(
    "query",
    ["p=99999", "p=x", "o=99.x.-7", "q=%25%5C'", "e=1", "all=1", "employer__id__exact=x", "q=" + "a" * 3000],
)
def test_no_question_is_an_error(client, recruiter, employer, query):
    VacancyFactory(employer=employer)
    assert client.get(f"{page('changelist')}?{query}", follow=True).status_code == 200
