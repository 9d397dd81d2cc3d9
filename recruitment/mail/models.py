"""The outbox: one row an email, and the states it can be in before its fate is known."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from recruitment.accounts.models import Employer


class State(models.TextChoices):
    """What is known of an email. The words are the recruiter's."""

    QUEUED = "queued", "Waiting to be sent"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    FAILED = "failed", "Refused by the mail server"
    UNKNOWN = "unknown", "May or may not have arrived"


# A person has to decide about these or to telephone.
TROUBLE = (State.FAILED, State.UNKNOWN)


class OutgoingEmailQuerySet(models.QuerySet):
    def due(self):
        """What may be sent now, in the order it is sent: people who wait at the sign-in page go first."""
        return self.filter(state=State.QUEUED, due_at__lte=Now()).order_by("-holds_secret", "due_at", "pk")

    def waiting(self):
        """Queued, also those that wait for their next try."""
        return self.filter(state=State.QUEUED)

    def in_trouble(self):
        return self.filter(state__in=TROUBLE)

    def lease_over(self):
        """Whoever was sending it has died or stands still."""
        return self.filter(state=State.SENDING, leased_until__lte=Now())


class OutgoingEmail(models.Model):
    """One email to one person, rendered when it was queued.

    queued -> sending (leased) -> sent | queued again (refused before the message went out; backs off)
    | failed (refused for good: a person is told) | unknown (it may have arrived: reconciled, or a person
    decides). `lease` names one attempt; only who holds it may write down how that attempt ended.
    `data_began_at` is committed just before the message itself is handed over: with it, a silence is a
    doubt; without it, the mail server cannot have the message.
    """

    State = State

    # What makes it this one email and no other: invitation:7.
    key = models.CharField(max_length=120, unique=True)
    message_id = models.CharField("Message-ID", max_length=120)
    employer = models.ForeignKey(
        Employer, null=True, blank=True, on_delete=models.PROTECT, related_name="emails"
    )
    # The thing it concerns: vacancy:12.
    about = models.CharField(max_length=80, blank=True)
    to = models.EmailField()
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    unsubscribe_url = models.URLField(
        blank=True, db_default="", editable=False, help_text="One POST to it stops emails like this one."
    )
    holds_secret = models.BooleanField(
        default=False, help_text="Sign-in codes and links: the text is wiped once its fate is settled."
    )

    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    queued_at = models.DateTimeField(db_default=Now(), editable=False)
    due_at = models.DateTimeField(db_default=Now(), editable=False, help_text="It is not tried before.")
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True, editable=False)
    leased_until = models.DateTimeField(null=True, editable=False)
    data_began_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    last_reply = models.TextField("what the mail server said", blank=True)

    objects = OutgoingEmailQuerySet.as_manager()

    class Meta:
        verbose_name = "email"
        ordering = ("-pk",)
        indexes = (
            models.Index(
                F("holds_secret").desc(), "due_at", "id", name="mail_due", condition=Q(state="queued")
            ),
            # Not by `leased_until`: noting that a message begins would have to enter the row anew into all of
            # these. There are never more of them than there are workers.
            models.Index(fields=("id",), name="mail_leased", condition=Q(state="sending")),
            models.Index(
                fields=("employer", "state"),
                name="mail_trouble",
                condition=Q(state__in=("failed", "unknown")),
            ),
            # What somebody was sent, when they download what is held about them, or leave: by its key, too,
            # and a search by several is only as fast as the slowest of them.
            models.Index(fields=("to",), name="mail_to"),
            models.Index(fields=("about",), name="mail_about"),
        )
        constraints = (
            # As a constraint: `unique` would bring an index for searches by beginnings, which nobody makes.
            models.UniqueConstraint(fields=("message_id",), name="mail_message_id_is_its_own"),
            models.CheckConstraint(
                name="mail_sending_is_leased",
                condition=~Q(state=State.SENDING) | Q(lease__isnull=False, leased_until__isnull=False),
            ),
            models.CheckConstraint(
                name="mail_sent_has_its_time",
                condition=Q(state=State.SENT, sent_at__isnull=False)
                | ~Q(state=State.SENT) & Q(sent_at__isnull=True),
            ),
            models.CheckConstraint(
                name="mail_secret_is_wiped",
                condition=Q(holds_secret=False) | Q(text="", html="") | Q(state__in=("queued", "sending")),
            ),
        )

    def __str__(self):
        return self.key
