"""How far each page of a draft is, and the page whose answers have a table of their own."""

from django.db import models

from applicants.applying import pages
from applicants.applying.models.application import Application


class Section(models.Model):
    """One page of an application on which something was saved.

    Pages that can tell from their columns whether they are complete have no row (see queries/progress.py).
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="sections")
    name = models.CharField(max_length=20, choices=pages.Name.choices)
    # The applicant said so, or everything the page needs is there.
    complete = models.BooleanField(default=False)
    # Taken over from that application and not confirmed since: never complete.
    copied_from = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("application", "name"), name="one_row_per_section"),
            models.CheckConstraint(
                name="copied_is_not_complete",
                condition=models.Q(copied_from=None) | models.Q(complete=False),
            ),
        )

    def __str__(self):
        return f"{self.name} of {self.application_id}"


class Support(models.Model):
    """Disability Confident and adjustments for an interview: never a diagnosis.

    A table of its own, because it comes near to health: no list, search, filter or export reads it, and the
    panel never does.
    """

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="support")
    disability_confident = models.BooleanField(null=True)
    needs_adjustments = models.BooleanField(null=True)
    adjustments = models.TextField(blank=True)
    saved_at = models.DateTimeField(auto_now=True)

    def __str__(self):
        return f"support of {self.application_id}"
