"""The documents that came with an application: what they are and say, not their content."""

from django.db import models

from applicants.applying.models.application import Application
from applicants.applying.status import Scan
from recruitment.documents.recognising import Kind, size_in_words
from vacancies.models import AskedDocument


class ApplicationDocumentQuerySet(models.QuerySet):
    def waiting(self):
        """Held until the virus scanner has looked at them."""
        return self.filter(scan=Scan.NOT_SCANNED)

    def released(self):
        """May be opened by those who are let in: clean, or no scanner is set up here."""
        return self.filter(scan__in=(Scan.CLEAN, Scan.NO_SCANNER))

    def kept(self):
        """Their content is there."""
        return self.exclude(scan=Scan.INFECTED)


class ApplicationDocument(models.Model):
    """What somebody sent for one document that the vacancy asks for. The content lies under `sha256`.

    `text` is what the pages say, and nothing of what the file says of its maker: all that a panel may get.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="documents")
    asked = models.ForeignKey(AskedDocument, on_delete=models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4, choices=[(kind.value, kind.label) for kind in Kind])
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    scan = models.CharField(max_length=12, choices=Scan.choices, default=Scan.NOT_SCANNED)
    scanned_at = models.DateTimeField(null=True, editable=False)
    saved_at = models.DateTimeField(auto_now=True)

    objects = ApplicationDocumentQuerySet.as_manager()

    class Meta:
        ordering = ("asked__position", "asked_id")
        constraints = (
            models.UniqueConstraint(fields=("application", "asked"), name="one_file_per_document_asked"),
            models.CheckConstraint(
                name="infected_keeps_no_text", condition=~models.Q(scan=Scan.INFECTED) | models.Q(text="")
            ),
        )
        indexes = (
            # Asked by the sweep of content that nobody names any more, and when a virus is found.
            models.Index(fields=("sha256",), name="document_by_content"),
            models.Index(fields=("id",), name="document_waits", condition=models.Q(scan=Scan.NOT_SCANNED)),
        )

    def __str__(self):
        return f"document {self.pk} of {self.application_id}"

    @property
    def is_infected(self) -> bool:
        return self.scan == Scan.INFECTED

    @property
    def is_released(self) -> bool:
        return self.scan in (Scan.CLEAN, Scan.NO_SCANNER)

    @property
    def description(self) -> str:
        """PDF, 240 KB, 2 pages."""
        pages = f"{self.pages} page{'' if self.pages == 1 else 's'}"
        return f"{Kind(self.kind).label}, {size_in_words(self.size)}, {pages}"
