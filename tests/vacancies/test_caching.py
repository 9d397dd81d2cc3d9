"""Kept pages: whatever changes, by whatever hand or by the clock alone, the next request is right."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from applicants.applying.models import Application
from tests.factories import (
    ApplicationFactory,
    StaffRoleFactory,
    UserFactory,
    open_vacancy,
    publishable_vacancy,
)
from vacancies import caching
from vacancies.actions import closing, publishing
from vacancies.models import Location, Vacancy
from vacancies.tasks import gather_changes

pytestmark = pytest.mark.django_db
LIST = "/"


def detail(vacancy) -> str:
    return reverse("vacancies:detail", args=[vacancy.pk])


@pytest.fixture
def vacancy():
    vacancy = open_vacancy(title="First title", closes_at=timezone.now() + timedelta(days=3))
    Location.objects.create(vacancy=vacancy, address="7 Larch Lane, Upper Mere")
    return vacancy


@pytest.fixture
def is_kept(client, django_assert_num_queries):
    """`is_kept("/")`: asked twice, the second answer cost one query and is the first one again."""

    def is_kept(path):
        first = client.get(path)
        with django_assert_num_queries(1) as queries:
            second = client.get(path)
        assert "vacancies_public_state" in queries.captured_queries[0]["sql"]
        assert second.content == first.content
        assert second.status_code == first.status_code
        assert second.headers == first.headers
        return True

    return is_kept


def by_sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def rename_the_employer(vacancy):
    vacancy.employer.name = "Harbour Lights"
    vacancy.employer.save()


def reach_the_cap(vacancy):
    """The gate's own SQL closes the advert."""
    now = timezone.now()
    Vacancy.objects.filter(pk=vacancy.pk).update(
        close_after_applications=1, cap_applies_from=now - timedelta(hours=1)
    )
    draft = ApplicationFactory(vacancy=vacancy)
    assert draft.vacancy_id == vacancy.pk
    Application.objects.filter(pk=draft.pk).update(status="submitted")


def publish_another(vacancy):
    recruiter = StaffRoleFactory(employer=vacancy.employer).user
    publishing.publish(publishable_vacancy(employer=vacancy.employer, title="Another title"), by=recruiter)


def extend(vacancy):
    recruiter = StaffRoleFactory(employer=vacancy.employer).user
    later = vacancy.closes_at + timedelta(days=9)
    closing.extend(vacancy, closes_at=later, reason="More time", by=recruiter)


# What is done, and what the list and the advert then say (or, with "not", say no more).
CHANGES = {
    "another is published": (publish_another, "Another title", ""),
    "the title is amended": (
        lambda vacancy: Vacancy.objects.filter(pk=vacancy.pk).update(title="Second title"),
        "Second title",
        "Second title",
    ),
    "the deadline is extended": (extend, "in 12 days", "in 12 days"),
    "closed by SQL": (
        lambda vacancy: by_sql(
            "UPDATE vacancies_vacancy SET status = 'closed', closed_at = now(), close_reason = 'recruiter'"
        ),
        "not First title",
        "has closed",
    ),
    "the cap is reached": (reach_the_cap, "not First title", "has closed"),
    "a place is added": (
        lambda vacancy: Location.objects.create(vacancy=vacancy, address="2 Quay Street, Saltby"),
        "Saltby",
        "Saltby",
    ),
    "a place goes": (
        lambda vacancy: by_sql("DELETE FROM vacancies_location"),
        "not Larch Lane",
        "not Larch Lane",
    ),
    "the employer is renamed": (rename_the_employer, "Harbour Lights", "Harbour Lights"),
    "a criterion changes": (
        lambda vacancy: by_sql(
            "SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE vacancies_criterion DISABLE TRIGGER USER;"
            "ALTER TABLE vacancies_criterion ENABLE TRIGGER vacancies_public_rows_changed;"
            "UPDATE vacancies_criterion SET text = 'Another point';"
            "ALTER TABLE vacancies_criterion ENABLE TRIGGER USER"
        ),
        "First title",
        "Another point",
    ),
}


def holds(text: str, expected: str) -> bool:
    return expected[4:] not in text if expected.startswith("not ") else expected in text


@pytest.mark.parametrize("change", CHANGES)
def test_the_next_request_shows_the_change(client, vacancy, is_kept, change):
    make, on_list, on_advert = CHANGES[change]
    assert is_kept(LIST)
    assert is_kept(detail(vacancy))
    before = client.get(LIST).text, client.get(detail(vacancy)).text
    make(vacancy)
    after = client.get(LIST).text, client.get(detail(vacancy)).text
    assert holds(after[0], on_list)
    assert holds(after[1], on_advert)
    assert after != before


