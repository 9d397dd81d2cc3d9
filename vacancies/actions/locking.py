"""The first step of every act on a vacancy: its row's lock, then the clock. The acts live beside it."""

from datetime import datetime

from django.db import connection

from vacancies.models import Vacancy


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
    rows = Vacancy.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    return rows.select_related("employer").filter(pk=vacancy.pk).first()
