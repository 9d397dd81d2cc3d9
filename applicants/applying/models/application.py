"""An application: whose it is, for what, and where it stands."""

import secrets
import uuid

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Greatest, Least, Now
from django.utils import timezone
from django.utils.functional import cached_property

from applicants.applying.periods import DRAFT_KEPT
from applicants.applying.status import MOVES, Registration, RightToWork, Status, WhereSeen
from vacancies import times
from vacancies.models import LateEntryCode, Vacancy
from vacancies.status import ENDED

# No vowels, no 0/O, 1/I: nothing that reads as a word or is misheard on the phone.
REFERENCE_ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXYZ"
# A telephone is not something everybody has or can use.
NEEDED_DETAILS = ("first_name", "last_name", "address", "postcode")
DETAILS = (*NEEDED_DETAILS, "phone")


def new_reference() -> str:
    """A random reference that tells nothing of order or number: "K7QX-4MWP"."""
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"


class ApplicationQuerySet(models.QuerySet):
    def drafts(self):
        return self.filter(status=Status.DRAFT)

    def left_behind(self):
        """Drafts that can be handed in no more, each with `over_at`: since when.

        Without those that a late-entry code may still let in, entered or not.
        """
        lets_in = Q(email="") | Q(email=OuterRef("applicant__email"))
        codes = LateEntryCode.objects.valid().filter(lets_in, vacancy=OuterRef("vacancy"))
        ended = Least("vacancy__closed_at", "vacancy__withdrawn_at")
        return (
            self.drafts()
            .filter(vacancy__status__in=ENDED)
            .exclude(Exists(codes))
            .annotate(over_at=Greatest(ended, "late_entry__until", "started_at"))
        )

    def received(self):
        """Every application that was ever accepted, also those withdrawn since."""
        return self.filter(submitted_at__isnull=False)

    def submitted(self):
        """Accepted and waiting for the panel's decision."""
        return self.filter(status=Status.SUBMITTED)


