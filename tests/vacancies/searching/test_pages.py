"""The search page: counts beside the filters, what was asked for, and help where nothing is found."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import UserFactory, open_vacancy
from vacancies.models import Location
from vacancies.searching import FACETS, Search, count, counting, find
from vacancies.searching.spelling import Vocabulary, distance

pytestmark = pytest.mark.django_db


@pytest.fixture
def varied():
    """Every combination has its number, so that a wrong sum shows."""
    now = timezone.now()
    for number in range(24):
        vacancy = open_vacancy(
            criteria=0,
            title=("Peer Support Worker", "Sociotherapist")[number % 2],
            band=("3", "4", "8a", "")[number % 4],
            working_patterns=(["full_time"], ["part_time", "flexible"], [])[number % 3],
            contract=("permanent", "bank")[number % 5 == 0],
            sponsorship=("", "available", "not_available")[number % 3],
            pay_to=(None, 24_000, 26_000, 31_000)[number // 6],
            closes_at=now + timedelta(days=(1, 5, 10, 30)[number % 4], hours=1),
        )
        Location.objects.create(vacancy=vacancy, address=("Northmoor", "Saltby")[number // 12])


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=peer",
        "q=peer&place=saltby",
        "band=3&band=4&pattern=part_time",
        "salary=25000&closing=7&contract=bank",
    ],
)
def test_each_count_is_what_the_filter_finds(varied, query):
    """Beside a choice stands how many the search finds with that choice alone made of its facet."""
    search = Search.from_query(query)
    counts = count(search)
    assert counts.total(search) == find(search).count()
    for facet in FACETS:
        for choice, number in counts.of(facet, search).items():
            assert number == find(search.asking(**{facet.name: (choice,)})).count(), (facet.name, choice)


def test_beyond_a_limit_nothing_is_counted(client, varied, monkeypatch):
    monkeypatch.setattr(counting, "MOST_COUNTED", 20)
    text = client.get("/").text
    assert "More than 20 vacancies" in text
    assert "Page 1" in text
    assert "app-count" not in text
    assert "12 vacancies" in client.get("/?place=saltby&contract=permanent&contract=bank").text
    assert "6 vacancies" in client.get("/?band=4").text


@pytest.mark.parametrize("signed_in", [True, False])
def test_what_it_costs(client, varied, django_assert_num_queries, signed_in):
    if signed_in:
        client.force_login(UserFactory())
        client.get("/?place=saltby")
    more = 4 if signed_in else 0  # the session, the person, their roles, what they do here
    with django_assert_num_queries(3 + more):
        client.get("/?q=peer&band=3")
    with django_assert_num_queries(2 + more):  # the counts are those of the same words
        client.get("/?q=peer&band=8a&order=newest")


def test_what_was_asked_for_can_be_taken_away(client, varied):
    text = client.get("/?q=peer&place=saltby&band=3&band=8a").text
    assert "vacancies for “peer” in saltby" in text
    assert 'href="/?q=peer&amp;place=saltby&amp;band=8a"' in text
    assert 'href="/?place=saltby&amp;band=3&amp;band=8a"' in text
    assert 'value="8a" checked' in text
    assert '<meta name="robots"' not in text


def test_where_nothing_is_found_it_says_what_to_leave_out(client, varied):
    response = client.get("/?place=saltby&band=3&contract=bank&salary=40000")
    assert "No vacancies in saltby" in response.text
    ways = [(way["chip"].text, way["number"]) for way in response.context["ways_out"]]
    assert ways == [("£40,000 or more", "1 vacancy")]
    response = client.get("/?q=peer&place=saltby&band=4&pattern=part_time")
    ways = {way["chip"].text: way["number"] for way in response.context["ways_out"]}
    assert set(ways) == {"“peer”", "Band 4"}
    for way in response.context["ways_out"]:
        assert way["number"].split()[0] in client.get(way["href"]).context["heading"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sociotherepist", "sociotherapist"),
        ("Saltbi sociotherapst", "saltby sociotherapist"),
        ("suport wroker", "support worker"),
    ],
)
def test_a_misspelt_word_is_looked_for_as_it_was_meant(client, varied, typed, meant):
    response = client.get("/", {"q": typed})
    assert f"This is for <strong>“{meant}”</strong> instead" in response.text
    assert response.context["rows"]
    assert f'value="{typed}"' in response.text


def test_what_resembles_nothing_stays_as_it_is(client, varied):
    response = client.get("/?q=xylophonist+%22%27%3C%3E")
    assert "instead" not in response.text
    assert "Check the spelling" in response.text


def test_only_open_adverts_lend_their_words(varied):
    open_vacancy(title="Helicopter pilot", opens_at=timezone.now() + timedelta(days=1))
    assert "helicopter" not in Vocabulary.read().words


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        ("therapy", "therapy", 0),
        ("therepy", "therapy", 1),
        ("thearpy", "therapy", 1),
        ("terapi", "therapy", 2),
    ],
)
def test_distance(one, other, wrong):
    assert distance(one, other, 2) == distance(other, one, 2) == wrong
    assert distance("nurse", "physiotherapist", 2) == 3


NASTY = [
    "& | ! <-> : * ( ) ' \\ \"",
    "-",
    '-"" OR -"',
    "OR OR",
    "'a':* & !b",
    "@northmoor =band=4",
    "_ __ '_'",
    "ª² ½ ①  ﷽ İ ß ǅ",
    "\N{COMBINING ACUTE ACCENT}e \N{ZERO WIDTH JOINER}x",
    "the and of",
    "9" * 30,
    "a " * 60,
    "x" * 500,
    "%s %(a)s {0} {{ 7*7 }}",
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("text", NASTY)
def test_nothing_typed_is_an_error(client, varied, text):
    for asked in ({"q": text}, {"place": text}, {"q": text, "place": text, "band": text, "order": text}):
        response = client.get("/", asked, follow=True)
        assert response.status_code == 200
        assert "<script>alert" not in response.text
