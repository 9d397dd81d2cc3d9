"""What the walk tells the sealed room: who, by token, reached which stage. Nothing comes back."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

# Ordered by chance, so that the order says nothing; what is there already stays as it is.
ADD = """
INSERT INTO monitoring_reached (id, token, stage, vacancy_number)
SELECT gen_random_uuid(), step.token, step.stage, step.vacancy_number
  FROM unnest(%s::uuid[], %s::text[], %s::bigint[]) AS step (token, stage, vacancy_number)
 ORDER BY random()
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True)
class Step:
    """An application, by its token, reached a stage of the process for a vacancy."""

    token: UUID
    stage: str
    vacancy_number: int


@transaction.atomic
def reached(steps: Iterable[Step]) -> None:
    """Add what is not there yet, and stir both tables, so that nothing tells when a row came.

    Many at a time, hours after they happened: a row that came in the transaction of its application would
    carry that transaction's number. Twice is the same as once.
    """
    steps = list(steps)
    columns = [
        [step.token for step in steps],
        [step.stage for step in steps],
        [step.vacancy_number for step in steps],
    ]
    with connection.cursor() as cursor:
        # Two at once would add the same rows in different orders, and lock each other out.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('monitoring'))")
        if steps:
            cursor.execute(ADD, columns)
        cursor.execute("SELECT monitoring_stir()")
