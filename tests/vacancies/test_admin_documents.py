"""Supporting documents: put beside an advert on the desk, handed out to the public while it is open."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from recruitment.accounts.models import StaffRole
from recruitment.audit.models import AuditEvent
from tests.factories import (
    EmployerFactory,
    StaffRoleFactory,
    SupportingDocumentFactory,
    VacancyFactory,
    open_vacancy,
    publishable_vacancy,
    sent_for_approval,
)
from vacancies.actions import approving, attaching, closing
from vacancies.models import Vacancy
from vacancies.status import Status

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n<< /Type /Page >>\n%%EOF"


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


def page(name, *arguments) -> str:
    return reverse(f"admin:vacancies_vacancy_{name}", args=arguments)


def upload(client, address, content=PDF, *, name="Job description.pdf", **fields):
    return client.post(address, {"file": SimpleUploadedFile(name, content), **fields}, follow=True)


@pytest.mark.parametrize("make", [VacancyFactory, open_vacancy])
def test_a_document_is_added_replaced_and_removed(client, recruiter, employer, make):
    vacancy = make(employer=employer)
    assert "“Job description” was added" in upload(client, page("documents", vacancy.pk)).text
    document = vacancy.documents.get()
    assert (document.title, document.kind, document.size) == ("Job description", "pdf", len(PDF))
    address = document.get_absolute_url()

    newer = PDF + b" newer"
    upload(client, page("document_replace", vacancy.pk, document.pk), newer, name="../../evil\r\n.exe")
    answer = client.get(address)
    assert answer.content == newer
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="evil.pdf"'

    assert client.get(page("document_remove", vacancy.pk, document.pk)).status_code == 200
    assert vacancy.documents.exists()
    client.post(page("document_remove", vacancy.pk, document.pk))
    assert client.get(address).status_code == 404
    assert list(AuditEvent.objects.order_by("pk").values_list("action", flat=True)) == [
        "vacancy.document_added",
        "vacancy.document_replaced",
        "vacancy.document_removed",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"<html>", "neither"), (b"%PDF-" + b"a" * 5_242_880, "larger than")],
    ids=["empty", "a page", "too large"],
)
def test_what_is_no_document_is_a_sentence_and_the_title_stays(client, recruiter, employer, content, words):
    vacancy = VacancyFactory(employer=employer)
    answer = upload(client, page("documents", vacancy.pk), content, title="Typed before")
    assert words in answer.text
    assert 'value="Typed before"' in answer.text
    assert not vacancy.documents.exists()


def test_ten_are_enough_and_none_is_changed_once_the_advert_has_closed(client, recruiter, employer):
    vacancy = open_vacancy(employer=employer)
    for _ in range(attaching.MOST_DOCUMENTS):
        SupportingDocumentFactory(vacancy=vacancy)
    assert "remove one first" in upload(client, page("documents", vacancy.pk)).text
    closing.close_early(vacancy, by=recruiter, reason="Filled")
    document = vacancy.documents.first()
    for address in (
        page("documents", vacancy.pk),
        page("document_replace", vacancy.pk, document.pk),
        page("document_remove", vacancy.pk, document.pk),
    ):
        assert "stay as they were" in upload(client, address).text
    assert vacancy.documents.count() == attaching.MOST_DOCUMENTS


def test_what_was_approved_is_what_is_published(client, recruiter, employer):
    vacancy = publishable_vacancy(employer=employer)
    document = SupportingDocumentFactory(vacancy=vacancy)
    sent_for_approval(vacancy, by=recruiter)
    addresses = (
        page("documents", vacancy.pk),
        page("document_replace", vacancy.pk, document.pk),
        page("document_remove", vacancy.pk, document.pk),
    )
    for _ in range(2):
        for address in addresses:
            assert "was sent for approval" in upload(client, address, PDF + b" another").text
            assert address not in client.get(page("change", vacancy.pk)).text
        if vacancy.status == Status.AWAITING_APPROVAL:
            approving.approve(vacancy, by=StaffRoleFactory(employer=employer).user)
    assert vacancy.status == Status.APPROVED
    assert [kept.sha256 for kept in vacancy.documents.all()] == [document.sha256]


def test_the_public_downloads_while_the_advert_is_open_and_staff_always(client, employer):
    vacancy = open_vacancy(employer=employer)
    address = SupportingDocumentFactory(vacancy=vacancy).get_absolute_url()
    assert client.get(address).status_code == 200
    now = timezone.now()
    for times in ({"opens_at": now + timedelta(hours=1)}, {"opens_at": now, "closes_at": now}):
        Vacancy.objects.filter(pk=vacancy.pk).update(**times)
        assert client.get(address).status_code == 404
    for role in StaffRole.Role:
        client.force_login(StaffRoleFactory(employer=employer, role=role).user)
        assert client.get(address).status_code == 200
    client.force_login(StaffRoleFactory().user)
    assert client.get(address).status_code == 404


def test_a_document_has_one_address_and_a_lost_file_is_not_found(client):
    vacancy = open_vacancy()
    document = SupportingDocumentFactory(vacancy=vacancy)
    elsewhere = reverse("vacancies:document", args=[open_vacancy().pk, document.pk])
    assert client.get(elsewhere).status_code == 404
    document.sha256 = "0" * 64
    document.save()
    assert client.get(document.get_absolute_url()).status_code == 404


def test_another_vacancys_document_is_not_there(client, recruiter, employer):
    mine, theirs = VacancyFactory(employer=employer), SupportingDocumentFactory()
    for name in ("document_replace", "document_remove"):
        for vacancy in (mine, theirs.vacancy):
            assert upload(client, page(name, vacancy.pk, theirs.pk)).status_code == 404
    theirs.refresh_from_db()
