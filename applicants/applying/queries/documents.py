"""The documents that a vacancy asks for, with what somebody has sent for each."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from applicants.applying.models import Application, ApplicationDocument
from vacancies.models import AskedDocument


@dataclass(frozen=True)
class DocumentAsked:
    """One document that is asked for, and the file that was sent for it."""

    asked: AskedDocument
    document: ApplicationDocument | None

    @property
    def is_there(self) -> bool:
        """Something was sent that is no virus. It need not be scanned yet."""
        return self.document is not None and not self.document.is_infected

    @property
    def scan(self) -> str | None:
        """The scanner's word on what was sent."""
        return self.document.scan if self.document else None

    @property
    def is_missing(self) -> bool:
        return self.asked.is_needed and not self.is_there

    @property
    def is_wrong(self) -> bool:
        return self.document is not None and self.document.is_infected


def documents(application: Application) -> list[DocumentAsked]:
    """Everything that is asked for, in the vacancy's order. Two queries; one where nothing is asked."""
    asked = list(AskedDocument.objects.filter(vacancy=application.vacancy_id))
    sent = {}
    if asked:
        # The text can be long, and no page of the applicant shows it.
        rows = application.documents.defer("text").annotate(has_words=~Q(text="")).order_by()
        sent = {document.asked_id: document for document in rows}
    return [DocumentAsked(one, sent.get(one.pk)) for one in asked]


def documents_in_short(vacancy: int, application: int) -> ArraySubquery:
    """The same within another query: whether each is needed, and the scanner's word on what was sent."""
    sent = ApplicationDocument.objects.filter(application=application, asked=OuterRef("pk")).order_by()
    asked = AskedDocument.objects.filter(vacancy=vacancy).order_by()
    return ArraySubquery(
        asked.values(row=JSONObject(is_needed="is_needed", scan=Subquery(sent.values("scan"))))
    )
