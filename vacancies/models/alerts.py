"""A saved search: somebody hears by email of new vacancies like those."""

from uuid import UUID, uuid4

from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5, Now

# What a link is good for: one kind is worth nothing in the place of the other.
CONFIRM, STOP = "vacancies.alert.confirm", "vacancies.alert.stop"


class SavedSearchQuerySet(models.QuerySet):
    def running(self):
        """Confirmed by whoever reads the mail at that address, and not stopped."""
        return self.filter(confirmed_at__isnull=False, ended_at=None)

    def named_by(self, token: str, purpose: str):
        """The one a link names, or none: also where the link is for another purpose, or was made up."""
        try:
            return self.filter(key=UUID(hex=_signer(purpose).unsign(token)))
        except (BadSignature, ValueError):
            return self.none()


class SavedSearch(models.Model):
    """One search that one address follows: asked for, confirmed by a link, told of once a day, ended.

    No token is stored. A link holds `key` and its signature with the service's secret key, made anew for each
    email: whoever reads the database alone can neither confirm an alert nor stop one. (A link also stands in
    the outbox: the one that confirms until it is sent, the ones that stop as long as the email is kept.)
    """

    key = models.UUIDField(default=uuid4, unique=True, editable=False)
    email = models.EmailField()
    # In its one spelling: a query string of `Search`, without an order.
    query = models.TextField(blank=True)
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    # What was published up to this instant has been told, or was there to be seen when the alert was asked
    # for; and the day, in London, on which that was last moved on.
    told_until = models.DateTimeField(null=True, editable=False)
    looked_on = models.DateField(null=True, editable=False)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "saved searches"
        ordering = ("pk",)
        constraints = (
            # Of its sum, for an index holds no text as long as a query can be.
            models.UniqueConstraint(
                "email", MD5("query"), condition=Q(ended_at=None), name="one_alert_a_search"
            ),
            models.CheckConstraint(
                name="alert_confirmed_has_its_marks",
                condition=Q(confirmed_at=None)
                | Q(confirmed_at__isnull=False, told_until__isnull=False, looked_on__isnull=False),
            ),
        )
        indexes = (
            models.Index(
                fields=("looked_on", "id"),
                name="alerts_running",
                condition=Q(confirmed_at__isnull=False, ended_at=None),
            ),
        )

    def __str__(self):
        return f"saved search {self.pk}"

    @property
    def is_running(self) -> bool:
        return self.confirmed_at is not None and self.ended_at is None

    @property
    def confirm_token(self) -> str:
        return _signer(CONFIRM).sign(self.key.hex)

    @property
    def stop_token(self) -> str:
        return _signer(STOP).sign(self.key.hex)


def _signer(purpose: str) -> Signer:
    return Signer(salt=purpose, sep=".")
