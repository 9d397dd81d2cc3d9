"""What a search finds. Every test has something beside it that must not be found."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import EmployerFactory, VacancyFactory, open_vacancy
from vacancies import searching
from vacancies.models import Location, Vacancy
from vacancies.searching import Search

pytestmark = pytest.mark.django_db


def found(query: str) -> list[str]:
    return [vacancy.title for vacancy in searching.find(Search.from_query(query))]


def placed(address, postcode="", **fields) -> Vacancy:
    vacancy = open_vacancy(**fields)
    Location.objects.create(vacancy=vacancy, address=address, postcode=postcode)
    return vacancy


@pytest.fixture
def support_workers():
    open_vacancy(
        title="Occupational Therapy Assistant",
        summary="Gardening with older people.",
        main_duties="Plan groups.",
        reference="310-ASMH-7516279",
    )
    open_vacancy(
        title="Peer Support Worker",
        summary="Use what you have lived through.",
        main_duties="Run walking groups.",
        reference="NM-00099",
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("occupational therapists", ["Occupational Therapy Assistant"]),
        ("gardens", ["Occupational Therapy Assistant"]),
        ("occup", ["Occupational Therapy Assistant"]),
        ("assist occupation", ["Occupational Therapy Assistant"]),
        ("OT", ["Occupational Therapy Assistant"]),
        ("PSW", ["Peer Support Worker"]),
        ("walking", ["Peer Support Worker"]),
        ("support worker", ["Peer Support Worker"]),
        ('"support worker"', ["Peer Support Worker"]),
        ('"worker support"', []),
        ("groups -walking", ["Occupational Therapy Assistant"]),
        ("gardening OR walking", ["Occupational Therapy Assistant", "Peer Support Worker"]),
        ("310-ASMH-7516279", ["Occupational Therapy Assistant"]),
        ("ASMH", ["Occupational Therapy Assistant"]),
        ("nurse", []),
        ("the", []),
        ("-", []),
        ("& | ! <-> : * ( ) ' \\ \"", []),
        ("band", []),
        ("=band=4", []),
    ],
)
def test_words(support_workers, words, expected):
    assert sorted(found(Search(words=words).as_query())) == expected


def test_a_short_form_is_found_by_the_long_one():
    open_vacancy(title="OT Assistant")
    open_vacancy(title="Nursing Assistant")
    assert found("q=occupational+therapist") == ["OT Assistant"]
    assert found("q=occupational+therapy+assistant") == ["OT Assistant"]


def test_the_title_counts_most_then_the_employer_then_the_texts():
    open_vacancy(title="C", main_duties="Sailing.")
    open_vacancy(title="B", employer=EmployerFactory(name="Sailing Trust"))
    open_vacancy(title="Sailing A")
    assert found("q=sailing") == ["Sailing A", "B", "C"]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Northmoor", ["Near"]),
        ("northm", ["Near"]),
        ("upper northmoor", ["Near"]),
        ("BS1", ["Near"]),
        ("bs1 4st", ["Near"]),
        ("BS14ST", ["Near"]),
        ("BS1 9ZZ", ["Near"]),
        ("BS", ["Far", "Near"]),
        ("BS10", ["Far"]),
        ("B", []),
        ("S", []),
        ("Leeds", []),
        ("?!", []),
    ],
)
def test_places(place, expected):
    placed("1 Example Row\nUpper Northmoor", "BS1 4ST", title="Near")
    placed("2 Example Row\nEastfield", "bs10 4st", title="Far")
    placed("3 Example Row", "", title="Nowhere")
    assert sorted(found(Search(place=place).as_query())) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("band=4", ["four"]),
        ("band=3&band=4", ["four", "three"]),
        ("pattern=part_time", ["three"]),
        ("pattern=part_time&pattern=full_time", ["four", "three"]),
        ("pattern=part_time&band=4", []),
        ("contract=bank", ["three"]),
        ("sponsorship=available", ["four"]),
        ("salary=30000", ["four"]),
        ("salary=25000", ["four", "three"]),
        ("closing=3", ["three"]),
        ("closing=7", ["four", "three"]),
    ],
)
def test_filters(query, expected):
    now = timezone.now()
    open_vacancy(
        title="four",
        band="4",
        working_patterns=["full_time", "flexible"],
        sponsorship="available",
        pay_from=27_485,
        pay_to=30_162,
        closes_at=now + timedelta(days=6),
    )
    open_vacancy(
        title="three",
        band="3",
        working_patterns=["part_time"],
        contract="bank",
        sponsorship="not_available",
        salary_min=26_000,
        closes_at=now + timedelta(days=1),
    )
    open_vacancy(title="plain", band="", contract="other", closes_at=now + timedelta(days=30))
    assert sorted(found(query)) == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("closing-soonest", ["soon", "late", "last"]),
        ("closing-last", ["last", "late", "soon"]),
        ("newest", ["late", "last", "soon"]),
        ("salary", ["last", "soon", "late"]),
    ],
)
def test_orders(order, expected):
    now = timezone.now()
    for title, closes, published, pay in (
        ("late", 2, 1, None),
        ("soon", 1, 3, 20_000),
        ("last", 3, 2, 30_000),
    ):
        open_vacancy(
            title=title,
            closes_at=now + timedelta(days=closes),
            published_at=now - timedelta(days=published),
            pay_to=pay,
        )
    assert found(f"order={order}") == expected


def test_nothing_but_open_vacancies():
    now = timezone.now()
    open_vacancy(title="open")
    open_vacancy(title="scheduled", opens_at=now + timedelta(hours=1))
    open_vacancy(title="over", closes_at=now - timedelta(seconds=1))
    open_vacancy(title="notice over", notice_ends_at=now - timedelta(seconds=1))
    VacancyFactory(title="draft")
    assert found("") == found("q=support") == ["open"]


def test_what_is_looked_into_follows_every_change():
    """Also what was changed behind the models' back."""
    vacancy = placed("1 Example Row, Northmoor", "ZZ99 1AA", title="Peer worker")
    stale = Vacancy.objects.get(pk=vacancy.pk)
    Vacancy.objects.filter(pk=vacancy.pk).update(title="Sociotherapist", band="6")
    assert (found("q=peer"), found("q=sociotherapist"), found("band=4")) == ([], ["Sociotherapist"], [])
    Location.objects.filter(vacancy=vacancy).update(address="2 Quay Street, Saltby", postcode="BS1 4ST")
    assert (found("place=northmoor"), found("place=saltby"), found("place=BS1")) == (
        [],
        ["Sociotherapist"],
        ["Sociotherapist"],
    )
    vacancy.employer.name = "Harbour Lights"
    vacancy.employer.save()
    assert found("q=harbour") == ["Sociotherapist"]
    Location.objects.filter(vacancy=vacancy).delete()
    assert found("place=saltby") == []
    stale.contact_name = "Alex Example"
    stale.save()  # brings the old title back, and with it the old words
    assert (found("q=peer"), found("q=sociotherapist")) == (["Peer worker"], [])


def test_texts_longer_than_a_column_of_words_can_be_saved():
    vacancy = open_vacancy(title="Long")
    words = " ".join(f"word{number}" for number in range(200_000))
    Vacancy.objects.filter(pk=vacancy.pk).update(summary=words, main_duties="x" * 3_000_000)
    assert found("q=word17") == ["Long"]
