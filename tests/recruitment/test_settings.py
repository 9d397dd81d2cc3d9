"""The settings: production says no in plain words, and every variable is written down."""

import os
import re
import runpy
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ImproperlyConfigured

from recruitment import embedded

CHECKOUT = embedded.CHECKOUT
SETTINGS = CHECKOUT / "recruitment" / "settings.py"
PRODUCTION = {
    "SECRET_KEY": "q8-Zr3_vK1xT6mW0yB5nC9dF2gH7jL4pS-aEuOiXwVtRkMfDbNh",
    "DATABASE_URL": "postgres://recruitment:secret@database:5432/recruitment",
    "REDIS_URL": "redis://queue:6379/0",
    "ALLOWED_HOSTS": "jobs.example.org",
    "EMAIL_URL": "smtp+tls://jobs:secret@relay.example.org:587",
    "DEFAULT_FROM_EMAIL": "jobs@example.org",
    "SITE_URL": "https://jobs.example.org",
    "DOCUMENTS_ROOT": "/srv/documents",
    "MONITORING_KEY": "w2-Kd8_pZ4tY7nQ1sC6hV9xG3bJ5mR0f-TyUjNeLoIaWqErSgBz",
}
REFUSALS = [
    ("SECRET_KEY", None, "SECRET_KEY is not set: set it to a random string of at least 50 characters."),
    ("SECRET_KEY", "short", "SECRET_KEY is shorter than 50 characters: use a longer one."),
    ("DATABASE_URL", "", "DATABASE_URL is not set: set it to postgres://user:password@host:5432/name."),
    ("DATABASE_URL", "sqlite:///db", "DATABASE_URL must start with postgres:// or postgresql://."),
    ("REDIS_URL", None, "REDIS_URL is not set: set it to redis://host:6379/0."),
    ("REDIS_URL", "amqp://queue", "REDIS_URL must start with redis:// or rediss://."),
    ("ALLOWED_HOSTS", None, "ALLOWED_HOSTS is not set: set it to the host names people use, with commas."),
    ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS must name hosts: * lets anybody forge links in our emails."),
    ("EMAIL_URL", None, "EMAIL_URL is not set: set it to smtp+tls://user:password@host:587."),
    ("EMAIL_URL", "consolemail://", "EMAIL_URL must start with smtp:// or smtp+tls:// or smtp+ssl://."),
    ("DEFAULT_FROM_EMAIL", None, "DEFAULT_FROM_EMAIL is not set: set it to the address applicants see."),
    ("SITE_URL", None, "SITE_URL is not set: set it to the address of the site, starting with https://."),
    ("SITE_URL", "http://jobs.example.org", "SITE_URL must start with https://."),
    (
        "DOCUMENTS_ROOT",
        None,
        "DOCUMENTS_ROOT is not set: set it to the folder where uploaded documents are kept.",
    ),
    ("MONITORING_KEY", "short", "MONITORING_KEY is shorter than 50 characters: use a longer one."),
    ("MONITORING_KEY", PRODUCTION["SECRET_KEY"], "MONITORING_KEY is SECRET_KEY: it must be one of its own."),
    (
        "MIGRATION_DATABASE_URL",
        "postgres://owner:secret@database:5432/another",
        "MIGRATION_DATABASE_URL names another database than DATABASE_URL: they are two logins of one.",
    ),
    ("DEBUG", "on", "DEBUG is on: it shows personal details on error pages, so turn it off."),
    ("MAIL_SINK_DIR", "mail", "MAIL_SINK_DIR is for the demo: unset it, it would show everybody's emails."),
]


def variables_read() -> set[str]:
    return set(re.findall(r"""\benv(?:\.\w+)?\(\s*["']([A-Z_]+)["']""", SETTINGS.read_text()))


@pytest.fixture
def environment(monkeypatch):
    """What the settings read, and nothing that the caller of the tests has set."""
    for name in variables_read():
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def load(environment, **variables) -> dict:
    for name, value in variables.items():
        environment.setenv(name, value)
    return runpy.run_path(str(SETTINGS))


def test_production_starts_with_all_it_needs(environment):
    loaded = load(environment, **PRODUCTION)
    assert (loaded["ENVIRONMENT"], loaded["DEBUG"], loaded["STAFF_MFA_REQUIRED"]) == (
        "production",
        False,
        True,
    )
    assert loaded["SESSION_COOKIE_SECURE"]
    assert loaded["SECURE_SSL_REDIRECT"]
    assert (loaded["EMAIL_HOST"], loaded["EMAIL_PORT"], loaded["EMAIL_USE_TLS"]) == (
        "relay.example.org",
        587,
        True,
    )
    assert "SECURE_PROXY_SSL_HEADER" not in loaded


@pytest.mark.parametrize(("name", "value", "sentence"), REFUSALS)
def test_production_refuses_with_one_sentence(environment, name, value, sentence):
    variables = {"ENVIRONMENT": "production", **PRODUCTION, name: value}
    with pytest.raises(ImproperlyConfigured) as refusal:
        load(environment, **{each: text for each, text in variables.items() if text is not None})
    assert str(refusal.value).splitlines() == ["This service cannot start:", sentence]


def test_everything_that_is_missing_is_said_at_once(environment):
    with pytest.raises(ImproperlyConfigured) as refusal:
        load(environment, ENVIRONMENT="production")
    assert len(str(refusal.value).splitlines()) == 1 + len(PRODUCTION)


def test_an_unknown_environment_is_refused(environment):
    with pytest.raises(ImproperlyConfigured, match="use local, demo or production"):
        load(environment, ENVIRONMENT="staging")


def test_a_database_makes_it_production(environment):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is not set"):
        load(environment, DATABASE_URL=PRODUCTION["DATABASE_URL"])


def test_the_end_of_maintenance_is_a_time_in_london(environment):
    loaded = load(environment, **PRODUCTION, MAINTENANCE="on", MAINTENANCE_UNTIL="2026-10-24 06:00")
    assert loaded["MAINTENANCE"]
    assert loaded["MAINTENANCE_UNTIL"] == datetime(2026, 10, 24, 5, tzinfo=UTC)
    with pytest.raises(ImproperlyConfigured, match="write it like 2026-10-25 06:00"):
        load(environment, **PRODUCTION, MAINTENANCE_UNTIL="soon")


def test_loading_the_settings_leaves_the_environment_alone(environment):
    before = dict(os.environ)
    load(environment)
    assert dict(os.environ) == before


def manage(*words, **variables):
    environment = {"PATH": os.environ["PATH"], **variables}
    command = [sys.executable, "-W", "error", "manage.py", *words]
    return subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)


def test_the_deployment_check_is_clean(environment):
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_refusal_at_the_terminal_is_words_not_a_traceback():
    done = manage("check", **{**PRODUCTION, "SITE_URL": "http://jobs.example.org"})
    assert done.returncode == 1
    assert done.stderr == "This service cannot start:\nSITE_URL must start with https://.\n"


def test_every_variable_is_written_down_and_no_other():
    guide = (CHECKOUT / "docs" / "operations.md").read_text()
    table = guide.split("## Every variable")[1].split("These are read outside the settings")[0]
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", table, re.MULTILINE)) == variables_read()
