"""What somebody masked by hand before the panel reads, and that they have finished."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from vacancies.models import Vacancy


class MaskedWords(models.Model):
    """Words of one application that tell who wrote it, and that no rule found."""

    application = models.ForeignKey("applying.Application", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=200)
    masked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    masked_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=("application", "words"), name="words_are_masked_once"),
        )

    def __str__(self):
        return f"masked words {self.pk}"


class ReadThrough(models.Model):
    """Somebody has read this application for what tells who wrote it, and found no more."""

    application = models.OneToOneField("applying.Application", on_delete=models.PROTECT, related_name="+")
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"reading of {self.application_id}"


class Release(models.Model):
    """The applications of a vacancy whose rules ask for a reader were read, and the panel may begin."""

    vacancy = models.OneToOneField(Vacancy, on_delete=models.PROTECT, related_name="release")
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self):
        return f"release of {self.vacancy_id}"
