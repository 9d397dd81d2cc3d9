"""What the job pays, and on which contract and hours it is offered: one half of a vacancy's columns."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from vacancies.status import Contract, HighCostArea, PayScheme, WorkingPattern


class Terms(models.Model):
    """Pay, contract and hours. Salaries are pounds a year, full time."""

    pay_scheme = models.CharField(
        max_length=20, choices=PayScheme.choices, default=PayScheme.AGENDA_FOR_CHANGE
    )
    band = models.CharField(
        max_length=2, blank=True, help_text="Agenda for Change band: 2 to 7, 8a to 8d, 9."
    )
    high_cost_area = models.CharField(
        "high cost area",
        max_length=10,
        choices=HighCostArea.choices,
        blank=True,
        help_text="The zone of the place of work; its supplement is added to the band's pay.",
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
    fixed_term_reason = models.CharField(
        "why it is for a fixed time",
        max_length=200,
        blank=True,
        help_text="For example: maternity cover. Fixed term and secondment only.",
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

    # What was advertised: fixed when the advert is published, so that no list has to work it out again.
    pay_from = models.DecimalField(max_digits=9, decimal_places=2, null=True, editable=False)
    pay_to = models.DecimalField(max_digits=9, decimal_places=2, null=True, editable=False)
    pay_shown = models.CharField(max_length=300, blank=True, editable=False)

    class Meta:
        abstract = True
