"""Importing on the desk: the file, the review beside the document, the draft; and whose it is."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from recruitment.audit.models import AuditEvent
from tests.factories import EmployerFactory, StaffRoleFactory, VacancyFactory, open_vacancy
from vacancies.importing import nhs_jobs
from vacancies.models import ImportedAdvert, Vacancy
from vacancies.status import Status

pytestmark = pytest.mark.django_db

EXAMPLE = Path(nhs_jobs.__file__).with_name("example_advert.txt").read_bytes()
REFERENCE = "907-NVP-26-0412"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def employer():
    return EmployerFactory()


@pytest.fixture
def recruiter(client, employer):
    user = StaffRoleFactory(employer=employer).user
    client.force_login(user)
    return user


def upload(client, employer, content: bytes, name: str = "advert.txt"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("admin:vacancies_vacancy_import"), {"file": file, "employer": employer.pk})


def reviewed(client, employer, content: bytes = EXAMPLE):
    """The review's page, and the fields that are ticked on it."""
    page = client.get(upload(client, employer, content).url)
    ticked = re.findall(r'name="keep" value="(\w+)"[^>]*checked', page.text)
    return page, ticked


def test_an_upload_makes_nothing_but_a_review(client, recruiter, employer):
    _, ticked = reviewed(client, employer)
    assert not Vacancy.objects.exists()
    assert ImportedAdvert.objects.get().imported_by == recruiter
    assert {"title", "salary", "criteria", "contact"} <= set(ticked)
    assert "employer" not in ticked


def test_every_field_names_its_words_and_a_line_that_holds_them(client, recruiter, employer):
    page, _ = reviewed(client, employer)
    lines = ImportedAdvert.objects.get().text.splitlines()
    shown = {row.name: row for row in page.context["findings"]}
    for name, words in {
        "title": "Therapeutic Support Worker",
        "band": "Band 4",
        "reference": REFERENCE,
    }.items():
        origin = shown[name].origin
        assert words in lines[origin.line - 1]
        assert f'href="#line-{origin.line}"' in page.text
        assert f'id="line-{origin.line}"' in page.text
    assert all(point.line for point in page.context["points"])


def test_what_was_unsure_and_what_is_missing_is_said(client, recruiter, employer):
    text = EXAMPLE.replace(b"Band 4", b"Band purple")
    page, ticked = reviewed(client, employer, text)
    band = next(row for row in page.context["findings"] if row.name == "band")
    assert band.doubts
    assert "band" not in ticked
    assert "Not sure:" in page.text


def test_the_review_makes_a_draft_of_what_stays_ticked(client, recruiter, employer):
    page, ticked = reviewed(client, employer)
    ticked.remove("contact")
    answer = client.post(page.wsgi_request.path, {"keep": ticked})
    vacancy = Vacancy.objects.get()
    assert answer.url == reverse("admin:vacancies_vacancy_change", args=[vacancy.pk])
    assert (vacancy.status, vacancy.employer, vacancy.created_by) == (Status.DRAFT, employer, recruiter)
    assert (vacancy.title, vacancy.reference, vacancy.contact_email) == (
        "Therapeutic Support Worker",
        REFERENCE,
        "",
    )
    assert vacancy.criteria.count() == len(page.context["points"])
    assert ImportedAdvert.objects.get().vacancy == vacancy


def test_a_second_click_leads_to_the_draft_it_has_become(client, recruiter, employer):
    page, ticked = reviewed(client, employer)
    for _ in range(2):
        answer = client.post(page.wsgi_request.path, {"keep": ticked})
    assert answer.url == reverse("admin:vacancies_vacancy_change", args=[Vacancy.objects.get().pk])
    assert "It has become" in client.get(page.wsgi_request.path).text


