"""The documents of an application: what is taken, kept, scanned, handed out, and to whom."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applicants.applying import queries, tasks
from applicants.applying.actions import documents, submitting, withdrawing
from applicants.applying.models import ApplicationDocument
from applicants.applying.status import Scan
from recruitment.documents import receiving, recognising, scanning, storing
from recruitment.mail.models import OutgoingEmail
from tests.factories import (
    ApplicationDocumentFactory,
    StaffRoleFactory,
    SupportingDocumentFactory,
    UserFactory,
    as_draft,
    complete_draft,
    open_vacancy,
)
from tests.recruitment.documents import fake_clamd, made
from tests.vacancies.importing import test_hostile_documents as hostile
from vacancies.models import PanelMember, Vacancy

pytestmark = pytest.mark.django_db
CERTIFICATE, PORTFOLIO = "Copy of your care certificate", "A piece of work"


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path):
    settings.STAFF_MFA_REQUIRED = False
    settings.DOCUMENTS_ROOT = str(tmp_path)


@pytest.fixture
def clamd(settings):
    with fake_clamd.running() as clamd:
        settings.CLAMD_URL = clamd.url
        yield clamd


@pytest.fixture
def vacancy():
    vacancy = open_vacancy(criteria=1)
    with as_draft(vacancy):
        vacancy.asked_documents.create(title=CERTIFICATE, guidance="Or a letter that says so.", position=1)
        vacancy.asked_documents.create(title=PORTFOLIO, is_needed=False, position=2)
    return vacancy


@pytest.fixture
def draft(vacancy, client):
    draft = complete_draft(vacancy)
    client.force_login(draft.applicant)
    return draft


@pytest.fixture
def needed(vacancy):
    return vacancy.asked_documents.get(is_needed=True)


@pytest.fixture
def optional(vacancy):
    return vacancy.asked_documents.get(is_needed=False)


def page(name, application, *more) -> str:
    return reverse(f"applying:{name}", args=[application.reference, *more])


def send(client, draft, files: dict, *, name="my file.pdf", **typed):
    sent = {f"document_{asked.pk}": SimpleUploadedFile(name, content) for asked, content in files.items()}
    return client.post(page("documents", draft), {**sent, **typed}, follow=True)


def submit(application):
    return submitting.submit(application, by=application.applicant, key=application.submit_key)


# --- What is taken ---


def test_nobody_fills_the_disk(client, draft, needed, optional, settings):
    cache.clear()
    settings.ONES_OWN_RATE_LIMITS = {**settings.ONES_OWN_RATE_LIMITS, "upload": "3/h/key"}
    send(client, draft, {needed: made.pdf(1), optional: made.pdf(2)})
    answer = send(client, draft, {needed: made.pdf(3), optional: made.pdf(3)})
    assert "very many files" in answer.text
    assert "was saved for" not in answer.text
    assert sorted(draft.documents.values_list("pages", flat=True)) == [1, 2]
    assert client.post(page("documents", draft)).status_code == 302


def test_a_document_is_sent_replaced_downloaded_and_removed(client, draft, needed):
    assert queries.missing(draft)[0].title == "Documents"
    answer = send(client, draft, {needed: made.telling_docx("Canary")}, name="../My CV.pdf")
    assert "“My CV.docx” was saved for “Copy of your care certificate”." in answer.text
    document = draft.documents.get()
    assert (document.file_name, document.kind, document.pages) == ("My CV.docx", "docx", 1)
    assert made.WORDS in document.text
    assert "Canary" not in document.text
    assert queries.missing(draft) == []

    newer = made.pdf_with_words("Another certificate.")
    send(client, draft, {needed: newer})
    document.refresh_from_db()
    assert (document.text, document.scan) == ("Another certificate.", Scan.NO_SCANNER)
    assert "my file.pdf (PDF, 1 KB, 1 page)" in client.get(page("documents", draft)).text
    answer = client.get(page("document_file", draft, document.pk))
    assert answer.content == newer
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="my file.pdf"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"

    asks = client.get(page("document_remove", draft, document.pk)).text
    assert "cannot submit without this document" in asks
    assert draft.documents.exists()
    assert "was removed" in client.post(page("document_remove", draft, document.pk), follow=True).text
    assert not draft.documents.exists()
    assert queries.missing(draft)


def test_what_is_fine_is_kept_when_another_file_is_not(client, draft, needed, optional):
    """A browser does not send it again."""
    answer = send(client, draft, {needed: made.docx(), optional: b"MZ a program"}, name="holiday.exe")
    assert "“holiday.docx” was saved" in answer.text
    assert f"{PORTFOLIO}: we cannot take “holiday.exe”. This is neither a PDF nor a Word" in answer.text
    assert re.search(rf'<a href="#id_document_{optional.pk}"', answer.text)
    assert [document.asked_id for document in draft.documents.all()] == [needed.pk]
    # The file that is there stays where none is chosen.
    assert send(client, draft, {}).redirect_chain
    assert draft.documents.get().file_name == "holiday.docx"


def test_nothing_chosen_is_said_and_later_is_fine(client, draft):
    assert f"Choose a file for “{CERTIFICATE}”" in send(client, draft, {}).text
    assert send(client, draft, {}, later="1").redirect_chain[-1][0] == reverse("applying:list")


REFUSED = {
    "empty": (lambda: b"", "This file is empty"),
    "a photograph": (lambda: b"\xff\xd8\xff\xe0" + b"a" * 100, "This is a picture"),
    "too large": (lambda: b"%PDF-" + b"a" * recognising.MOST_BYTES, "larger than 5 MB"),
    "far too large": (lambda: b"%PDF-" + b"a" * (receiving.MOST_BYTES + 1), "larger than 5 MB"),
    "too many pages": (lambda: made.pdf(documents.MOST_PAGES + 1), "more than 20 pages"),
    "a bomb": (hostile._bomb, "far more"),
    "a PDF that loops": (hostile._deep_pdf, "damaged"),
    "a locked PDF": (hostile._locked_pdf, "locked|password"),
    "macros": (lambda: hostile.with_part(hostile.PLAIN, "word/vbaProject.bin", b"macro"), "macros"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_document_is_one_sentence_and_costs_nothing(client, draft, optional, what):
    make, words = REFUSED[what]
    answer = send(client, draft, {optional: make()})
    assert answer.status_code == 200
    assert re.search(f"we cannot take “my file.pdf”. [^<]*({words})", answer.text)
    assert not draft.documents.exists()


def test_files_that_take_too_long_together_are_asked_for_again(client, draft, needed, optional, monkeypatch):
    monkeypatch.setattr("applicants.applying.forms.documents.MOST_SECONDS", 0)
    answer = send(client, draft, {optional: made.pdf()})
    assert "There was no time left to read it: choose it again." in answer.text


def test_more_than_anybody_takes_does_not_reach_the_disk(client, draft, optional, monkeypatch):
    sizes = []
    monkeypatch.setattr(
        "applicants.applying.forms.documents.DocumentsForm.clean",
        lambda form: sizes.extend(file.size for file in form.files.values()) or {},
    )
    send(client, draft, {optional: b"a" * (receiving.MOST_BYTES * 2)})
    assert sizes == [receiving.MOST_BYTES + 1]


def test_the_page_is_there_only_where_something_is_asked(client):
    other = complete_draft(open_vacancy(criteria=1))
    client.force_login(other.applicant)
    assert client.get(page("documents", other)).status_code == 404
    assert "Documents" not in client.get(page("task_list", other)).text


def test_the_pages_cost_the_same_for_one_and_three(client):
    def cost(number) -> list[int]:
        vacancy = open_vacancy(criteria=1)
        with as_draft(vacancy):
            for _ in range(number):
                vacancy.asked_documents.create(title="A document")
        draft = complete_draft(vacancy)
        for asked in vacancy.asked_documents.all():
            ApplicationDocumentFactory(application=draft, asked=asked)
        client.force_login(draft.applicant)
        client.get(page("documents", draft))
        found = []
        for name in ("documents", "task_list", "check"):
            with CaptureQueriesContext(connection) as counted:
                assert client.get(page(name, draft)).status_code == 200
            found.append(len(counted))
        return found

    assert cost(1) == cost(3)


# --- Received ---


def test_what_was_received_stays(client, draft, needed, optional):
    document = ApplicationDocumentFactory(application=draft, asked=needed)
    submit(draft)
    assert CERTIFICATE in client.get(page("application", draft)).text
    assert client.get(page("document_file", draft, document.pk)).status_code == 200
    assert "cannot be changed" in send(client, draft, {needed: made.pdf()}).text
    client.post(page("document_remove", draft, document.pk))
    client.post(
        page("document_another", draft, document.pk), {"file": SimpleUploadedFile("a.pdf", made.pdf())}
    )
    with pytest.raises(DatabaseError, match="fixed"), transaction.atomic():
        ApplicationDocument.objects.filter(pk=document.pk).update(sha256="0" * 64)
    with pytest.raises(DatabaseError, match="fixed"), transaction.atomic():
        ApplicationDocument.objects.filter(pk=document.pk).update(text="Other words")
    with pytest.raises(DatabaseError, match="fixed"), transaction.atomic():
        ApplicationDocumentFactory(application=draft, asked=optional)
    with pytest.raises(DatabaseError, match="fixed"), transaction.atomic():
        document.delete()
    assert draft.documents.get().sha256 == document.sha256


def test_a_document_of_another_vacancy_is_refused_by_the_database(draft):
    other = open_vacancy(criteria=1)
    with as_draft(other):
        asked = other.asked_documents.create(title="Something")
    with pytest.raises(DatabaseError, match="not asked for"), transaction.atomic():
        ApplicationDocumentFactory(application=draft, asked=asked)


# --- Who may open it ---


@pytest.fixture
def received(draft, needed):
    ApplicationDocumentFactory(application=draft, asked=needed)
    return submit(draft)


def on_the_desk(application, document=None) -> str:
    if document is None:
        return reverse("admin:applying_application_change", args=[application.pk])
    return reverse("admin:applying_application_document", args=[application.pk, document.pk])


def test_recruiters_download_what_was_received_and_nobody_else_does(client, received, vacancy):
    document = received.documents.get()
    address = on_the_desk(received, document)
    client.force_login(StaffRoleFactory(employer=vacancy.employer).user)
    assert address in client.get(on_the_desk(received)).text
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "no-store" in answer.headers["Cache-Control"]
    # The owner's address is the owner's alone.
    assert client.get(page("document_file", received, document.pk)).status_code == 404
    client.force_login(StaffRoleFactory().user)
    assert client.get(address).status_code == 404
    # Who sits on the panel must not see the file, whatever else they may see.
    both = StaffRoleFactory(employer=vacancy.employer).user
    PanelMember.objects.create(vacancy=vacancy, user=both)
    client.force_login(both)
    assert client.get(address).status_code == 404


def test_a_draft_is_its_owners_and_a_strangers_is_one_that_never_was(client, draft, needed, vacancy):
    document = ApplicationDocumentFactory(application=draft, asked=needed)
    client.force_login(StaffRoleFactory(employer=vacancy.employer).user)
    assert client.get(on_the_desk(draft, document)).status_code == 404
    stranger = UserFactory()
    client.force_login(stranger)
    theirs = client.get(page("document_file", draft, document.pk))
    never = client.get(reverse("applying:document_file", args=["ZZZZ-ZZZZ", 987_654]))
    assert theirs.status_code == never.status_code == 404
    # But for the token against forged forms, which is new on every page.
    assert [re.sub(r'value="\w{64}"', "", each.text) for each in (theirs, never)] == [
        re.sub(r'value="\w{64}"', "", never.text)
    ] * 2
    # Through an application of one's own, somebody else's document is not there either.
    mine = complete_draft(vacancy, applicant=stranger)
    for name in ("document_file", "document_remove", "document_another"):
        assert client.get(page(name, mine, document.pk)).status_code == 404


# --- The scanner ---


def test_a_document_waits_for_the_scanner_and_is_released(client, draft, needed, vacancy, clamd):
    send(client, draft, {needed: made.pdf()})
    document = draft.documents.get()
    assert document.scan == Scan.NOT_SCANNED
    submit(draft)
    assert client.get(page("document_file", draft, document.pk)).status_code == 200
    recruiter = StaffRoleFactory(employer=vacancy.employer).user
    client.force_login(recruiter)
    assert "Not scanned for viruses yet" in client.get(on_the_desk(draft)).text
    assert client.get(on_the_desk(draft, document)).status_code == 404
    tasks.scan_documents()
    document.refresh_from_db()
    assert (document.scan, clamd.scanned) == (Scan.CLEAN, [made.pdf()])
    assert "no virus was found" in client.get(on_the_desk(draft)).text
    assert client.get(on_the_desk(draft, document)).status_code == 200


@pytest.mark.parametrize("mood", ["hangs", "drops"])
def test_a_scanner_that_is_down_holds_documents_and_is_asked_again(draft, needed, clamd, mood, monkeypatch):
    monkeypatch.setattr(scanning, "MOST_SECONDS", 0.3)
    monkeypatch.setattr(scanning, "MOST_SECONDS_OF_A_PING", 0.3)
    document = ApplicationDocumentFactory(application=draft, asked=needed, scan=Scan.NOT_SCANNED)
    clamd.mood = mood
    tasks.scan_documents()
    document.refresh_from_db()
    assert document.scan == Scan.NOT_SCANNED
    clamd.mood = "well"
    tasks.scan_documents()
    document.refresh_from_db()
    assert document.scan == Scan.CLEAN


def infected(application, asked) -> ApplicationDocument:
    sha256 = storing.keep(b"%PDF-1.7 " + fake_clamd.EICAR)
    return ApplicationDocumentFactory(
        application=application, asked=asked, scan=Scan.NOT_SCANNED, sha256=sha256
    )


def test_what_holds_a_virus_is_gone_and_its_owner_is_told(client, draft, needed, clamd):
    document = infected(draft, needed)
    tasks.scan_documents()
    tasks.scan_documents()
    document.refresh_from_db()
    assert (document.scan, document.text) == (Scan.INFECTED, "")
    with pytest.raises(storing.NotKept):
        storing.open_kept(document.sha256)
    assert client.get(page("document_file", draft, document.pk)).status_code == 404
    email = OutgoingEmail.objects.get()
    assert email.to == draft.applicant.email
    assert "Choose another file before you submit." in email.text
    # It is as if nothing had been sent, until another file takes its place.
    with pytest.raises(submitting.Incomplete):
        submit(draft)
    assert "A virus was found" in client.get(page("documents", draft)).text
    send(client, draft, {needed: made.pdf()})
    assert draft.documents.get().scan == Scan.NOT_SCANNED
    submit(draft)


def test_after_submitting_another_file_may_be_sent_while_the_advert_is_open(
    client, draft, needed, vacancy, clamd
):
    document = infected(draft, needed)
    submit(draft)
    tasks.scan_documents()
    told = OutgoingEmail.objects.get(key__contains=":infected:")
    assert "You can send another file in its place while the advert is open." in told.text
    address = page("document_another", draft, document.pk)
    assert address in client.get(page("application", draft)).text
    Vacancy.objects.filter(pk=vacancy.pk).update(closes_at=timezone.now())
    assert client.get(address).status_code == 302
    Vacancy.objects.filter(pk=vacancy.pk).update(closes_at=timezone.now() + timedelta(days=1))
    assert "This file is empty" in client.post(address, {"file": SimpleUploadedFile("a.pdf", b"")}).text
    client.post(address, {"file": SimpleUploadedFile("better.pdf", made.pdf())})
    document.refresh_from_db()
    assert (document.file_name, document.scan) == ("better.pdf", Scan.NOT_SCANNED)
    assert client.get(address).status_code == 302


def test_a_withdrawn_application_takes_no_other_file(client, draft, needed, clamd):
    document = infected(draft, needed)
    submit(draft)
    tasks.scan_documents()
    withdrawing.withdraw(draft, by=draft.applicant)
    assert client.get(page("document_another", draft, document.pk)).status_code == 302


def test_two_with_the_same_content_are_both_told(draft, needed, vacancy, clamd):
    other = complete_draft(vacancy)
    infected(draft, needed), infected(other, needed)
    tasks.scan_documents()
    assert set(ApplicationDocument.objects.values_list("scan", flat=True)) == {Scan.INFECTED}
    assert OutgoingEmail.objects.count() == 2


def test_without_a_scanner_documents_are_released_and_that_is_said(client, draft, needed, vacancy):
    document = ApplicationDocumentFactory(application=draft, asked=needed, scan=Scan.NOT_SCANNED)
    tasks.scan_documents()
    submit(draft)
    client.force_login(StaffRoleFactory(employer=vacancy.employer).user)
    assert "no virus scanner is set up" in client.get(on_the_desk(draft)).text
    assert client.get(on_the_desk(draft, document)).status_code == 200


def test_a_scanner_that_is_down_is_said_by_the_probe(client, settings, monkeypatch):
    assert "scanner" not in client.get("/readyz").json()
    settings.CLAMD_URL = "tcp://127.0.0.1:1"
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["scanner"]) == (503, "does not answer")


# --- What nobody names any more ---


def test_content_is_kept_as_long_as_one_row_names_it(draft, needed, vacancy, monkeypatch):
    monkeypatch.setattr(storing, "UNDER_WAY_SECONDS", -1)
    document = ApplicationDocumentFactory(application=draft, asked=needed, sha256=storing.keep(b"shared"))
    beside = SupportingDocumentFactory(sha256=document.sha256)
    tasks.forget_documents()
    assert storing.read_kept(document.sha256) == b"shared"
    documents.remove(document, by=draft.applicant)
    tasks.forget_documents()
    assert storing.read_kept(beside.sha256) == b"shared"
    beside.delete()
    tasks.forget_documents()
    with pytest.raises(storing.NotKept):
        storing.open_kept(beside.sha256)
