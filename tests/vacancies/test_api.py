"""The JSON API: every answer is what its description says, bounded, kept, and never a server error."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from jsonschema import Draft202012Validator

from applicants.applying.actions.submitting import submit
from tests.factories import (
    SupportingDocumentFactory,
    VacancyFactory,
    complete_draft,
    open_vacancy,
    publishable_vacancy,
)
from vacancies.api import limiting
from vacancies.api.views import DESCRIPTION
from vacancies.models import Location, Vacancy
from vacancies.searching import FACETS, ORDERS
from vacancies.status import Status

pytestmark = pytest.mark.django_db
LIST = "/api/v1/vacancies"


def told(answer, path=LIST) -> dict:
    """The answer's JSON, once it is as the description says an answer of this status at this address is."""
    described = DESCRIPTION["paths"][path]["get"]["responses"][str(answer.status_code)]
    if "$ref" in described:
        described = DESCRIPTION["components"]["responses"][described["$ref"].rpartition("/")[2]]
    ((content_type, content),) = described["content"].items()
    assert answer.headers["Content-Type"] == content_type
    schema = {**content["schema"], "components": DESCRIPTION["components"]}
    Draft202012Validator(schema).validate(answer.json())
    return answer.json()


def full_vacancy(**fields):
    """One with everything an advert can hold."""
    vacancy = publishable_vacancy(
        hours_per_week="30", contract="fixed_term", duration_months=12, working_patterns=["part_time"],
        sponsorship="available", dbs_level="enhanced", driving=True, registration="HCPC",
        interview_on="2027-03-04", contact_name="Robin Example", contact_phone="01632 960001",
        close_after_applications=60,
    )  # fmt: skip
    SupportingDocumentFactory(vacancy=vacancy)
    now = timezone.now()
    times = {"opens_at": now, "published_at": now, "closes_at": now + timedelta(days=7)}
    Vacancy.objects.filter(pk=vacancy.pk).update(
        status=Status.PUBLISHED, pay_from=27_000, pay_to=30_000.5, pay_shown="£27,000 to £30,000 a year",
        **{**times, **fields},
    )  # fmt: skip
    vacancy.refresh_from_db()
    return vacancy


def test_the_description_is_served_and_knows_every_choice(client):
    answer = client.get("/api/openapi.json")
    assert answer.json()["openapi"] == "3.1.0"
    for schema in DESCRIPTION["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    described = {
        parameter["name"]: parameter["schema"]
        for parameter in DESCRIPTION["paths"][LIST]["get"]["parameters"]
    }
    known = {facet.name: list(facet.choices) for facet in FACETS} | {"order": list(ORDERS)}
    for name, choices in known.items():
        assert described[name].get("items", described[name])["enum"] == choices


def test_a_vacancy_is_told_in_short_and_whole(client):
    # Exact to the minute, as closing times are.
    closes = timezone.now().replace(second=0, microsecond=0) + timedelta(days=7)
    vacancy = full_vacancy(closes_at=closes)
    (row,) = told(client.get(LIST))["vacancies"]
    whole = told(client.get(f"{LIST}/{vacancy.pk}"), f"{LIST}/{{id}}")
    assert {name: whole[name] for name in row} == row
    assert row["pay"] == {
        "in_words": "£27,000 to £30,000 a year", "from": 27_000, "to": 30_000.5, "hourly": None, "band": "4",
    }  # fmt: skip
    assert row["places"] == [{"address": "1 Example Row, Northmoor", "postcode": "ZZ99 9ZZ"}]
    assert row["closes_at"] == closes.strftime("%Y-%m-%dT%H:%M:00Z")
    assert row["closes_in_words"] == vacancy.closing_minute_in_words
    assert row["self"] == f"http://localhost:8000{LIST}/{vacancy.pk}"
    assert len(whole["person_specification"]) == 2
    assert whole["documents"][0]["url"].startswith(f"http://localhost:8000/vacancies/{vacancy.pk}/documents/")
    assert whole["may_close_early"].startswith("This advert closes early once we have received 60")
    # The person to ask is on the page, for people.
    assert not any(word in json.dumps(whole) for word in ("Robin", "01632", "jobs@example.org"))


@pytest.mark.parametrize("number", [1, 3])
def test_an_answer_costs_two_queries_kept_one(client, number, django_assert_num_queries):
    for _ in range(number):
        vacancy = open_vacancy(pay_shown="£27,000 a year")
        Location.objects.create(vacancy=vacancy, address="1 Example Row")
    for path in (LIST, f"{LIST}/{vacancy.pk}"):
        with django_assert_num_queries(2):
            first = client.get(path)
        assert first.headers["Cache-Control"] == "public, max-age=60"
        assert first.headers["Access-Control-Allow-Origin"] == "*"
        with django_assert_num_queries(1):
            again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304
        for name in ("Cache-Control", "Access-Control-Allow-Origin", "Access-Control-Expose-Headers"):
            assert again.headers[name] == first.headers[name]
    Vacancy.objects.filter(pk=vacancy.pk).update(title="Another title")
    assert "Another title" in client.get(LIST).text


