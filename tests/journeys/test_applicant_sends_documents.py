"""A recruiter asks for documents; an applicant sends, replaces and removes them; the recruiter reads them."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from applicants.applying import tasks
from applicants.applying.models import Application
from recruitment.documents import storing
from tests.factories import (
    StaffRoleFactory,
    SupportingDocumentFactory,
    as_draft,
    complete_draft,
    open_vacancy,
    publishable_vacancy,
)
from tests.journeys.visitors import Visitor, somebody_with_an_account
from tests.recruitment.documents import fake_clamd, made
from vacancies.models import Vacancy

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("no_second_factor")]

CERTIFICATE, WORK = "Copy of your care certificate", "A piece of work you are proud of"


def file(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def chooses(page, number: int, chosen: dict) -> None:
    """Into the page's file field of this number: a script puts a button in its place for people to press."""
    page.locator("input[type=file]").nth(number).set_input_files(chosen)


def test_an_applicant_sends_documents(opens_a_browser):
    vacancy = given_a_vacancy_that_asks_for_two_documents()
    alex = given_an_applicant_who_has_only_the_documents_left(opens_a_browser(), vacancy)

    when_a_photograph_is_chosen_beside_a_certificate(alex)
    then_the_certificate_is_kept_and_the_photograph_is_named(alex)
    when_the_certificate_is_replaced_by_a_newer_one(alex)
    and_a_piece_of_work_is_sent_and_removed_again(alex)
    when_the_application_is_submitted(alex)
    then_the_documents_can_be_read_and_not_changed(alex)

    robin = given_a_recruiter_reads_the_application(opens_a_browser(), vacancy)
    then_the_recruiter_downloads_the_newer_certificate(robin)


def given_a_vacancy_that_asks_for_two_documents() -> Vacancy:
    vacancy = open_vacancy(criteria=1)
    with as_draft(vacancy):
        vacancy.asked_documents.create(
            title=CERTIFICATE, guidance="A letter that says you have it will do.", position=1
        )
        vacancy.asked_documents.create(title=WORK, is_needed=False, position=2)
    return vacancy


def given_an_applicant_who_has_only_the_documents_left(alex: Visitor, vacancy) -> Visitor:
    user = somebody_with_an_account()
    alex.goes_to(reverse("applying:start", args=[vacancy.pk]))
    alex.sees(f"{CERTIFICATE}: A letter that says you have it will do.")
    alex.looks_at("documents-01-before-you-start")
    draft = complete_draft(vacancy, applicant=user)
    alex.signs_in(user)
    alex.goes_to(reverse("applying:task_list", args=[draft.reference]))
    alex.follows("Documents")
    alex.is_on("Documents")
    alex.looks_at("documents-02-asked")
    return alex


def when_a_photograph_is_chosen_beside_a_certificate(alex: Visitor):
    chooses(alex.page, 0, file("certificate.docx", made.docx("My certificate")))
    chooses(alex.page, 1, file("IMG_2041.jpg", made.picture_by("nobody")))
    alex.presses("Save and continue")


def then_the_certificate_is_kept_and_the_photograph_is_named(alex: Visitor):
    alex.sees("“certificate.docx” was saved", "we cannot take “IMG_2041.jpg”. This is a picture")
    alex.looks_at("documents-03-one-refused")


def when_the_certificate_is_replaced_by_a_newer_one(alex: Visitor):
    newer = file("newer certificate.pdf", made.pdf_with_words("My newer certificate"))
    chooses(alex.page, 0, newer)
    alex.presses("Save and continue")
    alex.sees("“newer certificate.pdf” was saved")


def and_a_piece_of_work_is_sent_and_removed_again(alex: Visitor):
    reference = Application.objects.get().reference
    alex.goes_to(reverse("applying:documents", args=[reference]))
    chooses(alex.page, 1, file("scan.pdf", made.pdf()))
    alex.presses("Save and continue")
    alex.goes_to(reverse("applying:documents", args=[reference]))
    alex.sees("We found no words in this file")
    alex.looks_at("documents-04-both-there")
    alex.page.get_by_role("link", name=f"Remove scan.pdf ({WORK})").click()
    alex.is_on("Remove this document?")
    alex.looks_at("documents-05-remove")
    alex.presses("Remove it")
    alex.sees("“scan.pdf” was removed.")


