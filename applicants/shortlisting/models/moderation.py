"""What the panel agreed on where its members differed: rows of their own, beside the scores."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from applicants.shortlisting.status import Basis
from vacancies.models import Criterion


class AgreedScoreQuerySet(models.QuerySet):
    def standing(self):
        """Those that count."""
        return self.filter(superseded_at=None)


class AgreedScore(models.Model):
    """The panel's points for one application on one criterion: `points` divided by `out_of`, exactly.

    `out_of` is the number of members whose points were added up where the mean was taken, else 1. It counts
    until it is agreed anew or a score it rests on changes (`superseded_at`); the row stays.
    """

    application = models.ForeignKey("applying.Application", on_delete=models.PROTECT, related_name="+")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()
    out_of = models.PositiveSmallIntegerField(default=1)
    basis = models.CharField(max_length=8, choices=Basis)
    note = models.TextField()
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(db_default=Now(), editable=False)
    superseded_at = models.DateTimeField(null=True, editable=False)

    objects = AgreedScoreQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("application", "criterion"),
                condition=Q(superseded_at=None),
                name="one_standing_agreement",
            ),
            models.CheckConstraint(name="agreed_by_somebody_at_least", condition=Q(out_of__gte=1)),
        )

    def __str__(self):
        return f"{self.points}/{self.out_of}"
