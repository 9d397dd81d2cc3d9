"""What applicants are told beside their answer: an employer's own words, and feedback."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from applicants.shortlisting.status import Worded
from recruitment.accounts.models import Employer
from vacancies.models import Criterion


class Wording(models.Model):
    """An employer's own words for one kind of email; without such a row the built-in words are used."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="wordings")
    kind = models.CharField(max_length=20, choices=Worded)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "words of an email"
        verbose_name_plural = "words of emails"
        constraints = (models.UniqueConstraint(fields=("employer", "kind"), name="one_wording_a_kind"),)

    def __str__(self):
        return f"{self.employer}: {self.get_kind_display()}"


class Feedback(models.Model):
    """That an applicant asked for feedback, and that the panel's notes on them were released.

    `looked_at`: the chair has gone through the notes; they are kept, and nobody else reads them before they
    are released. What is released and announced is fixed by the database: a trigger holds it.
    """

    application = models.OneToOneField(
        "applying.Application", on_delete=models.PROTECT, related_name="feedback"
    )
    asked_at = models.DateTimeField(null=True, editable=False)
    looked_at = models.DateTimeField(null=True, editable=False)
    released_at = models.DateTimeField(null=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name_plural = "feedback"

    def __str__(self):
        return f"feedback {self.pk}"


class ReleasedNoteQuerySet(models.QuerySet):
    def standing(self):
        """Those that no correction has taken the place of."""
        return self.filter(superseded_at=None)


class ReleasedNote(models.Model):
    """The panel's words to one applicant on one criterion, as the chair let them go.

    A correction of what the applicant could read is a row of its own; the earlier one stays, superseded. One
    without words takes back what was said.
    """

    feedback = models.ForeignKey(Feedback, on_delete=models.PROTECT, related_name="notes")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    written_at = models.DateTimeField(db_default=Now(), editable=False)
    superseded_at = models.DateTimeField(null=True, editable=False)

    objects = ReleasedNoteQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("feedback", "criterion"),
                condition=models.Q(superseded_at=None),
                name="one_note_a_criterion",
            ),
        )

    def __str__(self):
        return f"released note {self.pk}"
