"""The bell: heard when Redis is there, harmless when it is not."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager, nullcontext, suppress

import pytest

from recruitment.celery import app
from recruitment.keeper import find_programs
from recruitment.mail import doorbell
from tests.recruitment.mail.scripted_server import until

WAITED_AT_MOST = 0.25  # seconds a web request may be held
GIVEN_UP_WITHIN = 1.0  # seconds, by the thread that rings


@pytest.fixture(autouse=True)
def _bell_at_rest_no_more(monkeypatch):
    assert doorbell.settle()
    monkeypatch.setattr(doorbell, "_resting_until", 0.0)


@contextmanager
def broker(url):
    """Celery talks to this broker meanwhile."""
    before = app.conf.broker_url, app.conf.broker_write_url
    app.conf.broker_url = app.conf.broker_write_url = url
    try:
        yield
    finally:
        doorbell.settle()
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
        assert time.monotonic() - started < WAITED_AT_MOST
        assert doorbell.settle(GIVEN_UP_WITHIN)
        assert "the next sweep does it" in caplog.text
        doorbell.ring()
        assert doorbell.settle()
        assert caplog.text.count("the next sweep does it") == 1, "an unheard bell is left alone for a while"


def test_it_is_tried_again_after_its_rest(monkeypatch, caplog):
    with refused() as number, broker(f"redis://127.0.0.1:{number}/0"):
        doorbell.ring()
        assert doorbell.settle()
        monkeypatch.setattr(doorbell, "_resting_until", doorbell._resting_until - doorbell.REST)
        doorbell.ring()
        assert doorbell.settle()
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
    message = bell.get(timeout=30)
    message.ack()
    return message


def waiting(bell) -> int:
    """How many messages wait for a worker once everything was passed on."""
    assert doorbell.settle()
    return bell.channel.client.llen("celery")


def kept_lines(bell) -> set[str]:
    """The connections that rings have come by."""
    return {one["id"] for one in bell.channel.client.client_list() if one["cmd"] == "lpush"}


def test_a_worker_is_asked_by_name(bell):
    doorbell.ring()
    message = heard(bell)
    assert message.headers["task"] == "mail.deliver"
    assert (message.headers["argsrepr"], message.headers["kwargsrepr"]) == ("()", "{}")
    assert message.headers["expires"]
    assert not message.headers["eta"]


def test_who_rings_while_it_rings_is_heard_with_the_next_ring(bell, monkeypatch):
    """Many at once cost two messages: one for the first, one for all that came after it."""
    monkeypatch.setattr(doorbell, "PAUSE", 0.5)
    doorbell.ring()
    assert heard(bell)
    assert doorbell.settle()  # the first is passed on, and the pause has begun
    for _ in range(100):
        doorbell.ring()
    assert waiting(bell) == 1
    doorbell.ring()
    assert waiting(bell) == 2, "nobody is left unheard"


def test_work_of_another_kind_is_asked_for_by_its_own_name(bell):
    for task in ("applying.close_and_tell", "mail.deliver"):
        doorbell.ring(task)
    assert waiting(bell) == 2
    assert {heard(bell).headers["task"] for _ in range(2)} == {"applying.close_and_tell", "mail.deliver"}


def test_a_command_that_rings_and_ends_is_heard(redis, bell):
    address = app.conf.broker_url
    program = "import django; django.setup()\nfrom recruitment.mail import doorbell; doorbell.ring()"
    environment = {**os.environ, "REDIS_URL": address, "DJANGO_SETTINGS_MODULE": "recruitment.settings"}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True, timeout=60)
    assert bell.channel.client.llen("celery") == 1


def test_a_process_that_was_parted_rings_with_a_thread_of_its_own(bell):
    doorbell.ring()
    assert heard(bell)
    child = os.fork()
    if not child:
        doorbell.ring()
        os._exit(0 if doorbell.settle(5) else 1)
    assert os.waitpid(child, 0)[1] == 0
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
    assert doorbell.settle(GIVEN_UP_WITHIN)
    assert "the next sweep does it" in caplog.text
    redis.send_signal(signal.SIGCONT)
    monkeypatch.setattr(doorbell, "_resting_until", 0.0)
    doorbell.ring()
    assert heard(bell)
