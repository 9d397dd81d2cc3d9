"""The documents attached to an advert: what they are called and where their content is, not the content."""

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from recruitment.documents.recognising import Kind, size_in_words
from vacancies.models.vacancy import Vacancy


class SupportingDocument(models.Model):
    """A PDF or Word file that applicants may read beside the advert; its content is kept under `sha256`."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField(
        max_length=120, help_text="What applicants read: Job description, Travelling to us …"
    )
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    kind = models.CharField(max_length=4, choices=[(kind.value, kind.label) for kind in Kind])
    position = models.PositiveSmallIntegerField("order", default=0)
    added_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("vacancies:document", args=[self.vacancy_id, self.pk])

    @property
    def description(self) -> str:
        """PDF, 240 KB: what a link to it says beside its title."""
        return f"{Kind(self.kind).label}, {size_in_words(self.size)}"
