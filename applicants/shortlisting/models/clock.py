"""The database's own clock."""

from django.db import models


class ClockTimestamp(models.Func):
    """The database's clock at this statement; Now() is when the transaction began, perhaps before a wait."""

    function = "clock_timestamp"
    template = "%(function)s()"
    output_field = models.DateTimeField()