class Application(models.Model):
    """One person's application for one vacancy.

    `status` is written by `moving.move` alone. `submitted_at` is stamped by the database gate, which
    ignores what the caller says, and cannot be changed afterwards.
    """

    # No index of its own: those below begin with it.
    vacancy = models.ForeignKey(
        Vacancy, on_delete=models.PROTECT, related_name="applications", db_index=False
    )
    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="applications"
    )
    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT, editable=False)
    submit_key = models.UUIDField(default=uuid.uuid4, editable=False)

    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    address = models.TextField(blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    # Kept from the panel: a person decides, after the shortlist (Equality Act 2010; see docs/decisions).
    right_to_work = models.CharField(max_length=20, choices=RightToWork.choices, blank=True)

    registration = models.CharField(max_length=20, choices=Registration.choices, blank=True)
    registration_body = models.CharField(max_length=200, blank=True)
    registration_number = models.CharField(max_length=60, blank=True)
    registration_ends_on = models.DateField(null=True, blank=True)

    statement = models.TextField(blank=True)

    knows_somebody = models.BooleanField(null=True, blank=True)
    whom_they_know = models.TextField(blank=True)
    where_seen = models.CharField(max_length=20, choices=WhereSeen.choices, blank=True)
    where_seen_else = models.CharField(max_length=200, blank=True)

    declared_at = models.DateTimeField(null=True, blank=True, editable=False)

    started_at = models.DateTimeField(db_default=Now(), editable=False)
    saved_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, editable=False)

    # The code this person entered; whether it was what let them in is stamped by the gate.
    late_entry = models.ForeignKey(
        LateEntryCode, null=True, editable=False, on_delete=models.PROTECT, related_name="applications"
    )
    entered_late = models.BooleanField(default=False, db_default=False, editable=False)

    # The day (in London) of the last email that told how long is left; never two a day.
    reminded_on = models.DateField(null=True, editable=False)
    reminders_off_at = models.DateTimeField(null=True, editable=False)
    # Its owner no longer wants to see it among the others; nobody else is told.
    put_away_at = models.DateTimeField(null=True, editable=False)
    # In the address that stops the reminders, which works for whoever holds the email.
    reminder_token = models.UUIDField(db_default=RandomUUID(), unique=True, editable=False)

    # When its owner was told until when the draft is kept; what was told before the vacancy ended is past.
    forgetting_told_at = models.DateTimeField(null=True, editable=False)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("vacancy", "applicant"),
                condition=~Q(status=Status.WITHDRAWN),
                name="one_application_each",
            ),
            models.CheckConstraint(
                name="received_has_its_time",
                condition=Q(status=Status.DRAFT, submitted_at=None)
                | Q(submitted_at__isnull=False) & ~Q(status=Status.DRAFT),
            ),
        )
        indexes = (
            models.Index(fields=("vacancy", "status"), name="application_by_vacancy"),
            models.Index(fields=("vacancy", "-submitted_at", "-id"), name="application_received"),
            # Few rows at any time, asked for at every closing and on the recruiter's list.
            models.Index(fields=("vacancy",), name="application_drafts", condition=Q(status=Status.DRAFT)),
        )

    def __str__(self):
        return self.reference

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_draft(self) -> bool:
        return self.status == Status.DRAFT

    @property
    def has_a_late_entry(self) -> bool:
        """A code was entered that still lets this application in. Needs `late_entry`."""
        return self.late_entry is not None and self.late_entry.is_valid

    @property
    def may_be_submitted(self) -> bool:
        """As far as the advert goes. For kind words; the gate decides. Needs `vacancy` and `late_entry`."""
        notice = self.vacancy.notice_given_at
        begun_in_time = notice is None or self.started_at <= notice
        return (self.vacancy.is_open and begun_in_time) or self.has_a_late_entry

    @property
    def time_left_in_words(self) -> str:
        """How long this may still be submitted, in sentences. Needs `vacancy` and `late_entry`."""
        if self.has_a_late_entry and not self.vacancy.is_open:
            until = self.late_entry.last_minute_in_words
            return f"This advert has closed. With your late-entry code you can submit until {until}."
        if self.vacancy.notice_given_at and self.vacancy.is_open:
            left = times.left_in_words(self.vacancy.ends_at, timezone.now())
            return (
                f"Enough people have applied, so this advert closes early. You have {left} to submit this "
                f"application: until {self.vacancy.closing_minute_in_words}."
            )
        return f"This advert {self.vacancy.closing_in_words}. {self.vacancy.may_close_early}".strip()

    @property
    def kept_until_in_words(self) -> str:
        """The day until which a draft is kept at least, once its vacancy has ended. Needs `vacancy`."""
        ended = [at for at in (self.vacancy.closed_at, self.vacancy.withdrawn_at) if at]
        return times.day_in_words(min(ended) + DRAFT_KEPT) if ended else ""

    @cached_property
    def copied_pages(self) -> frozenset[str]:
        """The pages taken over from an earlier application and not confirmed here since. One query."""
        return frozenset(self.sections.filter(copied_from__isnull=False).values_list("name", flat=True))

    @property
    def has_ended(self) -> bool:
        """Nothing more will come of it. Needs `vacancy` and `late_entry`."""
        if self.is_draft:
            return not self.may_be_submitted
        return not MOVES[Status(self.status)]

    @property
    def can_be_withdrawn(self) -> bool:
        return Status.WITHDRAWN in MOVES[Status(self.status)]

    @property
    def has_all_details(self) -> bool:
        return all(getattr(self, name) for name in NEEDED_DETAILS)

    @property
    def has_some_details(self) -> bool:
        return any(getattr(self, name) for name in DETAILS)

    @property
    def submitted_in_words(self) -> str:
        """2:05pm on Friday 23 October 2026; "" for a draft."""
        return times.minute_in_words(self.submitted_at) if self.submitted_at else ""
