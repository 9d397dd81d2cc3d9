"""`record`: the only writer of the audit trail."""

from dataclasses import dataclass

from django.db import connection
from psycopg.types.json import Jsonb

from recruitment.audit.models import AuditEvent

GIVEN = ("actor_id", "system_job", "action", "subject", "employer_id", "reason")
# Written out: every act that matters comes by here, and the ORM would put it together anew each time.
WRITE = f"""
INSERT INTO audit_auditevent ({", ".join(GIVEN)}, details) VALUES ({"%s, " * len(GIVEN)}%s)
RETURNING id, happened_at
"""  # noqa: S608 - names of our own columns


@dataclass(frozen=True)
class SystemJob:
    """A named job of the service, acting where there is no person: SystemJob("closing sweep")."""

    name: str


def record(
    action: str, subject, *, by, reason: str = "", employer_id: int | None = None, **details
) -> AuditEvent:
    """Write one event in the caller's transaction.

    `subject` is a model instance; `by` a signed-in user or a SystemJob, anything else is a TypeError.
    `details` must be JSON: ids, numbers, ISO times and words of ours, never personal data.
    """
    if isinstance(by, SystemJob):
        actor = {"system_job": by.name}
    elif getattr(by, "is_authenticated", False):
        actor = {"actor_id": by.pk}
    else:
        raise TypeError("An audit event needs a signed-in person or a SystemJob.")
    event = AuditEvent(
        action=action,
        subject=f"{subject._meta.model_name}:{subject.pk}",
        employer_id=employer_id,
        reason=reason,
        details=details,
        **actor,
    )
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [*(getattr(event, column) for column in GIVEN), Jsonb(event.details)])
        event.pk, event.happened_at = cursor.fetchone()
    event._state.adding, event._state.db = False, connection.alias
    return event
