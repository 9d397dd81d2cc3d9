"""What the walk tells the room, and that nothing there tells when."""

import pytest
from django.db import connection

from applicants.applying.actions.withdrawing import withdraw
from applicants.applying.models import StatusChange
from applicants.applying.tasks import tell_the_sealed_room
from applicants.monitoring.actions.answering import answer
from applicants.monitoring.tokens import token_for
from tests.applicants.shortlisting.panels import apply
from tests.factories import open_vacancy


def rows(columns: str, table: str = "monitoring_reached") -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table}")
        return cursor.fetchall()


@pytest.mark.django_db
def test_every_move_is_told_once_by_token():
    vacancy = open_vacancy(criteria=0)
    first, second = apply(vacancy), apply(vacancy)
    withdraw(second, by=second.applicant)
    told = {
        (token_for(first.reference), "submitted", vacancy.pk),
        (token_for(second.reference), "submitted", vacancy.pk),
        (token_for(second.reference), "withdrawn", vacancy.pk),
    }
    for _ in range(2):
        tell_the_sealed_room()
        found = rows("token, stage, vacancy_number")
        assert (set(found), len(found)) == (told, 3)


@pytest.mark.django_db
def test_nothing_to_tell_is_well():
    assert not StatusChange.objects.exists()
    tell_the_sealed_room()
    assert rows("token") == []


@pytest.mark.django_db(transaction=True)
def test_stirring_takes_away_when_each_row_came():
    for number in range(30):
        answer(token_for(f"TEST-{number}"), {"age": str(number)})
    as_they_came = rows("age, xmin::text", "monitoring_answers")
    # The control: before it the rows lie in their order, each with a transaction of its own.
    assert [age for age, _ in as_they_came] == [str(number) for number in range(30)]
    assert len({xmin for _, xmin in as_they_came}) == 30
    tell_the_sealed_room()
    stirred = rows("age, xmin::text", "monitoring_answers")
    assert len({xmin for _, xmin in stirred}) == 1
    ages = [age for age, _ in stirred]
    # 30! orders: chance will not make it the old one.
    assert ages != sorted(ages, key=int)
    assert sorted(ages, key=int) == [age for age, _ in as_they_came]
