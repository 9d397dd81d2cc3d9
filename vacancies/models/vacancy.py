"""The vacancy: a post that is advertised. What hangs on it (criteria, places, panel) lies beside."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.urls import reverse

from recruitment.accounts.models import Employer, User
from vacancies.advert_in_words import AdvertInWords
from vacancies.models.advertised_pay import AdvertisedPay
from vacancies.models.closing import Closing, VacancyQuerySet
from vacancies.models.terms import Terms
from vacancies.status import (
    DEFAULT_SCORE_LABELS,
    ENDED,
    UNPUBLISHED,
    DbsLevel,
    Sponsorship,
    Status,
)


def default_score_labels() -> list[str]:
    return list(DEFAULT_SCORE_LABELS)


class Vacancy(AdvertInWords, AdvertisedPay, Terms, Closing):
    """A post that is or was advertised: what it is, who asks for it, and how its panel scores."""

    employer = models.ForeignKey(Employer, on_delete=models.PROTECT, related_name="vacancies")
    created_by = models.ForeignKey(
        User, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT, editable=False)

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

    sponsorship = models.CharField(
        "Skilled Worker sponsorship", max_length=20, choices=Sponsorship.choices, blank=True
    )
    dbs_level = models.CharField("DBS check", max_length=20, choices=DbsLevel.choices, blank=True)
    registration = models.CharField(
        "professional registration", max_length=200, blank=True, help_text="Leave empty where none is needed."
    )
    driving = models.BooleanField(
        "the job needs driving",
        default=False,
        help_text="The advert then also says that adjustments are possible.",
    )
    contact_role = models.CharField(max_length=120, blank=True)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    interview_on = models.DateField("planned interview date", null=True, blank=True)

    score_lowest = models.PositiveSmallIntegerField(default=0)
    score_labels = ArrayField(models.CharField(max_length=60), default=default_score_labels)
    met_from = models.PositiveSmallIntegerField(default=2)

    sent_for_approval_by = models.ForeignKey(
        User, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    approved_by = models.ForeignKey(
        User, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    readvertised_from = models.ForeignKey(
        "self", null=True, editable=False, on_delete=models.SET_NULL, related_name="readvertised_as"
    )
    archived_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = VacancyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "vacancies"
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("employer", "reference"), name="one_vacancy_per_reference"),
            models.CheckConstraint(
                name="published_has_its_times",
                condition=Q(status__in=UNPUBLISHED)
                | Q(opens_at__isnull=False, closes_at__isnull=False, published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="closed_has_when_and_why",
                condition=Q(status__in=ENDED, closed_at__isnull=False) & ~Q(close_reason="")
                | ~Q(status__in=ENDED) & Q(closed_at__isnull=True, close_reason=""),
            ),
            models.CheckConstraint(
                name="withdrawn_has_its_time",
                condition=Q(status=Status.WITHDRAWN, withdrawn_at__isnull=False)
                | ~Q(status=Status.WITHDRAWN) & Q(withdrawn_at__isnull=True),
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
            # Each finds the adverts like another one, those that close soonest first.
            models.Index(
                Lower("title"), "closes_at", "id", name="vacancy_same_title", condition=Q(status="published")
            ),
            models.Index(
                fields=("employer", "closes_at", "id"),
                name="vacancy_same_employer",
                condition=Q(status="published"),
            ),
            models.Index(
                fields=("band", "closes_at", "id"), name="vacancy_same_band", condition=Q(status="published")
            ),
        )

    def __str__(self):
        return f"{self.title} ({self.reference})"

    def get_absolute_url(self):
        return reverse("vacancies:detail", args=[self.pk])
