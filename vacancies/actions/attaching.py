"""The documents beside an advert: adding, replacing and removing one, also while people can apply."""

from django.db import transaction

from recruitment.accounts.models import User
from recruitment.audit.recording import record
from recruitment.documents import storing
from recruitment.documents.recognising import Document
from vacancies.actions.locking import lock
from vacancies.models import SupportingDocument, Vacancy
from vacancies.status import ENDED, Status

MOST_DOCUMENTS = 10


class TooManyDocuments(Exception):
    """More than anybody reads."""


class Stays(Exception):
    """What stands beside the advert stays as it is now."""


class HasEnded(Stays):
    """The advert has closed."""


class IsJudged(Stays):
    """It was sent for approval, or approved: what is published is what somebody read."""


@transaction.atomic
def attach(vacancy: Vacancy, document: Document, *, title: str, by: User) -> SupportingDocument:
    """Put a document beside the advert, after those that are there. Also: keeps its content, audits.

    Raises Stays (HasEnded, IsJudged) and TooManyDocuments.
    """
    _begin(vacancy)
    positions = list(vacancy.documents.values_list("position", flat=True))
    if len(positions) >= MOST_DOCUMENTS:
        raise TooManyDocuments
    attached = SupportingDocument(vacancy=vacancy, title=title, position=max(positions, default=0) + 1)
    _fill(attached, document)
    _record("vacancy.document_added", attached, by)
    return attached


@transaction.atomic
def replace(attached: SupportingDocument, document: Document, *, by: User) -> None:
    """Put a newer file in the place of a document; its address stays. Also: audits. Raises Stays."""
    _begin(attached.vacancy)
    before = attached.sha256
    _fill(attached, document)
    _record("vacancy.document_replaced", attached, by, before=before)


@transaction.atomic
def remove(attached: SupportingDocument, *, by: User) -> None:
    """Take a document from the advert; its content stays where it is kept. Also: audits. Raises Stays."""
    _begin(attached.vacancy)
    _record("vacancy.document_removed", attached, by)
    attached.delete()


def refuse_if_it_stays(vacancy: Vacancy) -> None:
    """Raises HasEnded or IsJudged where nothing may change beside the vacancy as it was read."""
    if vacancy.status in ENDED:
        raise HasEnded
    if vacancy.status in (Status.AWAITING_APPROVAL, Status.APPROVED):
        raise IsJudged


def _begin(vacancy: Vacancy) -> None:
    lock(vacancy)
    refuse_if_it_stays(vacancy)


def _fill(attached: SupportingDocument, document: Document) -> None:
    attached.sha256 = storing.keep(document.content)
    attached.file_name, attached.kind = document.file_name, document.kind.value
    attached.size = len(document.content)
    attached.save()


def _record(action: str, attached: SupportingDocument, by: User, **details) -> None:
    vacancy = attached.vacancy
    record(
        action,
        vacancy,
        by=by,
        employer_id=vacancy.employer_id,
        document=attached.pk,
        sha256=attached.sha256,
        kind=attached.kind,
        **details,
    )
