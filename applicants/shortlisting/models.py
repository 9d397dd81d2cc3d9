"""The panel's labels, cards and scores; the shortlist, its decisions and the invitations."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from applicants.shortlisting.scale import HIGHEST
from vacancies.models import Criterion, PanelMember, Vacancy


class ClockTimestamp(models.Func):
    """The database's clock at this statement; Now() is when the transaction began, perhaps before a wait."""

    function = "clock_timestamp"
    template = "%(function)s()"
    output_field = models.DateTimeField()


class Candidate(models.Model):
    """How one panel member sees one application: a label and a place in the order, both random.

    Made by `blinding` alone. `position` is drawn from a wide range instead of counted up, so that neither a
    gap nor the end of the list tells who withdrew or came late. `scored_at` says that this member has given
    points on every scored criterion; it spares the pages the counting.
    """

    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="candidates")
    application = models.ForeignKey("applying.Application", on_delete=models.PROTECT, related_name="+")
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    label = models.CharField(max_length=20)
    position = models.PositiveIntegerField()
    scored_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("member", "application"), name="one_label_per_member"),
            models.UniqueConstraint(fields=("member", "label"), name="labels_differ"),
        )
        indexes = (models.Index(fields=("member", "position", "id"), name="candidate_order"),)

    def __str__(self):
        return self.label


class ScoreCardQuerySet(models.QuerySet):
    """Cards by whether they count."""

    def of_the_panel(self, vacancy):
        """The newest card of everybody on the panel now. Removed members' cards are kept, not counted."""
        newest = self.filter(member__vacancy=vacancy, member__removed_at=None)
        return newest.order_by("member_id", "-version").distinct("member_id")


class ScoreCard(models.Model):
    """All the scores of one panel member for one vacancy. Once submitted it is frozen by the database."""

    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="cards")
    version = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField(db_default=Now(), editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)

    objects = ScoreCardQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("member", "version"), name="one_card_per_version"),)

    def __str__(self):
        return f"card {self.pk}"


class Score(models.Model):
    """The points one member gave one candidate for one criterion, and why. The note may come first.

    A trigger refuses points outside the vacancy's own scale, and points below met without a note.
    """

    card = models.ForeignKey(ScoreCard, on_delete=models.PROTECT, related_name="scores")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(HIGHEST)])
    note = models.TextField(blank=True)
    saved_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("card", "candidate", "criterion"), name="one_score_each"),
            models.CheckConstraint(name="points_on_the_scale", condition=Q(points__lte=HIGHEST)),
        )

    def __str__(self):
        return f"{self.points}"


class Shortlist(models.Model):
    """Where a vacancy's panel stands: choosing, confirmed (decided), announced (told)."""

    vacancy = models.OneToOneField(Vacancy, on_delete=models.PROTECT, related_name="shortlist")
    interview_details = models.TextField(
        blank=True, help_text="When, where, how long, what to prepare. Goes into every invitation."
    )
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    announced_at = models.DateTimeField(null=True, editable=False)
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="announced_was_confirmed", condition=Q(announced_at=None) | Q(confirmed_at__isnull=False)
            ),
        )

    def __str__(self):
        return f"shortlist of {self.vacancy_id}"


class Decision(models.Model):
    """What a named person decided about one application. Decided is not told: see `Shortlist.announced_at`.

    Fixed by the database while the shortlist is confirmed.
    """

    class Outcome(models.TextChoices):
        INVITE = "invite", "Invite to interview"
        NOT_SHORTLISTED = "not_shortlisted", "Not shortlisted"

    shortlist = models.ForeignKey(Shortlist, on_delete=models.PROTECT, related_name="decisions")
    application = models.OneToOneField("applying.Application", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now=True)

    def __str__(self):
        return self.outcome


class Invitation(models.Model):
    """An applicant is invited to interview. The email is only a notice of this row."""

    application = models.ForeignKey(
        "applying.Application", on_delete=models.PROTECT, related_name="invitations"
    )
    interview_on = models.DateField(null=True)
    details = models.TextField(blank=True)
    invited_at = models.DateTimeField(db_default=Now(), editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("application",), condition=Q(cancelled_at=None), name="one_live_invitation"
            ),
        )

    def __str__(self):
        return f"invitation {self.pk}"


def invitation_key(invitation_pk: int) -> str:
    """The key of the one email that tells of this invitation."""
    return f"invitation:{invitation_pk}"


def outcome_key(application_pk: int) -> str:
    """The key of the one email that tells an applicant that they are not shortlisted."""
    return f"outcome:{application_pk}"
