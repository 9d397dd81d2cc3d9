"""`move` and `move_all`: the only writers of an application's status. Who may ask is not decided here."""

from collections.abc import Callable, Collection

from django.db import connection, transaction

from applicants.applying.models import Application, StatusChange
from applicants.applying.status import MOVES, Status
from recruitment.accounts.models import User
from recruitment.audit.recording import SystemJob

# Written out: whoever applies comes by here, and putting these together took longer than answering them.
STANDS = "SELECT status FROM applying_application WHERE id = %s FOR NO KEY UPDATE"
# The move, and who made it when. The gate stamps the instant.
GOES = """
WITH change AS (
    INSERT INTO applying_statuschange (application_id, from_status, to_status, by_id, reason)
    VALUES (%s, %s, %s, %s, %s) RETURNING id
)
UPDATE applying_application SET status = %s FROM change WHERE applying_application.id = %s
RETURNING submitted_at
"""


class NotAllowed(Exception):
    """There is no such move; `application` stands where it stood."""

    def __init__(self, application: Application, to: Status):
        super().__init__(f"{application.reference}: no move from {application.status} to {to}.")


def move(
    application: Application,
    to: Status,
    *,
    by: User | SystemJob,
    reason: str = "",
    before: Callable[[], None] = lambda: None,
) -> None:
    """Take one application from where it stands now to `to`, and write down who, when and why.

    Looks at the locked row, not at what the caller read before; brings `application` up to date.
    Raises NotAllowed, and the caller's transaction can go on. A move to SUBMITTED passes the database gate,
    which may refuse it (see actions/submitting.py). `before` is done with the row locked and before the
    gate; what it raises stops the move and the transaction.
    """
    # Without a savepoint: the caller's transaction is enough, and each would cost two more round trips.
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        start = application.status = _standing(application, cursor)
        if to in MOVES[start]:
            before()
            mover = None if isinstance(by, SystemJob) else by.pk
            change = (application.pk, start.value, to.value, mover, reason)
            cursor.execute(GOES, (*change, to.value, application.pk))
            (application.submitted_at,) = cursor.fetchone()
            application.status = to
            return
    raise NotAllowed(application, to)


@transaction.atomic
def move_all(
    applications: Collection[Application], to: Status, *, by: User | SystemJob, reason: str = ""
) -> None:
    """`move` for many, in a handful of statements: all of them go or none does.

    Locks the rows in the order of their keys, so that two who move many wait instead of locking each other
    out. Raises NotAllowed for the first that cannot. Never to SUBMITTED: the gate is passed one at a time.
    """
    if to == Status.SUBMITTED:
        raise ValueError("Submitting is done one application at a time.")
    standing = dict(
        Application.objects.filter(pk__in=[application.pk for application in applications])
        .order_by("pk")
        .select_for_update(no_key=True)
        .values_list("pk", "status")
    )
    for application in applications:
        application.status = Status(standing[application.pk])
        if to not in MOVES[application.status]:
            raise NotAllowed(application, to)
    Application.objects.filter(pk__in=standing).update(status=to)
    StatusChange.objects.bulk_create(
        StatusChange(
            application=application,
            from_status=application.status,
            to_status=to,
            by=None if isinstance(by, SystemJob) else by,
            reason=reason,
        )
        for application in applications
    )
    for application in applications:
        application.status = to


def _standing(application: Application, cursor) -> Status:
    """Where it stands now; its row is locked from here on."""
    cursor.execute(STANDS, [application.pk])
    if (found := cursor.fetchone()) is None:
        raise Application.DoesNotExist
    return Status(found[0])
