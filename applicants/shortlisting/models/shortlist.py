"""The shortlist: its decisions, the guaranteed interviews, and the invitations."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from recruitment.accounts.models import GivesFeedback
from vacancies.models import Vacancy


class Shortlist(models.Model):
    """Where a vacancy's panel stands: choosing, confirmed (decided), announced (told)."""

    vacancy = models.OneToOneField(Vacancy, on_delete=models.PROTECT, related_name="shortlist")
    interview_when = models.TextField(blank=True)
    interview_where = models.TextField(blank=True)
    interview_length = models.CharField(max_length=200, blank=True)
    interview_prepare = models.TextField(blank=True)
    # Whatever else there is to say.
    interview_details = models.TextField(blank=True)
    interview_places = models.PositiveSmallIntegerField(null=True, blank=True)
    # The emails wait for this time of day, in London; at once where there is none.
    emails_from = models.TimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    # The cards that counted when it was confirmed: they count as long as it is, whoever comes or goes.
    rests_on = ArrayField(models.BigIntegerField(), default=list, db_default=[], blank=True, editable=False)
    # The recruiter has looked at the guaranteed interviews of an employer that offers them.
    checked_at = models.DateTimeField(null=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    high_volume_reason = models.TextField(blank=True, editable=False)
    announced_at = models.DateTimeField(null=True, editable=False)
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    # How people were told that they get feedback; what the employer changes later is for later vacancies.
    feedback = models.CharField(max_length=10, choices=GivesFeedback, blank=True, editable=False)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="announced_was_confirmed", condition=Q(announced_at=None) | Q(confirmed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="rests_on_cards_once_confirmed",
                condition=Q(confirmed_at__isnull=False) | Q(rests_on=[]),
            ),
        )

    def __str__(self):
        return f"shortlist of {self.vacancy_id}"

    @property
    def gives_feedback(self) -> GivesFeedback:
        """As it was announced; before that, as the employer gives it today."""
        return GivesFeedback(self.feedback or self.vacancy.employer.feedback)

    @property
    def describes_interviews(self) -> bool:
        """Whether an invitation would say what it has to."""
        needed = (self.interview_when, self.interview_where, self.interview_length, self.interview_prepare)
        return all(words.strip() for words in needed)

    @property
    def interviews_in_words(self) -> str:
        """What every invitation says, as it is kept with each. Needs the vacancy."""
        day = self.vacancy.interview_on
        said = {
            "When": self.interview_when or (f"{day:%A} {day.day} {day:%B %Y}" if day else ""),
            "Where": self.interview_where,
            "How long": self.interview_length,
            "What to prepare": self.interview_prepare,
        }
        lines = [f"{what}: {words.strip()}" for what, words in said.items() if words.strip()]
        return "\n\n".join([*lines, self.interview_details.strip()]).strip()


class Decision(models.Model):
    """What a named person decided about one application. Decided is not told: see `Shortlist.announced_at`.

    Fixed by the database while the shortlist is confirmed.
    """

    class Outcome(models.TextChoices):
        INVITE = "invite", "Invite to interview"
        RESERVE = "reserve", "Reserve list"
        NOT_SHORTLISTED = "not_shortlisted", "Not shortlisted"

    shortlist = models.ForeignKey(Shortlist, on_delete=models.PROTECT, related_name="decisions")
    application = models.OneToOneField("applying.Application", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    # 1 is asked first when somebody who was invited withdraws.
    reserve_place = models.PositiveSmallIntegerField(null=True)
    # Looked through as one of several, not chosen by itself.
    in_batch = models.BooleanField(default=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="reserves_are_in_order",
                condition=Q(outcome="reserve", reserve_place__isnull=False)
                | ~Q(outcome="reserve") & Q(reserve_place__isnull=True),
            ),
            models.UniqueConstraint(
                fields=("shortlist", "reserve_place"),
                name="one_reserve_a_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
        )

    def __str__(self):
        return self.outcome


class GuaranteedInterview(models.Model):
    """A recruiter invites somebody who takes part in Disability Confident and meets the essentials.

    A table of its own: the panel's pages do not read it. It stands above the panel's decision until the
    shortlist is opened again (`ended_at`).
    """

    shortlist = models.ForeignKey(Shortlist, on_delete=models.PROTECT, related_name="guaranteed")
    application = models.ForeignKey("applying.Application", on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("application",), condition=Q(ended_at=None), name="one_guarantee_each"
            ),
        )

    def __str__(self):
        return f"guarantee {self.pk}"


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


def reserve_key(application_pk: int) -> str:
    """The key of the one email that tells an applicant that they are on the reserve list."""
    return f"outcome:{application_pk}:reserve"


def released_key(application_pk: int) -> str:
    """The key of the one email that tells somebody on the reserve list that nobody is needed any more."""
    return f"outcome:{application_pk}:released"


def feedback_key(application_pk: int) -> str:
    """The key of the one email that says that there is feedback to read."""
    return f"outcome:{application_pk}:feedback"
