"""The first step of every act on a vacancy: its row's lock, then the clock. The acts live beside it."""

from datetime import datetime

from django.db import connection

from recruitment.accounts.models import Employer
from vacancies.models import Vacancy
from vacancies.models.closing import Closing

# What a sweep reads of a vacancy. The long texts stay where they are; whoever asks for one gets it then.
READ_BY_SWEEPS = {
    *("id", "employer", "created_by", "status", "title", "reference"),
    *("contact_role", "contact_name", "contact_email", "contact_phone"),
    *(field.name for field in Closing._meta.fields),
}
READ = [field for field in Vacancy._meta.concrete_fields if field.name in READ_BY_SWEEPS]
READ_OF_EMPLOYER = [field for field in Employer._meta.concrete_fields if field.name in ("id", "name")]
# Written out: thousands of adverts close in the same minute, and for each the ORM would put this together
# anew, which takes longer than answering it.
LOCKED = f"""
SELECT {", ".join([f"vacancy.{f.column}" for f in READ] + [f"employer.{f.column}" for f in READ_OF_EMPLOYER])}
  FROM vacancies_vacancy vacancy JOIN accounts_employer employer ON employer.id = vacancy.employer_id
 WHERE vacancy.id = %s
   FOR NO KEY UPDATE OF vacancy SKIP LOCKED
"""  # noqa: S608 - names of our own columns


def lock(vacancy: Vacancy) -> datetime:
    """Lock the row and read it anew into `vacancy`; then ask the database what time it is.

    The clock is read in a later statement than the lock: a time read while waiting would be too early.
    Call it inside a transaction. Unsaved changes of `vacancy` are lost. Raises Vacancy.DoesNotExist.
    """
    vacancy.refresh_from_db(from_queryset=Vacancy.objects.select_for_update(no_key=True))
    return clock()


def clock() -> datetime:
    """This very instant by the database's clock, not the beginning of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def unheld(vacancy: Vacancy) -> Vacancy | None:
    """The row, locked and read anew with its employer; None where somebody holds it or it is gone.

    For sweeps, which come again in a minute and need not wait. Call it inside a transaction.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOCKED, [vacancy.pk])
        row = cursor.fetchone()
    if row is None:
        return None
    held = _of(READ, row[: len(READ)])
    held.employer = _of(READ_OF_EMPLOYER, row[len(READ) :])
    return held


def _of(fields, values):
    """The instance; its other columns are read from the database when they are asked for."""
    return fields[0].model.from_db(connection.alias, [field.attname for field in fields], values)
