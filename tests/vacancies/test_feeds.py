"""Feeds, the sitemap and robots.txt: what they hold, what they cost, and that programs can read them."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone

from tests.factories import VacancyFactory, open_vacancy
from vacancies import sitemap
from vacancies.models import Amendment, Vacancy

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://jobs.example.org"


def hours_ago(hours):
    return timezone.now() - timedelta(hours=hours)


def url_of(vacancy) -> str:
    return f"https://jobs.example.org/vacancies/{vacancy.pk}/"


def test_both_feeds_hold_what_a_search_finds_newest_first(client):
    old = open_vacancy(title="Support Worker & <more>\x0b", published_at=hours_ago(9), opens_at=hours_ago(9))
    new = open_vacancy(title="Support Worker", published_at=hours_ago(1))
    open_vacancy(title="Sociotherapist")
    VacancyFactory(title="Support Worker, a draft")
    amendment = Amendment.objects.create(vacancy=old, changes=[], matters=False)

    feed = ElementTree.fromstring(client.get("/feed.atom?q=support+worker").content)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}id") for entry in entries] == [url_of(new), url_of(old)]
    assert entries[1].findtext(f"{ATOM}title") == "Support Worker & <more>"
    # A summary is HTML: what was typed must not become a tag of the reader's page.
    assert entries[1].findtext(f"{ATOM}summary").startswith("Support Worker &amp; &lt;more&gt; at ")
    updated = [datetime.fromisoformat(entry.findtext(f"{ATOM}updated")) for entry in entries]
    assert updated == [new.published_at, amendment.made_at]
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated")) == max(updated)
    assert all(entry.findtext(f"{ATOM}author/{ATOM}name") for entry in entries)
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "https://jobs.example.org/?q=support+worker",
        "self": "https://jobs.example.org/feed.atom?q=support+worker",
    }

    answer = client.get("/feed.json?q=support+worker")
    assert answer.headers["Content-Type"] == "application/feed+json"
    items = answer.json()["items"]
    assert [item["id"] for item in items] == [url_of(new), url_of(old)]
    assert items[1]["date_modified"] == amendment.made_at.isoformat()
    assert answer.json()["version"].endswith("/1.1")
    assert answer.json()["feed_url"] == "https://jobs.example.org/feed.json?q=support+worker"


@pytest.mark.parametrize("path", ["/feed.atom", "/feed.json"])
@pytest.mark.parametrize("number", [1, 3])
def test_a_feed_costs_two_queries_kept_one_and_unchanged_nothing_more(
    client, path, number, django_assert_num_queries
):
    for _ in range(number):
        open_vacancy()
    with django_assert_num_queries(2):
        first = client.get(path)
    with django_assert_num_queries(1):
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["/feed.atom", "/feed.json"])
def test_a_feed_has_one_address_and_an_empty_one_is_valid(client, path):
    answer = client.get(f"{path}?order=newest&band=4&band=3&band=99&utm_source=x")
    assert answer.headers["Location"] == f"{path}?band=3&band=4"
    answer = client.get(answer.headers["Location"])
    assert answer.status_code == 200
    if path == "/feed.atom":
        assert ElementTree.fromstring(answer.content).findtext(f"{ATOM}updated")


def test_the_list_says_where_its_search_can_be_followed(client):
    page = client.get("/?q=worker&band=4&order=newest").text
    for address in ("/feed.atom?q=worker&amp;band=4", "/feed.json?q=worker&amp;band=4"):
        # Once for programs, once for people.
        assert page.count(f'href="{address}"') == 2
    assert 'href="/alerts/?q=worker&amp;band=4"' in page


def test_what_was_misspelt_is_followed_as_it_was_meant(client):
    open_vacancy(title="Sociotherapist")
    page = client.get("/?q=sociotherapits").text
    for path in ("/alerts/", "/feed.atom", "/feed.json"):
        assert f'href="{path}?q=sociotherapist"' in page


def test_the_sitemap_is_in_parts_of_bounded_size(client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(sitemap, "A_PART", 2)
    shown = [open_vacancy() for _ in range(5)]
    hidden = [VacancyFactory(), open_vacancy(closes_at=hours_ago(0.1))]
    with django_assert_num_queries(2):
        index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    parts = [loc.text.removeprefix("https://jobs.example.org") for loc in index.iter(f"{MAP}loc")]
    found = []
    for part in parts:
        with django_assert_num_queries(1):
            page = ElementTree.fromstring(client.get(part).content)
        addresses = [loc.text for loc in page.iter(f"{MAP}loc")]
        assert len(addresses) <= 2
        found += addresses
    assert found == ["https://jobs.example.org/", *map(url_of, shown)]
    assert not {url_of(vacancy) for vacancy in hidden} & set(found)
    assert client.get(f"/sitemap-{'9' * 30}.xml").status_code == 404
    assert client.get(f"/sitemap-{Vacancy.objects.latest('pk').pk}.xml").status_code == 404


def test_robots_are_asked_to_leave_everything_private_alone(client):
    text = client.get("/robots.txt").text
    assert "Sitemap: https://jobs.example.org/sitemap.xml\n" in text
    refused = [line.removeprefix("Disallow: ") for line in text.splitlines() if line.startswith("Disallow")]
    roots = {"/" + str(pattern.pattern).lstrip("^").split("/")[0] + "/" for pattern in _patterns()}
    public = {"/vacancies/", "/feed.atom/", "/feed.json/", "/robots.txt/", "/sitemap.xml/", "//", "/design/"}
    public |= {"/privacy/", "/accessibility/"}
    assert {root for root in roots if not root.startswith("/sitemap-")} - public <= set(refused)
    assert not any(reverse("vacancies:detail", args=[1]).startswith(path) for path in refused)


def _patterns():
    for pattern in get_resolver().url_patterns:
        inner = getattr(pattern, "url_patterns", None)
        yield from inner if inner is not None and not str(pattern.pattern) else [pattern]
