"""The documents of an application: keeping one, taking it away, and what becomes of it once it is scanned."""

from django.db import transaction
from django.db.models.functions import Now

from applicants.applying import emails
from applicants.applying.actions.drafting import NotADraft
from applicants.applying.models import Application, ApplicationDocument
from applicants.applying.status import Scan, Status
from recruitment.accounts.models import User
from recruitment.audit.recording import SystemJob, record
from recruitment.documents import scanning, storing
from recruitment.documents.reading import Reading
from recruitment.documents.recognising import Document
from vacancies.models import AskedDocument, SupportingDocument

MOST_PAGES = 20


@transaction.atomic
def attach(
    application: Application, asked: AskedDocument, document: Document, reading: Reading, *, by: User
) -> ApplicationDocument:
    """Keep a file for a document that is asked for, in place of one that is there. Also: audits.

    It is held until it has been scanned, where a scanner is set up. Raises NotADraft where the application
    was received, unless this takes the place of one in which a virus was found while people may still apply.
    """
    held = _hold(application)
    standing = held.documents.filter(asked=asked).first()
    if not held.is_draft and not may_send_another(held, standing):
        raise NotADraft
    kept = standing or ApplicationDocument(application=held, asked=asked)
    kept.sha256 = storing.keep(document.content)
    kept.file_name, kept.kind = document.file_name, document.kind.value
    kept.size, kept.pages, kept.text = len(document.content), reading.pages, reading.text
    kept.scan = Scan.NOT_SCANNED if scanning.is_configured() else Scan.NO_SCANNER
    kept.scanned_at = None
    kept.save()
    _note(held, f"application.document_{'replaced' if standing else 'added'}", kept, by)
    return kept


@transaction.atomic
def remove(document: ApplicationDocument, *, by: User) -> None:
    """Take a document out of a draft; a sweep removes its content. Also: audits. Raises NotADraft."""
    held = _hold(document.application)
    if not held.is_draft:
        raise NotADraft
    _note(held, "application.document_removed", document, by)
    document.delete()


def may_send_another(application: Application, document: ApplicationDocument | None) -> bool:
    """A virus was found in what was sent, and people may still apply. Needs `vacancy`."""
    waits = document is not None and document.is_infected
    return waits and application.status == Status.SUBMITTED and application.vacancy.is_open


def scan(document: ApplicationDocument, *, by: SystemJob) -> bool:
    """Have a document scanned and note what was found. False where somebody else was faster.

    Where there is no scanner (any more), it is released, and says so. What holds a virus is removed at once
    wherever it was sent, and its owners are told. Raises ScannerDown, NotKept.
    """
    if not scanning.is_configured():
        return _settle(document, Scan.NO_SCANNER)
    # No lock is held and no transaction open while the scanner is asked.
    try:
        verdict = scanning.scan(storing.read_kept(document.sha256))
    except storing.NotKept:
        if not ApplicationDocument.objects.filter(sha256=document.sha256, scan=Scan.INFECTED).exists():
            raise
        # The same was found in another application a moment ago, and is gone.
        verdict = scanning.Verdict("known")
    if verdict.is_clean:
        return _settle(document, Scan.CLEAN)
    refused = _refuse(document, by=by)
    storing.remove(document.sha256)
    return refused


def forget_content() -> int:
    """Remove the content that no document names any more. Returns how many files went."""
    return storing.sweep(_named)


def _named(hashes: list[str]) -> set[str]:
    """Those of the hashes that some row names: one question, so that no copy slips through between two."""
    sent = ApplicationDocument.objects.kept().filter(sha256__in=hashes).order_by().values_list("sha256")
    beside = SupportingDocument.objects.filter(sha256__in=hashes).order_by().values_list("sha256")
    return {sha256 for (sha256,) in sent.union(beside)}


def _settle(document: ApplicationDocument, word: Scan) -> bool:
    """Write down the scanner's word, unless another file has come in its place since."""
    same = ApplicationDocument.objects.waiting().filter(pk=document.pk, sha256=document.sha256)
    return bool(same.update(scan=word, scanned_at=Now()))


@transaction.atomic
def _refuse(document: ApplicationDocument, *, by: SystemJob) -> bool:
    """Of everything with this content nothing stays but that it was there; every owner is told."""
    same = (
        ApplicationDocument.objects.kept()
        .filter(sha256=document.sha256)
        .select_related("application__applicant", "application__vacancy__employer", "asked")
        .order_by("application_id", "pk")
    )
    found = list(same)
    for one in found:
        ApplicationDocument.objects.filter(pk=one.pk).update(scan=Scan.INFECTED, scanned_at=Now(), text="")
        _note(one.application, "application.document_infected", one, by)
        emails.document_infected(one, may_send_another=_may_still_send(one))
    return bool(found)


def _may_still_send(document: ApplicationDocument) -> bool:
    application = document.application
    received = application.status == Status.SUBMITTED
    return application.vacancy.is_open if received else application.may_be_submitted


def _hold(application: Application) -> Application:
    """The row, locked until the transaction ends and read anew; noted as saved where it is a draft."""
    rows = Application.objects.select_related("vacancy").select_for_update(of=("self",), no_key=True)
    held = rows.get(pk=application.pk)
    if held.is_draft:
        Application.objects.filter(pk=held.pk).update(saved_at=Now())
    return held


def _note(application: Application, action: str, document: ApplicationDocument, by) -> None:
    record(
        action,
        application,
        by=by,
        employer_id=application.vacancy.employer_id,
        document=document.pk,
        asked=document.asked_id,
        kind=document.kind,
    )
