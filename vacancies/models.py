"""The vacancy and all that belongs to it before anyone applies."""

from textwrap import shorten

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from recruitment.accounts.models import Employer, StaffRole, User
from vacancies import times
from vacancies.advert_in_words import AdvertInWords
from vacancies.status import (
    JUDGED_AT_SHORTLISTING,
    CloseReason,
    Contract,
    CriterionKind,
    DbsLevel,
    EvidencedBy,
    Importance,
    PayScheme,
    Sponsorship,
    Status,
    WorkingPattern,
)


class VacancyQuerySet(models.QuerySet):
    """Rows by what the clock of the database says of them."""

    def open(self):
        """Published, begun, before the closing instant, and not full."""
        return self.filter(status=Status.PUBLISHED, opens_at__lte=Now(), closes_at__gt=Now()).exclude(FULL)

    def due(self):
        """Still marked published although the closing instant or the cap has come."""
        return self.filter(Q(closes_at__lte=Now()) | FULL, status=Status.PUBLISHED)

    def closed(self):
        """Published once and open no more, whether or not the sweep has written it down yet."""
        return self.exclude(status=Status.DRAFT).filter(
            Q(status=Status.CLOSED) | Q(closes_at__lte=Now()) | FULL
        )

    def untold(self):
        """Closed, but panel and draft holders have not been told yet."""
        return self.filter(status=Status.CLOSED, closing_told_at__isnull=True)


# The cap bites once enough applications are in, but never before the minimum open days are over.
FULL = Q(
    close_after_applications__isnull=False,
    applications_received__gte=F("close_after_applications"),
    cap_applies_from__lte=Now(),
)


class Vacancy(AdvertInWords, models.Model):
    """A post that is or was advertised.

    "Open" is computed, never stored: published, `opens_at <= now < closes_at`, not full. `closes_at` is
    half-open: an advert that "closes 11:59pm on 25 October" holds 26 October 00:00 Europe/London.
    `applications_received`, `closed_at` and `close_reason` are also written by the database gate.
    """

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="vacancies")
    created_by = models.ForeignKey(
        User, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)

    title = models.CharField("job title", max_length=200)
    reference = models.CharField(
        max_length=60, help_text="Your own number for the post, shown to applicants: 310-ASMH-7516279."
    )
    summary = models.TextField(
        "job summary", blank=True, help_text="Two or three paragraphs that say what the job is. Markdown."
    )
    main_duties = models.TextField("main duties of the job", blank=True, help_text="Markdown.")
    responsibilities = models.TextField("job responsibilities", blank=True, help_text="Markdown.")
    about_us = models.TextField("about us", blank=True, help_text="Markdown.")

    pay_scheme = models.CharField(
        max_length=20, choices=PayScheme.choices, default=PayScheme.AGENDA_FOR_CHANGE
    )
    band = models.CharField(
        max_length=2, blank=True, help_text="Agenda for Change band: 2 to 7, 8a to 8d, 9."
    )
    salary_min = models.DecimalField(
        "salary from (£ a year)",
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="Full time. Leave empty to use the band's scale.",
    )
    salary_max = models.DecimalField(
        "salary to (£ a year)",
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    hourly_rate = models.DecimalField(
        "hourly rate (£)",
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    salary_text = models.CharField(
        "salary in words",
        max_length=200,
        blank=True,
        help_text="Shown in place of the figures where you fill it in.",
    )
    contract = models.CharField(max_length=20, choices=Contract.choices, default=Contract.PERMANENT)
    duration_months = models.PositiveSmallIntegerField(
        "length (months)", null=True, blank=True, help_text="Fixed term and secondment only."
    )
    working_patterns = ArrayField(
        models.CharField(max_length=20, choices=WorkingPattern.choices), default=list, blank=True
    )
    hours_per_week = models.DecimalField(
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0.5), MaxValueValidator(60)],
    )
    posts = models.PositiveSmallIntegerField("number of posts", default=1, validators=[MinValueValidator(1)])

    sponsorship = models.CharField(
        "Skilled Worker sponsorship", max_length=20, choices=Sponsorship.choices, blank=True
    )
    dbs_level = models.CharField("DBS check", max_length=20, choices=DbsLevel.choices, blank=True)
    registration = models.CharField(
        "professional registration", max_length=200, blank=True, help_text="Leave empty where none is needed."
    )
    contact_role = models.CharField(max_length=120, blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    interview_on = models.DateField("planned interview date", null=True, blank=True)

    opens_at = models.DateTimeField(null=True, blank=True, editable=False)
    closes_at = models.DateTimeField("closing time", null=True, blank=True)
    close_after_applications = models.PositiveIntegerField(
        "close after this many applications",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="The advert closes by itself when this many have been received. Leave empty for no limit.",
    )
    minimum_open_days = models.PositiveSmallIntegerField(
        default=0,
        validators=[MaxValueValidator(90)],
        help_text="However many apply, the advert stays open for at least this many days.",
    )
    cap_applies_from = models.DateTimeField(null=True, editable=False)
    applications_received = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    close_reason = models.CharField(max_length=10, choices=CloseReason.choices, blank=True, editable=False)
    close_note = models.TextField("reason given by the recruiter", blank=True, editable=False)
    closing_told_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = VacancyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "vacancies"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("employer", "reference"), name="one_vacancy_per_reference"),
            models.CheckConstraint(
                name="published_has_its_times",
                condition=Q(status=Status.DRAFT)
                | Q(opens_at__isnull=False, closes_at__isnull=False, published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="closed_has_when_and_why",
                condition=Q(status=Status.CLOSED, closed_at__isnull=False) & ~Q(close_reason="")
                | ~Q(status=Status.CLOSED) & Q(closed_at__isnull=True, close_reason=""),
            ),
        )
        indexes = (
            models.Index(fields=("closes_at", "id"), name="vacancy_open", condition=Q(status="published")),
            models.Index(
                fields=("-published_at", "-id"), name="vacancy_newest", condition=Q(status="published")
            ),
            models.Index(
                fields=("closed_at",),
                name="vacancy_untold",
                condition=Q(status="closed", closing_told_at=None),
            ),
            models.Index(fields=("employer", "status"), name="vacancy_desk"),
        )

    def __str__(self):
        return f"{self.title} ({self.reference})"

    def get_absolute_url(self):
        return reverse("vacancies:detail", args=[self.pk])

    @property
    def has_reached_its_cap(self) -> bool:
        """Enough applications are in; whether the cap bites yet is for `cap_applies_from` to say."""
        return (
            self.close_after_applications is not None
            and self.applications_received >= self.close_after_applications
        )

    @property
    def is_full(self) -> bool:
        return (
            self.has_reached_its_cap
            and self.cap_applies_from is not None
            and self.cap_applies_from <= timezone.now()
        )

    @property
    def is_open(self) -> bool:
        """For kind words on a page; the gate in the database decides."""
        return (
            self.status == Status.PUBLISHED
            and self.opens_at <= timezone.now() < self.closes_at
            and not self.is_full
        )

    @property
    def has_closed(self) -> bool:
        """Published once and open no more, whether or not the sweep has written it down yet."""
        return self.status == Status.CLOSED or (
            self.status == Status.PUBLISHED and (self.closes_at <= timezone.now() or self.is_full)
        )

    @property
    def last_minute(self):
        """The last minute in which an application is accepted: what people are shown as closing time."""
        return self.closes_at and times.last_minute(self.closes_at)

    @property
    def standing(self) -> str:
        """Draft, Open or Closed: what people mean by the status, right also before the sweep came by."""
        if self.status == Status.DRAFT:
            return "Draft"
        return "Closed" if self.has_closed else "Open"


