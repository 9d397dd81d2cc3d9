"""Pay scales that administrators add to the shipped ones: a newer date, or figures nobody had published."""

from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from vacancies import pay
from vacancies.status import HighCostArea

BANDS = [(band, pay.band_in_words(band)) for band in pay.BANDS]
ZONES = [(zone.value, zone.label) for zone in HighCostArea if zone.value]
# Wide of every pay there is, and narrow enough to catch a slip of the hand.
A_YEAR = [MinValueValidator(1_000), MaxValueValidator(500_000)]
A_SUPPLEMENT = [MaxValueValidator(100_000)]
NOT_PUBLISHED = pay.BandPay(entry=None, top=None)


class PayScale(models.Model):
    """The pay of Agenda for Change from one day on, as far as administrators have entered it."""

    begins_on = models.DateField(
        "in force from",
        unique=True,
        help_text="The day of a shipped scale fills in and overrules single figures of it.",
    )
    source = models.CharField(
        "where it was published",
        max_length=200,
        blank=True,
        help_text="The web address or number of the circular.",
    )

    class Meta:
        ordering = ("-begins_on",)

    def __str__(self):
        return f"Pay scale from {pay.day_in_words(self.begins_on)}"


class BandFigures(models.Model):
    """What one band pays, pounds a year full time; left empty, it is the shipped figure or none."""

    scale = models.ForeignKey(PayScale, on_delete=models.CASCADE, related_name="bands")
    band = models.CharField(max_length=2, choices=BANDS)
    entry = models.PositiveIntegerField("on entry (£)", null=True, blank=True, validators=A_YEAR)
    middle = models.PositiveIntegerField("middle (£)", null=True, blank=True, validators=A_YEAR)
    top = models.PositiveIntegerField("top (£)", null=True, blank=True, validators=A_YEAR)

    class Meta:
        verbose_name = verbose_name_plural = "pay of a band"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("scale", "band"), name="one_row_per_band"),
            models.CheckConstraint(
                name="band_figures_rise",
                condition=Q(entry__lte=F("top")) & Q(entry__lte=F("middle")) & Q(middle__lte=F("top")),
            ),
        )

    def __str__(self):
        return pay.band_in_words(self.band)

    def clean(self):
        steps = [step for step in (self.entry, self.middle, self.top) if step is not None]
        if steps != sorted(steps):
            raise ValidationError("The figures do not rise from entry over the middle to the top.")


class SupplementFigures(models.Model):
    """What a high cost area adds: a share of the pay, with a least and a most in pounds a year full time."""

    scale = models.ForeignKey(PayScale, on_delete=models.CASCADE, related_name="supplements")
    zone = models.CharField(max_length=10, choices=ZONES)
    percent = models.DecimalField(
        "share (%)",
        max_digits=4,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(Decimal(50))],
    )
    lowest = models.PositiveIntegerField("at least (£ a year)", validators=A_SUPPLEMENT)
    highest = models.PositiveIntegerField("at most (£ a year)", validators=A_SUPPLEMENT)

    class Meta:
        verbose_name = verbose_name_plural = "high cost area supplement"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("scale", "zone"), name="one_row_per_zone"),
            models.CheckConstraint(name="supplement_bounds", condition=Q(lowest__lte=F("highest"))),
        )

    def __str__(self):
        return self.get_zone_display()

    def clean(self):
        if self.lowest is not None and self.highest is not None and self.lowest > self.highest:
            raise ValidationError("The least of a supplement is above its most.")


def in_force() -> tuple[pay.Scale, ...]:
    """The shipped scales with what the database adds, the oldest first. One query while that is nothing."""
    return merged(PayScale.objects.prefetch_related("bands", "supplements"))


def merged(entered: Iterable[PayScale]) -> tuple[pay.Scale, ...]:
    """The shipped scales and these: a figure that was entered overrules the shipped one of its day."""
    scales = {scale.begins_on: scale for scale in pay.SCALES}
    for row in entered:
        shipped = scales.get(row.begins_on) or pay.Scale(
            row.begins_on, dict.fromkeys(pay.BANDS, NOT_PUBLISHED)
        )
        bands = {figures.band: _figures(figures, shipped.bands[figures.band]) for figures in row.bands.all()}
        supplements = {
            zone.zone: pay.Supplement(zone.percent, zone.lowest, zone.highest)
            for zone in row.supplements.all()
        }
        scales[row.begins_on] = pay.Scale(
            row.begins_on, shipped.bands | bands, shipped.supplements | supplements
        )
    return tuple(scales[begins_on] for begins_on in sorted(scales))


def _figures(entered: BandFigures, shipped: pay.BandPay) -> pay.BandPay:
    def either(step):
        figure = getattr(entered, step)
        return getattr(shipped, step) if figure is None else figure

    return pay.BandPay(either("entry"), either("top"), either("middle"), shipped.years_to_next)
