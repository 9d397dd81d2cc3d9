"""`record`, and `record_once_in`: the only writers of the audit trail."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from psycopg.types.json import Jsonb

from recruitment.audit.models import AuditEvent

GIVEN = ("actor_id", "system_job", "action", "subject", "employer_id", "reason")
# Written out: every act that matters comes by here, and the ORM would put it together anew each time.
WRITE = f"""
INSERT INTO audit_auditevent ({", ".join(GIVEN)}, details) VALUES ({"%s, " * len(GIVEN)}%s)
RETURNING id, happened_at
"""  # noqa: S608 - names of our own columns
WRITE_ONCE = f"""
INSERT INTO audit_auditevent ({", ".join(GIVEN)}, details) SELECT {"%s, " * len(GIVEN)}%s
 WHERE NOT EXISTS (SELECT FROM audit_auditevent
                    WHERE (subject, action, actor_id, details) = (%s, %s, %s, %s)
                      AND happened_at > statement_timestamp() - %s)
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
    event = _event(action, subject, by, reason=reason, employer_id=employer_id, details=details)
    with connection.cursor() as cursor:
        cursor.execute(WRITE, _columns(event))
        event.pk, event.happened_at = cursor.fetchone()
    event._state.adding, event._state.db = False, connection.alias
    return event


def record_once_in(time: timedelta, action: str, subject, *, by, employer_id: int, **details) -> None:
    """The same, but where this person did the same within that time.

    Whoever must not be outrun by a second request holds a lock that it waits for.
    """
    event = _event(action, subject, by, employer_id=employer_id, details=details)
    said = (event.subject, event.action, event.actor_id, Jsonb(event.details), time)
    with connection.cursor() as cursor:
        cursor.execute(WRITE_ONCE, [*_columns(event), *said])


def _event(action: str, subject, by, *, details: dict, **more) -> AuditEvent:
    if isinstance(by, SystemJob):
        actor = {"system_job": by.name}
    elif getattr(by, "is_authenticated", False):
        actor = {"actor_id": by.pk}
    else:
        raise TypeError("An audit event needs a signed-in person or a SystemJob.")
    subject = f"{subject._meta.model_name}:{subject.pk}"
    return AuditEvent(action=action, subject=subject, details=details, **actor, **more)


def _columns(event: AuditEvent) -> list:
    return [*(getattr(event, column) for column in GIVEN), Jsonb(event.details)]
