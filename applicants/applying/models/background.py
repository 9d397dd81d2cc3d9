"""What somebody brings: qualifications, training, work, and who can speak for them.

Months are kept as the first day of the month. Rows come in the order a reader expects: the latest first.
"""

from django.db import models
from django.db.models import F, Q

from applicants.applying.models.application import Application
from applicants.applying.status import KindOfWork


class Qualification(models.Model):
    """One qualification, got or under way: "NVQ Level 3, Health and Social Care"."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="qualifications")
    subject = models.CharField(max_length=200)
    kind = models.CharField("type or level", max_length=100, blank=True)
    place = models.CharField("where", max_length=200, blank=True)
    result = models.CharField("grade or result", max_length=100, blank=True)
    # Null while it is under way; a year is all that is ever needed.
    year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = (F("year").desc(nulls_first=True), "pk")

    def __str__(self):
        return f"{self.subject}, {self.kind}" if self.kind else self.subject


class Training(models.Model):
    """One course or piece of training."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="training")
    title = models.CharField(max_length=200)
    provider = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField("finished", null=True, blank=True)

    class Meta:
        ordering = (F("ended_on").desc(nulls_first=True), "pk")

    def __str__(self):
        return self.title


class Employment(models.Model):
    """One job, paid or not: caring and volunteering are experience, too."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="employment")
    kind = models.CharField(max_length=20, choices=KindOfWork.choices, default=KindOfWork.PAID)
    employer = models.CharField(max_length=200)
    job_title = models.CharField(max_length=200)
    started_on = models.DateField()
    # Null: still there.
    ended_on = models.DateField(null=True, blank=True)
    duties = models.TextField(blank=True)
    reason_for_leaving = models.TextField(blank=True)

    class Meta:
        ordering = (F("ended_on").desc(nulls_first=True), F("started_on").desc(), "pk")
        constraints = (
            models.CheckConstraint(
                name="work_ends_after_it_starts",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
            ),
        )

    def __str__(self):
        return ", ".join(filter(None, [self.job_title, self.employer]))


class ExplainedGap(models.Model):
    """What somebody did in months without work, where they wish to say."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="explained_gaps")
    started_on = models.DateField()
    ended_on = models.DateField()
    explanation = models.TextField()

    class Meta:
        ordering = ("-started_on",)
        constraints = (
            models.UniqueConstraint(
                fields=("application", "started_on", "ended_on"), name="one_explanation_per_gap"
            ),
            models.CheckConstraint(
                name="gap_ends_after_it_starts", condition=Q(ended_on__gte=F("started_on"))
            ),
        )

    def __str__(self):
        return f"{self.started_on:%B %Y} to {self.ended_on:%B %Y}"


class Referee(models.Model):
    """Somebody who can speak for the applicant; written to only after an offer."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="referees")
    name = models.CharField(max_length=150)
    relationship = models.CharField("how they know you", max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    # The months this person can speak for: together the last three years.
    from_on = models.DateField(null=True, blank=True)
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = (F("until_on").desc(nulls_first=True), "pk")
        constraints = (
            models.CheckConstraint(name="referee_can_be_reached", condition=~Q(email="") | ~Q(phone="")),
        )

    def __str__(self):
        return self.name