class TestTheSameReferenceAgain:
    @pytest.fixture
    def draft(self, employer):
        return VacancyFactory(employer=employer, reference=REFERENCE, title="Old title", criteria=3, posts=7)

    def test_a_choice_is_asked_for(self, client, recruiter, employer, draft):
        page, ticked = reviewed(client, employer)
        answer = client.post(page.wsgi_request.path, {"keep": [t for t in ticked if t != "contact"]})
        assert "Choose whether this updates the draft" in answer.text
        # What was unticked stays so.
        assert not re.search(r'value="contact"[^>]*checked', answer.text)
        assert Vacancy.objects.count() == 1

    def test_an_update_replaces_what_the_document_says_and_nothing_else(
        self, client, recruiter, employer, draft
    ):
        page, ticked = reviewed(client, employer)
        client.post(page.wsgi_request.path, {"keep": ticked, "becomes": "update"})
        draft.refresh_from_db()
        assert (draft.title, draft.posts) == ("Therapeutic Support Worker", 7)
        assert draft.criteria.count() == len(page.context["points"])
        assert AuditEvent.objects.filter(action="vacancy.imported_again").exists()

    def test_what_is_left_out_of_an_update_stays(self, client, recruiter, employer, draft):
        page, ticked = reviewed(client, employer)
        kept = [name for name in ticked if name not in ("title", "criteria", "band", "pay_scheme")]
        client.post(page.wsgi_request.path, {"keep": kept, "becomes": "update"})
        before, _ = draft.title, draft.refresh_from_db()
        assert (draft.title, draft.criteria.count(), draft.pay_scheme) == (before, 3, "agenda_for_change")

    def test_a_new_one_beside_it_gets_a_reference_of_its_own(self, client, recruiter, employer, draft):
        page, ticked = reviewed(client, employer)
        client.post(page.wsgi_request.path, {"keep": ticked, "becomes": "new"})
        assert set(Vacancy.objects.values_list("reference", flat=True)) == {REFERENCE, f"{REFERENCE}-2"}
        draft.refresh_from_db()
        assert draft.title == "Old title"

    def test_a_published_one_is_never_touched(self, client, recruiter, employer):
        published = open_vacancy(employer=employer, reference=REFERENCE, title="Published")
        page, ticked = reviewed(client, employer)
        assert "draft any more" in page.text
        client.post(page.wsgi_request.path, {"keep": ticked, "becomes": "update"})
        published.refresh_from_db()
        assert published.title == "Published"
        assert Vacancy.objects.filter(reference=f"{REFERENCE}-2", status=Status.DRAFT).exists()


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02\xff" * 999, b"%PDF-1.7", b"a" * 2_000_000, b"\xff\xfe\x00"]
)
def test_an_upload_that_is_no_advert_is_a_sentence_at_the_field(client, recruiter, employer, content):
    response = upload(client, employer, content)
    assert response.status_code == 200
    assert len(response.context["form"].errors["file"]) == 1
    assert not ImportedAdvert.objects.exists()


def test_an_advert_is_imported_for_ones_own_employer_only(client, recruiter):
    response = upload(client, EmployerFactory(), EXAMPLE)
    assert "employer" in response.context["form"].errors
    assert not ImportedAdvert.objects.exists()


def test_a_review_asks_the_same_number_of_questions_however_much_was_read(
    client, recruiter, employer, django_assert_num_queries
):
    short, long = (
        ImportedAdvert.objects.get(pk=upload(client, employer, text).url.split("/")[-2])
        for text in (b"Job title: Peer worker\n", EXAMPLE)
    )
    client.get(reverse("admin:vacancies_vacancy_review", args=[short.pk]))
    with django_assert_num_queries(4):
        client.get(reverse("admin:vacancies_vacancy_review", args=[short.pk]))
    with django_assert_num_queries(5):  # one more: whether the employer has the reference
        client.get(reverse("admin:vacancies_vacancy_review", args=[long.pk]))


def test_two_clicks_at_once_make_one_draft(client, recruiter, employer, monkeypatch):
    """The second read the review before the first had made anything of it."""
    page, ticked = reviewed(client, employer)
    stale = ImportedAdvert.objects.select_related("vacancy", "employer").get()
    client.post(page.wsgi_request.path, {"keep": ticked})
    monkeypatch.setattr("vacancies.desk.importing.get_object_or_404", lambda *args, **kwargs: stale)
    answer = client.post(page.wsgi_request.path, {"keep": ticked, "becomes": "new"})
    assert answer.url == reverse("admin:vacancies_vacancy_change", args=[Vacancy.objects.get().pk])
