"""What an applicant answered: to each criterion, and to the employer's questions before applying."""

from django.db import models

from applicants.applying.models.application import Application
from vacancies.models import Criterion, PreApplicationQuestion


class Answer(models.Model):
    """What an applicant wrote as evidence for one criterion, or whether they acknowledged it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    acknowledged = models.BooleanField(null=True)
    # Written for another application and not saved here since: the person has to look at it first.
    copied_from = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("application", "criterion"), name="one_answer_per_criterion"),
        )

    def __str__(self):
        return f"{self.application_id} on {self.criterion_id}"


class PreApplicationAnswer(models.Model):
    """What an applicant answered to one of the employer's questions. The panel never reads it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers_before")
    question = models.ForeignKey(PreApplicationQuestion, on_delete=models.PROTECT, related_name="+")
    answer = models.TextField(blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("application", "question"), name="one_answer_per_question"),
        )

    def __str__(self):
        return f"{self.application_id} on {self.question_id}"
