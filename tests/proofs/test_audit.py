"""The audit trail cannot be changed or emptied, not even by the owner of its table."""

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from recruitment.audit.models import AuditEvent
from recruitment.audit.recording import SystemJob, record
from tests.factories import EmployerFactory

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

TABLE = "audit_auditevent"
STATEMENTS = {
    "UPDATE": f"UPDATE {TABLE} SET reason = 'forged'",
    "UPDATE of no row": f"UPDATE {TABLE} SET reason = 'forged' WHERE false",
    "DELETE": f"DELETE FROM {TABLE}",
    "TRUNCATE": f"TRUNCATE {TABLE}",
    "TRUNCATE in passing": f"TRUNCATE {TABLE} RESTART IDENTITY CASCADE",
    "INSERT that updates": (
        f"INSERT INTO {TABLE} (id, system_job, action, subject, reason, details)"
        f" SELECT id, 'job', 'a', 'b', '', '{{}}' FROM {TABLE}"
        " ON CONFLICT (id) DO UPDATE SET reason = 'forged'"
    ),
    "MERGE": f"MERGE INTO {TABLE} e USING {TABLE} f ON e.id = f.id WHEN MATCHED THEN DELETE",
}


@pytest.fixture
def event():
    return record("employer.created", EmployerFactory(), by=SystemJob("test"))


@pytest.fixture
def owner():
    """A connection of its own, as the owner of the table, past Django."""
    known = {"dbname", "host", "port", "user", "password"}
    parameters = {name: value for name, value in connection.get_connection_params().items() if name in known}
    with psycopg.connect(**parameters) as owner:
        who = "SELECT tableowner = current_user FROM pg_tables WHERE tablename = %s"
        assert owner.execute(who, [TABLE]).fetchone()[0]
        yield owner
        owner.rollback()


def stands(event) -> bool:
    return list(AuditEvent.objects.values_list("pk", "reason")) == [(event.pk, "")]


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_the_database_refuses(event, owner, statement):
    with pytest.raises(psycopg.Error) as refused:
        owner.execute(statement)
    assert refused.value.sqlstate == "AU001"
    owner.rollback()
    assert stands(event)


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_with_the_trigger_off_the_same_statement_succeeds(event, owner, statement):
    """The negative control: it is the trigger that refuses, nothing else."""
    owner.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER audit_append_only")
    owner.execute(statement)
    owner.rollback()


def test_emptying_another_table_does_not_empty_it_along(event, owner):
    """No foreign key leads out of the trail; even if somebody added one, the cascade is refused."""
    leads_out = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass"
    assert owner.execute(leads_out, [TABLE]).fetchone()[0] == 0
    owner.execute("CREATE TABLE elsewhere (id bigint PRIMARY KEY)")
    owner.execute(f"ALTER TABLE {TABLE} ADD COLUMN elsewhere bigint REFERENCES elsewhere")
    with pytest.raises(psycopg.Error) as refused:
        owner.execute("TRUNCATE elsewhere CASCADE")
    assert refused.value.sqlstate == "AU001"
    owner.rollback()
    assert stands(event)


@pytest.mark.parametrize(
    "change",
    [
        lambda event: AuditEvent.objects.update(reason="forged"),
        lambda event: AuditEvent.objects.all().delete(),
        lambda event: event.delete(),
        lambda event: AuditEvent(pk=event.pk, action="forged", subject="x", system_job="y").save(),
        lambda event: AuditEvent.objects.bulk_update([event], ["reason"]),
    ],
    ids=["queryset.update", "queryset.delete", "delete", "save", "bulk_update"],
)
def test_the_orm_is_refused_too(event, change):
    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        change(event)
    assert refused.value.__cause__.sqlstate == "AU001"
    assert stands(event)


def test_an_event_without_an_actor_cannot_be_stored(event, owner):
    with pytest.raises(psycopg.errors.CheckViolation):
        owner.execute(
            f"INSERT INTO {TABLE} (system_job, action, subject, reason, details)"
            " VALUES ('', 'a', 'b', '', '{}')"
        )