def _by_application() -> list[str]:
    return [EvidencedBy.APPLICATION.value]


class CriterionQuerySet(models.QuerySet):
    def judged_at_shortlisting(self):
        """Evidenced by the application or a certificate: what the form asks and the panel reads."""
        return self.filter(evidenced_by__overlap=list(JUDGED_AT_SHORTLISTING))

    def scored(self):
        return self.filter(kind=CriterionKind.SCORED)

    def acknowledged(self):
        return self.filter(kind=CriterionKind.ACKNOWLEDGED)


class Criterion(models.Model):
    """One point of the person specification, frozen by the database once the vacancy is published."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField("order", default=0)
    group = models.CharField(max_length=100, blank=True, help_text="Qualifications, Experience, Values …")
    text = models.TextField(max_length=1000)
    importance = models.CharField(max_length=10, choices=Importance.choices, default=Importance.ESSENTIAL)
    evidenced_by = ArrayField(
        models.CharField(max_length=1, choices=EvidencedBy.choices),
        default=_by_application,
    )
    kind = models.CharField(max_length=12, choices=CriterionKind.choices, default=CriterionKind.SCORED)
    weight = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
        help_text="How much it counts towards the total.",
    )

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ("position", "pk")

    def __str__(self):
        return shorten(self.text, 80, placeholder=" …")

    @property
    def evidence_in_words(self) -> str:
        return ", ".join(key.label for key in EvidencedBy if key in self.evidenced_by)

    @property
    def is_judged_at_shortlisting(self) -> bool:
        return any(key in JUDGED_AT_SHORTLISTING for key in self.evidenced_by)


def place_in_words(address: str, postcode: str) -> str:
    """An address on one line."""
    lines = (line.strip(" ,") for line in [*address.splitlines(), postcode])
    return ", ".join(line for line in lines if line)


class Location(models.Model):
    """A place where the work is done."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="locations")
    address = models.TextField()
    postcode = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return place_in_words(self.address, self.postcode)


class PanelMemberQuerySet(models.QuerySet):
    def seated(self):
        """Who is on the panel today."""
        return self.filter(removed_at=None)

    def still_entitled(self):
        """Who still is a hiring manager of the employer: a role taken away opens no page any more."""
        roles = StaffRole.objects.filter(
            user=models.OuterRef("user"),
            employer=models.OuterRef("vacancy__employer"),
            role=StaffRole.Role.HIRING_MANAGER,
        )
        return self.filter(models.Exists(roles))


class PanelMember(models.Model):
    """Somebody who shortlists for a vacancy. Removing them keeps the row, so that no score is lost."""

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="panel")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="panels")
    is_chair = models.BooleanField("chair", default=False)
    added_at = models.DateTimeField(db_default=Now(), editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PanelMemberQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("vacancy", "user"), name="one_seat_per_person"),
            models.UniqueConstraint(
                fields=("vacancy",), condition=Q(is_chair=True, removed_at=None), name="one_chair"
            ),
        )

    def __str__(self):
        return str(self.user)
