"""`record`: the only writer of the audit trail."""

from dataclasses import dataclass

from recruitment.audit.models import AuditEvent


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
    return AuditEvent.objects.create(
        action=action,
        subject=f"{subject._meta.model_name}:{subject.pk}",
        employer_id=employer_id,
        reason=reason,
        details=details,
        **actor,
    )
