"""The outbox: one row an email, and the four states it can be in before its fate is known."""

from django.db import models
from django.db.models.functions import Now

from recruitment.accounts.models import Employer


class OutgoingEmail(models.Model):
    """One email to one person, rendered when it was queued.

    queued -> sending (leased) -> sent | queued again (refused before the data went out; backs off)
    | failed (refused for good: a person is told) | unknown (it may have arrived: a person decides).
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Refused by the mail server"
        UNKNOWN = "unknown", "May or may not have arrived"

    key = models.CharField(
        max_length=120, unique=True, help_text="What this email is about, once: invitation:7."
    )
    message_id = models.CharField("Message-ID", max_length=120, unique=True)
    employer = models.ForeignKey(
        Employer, null=True, blank=True, on_delete=models.PROTECT, related_name="emails"
    )
    about = models.CharField(max_length=80, blank=True, help_text="The thing it concerns: vacancy:12.")
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    holds_secret = models.BooleanField(
        default=False, help_text="Sign-in codes and links: the text is wiped once it has been sent."
    )

    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    queued_at = models.DateTimeField(db_default=Now(), editable=False)
    due_at = models.DateTimeField(db_default=Now(), editable=False, help_text="Not tried before.")
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    last_reply = models.TextField("what the mail server said", blank=True)

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("due_at", "id"), name="mail_due", condition=models.Q(state="queued")),
            models.Index(fields=("leased_until",), name="mail_leased", condition=models.Q(state="sending")),
            models.Index(
                fields=("employer", "state"),
                name="mail_trouble",
                condition=models.Q(state__in=("failed", "unknown")),
            ),
        )

    def __str__(self):
        return self.key
