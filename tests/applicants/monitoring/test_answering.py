"""Answers go in, version by version; what goes wrong says nothing of them."""

import psycopg
import pytest
from django.db import connection, transaction

from applicants.monitoring.actions import answering
from applicants.monitoring.actions.answering import NotKept, TooOften, answer, times_answered
from applicants.monitoring.tokens import token_for

pytestmark = pytest.mark.django_db
TOKEN = token_for("K7QX-4MWP")


def kept() -> list[tuple]:
    """As the owner, whom tests run as."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT version, religion, sex FROM monitoring_answers ORDER BY version")
        return cursor.fetchall()


def test_a_change_is_another_version_and_leaves_nothing_of_the_earlier_one():
    assert times_answered(TOKEN) == 0
    answer(TOKEN, {"religion": "sikh", "sex": "male"})
    answer(TOKEN, {"religion": "hindu"})
    assert kept() == [(1, "sikh", "male"), (2, "hindu", "")]
    assert (times_answered(TOKEN), times_answered(token_for("another"))) == (2, 0)


def test_two_tabs_at_once_take_two_versions(monkeypatch):
    """Both have asked how often before either has answered."""
    answer(TOKEN, {"religion": "sikh"})
    monkeypatch.setattr(answering, "times_answered", lambda token: 0)
    answer(TOKEN, {"religion": "hindu"})
    assert kept() == [(1, "sikh", ""), (2, "hindu", "")]


def test_nobody_fills_the_room():
    for _ in range(answering.MOST_VERSIONS):
        answer(TOKEN, {"sex": "male"})
    with pytest.raises(TooOften):
        answer(TOKEN, {"sex": "female"})


def test_an_error_of_the_database_takes_no_answer_with_it(monkeypatch):
    # PostgreSQL quotes what it cannot keep.
    too_long = "zyxreligion" * 8
    with pytest.raises(NotKept) as refusal, transaction.atomic():
        answer(TOKEN, {"religion": too_long})
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__
    assert str(refusal.value) == ""


def test_a_statement_that_runs_does_not_hold_the_answers():
    """Every connection of the same login may read the list of what runs, or ran last, on the others."""

    def ran_last() -> str:
        pid = connection.connection.info.backend_pid
        with psycopg.connect(connection.connection.info.dsn, autocommit=True) as other:
            return other.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [pid]).fetchone()[0]

    answer(TOKEN, {"religion": "zyxreligion"})
    assert "INSERT INTO monitoring_answers" in ran_last()
    assert "zyxreligion" not in ran_last()
    # The control: by a cursor that writes values into the text, as Django's own does unless told otherwise.
    with psycopg.ClientCursor(connection.connection) as careless:
        careless.execute("UPDATE monitoring_answers SET religion = %s", ["zyxreligion"])
    assert "zyxreligion" in ran_last()


def test_the_token_is_the_keys_and_tells_nothing_of_the_reference(settings):
    assert token_for("K7QX-4MWP") == TOKEN != token_for("K7QX-4MWQ")
    settings.MONITORING_KEY = "another key"
    assert token_for("K7QX-4MWP") != TOKEN
