"""The bell: heard when Redis is there, harmless when it is not."""

import socket
import time
from contextlib import ExitStack, closing, contextmanager, nullcontext

import pytest

from recruitment.celery import app
from recruitment.mail import doorbell

WAITED_AT_MOST = 1.0  # seconds a web request may be held


@pytest.fixture(autouse=True)
def _bell_at_rest_no_more(monkeypatch):
    monkeypatch.setattr(doorbell, "_resting_until", 0.0)


@contextmanager
def broker(url):
    """Celery talks to this broker meanwhile."""
    before = app.conf.broker_url, app.conf.broker_write_url
    app.conf.broker_url = app.conf.broker_write_url = url
    try:
        yield
    finally:
        app.conf.broker_url, app.conf.broker_write_url = before


@contextmanager
def port(*, backlog=5, accepts=True):
    """A port that takes connections and stays silent; or one whose queue of connections is full."""
    with socket.create_server(("127.0.0.1", 0), backlog=backlog) as listener:
        crowd = [socket.socket() for _ in range(0 if accepts else 4)]
        for one in crowd:
            one.setblocking(False)
            one.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]
        for one in crowd:
            one.close()


def refused():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        number = listener.getsockname()[1]
    return nullcontext(number)


@pytest.mark.parametrize(
    "away",
    [refused, port, lambda: port(backlog=0, accepts=False)],
    ids=["refuses", "accepts and is silent", "does not answer"],
)
def test_without_redis_nobody_waits_and_nothing_is_raised(away, caplog):
    with away() as number, broker(f"redis://127.0.0.1:{number}/0"):
        started = time.monotonic()
        doorbell.ring()
        waited = time.monotonic() - started
        assert waited < WAITED_AT_MOST
        assert "the next sweep does it" in caplog.text
        doorbell.ring()
        assert caplog.text.count("the next sweep does it") == 1, "an unheard bell is left alone for a while"


def test_it_is_tried_again_after_its_rest(monkeypatch, caplog):
    with refused() as number, broker(f"redis://127.0.0.1:{number}/0"):
        doorbell.ring()
        now = time.monotonic
        monkeypatch.setattr(time, "monotonic", lambda: now() + doorbell.REST + 1)
        doorbell.ring()
    assert caplog.text.count("was not heard") == 2


def test_a_worker_is_asked_by_name(settings):
    with ExitStack() as stack:
        # A database of its own in the same Redis: no worker listens there.
        stack.enter_context(broker(f"{settings.REDIS_URL.rpartition('/')[0]}/9"))
        redis = stack.enter_context(app.connection_for_read())
        queue = stack.enter_context(closing(redis.SimpleQueue("celery")))
        queue.clear()
        doorbell.ring()
        message = queue.get(timeout=30)
        message.ack()
    assert message.headers["task"] == "mail.deliver"
    assert (message.headers["argsrepr"], message.headers["kwargsrepr"]) == ("()", "{}")
    assert message.headers["expires"]
    assert not message.headers["eta"]
