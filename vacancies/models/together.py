"""One act on many vacancies: what was asked for, and how far it is."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from vacancies.models.vacancy import Vacancy


class ActTogether(models.Model):
    """What a recruiter asked to be done with many vacancies. It is done step by step, each on its own."""

    class Kind(models.TextChoices):
        EXTEND = "extend", "Give people more time"
        CLOSE = "close", "Close early"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    closes_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self):
        return f"{self.get_kind_display()} ({self.pk})"


class StepQuerySet(models.QuerySet):
    def waiting(self):
        """Not done and not refused yet."""
        return self.filter(outcome=Step.Outcome.WAITING)


class Step(models.Model):
    """The act on one of the vacancies, and what came of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DONE = "done", "Done"
        REFUSED = "refused", "Not done"

    act = models.ForeignKey(ActTogether, on_delete=models.CASCADE, related_name="steps")
    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    why = models.CharField(max_length=200, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("act", "vacancy"), name="one_step_a_vacancy"),)
        indexes = (models.Index(fields=("id",), name="steps_waiting", condition=models.Q(outcome="waiting")),)

    def __str__(self):
        return f"{self.act_id} on {self.vacancy_id}"
