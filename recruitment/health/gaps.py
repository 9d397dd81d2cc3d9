"""When the service was down: the gaps between heartbeats, found afterwards."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

# The heart beats once a minute; two beats further apart than this were an outage.
SILENCE = timedelta(minutes=3)
# How far back is looked. The first sweep after an outage finds it; days leave room for one that fails.
LOOKED_BACK = timedelta(days=2)

GAPS = """
WITH beats AS (
    SELECT at, lead(at, 1, clock_timestamp()) OVER (ORDER BY at) AS next
      FROM health_heartbeat
     WHERE at >= coalesce(
         (SELECT max(at) FROM health_heartbeat WHERE at < clock_timestamp() - %(back)s),
         clock_timestamp() - %(back)s)
)
SELECT at, next FROM beats WHERE next - at > %(silence)s ORDER BY at
"""


@dataclass(frozen=True)
class Gap:
    """No heartbeat between these two instants."""

    since: datetime
    until: datetime

    @property
    def length(self) -> timedelta:
        return self.until - self.since


def recent() -> list[Gap]:
    """The outages that ended lately, oldest first; the last one may end at this very moment.

    The last heartbeat before the time looked at counts too, so that an outage longer than that is seen.
    """
    with connection.cursor() as cursor:
        cursor.execute(GAPS, {"back": LOOKED_BACK, "silence": SILENCE})
        return [Gap(since, until) for since, until in cursor.fetchall()]
