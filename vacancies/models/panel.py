"""Who shortlists for a vacancy."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from recruitment.accounts.models import StaffRole, User
from vacancies.models.vacancy import Vacancy


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

    def chairs(self):
        """Who is in the chair today and may be written to: one, or none where their role was taken away."""
        return self.seated().still_entitled().filter(is_chair=True)


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
