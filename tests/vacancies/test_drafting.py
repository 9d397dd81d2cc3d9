"""From a draft to a vacancy: everything the advert says, nothing published, everything audited."""

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from recruitment.audit.models import AuditEvent
from recruitment.audit.recording import SystemJob
from tests.factories import EmployerFactory, ImportedAdvertFactory, UserFactory
from tests.vacancies.importing.adverts import ADVERTS, EXAMPLE
from vacancies.actions import drafting
from vacancies.importing import reading
from vacancies.importing.advert_draft import AdvertDraft, DraftContact, DraftCriterion
from vacancies.models import ImportedAdvert, Vacancy
from vacancies.status import Contract, DbsLevel, PayScheme, Sponsorship, Status
from vacancies.tasks import forget_documents

pytestmark = pytest.mark.django_db
JOB = SystemJob("import_advert")


def _example() -> AdvertDraft:
    return reading.read_bytes(EXAMPLE.read_bytes())


def test_an_advert_becomes_a_draft_vacancy_with_all_it_says():
    recruiter, employer = UserFactory(), EmployerFactory()
    vacancy, warnings = drafting.create(_example(), employer=employer, by=recruiter)
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.published_at, vacancy.opens_at) == (Status.DRAFT, None, None)
    assert (vacancy.employer, vacancy.created_by) == (employer, recruiter)
    assert (vacancy.title, vacancy.reference) == ("Therapeutic Support Worker", "907-NVP-26-0412")
    assert (vacancy.band, vacancy.salary_min, vacancy.salary_max) == ("4", Decimal(28392), Decimal(31157))
    assert vacancy.closes_at == datetime(2026, 12, 15, tzinfo=UTC)
    assert vacancy.sponsorship == Sponsorship.NOT_AVAILABLE
    assert vacancy.dbs_level == DbsLevel.REQUIRED
    assert (vacancy.contact_name, vacancy.contact_phone) == ("Morgan Sample", "01632 960017")
    assert [point.text for point in vacancy.criteria.all()] == [point.text for point in _example().criteria]
    assert vacancy.criteria.filter(kind="acknowledged").count() == 1
    place = vacancy.locations.get()
    assert (place.address, place.postcode) == ("Weavers Yard Centre\nMill Lane\nNorthmoor", "ZZ4 7TS")
    assert warnings == []
    vacancy.full_clean()


def test_the_import_is_audited_in_the_same_transaction_without_personal_data():
    employer = EmployerFactory()
    vacancy, _ = drafting.create(_example(), employer=employer, by=JOB)
    event = AuditEvent.objects.get(action="vacancy.imported")
    assert (event.subject, event.system_job, event.employer_id) == (
        f"vacancy:{vacancy.pk}",
        "import_advert",
        employer.pk,
    )
    assert event.details == {"criteria": 14, "warnings": 0}
    assert "Morgan" not in json.dumps(event.details)


def test_the_same_advert_twice_is_refused_and_leaves_nothing_behind():
    employer = EmployerFactory()
    drafting.create(_example(), employer=employer, by=JOB)
    with pytest.raises(
        drafting.CannotDraft, match="already has a vacancy with the reference 907-NVP-26-0412"
    ):
        drafting.create(_example(), employer=employer, by=JOB)
    assert Vacancy.objects.count() == 1
    assert AuditEvent.objects.filter(action="vacancy.imported").count() == 1
    drafting.create(_example(), employer=EmployerFactory(), by=JOB)


def test_a_silent_advert_becomes_a_draft_that_claims_nothing():
    employer = EmployerFactory()
    first, warnings = drafting.create(AdvertDraft(title="Helper"), employer=employer, by=JOB)
    second, _ = drafting.create(AdvertDraft(), employer=employer, by=JOB)
    assert (first.pay_scheme, first.contract, first.sponsorship, first.dbs_level) == (
        PayScheme.OTHER,
        Contract.OTHER,
        "",
        "",
    )
    assert first.reference != second.reference
    assert f"the reference {first.reference} until" in warnings[0]
    assert first.closes_at is None


def test_words_too_long_for_the_vacancy_are_left_out_and_told():
    draft = AdvertDraft(
        title="T" * 201, reference="R", contact=DraftContact(role="r" * 121, name="Morgan Sample")
    )
    vacancy, warnings = drafting.create(draft, employer=EmployerFactory(), by=JOB)
    assert (vacancy.title, vacancy.contact_role, vacancy.contact_name) == ("", "", "Morgan Sample")
    assert warnings == [
        "The job title is longer than 200 characters and was left out.",
        "The contact role is longer than 120 characters and was left out.",
    ]


def test_more_criteria_than_a_vacancys_page_takes_are_left_out_and_told():
    points = tuple(DraftCriterion(text=f"Able to do the work of kind {n}") for n in range(101))
    vacancy, warnings = drafting.create(
        AdvertDraft(reference="NM-1", criteria=points), employer=EmployerFactory(), by=JOB
    )
    assert list(vacancy.criteria.values_list("text", flat=True)) == [point.text for point in points[:100]]
    assert warnings == ["The document names 101 criteria: the first 100 were taken."]


def test_criteria_keep_what_the_advert_says_and_take_the_usual_where_it_is_silent():
    criteria = (
        DraftCriterion("Kind"),
        DraftCriterion("Maths", "Skills", "desirable", ("C", "T"), "scored"),
        DraftCriterion("You understand that", "Other", "essential", None, "acknowledged"),
    )
    vacancy, _ = drafting.create(AdvertDraft(criteria=criteria), employer=EmployerFactory(), by=JOB)
    assert list(vacancy.criteria.values_list("text", "group", "importance", "evidenced_by", "kind")) == [
        ("Kind", "", "essential", ["A"], "scored"),
        ("Maths", "Skills", "desirable", ["C", "T"], "scored"),
        ("You understand that", "Other", "essential", ["A"], "acknowledged"),
    ]


@pytest.mark.parametrize("path", ADVERTS, ids=lambda path: path.stem)
def test_every_advert_of_ours_fits_the_table(path):
    draft = reading.read_bytes(path.read_bytes())
    vacancy, _ = drafting.create(draft, employer=EmployerFactory(), by=JOB)
    vacancy.refresh_from_db()
    vacancy.clean_fields(exclude={"created_by"})
    for criterion in vacancy.criteria.all():
        criterion.full_clean()


def test_importing_takes_the_same_few_queries_for_any_number_of_criteria(django_assert_num_queries):
    employer = EmployerFactory()
    for number in (1, 60):
        criteria = tuple(DraftCriterion(f"Point {each}") for each in range(number))
        draft = AdvertDraft(title="Helper", reference=f"R{number}", criteria=criteria)
        with django_assert_num_queries(7):
            drafting.create(draft, employer=employer, by=JOB)


def test_what_was_read_is_forgotten_after_three_months_and_the_vacancy_stays():
    old, young = ImportedAdvertFactory(), ImportedAdvertFactory()
    vacancy, _ = drafting.create(_example(), employer=old.employer, by=JOB)
    ImportedAdvert.objects.filter(pk=old.pk).update(
        imported_at=timezone.now() - timedelta(days=91), vacancy=vacancy
    )
    forget_documents()
    assert ImportedAdvert.objects.get() == young
    assert Vacancy.objects.filter(pk=vacancy.pk).exists()
