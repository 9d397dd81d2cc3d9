"""One row a minute while the sweeps run: what tells afterwards when the service was down."""

from django.db import models
from django.db.models.functions import Now


class Heartbeat(models.Model):
    """The worker and the clock were both alive at this instant."""

    at = models.DateTimeField(db_default=Now(), db_index=True, editable=False)

    class Meta:
        get_latest_by = "at"

    def __str__(self):
        return f"{self.at}"
