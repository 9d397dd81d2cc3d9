"""The bell: heard when Redis is there, harmless when it is not."""

import signal
import socket
import subprocess
import time
from contextlib import closing, contextmanager, nullcontext, suppress

import pytest

from recruitment.celery import app
from recruitment.keeper import find_programs
from recruitment.mail import doorbell
from tests.recruitment.mail.scripted_server import until

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


@pytest.fixture
def redis():
    """A Redis of one's own, as a process: what else runs at this moment rings elsewhere."""
    with refused() as number:
        command = [find_programs().redis, "--port", str(number), "--bind", "127.0.0.1", "--save", ""]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            assert until(lambda: _answers(number))
            with broker(f"redis://127.0.0.1:{number}/0"):
                yield process
        finally:
            process.send_signal(signal.SIGCONT)
            process.terminate()


def _answers(number) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", number), timeout=1):
        return True
    return False


@pytest.fixture
def bell(redis):
    """Where it is heard: the queue of the workers."""
    with app.connection_for_read() as line, closing(line.SimpleQueue("celery")) as queue:
        yield queue


def heard(bell):
    """As a worker does it: takes the message, and goes to the outbox."""
    message = bell.get(timeout=30)
    message.ack()
    doorbell.heard()
    return message


def waiting(bell) -> int:
    return bell.channel.client.llen("celery")


def kept_lines(bell) -> set[str]:
    """The connections that rings have come by, and the answers to them."""
    return {one["id"] for one in bell.channel.client.client_list() if one["cmd"] in ("lpush", "del")}


def test_a_worker_is_asked_by_name(bell):
    doorbell.ring()
    message = heard(bell)
    assert message.headers["task"] == "mail.deliver"
    assert (message.headers["argsrepr"], message.headers["kwargsrepr"]) == ("()", "{}")
    assert message.headers["expires"]
    assert not message.headers["eta"]


def test_a_ring_that_waits_is_not_rung_again(bell):
    for _ in range(5):
        doorbell.ring()
    assert waiting(bell) == 1
    assert heard(bell)
    doorbell.ring()
    assert waiting(bell) == 1, "whoever rings after the worker went to look is heard, too"


def test_what_waits_for_other_work_is_told_apart(bell):
    doorbell.ring("applying.close_and_tell")
    doorbell.ring("applying.close_and_tell")
    doorbell.ring()
    assert waiting(bell) == 3


def test_a_ring_that_nobody_hears_stands_for_others_only_shortly(bell, monkeypatch):
    """A line that breaks between the note and the message must not silence the bell."""
    monkeypatch.setattr(app, "send_task", lambda *task, **how: None)
    doorbell.ring()
    monkeypatch.undo()
    assert 0 < bell.channel.client.pttl(doorbell.WAITING) <= doorbell.STANDS * 1000
    assert until(lambda: not bell.channel.client.exists(doorbell.WAITING))
    doorbell.ring()
    assert heard(bell)


def test_its_line_is_kept_and_made_anew_where_redis_has_ended_it(bell, caplog):
    doorbell.ring()
    assert heard(bell)
    kept = kept_lines(bell)
    doorbell.ring()
    assert heard(bell)
    assert kept_lines(bell) == kept != set()
    for line in kept:
        bell.channel.client.client_kill_filter(_id=line)
    doorbell.ring()
    assert heard(bell)
    assert kept_lines(bell).isdisjoint(kept)
    assert "not heard" not in caplog.text


def test_a_line_that_falls_silent_holds_nobody(redis, bell, monkeypatch, caplog):
    """Redis is there and says no more: as when a network swallows what is sent."""
    doorbell.ring()
    assert heard(bell)
    redis.send_signal(signal.SIGSTOP)
    started = time.monotonic()
    doorbell.ring()
    assert time.monotonic() - started < WAITED_AT_MOST
    assert "the next sweep does it" in caplog.text
    redis.send_signal(signal.SIGCONT)
    assert until(lambda: not bell.channel.client.exists(doorbell.WAITING))
    monkeypatch.setattr(doorbell, "_resting_until", 0.0)
    doorbell.ring()
    assert heard(bell)
