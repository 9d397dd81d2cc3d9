"""The trail: one row for every act that matters. No foreign keys, so that it outlives what it tells of."""

from django.db import models
from django.db.models.functions import Now


class AuditEvent(models.Model):
    """Somebody, or a named job of the system, did something to one thing.

    Written by `audit.recording` alone; the database refuses UPDATE, DELETE and TRUNCATE.
    Holds ids and facts, never names or what people wrote about themselves.
    """

    happened_at = models.DateTimeField(db_default=Now(), editable=False)
    actor_id = models.BigIntegerField("person", null=True, help_text="The user's number.")
    system_job = models.CharField(max_length=60, blank=True, help_text="The job, where no person acted.")
    action = models.CharField(max_length=60, help_text="What was done: vacancy.published.")
    subject = models.CharField(max_length=80, help_text="To what: vacancy:12.")
    employer_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ("-pk",)
        # With the time: whether the same was noted in the last minute must not cost more with every note.
        indexes = (models.Index(fields=("subject", "action", "happened_at"), name="audit_subject_lately"),)
        constraints = (
            models.CheckConstraint(
                name="audit_actor_or_job",
                condition=(models.Q(actor_id__isnull=False) & models.Q(system_job=""))
                | (models.Q(actor_id__isnull=True) & ~models.Q(system_job="")),
            ),
        )

    def __str__(self):
        return f"{self.action} {self.subject}"
