"""Fixtures every test may use."""

import gc
from collections import Counter

import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import OperationalError
from django.db.backends.postgresql.operations import DatabaseOperations
from psycopg.errors import DeadlockDetected

from vacancies import caching
from vacancies.api.limiting import limiter

# Whole walks of the running service, and the fuzzer: begun first, so that no core waits for them at the end.
LONGEST = (
    "tests/proofs/test_walkthrough.py",
    "tests/proofs/test_fuzzer.py::test_whatever_is_sent_to_a_form",
    "tests/recruitment/test_demo.py",
)
MADE_BY_MIGRATIONS = {"django_content_type", "auth_permission"}
# A table that no model has: the sealed room keeps in it what was told once.
WITHOUT_A_MODEL = {"monitoring_figures"}


def pytest_configure():
    """No test's rows have to outlive the machine; the proofs that stop PostgreSQL start their own."""
    options = settings.DATABASES["default"].setdefault("OPTIONS", {})
    options["options"] = f"{options.get('options', '')} -c synchronous_commit=off".strip()


def pytest_collection_modifyitems(config, items):
    """The longest tests first; those marked `long` only when they are asked for."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))
    if "long" not in config.option.markexpr:
        left_out = [item for item in items if item.get_closest_marker("long")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_collection_finish(session):
    """What is loaded by now stays: looking through all of it for garbage took a sixth of the run's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


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
def _empty_the_tables_cheaply():
    """What Django does after each test that commits, at a tenth of the price.

    It would truncate some forty tables, which makes forty new files, and write the kinds of things and the
    permissions anew; here rows are deleted, and those two tables are left as the migrations made them.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", _sql_flush)
        patch.setattr(DatabaseOperations, "execute_sql_flush", _execute_sql_flush)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *args, **kwargs: None)
        yield


def _sql_flush(self, style, tables, **options) -> list[str]:
    """The audit trail's trigger forbids just that: it is set aside here alone, in the runner's transaction.

    Like a truncation it waits for whoever still writes.
    """
    emptied = {*tables} - MADE_BY_MIGRATIONS | WITHOUT_A_MODEL
    names = [self.quote_name(table) for table in sorted(emptied)]
    return [
        "SET LOCAL session_replication_role = replica;",
        f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE;",
        *[f"DELETE FROM {name};" for name in names],
    ]


_execute_once = DatabaseOperations.execute_sql_flush


def _execute_sql_flush(self, sql_list) -> None:
    """Once more where a page that a browser has left still writes, and each waits for the other."""
    try:
        _execute_once(self, sql_list)
    except OperationalError as error:
        if not isinstance(error.__cause__, DeadlockDetected):
            raise
        _execute_once(self, sql_list)


def pytest_terminal_summary(terminalreporter):
    """Why tests were skipped: one line a reason, however many tests it was."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    for reason, tests in reasons.items():
        terminalreporter.write_line(f"{tests} skipped: {reason}")
