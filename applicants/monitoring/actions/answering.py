"""Putting answers into the sealed room, and the only thing that can be asked about them: how often."""

from uuid import UUID, uuid4

import psycopg
from django.db import connection

from applicants.monitoring.questions import QUESTIONS

# Enough for everybody who changes their mind, and an end for whoever fills the room for fun.
MOST_VERSIONS = 20
COLUMNS = ("id", "token", "version", *(question.name for question in QUESTIONS))
# No RETURNING, no conflict target: both would need the right to read. Without one a version that is there
# already adds nothing, and says so by its count.
ADD = f"""
INSERT INTO monitoring_answers ({", ".join(COLUMNS)}) VALUES ({", ".join(["%s"] * len(COLUMNS))})
ON CONFLICT DO NOTHING
"""  # noqa: S608 - names of our own columns


class NotKept(Exception):
    """The answers were not kept. Says nothing of them."""


class TooOften(NotKept):
    """Answered more often than anybody changes their mind."""


def times_answered(token: UUID) -> int:
    """How often answers were given under this token."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT monitoring_times_answered(%s)", [token])
        return cursor.fetchone()[0]


def answer(token: UUID, answers: dict[str, str]) -> None:
    """Keep what somebody said, in place of whatever they said before.

    No audit record: that somebody answered is nobody's business either. Raises NotKept.
    """
    version = times_answered(token) + 1
    # Two tabs at once ask for the same version: one of them is told so, and takes the next.
    while version <= MOST_VERSIONS:
        if _added((uuid4(), token, version, *(answers.get(question.name, "") for question in QUESTIONS))):
            return
        version += 1
    raise TooOften


def _added(row: tuple) -> bool:
    """Past Django's cursor: the answers travel apart from the statement, so that neither the list of running
    statements, which every connection of this login may read, nor a log of ours ever holds them."""
    connection.ensure_connection()
    try:
        with psycopg.Cursor(connection.connection) as cursor:
            return cursor.execute(ADD, row).rowcount == 1
    except psycopg.Error:
        # The error's own words can quote the row.
        raise NotKept from None
