"""The person specification: what somebody needs for the job, point by point, and how each point is judged."""

from textwrap import shorten

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from vacancies.models.vacancy import Vacancy
from vacancies.status import JUDGED_AT_SHORTLISTING, CriterionKind, EvidencedBy, Importance, QuestionKind


def _by_application() -> list[str]:
    return [EvidencedBy.APPLICATION.value]


class CriterionQuerySet(models.QuerySet):
    def judged_at_shortlisting(self):
        """Evidenced by the application or a certificate: what the form asks and the panel reads."""
        return self.filter(evidenced_by__overlap=list(JUDGED_AT_SHORTLISTING))

    def scored(self):
        return self.filter(kind=CriterionKind.SCORED)

    def acknowledged(self):
        return self.filter(kind=CriterionKind.ACKNOWLEDGED)


class Criterion(models.Model):
    """One point of the person specification, frozen by the database once the vacancy is published."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField("order", default=0)
    group = models.CharField(max_length=100, blank=True, help_text="Qualifications, Experience, Values …")
    text = models.TextField(max_length=1000)
    guidance = models.TextField(
        "help for applicants",
        max_length=500,
        blank=True,
        help_text="Stands beside the box on the form: what a good example could be about.",
    )
    importance = models.CharField(max_length=10, choices=Importance.choices, default=Importance.ESSENTIAL)
    evidenced_by = ArrayField(
        models.CharField(max_length=1, choices=EvidencedBy.choices),
        default=_by_application,
    )
    kind = models.CharField(max_length=12, choices=CriterionKind.choices, default=CriterionKind.SCORED)
    weight = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text="How much it counts towards the total.",
    )

    minimum = models.PositiveSmallIntegerField(
        "met from",
        null=True,
        blank=True,
        validators=[MaxValueValidator(10)],
        help_text="The points from which it counts as met. Leave empty for the vacancy's own rule.",
    )

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ("position", "pk")

    def __str__(self):
        return shorten(self.text, 80, placeholder=" …")

    @property
    def evidence_in_words(self) -> str:
        return ", ".join(key.label for key in EvidencedBy if key in self.evidenced_by)

    @property
    def is_judged_at_shortlisting(self) -> bool:
        return any(key in JUDGED_AT_SHORTLISTING for key in self.evidenced_by)


class PreApplicationQuestion(models.Model):
    """Asked before somebody begins to apply. An answer that was not hoped for explains; it never rejects."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField("order", default=0)
    text = models.CharField("question", max_length=300)
    kind = models.CharField(max_length=10, choices=QuestionKind.choices, default=QuestionKind.YES_NO)
    hoped_for = models.CharField(
        "answer you hope for",
        max_length=3,
        choices=(("yes", "Yes"), ("no", "No")),
        blank=True,
        help_text="Yes or no questions only. Any other answer shows the explanation; people may still apply.",
    )
    explanation = models.TextField(
        max_length=1000, blank=True, help_text="What somebody should know who answers otherwise."
    )

    class Meta:
        ordering = ("position", "pk")

    def __str__(self):
        return shorten(self.text, 80, placeholder=" …")
