"""A member's card, the scores on it, and how each person likes to score."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Sum
from django.db.models.functions import Coalesce, Now

from applicants.shortlisting.models.clock import ClockTimestamp
from applicants.shortlisting.models.moderation import AgreedScore
from applicants.shortlisting.models.panel import Candidate
from applicants.shortlisting.scale import DIVERGENCE, HIGHEST
from applicants.shortlisting.status import SEEN_BY_PANEL, Way
from vacancies.models import Criterion, PanelMember
from vacancies.status import Importance


class ScoreCardQuerySet(models.QuerySet):
    """Cards by whether they count."""

    def of_the_panel(self, vacancy):
        """The newest card of everybody on the panel; of a confirmed shortlist, those that it rests on.

        Removed members' cards are kept, not counted. What was confirmed, and what people were told of their
        scores, does not change because somebody leaves or comes back afterwards.
        """
        of_the_vacancy = self.filter(member__vacancy=vacancy)
        on_the_panel = Q(member__removed_at=None, member__vacancy__shortlist__confirmed_at=None)
        rested_on = Q(member__vacancy__shortlist__rests_on__contains=[F("pk")])
        newest = of_the_vacancy.filter(on_the_panel | rested_on)
        return newest.order_by("member_id", "-version").distinct("member_id")


class ScoreCard(models.Model):
    """All the scores of one panel member for one vacancy. Once submitted it is frozen by the database.

    A card that the chair opened again is a new version, with their name and reason; the old one stays.
    """

    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="cards")
    version = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField(db_default=Now(), editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    reopened_because = models.TextField(blank=True, editable=False)

    objects = ScoreCardQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("member", "version"), name="one_card_per_version"),
            models.CheckConstraint(
                name="later_versions_have_a_reason",
                condition=Q(version=1) | Q(reopened_by__isnull=False) & ~Q(reopened_because=""),
            ),
        )

    def __str__(self):
        return f"card {self.pk}"


class ScoreQuerySet(models.QuerySet):
    """Scores by whether they count."""

    def counting(self, vacancy):
        """Points on the counted cards, for criteria that are scored now.

        Not old versions, not who was off the panel when the shortlist was confirmed, not candidates whom
        their scorer recognised.
        """
        return self.filter(
            card__in=ScoreCard.objects.of_the_panel(vacancy).values("pk"),
            points__isnull=False,
            candidate__recognised_at=None,
            criterion__in=vacancy.criteria.scored().judged_at_shortlisting(),
        )

    def diverging(self, vacancy):
        """Pairs of application and criterion on which counted scores are far apart, agreed or not.

        Each with `lowest`, `highest`, `total` and `members`.
        """
        essential = Q(criterion__importance=Importance.ESSENTIAL)
        return (
            self.counting(vacancy)
            .filter(candidate__application__status__in=SEEN_BY_PANEL)
            .values(
                "criterion",
                application=F("candidate__application"),
                met_from=Coalesce("criterion__minimum", "criterion__vacancy__met_from"),
            )
            .annotate(
                lowest=Min("points"), highest=Max("points"), total=Sum("points"), members=Count("points")
            )
            .filter(
                Q(highest__gte=F("lowest") + DIVERGENCE)
                | essential & Q(lowest__lt=F("met_from"), highest__gte=F("met_from"))
            )
            .order_by()
        )

    def unagreed(self, vacancy):
        """Those of `diverging` on which the panel has not agreed."""
        standing = AgreedScore.objects.standing().filter(
            application=OuterRef("candidate__application"), criterion=OuterRef("criterion")
        )
        return self.diverging(vacancy).filter(~Exists(standing))


class Score(models.Model):
    """The points one member gave one candidate for one criterion, and why. The note may come first.

    A trigger refuses points outside the vacancy's own scale, and points without a note where one is needed:
    below met, or everywhere if the employer says so. What stood there before the last change is kept, so that
    the change can be taken back.
    """

    card = models.ForeignKey(ScoreCard, on_delete=models.PROTECT, related_name="scores")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField(null=True, validators=[MaxValueValidator(HIGHEST)])
    note = models.TextField(blank=True)
    points_before = models.PositiveSmallIntegerField(null=True, editable=False)
    note_before = models.TextField(blank=True, db_default="", editable=False)
    saved_at = models.DateTimeField(db_default=ClockTimestamp(), editable=False)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("card", "candidate", "criterion"), name="one_score_each"),
            models.CheckConstraint(name="points_on_the_scale", condition=Q(points__lte=HIGHEST)),
        )

    def __str__(self):
        return f"{self.points}"


class CardCount(models.Model):
    """How many scores a card has on one criterion: those with points, and those of them with a note as well.

    Kept by a trigger on the scores; nobody else writes it. Counting them anew on every page took longer than
    all else that PostgreSQL does for one, the longer the more candidates there are.
    """

    card = models.ForeignKey(ScoreCard, on_delete=models.CASCADE, related_name="counts", editable=False)
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+", editable=False)
    with_points = models.IntegerField(editable=False)
    with_note = models.IntegerField(editable=False)

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("card", "criterion"), name="one_count_each"),)

    def __str__(self):
        return f"{self.with_points}"


class ScoringHabits(models.Model):
    """How somebody scored last, remembered for their next page; without such a row the defaults hold."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scoring_habits"
    )
    way = models.CharField(max_length=12, choices=Way, default=Way.BY_CRITERION)
    # Keys that need no Ctrl or Alt get in the way of whoever speaks to their computer: WCAG 2.1.4.
    uses_shortcuts = models.BooleanField(default=True)

    class Meta:
        default_permissions = ()
        verbose_name_plural = "scoring habits"

    def __str__(self):
        return self.way
