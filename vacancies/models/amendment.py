"""What was changed on an advert after people could read it."""

from django.db import models
from django.db.models.functions import Now

from recruitment.accounts.models import User
from vacancies.models.vacancy import Vacancy


class AmendmentQuerySet(models.QuerySet):
    def untold(self):
        """It matters to people who are applying, and they have not been told yet."""
        return self.filter(matters=True, told_at=None)


class Amendment(models.Model):
    """One change of a live advert. `changes` is a list of {field, label, before, after, is_text}, in words.

    Who is applying is not known here: the sweep of applying finds the row, tells them and stamps `told_at`.
    """

    vacancy = models.ForeignKey(Vacancy, on_delete=models.CASCADE, related_name="amendments")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    changes = models.JSONField()
    matters = models.BooleanField()
    told_at = models.DateTimeField(null=True, editable=False)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(
                fields=("vacancy",),
                name="amendment_untold",
                condition=models.Q(matters=True, told_at=None),
            ),
        )

    def __str__(self):
        return f"amendment {self.pk}"
