"""The public site: what is shown, what is not, and what it costs."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import CriterionFactory, VacancyFactory, open_vacancy
from vacancies.models import Location, Vacancy
from vacancies.status import CloseReason, CriterionKind, DbsLevel, Sponsorship, Status

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
    ("order", "expected"),
    [
        ("", ["soon", "later", "last"]),
        ("closing-soonest", ["soon", "later", "last"]),
        ("closing-last", ["last", "later", "soon"]),
        ("newest", ["later", "last", "soon"]),
        ("employer__privacy_notice_url", ["soon", "later", "last"]),
        ("-closes_at; DROP TABLE", ["soon", "later", "last"]),
    ],
)
def test_the_order_is_one_of_three(client, order, expected):
    open_vacancy(title="later", closes_at=in_days(2), published_at=in_days(-1))
    open_vacancy(title="soon", closes_at=in_days(1), published_at=in_days(-3))
    open_vacancy(title="last", closes_at=in_days(3), published_at=in_days(-2))
    assert titles(client.get(LIST, {"order": order})) == expected


@pytest.mark.parametrize("page", ["0", "-1", "1e9", "9" * 30, "9" * 5000, "two", "", "1 OR 1=1", "٢"])
def test_no_page_number_is_an_error(client, page):
    open_vacancy()
    response = client.get(LIST, {"page": page})
    assert response.status_code == 200
    assert len(titles(response)) == 1


def test_the_list_comes_in_pages_of_twenty(client):
    for number in range(21):
        open_vacancy(title=f"Job {number:02}", criteria=0, closes_at=in_days(number + 1))
    first = client.get(LIST)
    assert len(titles(first)) == 20
    assert 'href="/?page=2"' in first.text
    second = client.get(LIST, {"page": "2", "order": "closing-last"})
    assert titles(second) == ["Job 00"]
    assert 'href="/?order=closing-last"' in second.text
    assert '<link rel="canonical" href="http://localhost:8000/?page=2">' in second.text


def test_the_empty_list_says_so(client):
    assert "No jobs are open for applications at the moment" in client.get(LIST).text


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_two_queries(client, django_assert_num_queries, number):
    for _ in range(number):
        vacancy = open_vacancy()
        Location.objects.create(vacancy=vacancy, address="1 Example Row", postcode="ZZ99 9ZZ")
    with django_assert_num_queries(2):
        assert len(titles(client.get(LIST))) == number


def test_a_row_says_who_where_how_much_and_until_when(client):
    vacancy = open_vacancy(closes_at=in_days(2.5))
    Location.objects.create(vacancy=vacancy, address="1 Example Row\r\nNorthmoor", postcode="ZZ99 9ZZ")
    text = client.get(LIST).text
    assert vacancy.employer.name in text
    assert "1 Example Row, Northmoor, ZZ99 9ZZ" in text
    assert "£27,485 to £30,162 a year" in text or "£28,392 to £31,157 a year" in text
    assert re.search(r"Closes in [23] days \(\d+:\d\d[ap]m on [A-Z]\w+ \d+ [A-Z]\w+( \d+)?\)", text)


# --- One advert ---


def detail(client, vacancy):
    return client.get(reverse("vacancies:detail", args=[vacancy.pk]))


@pytest.mark.parametrize("number", [1, 3])
def test_an_advert_costs_two_queries(client, django_assert_num_queries, number):
    vacancy = open_vacancy(criteria=number)
    for _ in range(number):
        Location.objects.create(vacancy=vacancy, address="1 Example Row")
    with django_assert_num_queries(2):
        assert detail(client, vacancy).status_code == 200


def test_an_advert_shows_its_person_specification_by_group(client):
    vacancy = VacancyFactory(criteria=0)
    CriterionFactory(vacancy=vacancy, position=1, group="Values", text="Kind", evidenced_by=["I"])
    CriterionFactory(
        vacancy=vacancy, position=2, group="Skills", text="Drives", kind=CriterionKind.ACKNOWLEDGED
    )
    CriterionFactory(
        vacancy=vacancy,
        position=3,
        group="Values",
        text="Open",
        importance="desirable",
        evidenced_by=["C", "A"],
    )
    now = timezone.now()
    Vacancy.objects.filter(pk=vacancy.pk).update(
        status=Status.PUBLISHED, opens_at=now, published_at=now, cap_applies_from=now
    )
    specification = detail(client, vacancy).context["advert"].specification
    assert list(specification) == ["Values", "Skills"]
    assert [(p.text, p.importance, p.evidence) for p in specification["Values"]] == [
        ("Kind", "Essential", "Interview"),
        ("Open", "Desirable", "Application, Certificate"),
    ]
    assert specification["Skills"][0].evidence == "You confirm it when you apply"


def test_sentences_come_from_fields(client):
    vacancy = open_vacancy(
        sponsorship=Sponsorship.NOT_AVAILABLE,
        dbs_level=DbsLevel.ENHANCED_BARRED,
        close_after_applications=40,
        minimum_open_days=7,
        cap_applies_from=in_days(6),
    )
    text = detail(client, vacancy).text
    assert "We cannot sponsor a Skilled Worker visa for this job." in text
    assert "an enhanced Disclosure and Barring Service (DBS) check, with a check of the barred lists." in text
    assert re.search(r"closes early once we have received 40 applications, but not before \d", text)


def test_an_advert_without_sentences_leaves_them_out(client):
    text = detail(client, open_vacancy()).text
    assert "Visa sponsorship" not in text
    assert "Criminal record check" not in text
    assert "closes early" not in text


def test_text_is_markdown_and_nothing_in_it_runs(client):
    vacancy = open_vacancy(
        summary="# Big\n\nWe **care**.\n\n- one\n- two\n\n<script>alert(1)</script>"
        " [x](javascript:alert(2)) ![y](https://example.org/track.png) [ok](https://example.org)",
        title="<script>alert(3)</script>",
        contact_email="jobs@example.org",
    )
    text = detail(client, vacancy).text
    assert "<strong>care</strong>" in text
    assert '<ul class="nhsuk-list nhsuk-list--bullet">' in text
    assert "<h3>Big</h3>" in text
    assert 'href="https://example.org"' in text
    assert "<script>alert" not in text
    assert 'href="javascript' not in text
    assert "track.png" not in re.sub(
        r'<script type="application/ld\+json">.*?</script>', "", text, flags=re.S
    )


@pytest.mark.parametrize("closed", ["by its status", "by the clock", "by its cap"])
def test_a_closed_advert_is_gone_and_says_nothing_of_itself(client, full_vacancy, closed):
    secret = {"title": "Canary Title", "reference": "CANARY-1", "summary": "Canary summary"}
    vacancy = {
        "by its status": lambda: closed_vacancy(**secret),
        "by the clock": lambda: open_vacancy(closes_at=in_days(-0.001), **secret),
        "by its cap": lambda: full_vacancy(**secret),
    }[closed]()
    response = detail(client, vacancy)
    assert response.status_code == 410
    assert "This vacancy has closed" in response.text
    assert f'href="{LIST}"' in response.text
    for word in ("canary", vacancy.employer.name.lower()):
        assert word not in response.text.lower()


def test_a_draft_looks_like_a_vacancy_that_never_was(client):
    draft = detail(client, VacancyFactory())
    never = client.get("/vacancies/999999/")
    assert draft.status_code == never.status_code == 404
    assert draft.content == never.content


@pytest.mark.parametrize("pk", ["9" * 19, "9" * 30, "9" * 5000, "-1", "0", "x", "٣"])
def test_no_vacancy_number_is_an_error(client, pk):
    assert client.get(f"/vacancies/{pk}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_site_is_read_only(client, method):
    vacancy = open_vacancy()
    assert getattr(client, method)(LIST).status_code == 405
    assert getattr(client, method)(vacancy.get_absolute_url()).status_code == 405
    assert client.head(vacancy.get_absolute_url()).status_code == 200


# --- Structured data ---


def posting(response) -> dict:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.text, flags=re.S)
    return json.loads(text)


def test_structured_data_says_what_the_advert_says(client):
    vacancy = open_vacancy(salary_min=24_000, salary_max=26_000, posts=2, working_patterns=["part_time"])
    Location.objects.create(vacancy=vacancy, address="1 Example Row\nNorthmoor", postcode="ZZ99 9ZZ")
    data = posting(detail(client, vacancy))
    assert data["@type"] == "JobPosting"
    assert data["title"] == vacancy.title
    assert data["validThrough"] == vacancy.closes_at.isoformat()
    assert data["employmentType"] == ["PART_TIME"]
    assert data["baseSalary"]["value"]["minValue"] == 24_000
    assert data["jobLocation"][0]["address"]["postalCode"] == "ZZ99 9ZZ"
    assert data["url"] == f"http://localhost:8000/vacancies/{vacancy.pk}/"


@pytest.mark.parametrize(
    "nasty", ["</script><script>alert(1)</script>", "<!--<script>", "A & B \u2028 \\u003c"]
)
def test_structured_data_cannot_end_its_element(client, nasty):
    response = detail(client, open_vacancy(title=nasty))
    assert posting(response)["title"] == nasty
    assert "<script>alert" not in response.text
    assert "<!--" not in response.text
