"""The documents that a vacancy asks applicants for. What they send in answer belongs to applying."""

from django.db import models

from vacancies.models.vacancy import Vacancy


class AskedDocument(models.Model):
    """One document that comes with an application; frozen by the database once the vacancy is published."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="asked_documents")
    position = models.PositiveSmallIntegerField("order", default=0)
    title = models.CharField(
        "document", max_length=120, help_text="As applicants read it: Copy of your care certificate."
    )
    guidance = models.TextField(
        max_length=500, blank=True, help_text="What it should show, or what else will do. May stay empty."
    )
    is_needed = models.BooleanField(
        "needed", default=True, help_text="Ticked, nobody can apply without it. Otherwise it is optional."
    )

    class Meta:
        verbose_name = "document asked for"
        verbose_name_plural = "documents asked for"
        ordering = ("position", "pk")

    def __str__(self):
        return self.title
