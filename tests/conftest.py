"""Fixtures every test may use."""

from collections import Counter

import pytest
from django.conf import settings
from django.db.backends.postgresql.operations import DatabaseOperations

from vacancies import caching
from vacancies.api.limiting import limiter


@pytest.fixture(autouse=True)
def _hash_passwords_fast(settings):
    """The real hasher takes a third of a second on purpose; a test makes many people."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _forget_public_pages():
    """A test's changes are taken back, and with them the count of changes under which pages are kept."""
    caching.clear()


@pytest.fixture(autouse=True)
def _forget_who_asked_how_often():
    """Every test asks from the same network."""
    limiter.clear()


@pytest.fixture(autouse=True, scope="session")
def _keep_documents_apart(tmp_path_factory):
    """What a test uploads does not stay in the checkout."""
    settings.DOCUMENTS_ROOT = str(tmp_path_factory.mktemp("documents"))


@pytest.fixture(autouse=True, scope="session")
def _let_the_test_runner_empty_the_tables():
    """Between tests Django truncates every table; the audit trail's trigger forbids just that.

    Only the runner's own flush sets the triggers aside, in its own transaction; no test does.
    """
    flush = DatabaseOperations.execute_sql_flush

    def flush_without_triggers(self, sql_list):
        return flush(self, ["SET LOCAL session_replication_role = replica;", *sql_list])

    DatabaseOperations.execute_sql_flush = flush_without_triggers
    yield
    DatabaseOperations.execute_sql_flush = flush


def pytest_terminal_summary(terminalreporter):
    """Why tests were skipped: one line a reason, however many tests it was."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    for reason, tests in reasons.items():
        terminalreporter.write_line(f"{tests} skipped: {reason}")
