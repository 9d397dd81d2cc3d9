"""Where an application stood: only ever added to."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from applicants.applying.models.application import Application
from applicants.applying.status import Status


class StatusChange(models.Model):
    """One move of an application: who, when, from, to, why. Only ever added to."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="status_changes")
    from_status = models.CharField(max_length=20, choices=Status.choices)
    to_status = models.CharField(max_length=20, choices=Status.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return f"{self.from_status} → {self.to_status}"
