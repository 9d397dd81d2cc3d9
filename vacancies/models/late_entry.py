"""A late-entry code: lets somebody in after all whom an early closing treated unfairly."""

import secrets

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.crypto import salted_hmac

from recruitment.accounts.models import User
from vacancies import times
from vacancies.models.vacancy import Vacancy

# No vowels, no 0/O, 1/I: nothing that reads as a word or is misheard on the phone.
ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXYZ"
LENGTH = 12


def new_code() -> str:
    """Fifty-eight random bits in three groups: "K7QX-4MWP-9TRB"."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[i : i + 4] for i in range(0, LENGTH, 4))


def fingerprint(code: str) -> str:
    """What is stored of a code. Case, spaces and hyphens do not matter, as people copy it from paper."""
    letters = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return salted_hmac("vacancies.late-entry", letters, algorithm="sha256").hexdigest()


class LateEntryCodeQuerySet(models.QuerySet):
    def valid(self):
        """May let somebody in now. For kind words; the gate in the database decides and counts."""
        return self.filter(revoked_at=None, until__gt=Now(), used__lt=F("uses_allowed"))


class LateEntryCode(models.Model):
    """One code. Only its fingerprint is kept: a copy of the database lets nobody in.

    `used` is counted by the database gate, in the statement that lets the application in.
    """

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="late_entry_codes")
    fingerprint = models.CharField(max_length=64, editable=False)
    for_whom = models.CharField(
        "for whom", max_length=200, help_text="In your words. Applicants and the panel do not see it."
    )
    email = models.EmailField(
        "their email address",
        blank=True,
        help_text="If you enter it, we send them the code, and no other account can use it.",
    )
    until = models.DateTimeField()
    uses_allowed = models.PositiveSmallIntegerField(
        "how many may use it", default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    used = models.PositiveSmallIntegerField(default=0, editable=False)
    reason = models.TextField(max_length=1000)
    created_by = models.ForeignKey(
        User, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = LateEntryCodeQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("vacancy", "fingerprint"), name="late_entry_code_once"),
            models.CheckConstraint(name="late_entry_not_too_often", condition=Q(used__lte=F("uses_allowed"))),
        )

    def __str__(self):
        return f"late-entry code {self.pk}"

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None and self.until > timezone.now() and self.used < self.uses_allowed

    @property
    def standing(self) -> str:
        """Where it stands, for the recruiter's list."""
        if self.revoked_at:
            return "Taken back"
        if self.used >= self.uses_allowed:
            return "Used"
        return "Valid" if self.until > timezone.now() else "Over"

    @property
    def last_minute_in_words(self) -> str:
        return times.minute_in_words(times.last_minute(self.until))