def when_the_application_is_submitted(alex: Visitor):
    alex.goes_to(reverse("applying:check", args=[Application.objects.get().reference]))
    alex.sees("newer certificate.pdf", "Nothing sent. This document is optional.")
    alex.looks_at("documents-06-check")
    alex.presses("Submit my application")


def then_the_documents_can_be_read_and_not_changed(alex: Visitor):
    alex.goes_to(reverse("applying:application", args=[Application.objects.get().reference]))
    with alex.page.expect_download() as download:
        alex.follows("newer certificate.pdf")
    assert download.value.suggested_filename == "newer certificate.pdf"
    alex.looks_at("documents-07-afterwards")


def given_a_recruiter_reads_the_application(robin: Visitor, vacancy) -> Visitor:
    user = somebody_with_an_account()
    StaffRoleFactory(employer=vacancy.employer, user=user)
    robin.goes_to("/account/login/")
    robin.signs_in(user)
    application = Application.objects.get()
    robin.goes_to(reverse("admin:applying_application_change", args=[application.pk]))
    robin.looks_at("documents-08-on-the-desk")
    return robin


def then_the_recruiter_downloads_the_newer_certificate(robin: Visitor):
    with robin.page.expect_download() as download:
        robin.follows("newer certificate.pdf")
    assert Path(download.value.path()).read_bytes() == made.pdf_with_words("My newer certificate")


def test_what_is_asked_and_what_the_scanner_found(page, look, sign_in, settings):
    """The pages beside that journey: the desk's, and those of a virus."""
    vacancy = publishable_vacancy(criteria=1)
    vacancy.asked_documents.create(title="Copy of your passport")
    attached = SupportingDocumentFactory(vacancy=vacancy)
    sign_in(page, StaffRoleFactory(employer=vacancy.employer).user)
    page.goto(reverse("admin:vacancies_vacancy_change", args=[vacancy.pk]))
    expect(page.get_by_text("checked after an offer").first).to_be_visible()
    look(page, "documents-09-asked-on-the-desk")
    page.goto(reverse("admin:vacancies_vacancy_document_replace", args=[vacancy.pk, attached.pk]))
    look(page, "documents-10-replace-supporting")
    page.get_by_label("File").set_input_files(file("a.pdf", b"no PDF"))
    page.get_by_role("button", name="Replace it").click()
    expect(page.get_by_text("This is neither a PDF")).to_be_visible()
    look(page, "documents-11-replace-supporting-refused")

    vacancy = given_a_vacancy_that_asks_for_two_documents()
    draft = complete_draft(vacancy)
    with fake_clamd.running() as clamd:
        settings.CLAMD_URL = clamd.url
        sign_in(page, draft.applicant)
        page.goto(reverse("applying:documents", args=[draft.reference]))
        words = made.pdf_with_words("Words") + b"\n%" + fake_clamd.EICAR
        chooses(page, 0, file("certificate.pdf", words))
        page.get_by_role("button", name="Save and continue").click()
        tasks.scan_documents()
        page.goto(reverse("applying:documents", args=[draft.reference]))
        expect(page.get_by_text("A virus was found in the file you sent")).to_be_visible()
        look(page, "documents-12-virus")
        chooses(page, 0, file("better.pdf", words))
        page.get_by_role("button", name="Save and continue").click()
        page.goto(reverse("applying:check", args=[draft.reference]))
        page.get_by_role("button", name="Submit my application").click()
        page.get_by_text(draft.reference).first.wait_for()
        tasks.scan_documents()
    page.goto(reverse("applying:application", args=[draft.reference]))
    look(page, "documents-13-virus-afterwards")
    page.get_by_role("link", name=f"Send another file for {CERTIFICATE}").click()
    look(page, "documents-14-another")
    chooses(page, 0, file("clean.pdf", made.pdf_with_words("Clean")))
    page.get_by_role("button", name="Send this file").click()
    expect(page.get_by_text("“clean.pdf” was saved")).to_be_visible()
    assert storing.read_kept(draft.documents.get().sha256) == made.pdf_with_words("Clean")