@pytest.mark.parametrize("order", ORDERS)
def test_pages_hold_everything_once_in_every_order(client, order):
    for number in range(45):
        open_vacancy(criteria=0, pay_to=20_000 + number // 2)
    seen, address = [], f"{LIST}?q=worker&order={order}"
    while address:
        page = told(client.get(address))
        seen += [row["id"] for row in page["vacancies"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == 45


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("page=2", "There is no parameter “page”. There are: q, place, band"),
        ("band=4&band=12", "“12” is no value of “band”. There are: 2, 3, 4"),
        ("salary=1e400", "no value of “salary”"),
        ("order=relevance", "needs words to look for"),
        ("order=-closes_at;DROP", "no value of “order”"),
        ("q=a&q=b", "Give “q” once."),
        (f"q={'a' * 121}", "at most 120 letters"),
        ("after=1.2", "Take “after” as it stands"),
        ("after=%FF%FE", "Take “after”"),
        (f"{'x' * 5000}=1", "There is no parameter “xxx"),
        ("%0d%0aX:1=1", "There is no parameter"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(client, query, sentence):
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 400
    assert sentence in told(answer)["detail"]


@pytest.mark.parametrize(
    "query",
    ["", "q=&place=&band=", "q=%22%27%5C:*%26!(", "q=worker&after=9.999999999999999999.1", "place=@@"],
)
def test_what_can_be_read_is_answered_however_odd(client, query):
    open_vacancy()
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code in (200, 400)
    told(answer)


def test_what_is_not_open_is_not_there(client):
    draft, past = VacancyFactory(), open_vacancy(closes_at=timezone.now() - timedelta(hours=1))
    soon = open_vacancy(opens_at=timezone.now() + timedelta(hours=1))
    assert told(client.get(LIST)) == {"vacancies": [], "next": None}
    for pk in (draft.pk, soon.pk, 0, "9" * 30):
        answer = client.get(f"{LIST}/{pk}")
        assert answer.status_code == 404
        told(answer, f"{LIST}/{{id}}")
    gone = client.get(f"{LIST}/{past.pk}")
    assert gone.status_code == 410
    assert told(gone, f"{LIST}/{{id}}")["detail"].startswith("It closed as planned, at ")
    for path in (f"{LIST}/", f"{LIST}/abc", f"{LIST}/{'9' * 5000}", "/api/v2/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_it_can_only_be_read_and_browsers_may_ask_from_anywhere():
    strict = Client(enforce_csrf_checks=True)
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(strict, method)(LIST)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert answer.headers["Content-Type"] == "application/problem+json"
    asked = strict.options(LIST)
    assert asked.status_code == 204
    assert asked.headers["Access-Control-Allow-Headers"] == "If-None-Match"


def test_a_network_that_asks_too_often_waits_and_another_does_not(client, settings, monkeypatch):
    settings.API_REQUESTS_A_MINUTE = 3
    now = [1_000.0]
    monkeypatch.setattr(limiting.time, "monotonic", lambda: now[0])
    assert [client.get(LIST).status_code for _ in range(4)] == [200, 200, 200, 429]
    now[0] += 20
    refused = client.get(LIST)
    told(refused)
    assert refused.headers["Retry-After"] == "40"
    assert client.get(LIST, REMOTE_ADDR="203.0.113.9").status_code == 200
    # Waiting is what helps: asking meanwhile does not make it longer.
    now[0] += 40
    assert client.get(LIST).status_code == 200


def test_only_so_many_networks_are_remembered(monkeypatch):
    monkeypatch.setattr(limiting, "MOST_NETWORKS", 2)
    limiter = limiting.Limiter()
    for network in ("a", "b", "c"):
        assert limiter.seconds_to_wait(network, 1) == 0
    assert set(limiter.windows) == {"b", "c"}
    assert limiter.seconds_to_wait("c", 1) > 0


def test_nobody_new_begins_from_the_instant_the_cap_bites(client):
    """By the clock, as on the page: the stamp of the notice comes up to a minute later."""
    now = timezone.now()
    later = now + timedelta(days=2)
    fields = {"cap_policy": "with_notice", "close_after_applications": 1, "cap_applies_from": later}
    biting, not_yet = (open_vacancy(pay_shown="£27,000 a year", **fields) for _ in range(2))
    for vacancy in (biting, not_yet):
        draft = complete_draft(vacancy)
        submit(draft, by=draft.applicant, key=draft.submit_key)
    Vacancy.objects.filter(pk=biting.pk).update(cap_applies_from=now)
    listed = {row["id"]: row["takes_new_applications"] for row in told(client.get(LIST))["vacancies"]}
    assert listed == {biting.pk: False, not_yet.pk: True}
    for pk, takes in listed.items():
        whole = told(client.get(f"{LIST}/{pk}"), f"{LIST}/{{id}}")
        assert whole["takes_new_applications"] is takes
