"""/healthz and /readyz: what they say when a part is down, within bounded time and whoever asks."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.models.functions import Now
from django.test import Client

from recruitment.health import middleware, sealing
from recruitment.health.models import Heartbeat
from recruitment.health.tasks import beat

NOBODY_LISTENS = "redis://127.0.0.1:1/0"
# Nothing answers there, not even with a refusal (RFC 5737).
NOWHERE = "redis://192.0.2.1:6379/0"


def ready():
    answer = Client().get("/readyz")
    parts = answer.json()
    parts.pop("sealed_room", None)
    return answer.status_code, parts


def test_all_is_well(db):
    beat()
    assert ready() == (200, {"database": "ok", "redis": "ok", "sweeps": "ok"})


def test_it_says_when_the_login_could_open_the_sealed_room(db, caplog):
    """Tests run as the owner, who can; docs/decisions/0021. The service's own login is proved in proofs/."""
    beat()
    answer = Client().get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["sealed_room"] == "open: the login of DATABASE_URL could read equality answers"
    sealing.warn()
    assert "The sealed room is open" in caplog.text


def test_the_process_answers_even_when_nothing_else_does(monkeypatch, settings):
    monkeypatch.setattr(middleware, "connection", None)
    settings.REDIS_URL = NOBODY_LISTENS
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"process": "ok"})


@pytest.mark.parametrize("url", [NOBODY_LISTENS, NOWHERE, "", "nonsense"])
def test_redis_down(db, settings, url):
    beat()
    settings.REDIS_URL = url
    begun = time.monotonic()
    assert ready() == (503, {"database": "ok", "redis": "does not answer", "sweeps": "ok"})
    assert time.monotonic() - begun < 4


@pytest.mark.parametrize("host", ["127.0.0.1", "192.0.2.1"])
def test_database_down(db, monkeypatch, host):
    elsewhere = connection.settings_dict | {"HOST": host, "PORT": "1", "OPTIONS": {"connect_timeout": 5}}
    monkeypatch.setattr(middleware, "connection", DatabaseWrapper(elsewhere, alias="elsewhere"))
    begun = time.monotonic()
    status, parts = ready()
    assert (status, parts["database"], parts["sweeps"]) == (503, "does not answer", "unknown")
    assert time.monotonic() - begun < 8


def test_the_sweeps_have_never_run(db):
    assert ready() == (503, {"database": "ok", "redis": "ok", "sweeps": "have never run"})


def test_the_sweeps_have_stopped(db):
    Heartbeat.objects.create()
    Heartbeat.objects.update(at=Now() - timedelta(minutes=5))
    status, parts = ready()
    assert status == 503
    assert parts["sweeps"].startswith("last ran 30")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_know_neither_our_name_nor_tls(db, path, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["recruitment.example.org"]
    assert Client().get(path, headers={"host": "10.0.0.7:8000"}).status_code in (200, 503)
    assert Client().post(path).status_code == 405


def test_heartbeats_are_kept_for_ninety_days(db):
    Heartbeat.objects.create()
    Heartbeat.objects.update(at=Now() - timedelta(days=89))
    beat()
    assert Heartbeat.objects.count() == 2
    Heartbeat.objects.update(at=Now() - timedelta(days=91))
    beat()
    assert Heartbeat.objects.count() == 1
