"""What was read from a recruiter's document, kept until somebody has looked it through."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Now

from recruitment.accounts.models import Employer
from vacancies.models.vacancy import Vacancy


class ImportedAdvert(models.Model):
    """One document: its text, what was understood of it, and the vacancy that was made of it, if any.

    `draft` is an AdvertDraft as vacancies/importing/kept.py writes it; its origins name lines of `text`.
    """

    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="+")
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    file_name = models.CharField(max_length=200)
    text = models.TextField()
    draft = models.JSONField(encoder=DjangoJSONEncoder)
    vacancy = models.ForeignKey(Vacancy, null=True, on_delete=models.SET_NULL, related_name="imports")
    imported_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ("-pk",)

    def __str__(self):
        return self.file_name
