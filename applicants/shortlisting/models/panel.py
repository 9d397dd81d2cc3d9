"""The rules of one panel, what its members declare, and the candidates as each of them sees them."""

import uuid

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Now

from applicants.shortlisting.status import Conflict, NamesAfter
from vacancies.models import PanelMember, Vacancy


class Shortlisting(Vacancy):
    """A vacancy as the desk's pages about its panel and shortlist see it; no table of its own."""

    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "shortlisting"
        verbose_name_plural = "panels and shortlists"


class PanelRules(models.Model):
    """How one vacancy's panel works, where it differs from the defaults: a vacancy may have no such row."""

    vacancy = models.OneToOneField(Vacancy, on_delete=models.PROTECT, related_name="panel_rules")
    scores_due_on = models.DateField("scores are due on", null=True, blank=True)
    scorers_each = models.PositiveSmallIntegerField(
        "scorers for each application",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Empty: everybody on the panel scores everybody.",
    )
    names_after = models.CharField(
        "the chair sees names once", max_length=10, choices=NamesAfter, default=NamesAfter.CONFIRMED
    )
    masks_by_hand = models.BooleanField(
        "somebody reads and masks the applications before the panel does", default=False
    )

    class Meta:
        verbose_name_plural = "panel rules"

    def __str__(self):
        return f"panel rules of {self.vacancy_id}"


class Declaration(models.Model):
    """What a member said of conflicts of interest before the first look. The newest counts, all stay."""

    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="declarations")
    conflict = models.CharField(max_length=12, choices=Conflict)
    explanation = models.TextField(blank=True)
    declared_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self):
        return self.conflict


class CandidateQuerySet(models.QuerySet):
    """Candidates by whether their member judges them."""

    def to_score(self):
        """Dealt to the member, who has not said that they know who it is."""
        return self.filter(is_assigned=True, recognised_at=None)


class Candidate(models.Model):
    """How one panel member sees one application: a label and a place in the order, both random.

    Made by `blinding` alone. `position` is drawn from a wide range instead of counted up, so that neither a
    gap nor the end of the list tells who withdrew or came late. `scored_at` says that this member has given
    points on every scored criterion; it spares the pages the counting. Every member has one for every
    application, for the labels; those that are not `is_assigned` somebody else scores. `recognised_at` ends
    the member's part with this candidate for good.
    """

    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="candidates")
    application = models.ForeignKey("applying.Application", on_delete=models.PROTECT, related_name="+")
    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    label = models.CharField(max_length=20)
    position = models.PositiveIntegerField()
    scored_at = models.DateTimeField(null=True, editable=False)
    is_assigned = models.BooleanField(default=True)
    recognised_at = models.DateTimeField(null=True, editable=False)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("member", "application"), name="one_label_per_member"),
            models.UniqueConstraint(fields=("member", "label"), name="labels_differ"),
        )
        indexes = (models.Index(fields=("member", "position", "id"), name="candidate_order"),)

    def __str__(self):
        return self.label
