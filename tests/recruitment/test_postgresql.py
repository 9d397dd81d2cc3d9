"""As many rows at once as there are, whatever PostgreSQL takes with one statement."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql import operations
from django.test.utils import CaptureQueriesContext

from recruitment.mail import outbox
from recruitment.mail.models import OutgoingEmail
from recruitment.postgresql.base import MOST_VALUES, DatabaseOperations
from tests.factories import VacancyFactory
from vacancies.models import Criterion

pytestmark = pytest.mark.django_db


def criteria() -> list[Criterion]:
    """More of them than one statement carries; a column of lists is why each value travels by itself."""
    vacancy = VacancyFactory(criteria=0)
    values_of_each = len(Criterion._meta.concrete_fields) - 1
    return [
        Criterion(vacancy=vacancy, position=n, text="Kind", evidenced_by=["A"])
        for n in range(MOST_VALUES // values_of_each + 2)
    ]


def test_thousands_of_rows_are_written_at_once():
    rows = criteria()
    Criterion.objects.bulk_create(rows)
    assert Criterion.objects.count() == len(rows)


def test_control_djangos_own_way_is_refused(monkeypatch):
    monkeypatch.setattr(DatabaseOperations, "bulk_batch_size", operations.DatabaseOperations.bulk_batch_size)
    with pytest.raises(DatabaseError, match="number of parameters"), transaction.atomic():
        Criterion.objects.bulk_create(criteria())


def test_an_outbox_of_thousands_takes_a_statement_for_each_thousand():
    emails = [
        OutgoingEmail(
            key=f"many:{n}", message_id=f"<{n}@example.org>", to="a@example.org", unsubscribe_url=""
        )
        for n in range(6_001)
    ]
    with CaptureQueriesContext(connection) as captured:
        outbox.queue_many(emails)
    assert len(captured) == 7
    assert OutgoingEmail.objects.count() == len(emails)