def test_without_the_count_of_changes_the_old_page_would_be_shown(client, vacancy, is_kept):
    """The negative control: the trigger off, and a change is missed."""
    assert is_kept(LIST)
    by_sql(
        "SET CONSTRAINTS ALL IMMEDIATE;"
        "ALTER TABLE vacancies_vacancy DISABLE TRIGGER vacancies_vacancy_changed"
    )
    Vacancy.objects.filter(pk=vacancy.pk).update(title="Second title")
    assert "First title" in client.get(LIST).text


@pytest.mark.parametrize(
    ("fields", "minutes"),
    [
        ({"closes_at": timedelta(minutes=29, seconds=20)}, 0.34),
        ({"closes_at": timedelta(minutes=90)}, 30),
        ({"notice_ends_at": timedelta(minutes=7, seconds=30)}, 0.5),
        ({"notice_ends_at": timedelta(minutes=80)}, 20),
        ({"opens_at": timedelta(minutes=7)}, 7),
        ({"cap_applies_from": timedelta(minutes=7)}, 7),
    ],
)
def test_a_page_is_right_only_until_the_clock_changes_it(client, fields, minutes):
    now = timezone.now()
    open_vacancy(close_after_applications=5, **{name: now + value for name, value in fields.items()})
    client.get(LIST)
    (page,) = (value for value, _ in caching.pages.values.values())
    assert page.until <= now + timedelta(minutes=minutes, seconds=1)
    assert page.until > now - timedelta(seconds=1)


def test_an_advert_that_ends_by_the_clock_is_gone_at_the_next_request(client, vacancy, is_kept):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vacancies_vacancy SET closes_at = clock_timestamp() + interval '300 ms'")
    assert "First title" in client.get(LIST).text
    by_sql("SELECT pg_sleep(0.31)")
    # now() stands still within this test's transaction: what counts is that the page was made anew.
    kept = caching.pages.get(("testserver", LIST, False))
    assert not kept.is_right(caching.ask(kept))


def test_signed_in_people_get_a_page_of_their_own(client, vacancy):
    anonymous = client.get(LIST)
    client.force_login(UserFactory(name="Alex Example"))
    own = client.get(LIST)
    assert "Sign out" in own.text
    assert "private" in own["Cache-Control"]
    assert "ETag" not in own
    client.logout()
    client.cookies.clear()
    again = client.get(LIST)
    assert again.content == anonymous.content
    assert "Cookie" in again["Vary"]
    assert not again.cookies
    assert "csrfmiddlewaretoken" not in again.text


def test_who_has_the_page_already_is_told_so(client, vacancy):
    for path in (LIST, detail(vacancy)):
        first = client.get(path)
        assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
        again = client.get(path, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        Vacancy.objects.filter(pk=vacancy.pk).update(title=f"Changed {path}")
        changed = client.get(path, headers={"if-none-match": first["ETag"]})
        assert changed.status_code == 200
        assert changed["ETag"] != first["ETag"]


def test_what_is_used_least_recently_makes_room():
    store = caching.Store(most_bytes=10)
    for name in "abc":
        store.put(name, name, 4)
    assert [store.get(name) for name in "abc"] == [None, "b", "c"]
    store.get("b")
    store.put("d", "d", 4)
    assert [store.get(name) for name in "bcd"] == ["b", None, "d"]
    store.put("e", "e", 11)
    assert store.get("e") is None
    assert store.bytes <= 10


@pytest.mark.parametrize("path", [LIST, "advert"])
def test_every_table_a_public_page_reads_says_when_it_changes(
    client, vacancy, path, django_assert_max_num_queries
):
    """A page that reads one table more must not be kept past that table's changes."""
    caching.clear()
    with django_assert_max_num_queries(20) as queries:
        client.get(detail(vacancy) if path == "advert" else path)
    read = {
        table
        for query in queries.captured_queries
        for table in connection.introspection.table_names()
        if f'"{table}"' in query["sql"]
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT event_object_table FROM information_schema.triggers "
            "WHERE action_statement LIKE %s OR action_statement LIKE %s",
            ["%vacancies_public_rows_changed%", "%vacancies_vacancy_changed%"],
        )
        watched = {table for (table,) in cursor.fetchall()}
    assert read
    assert read <= watched


def test_the_counts_of_ended_connections_are_gathered_and_their_sum_stays(client, vacancy, is_kept):
    by_sql("INSERT INTO vacancies_publicchanges VALUES (-1, 5), (-2, 7)")
    assert is_kept(LIST)
    before = caching.ask().changes
    gather_changes()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM vacancies_publicchanges WHERE connection < 0")
        assert cursor.fetchone() == (0,)
    assert caching.ask().changes == before
    assert is_kept(LIST)
