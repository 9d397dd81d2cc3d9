"""The doorbell: asks a worker to look into the outbox now. Nothing depends on it: the minute sweep comes.

A thread of its own passes a ring on, so that no page waits for Redis, be it away, silent or merely busy.
"""

import atexit
import logging
import os
import threading
import time
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.db import connection, transaction
from kombu.pools import ProducerPool, producers

from recruitment.celery import app

log = logging.getLogger(__name__)

OUTBOX = "mail.deliver"

# With Redis away kombu would try for six seconds, even when told not to retry. One attempt without pauses
# takes 0.6 seconds at worst, whether Redis is down, silent or unreachable.
ONE_QUICK_ATTEMPT = {
    "socket_connect_timeout": 0.3,
    "socket_timeout": 0.5,
    "connect_retries_timeout": 0.5,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
# A ring counts for so long (seconds): the next sweep is there then.
COUNTS = 55
# Between two rings of a process (seconds): whoever rings meanwhile is heard with the second.
PAUSE = 0.1
# After a ring that nobody heard, this process leaves the bell alone for a while (seconds).
REST = 30

_resting_until = 0.0
# The rings asked for while a sweep holds the bell; None where none does.
_asked: ContextVar[list[str] | None] = ContextVar("asked", default=None)


@cache
def _lines_to(broker_url: str) -> ProducerPool:
    """Kept open between rings: opening one takes several times as long as ringing."""
    broker = app.connection_for_write(broker_url)
    broker.transport_options = {**broker.transport_options, **ONE_QUICK_ATTEMPT}
    return producers[broker]


class _Ringer:
    """The thread that rings, and what it has been asked for. One a process, begun with the first ring."""

    def __init__(self):
        self.change = threading.Condition()
        self.wanted: set[str] = set()
        self.is_ringing = False
        self.thread: threading.Thread | None = None

    def want(self, task: str) -> None:
        with self.change:
            self.wanted.add(task)
            if self.thread is None:
                self.thread = threading.Thread(target=self._ring_for_ever, name="doorbell", daemon=True)
                self.thread.start()
            self.change.notify_all()

    def settle(self, seconds: float) -> bool:
        """Wait until everything wanted was passed on or given up; False if that takes longer."""
        with self.change:
            return self.change.wait_for(lambda: not self.wanted and not self.is_ringing, seconds)

    def _ring_for_ever(self) -> None:
        while True:
            with self.change:
                self.change.wait_for(lambda: self.wanted)
                tasks, self.wanted, self.is_ringing = self.wanted, set(), True
            try:
                for task in tasks:
                    _pass_on(task)
            finally:
                with self.change:
                    self.is_ringing = False
                    self.change.notify_all()
            time.sleep(PAUSE)


_ringer = _Ringer()


def _begin_anew() -> None:
    # Threads stay behind in the process that forks, and with them whatever lock they held.
    global _ringer  # noqa: PLW0603 - one a process
    _ringer = _Ringer()


os.register_at_fork(after_in_child=_begin_anew)


def ring_on_commit() -> None:
    """Ring once when the current transaction has committed, however often this is called within it."""
    within = set(connection.savepoint_ids)
    # A ring ordered inside a savepoint goes with it when it is rolled back: it counts only within it.
    if any(call is ring and savepoints <= within for savepoints, call, _ in connection.run_on_commit):
        return
    transaction.on_commit(ring, robust=True)


@contextmanager
def rung_once():
    """However many transactions ask for the bell meanwhile, it rings once, at the end."""
    if _asked.get() is not None:
        yield
        return
    asked: list[str] = []
    before = _asked.set(asked)
    try:
        yield
    finally:
        _asked.reset(before)
        if asked:
            ring()


def ring(task: str = OUTBOX) -> None:
    """Ask for a sweep before its minute, soon. Returns at once, and never raises."""
    if (asked := _asked.get()) is not None and task == OUTBOX:
        asked.append(task)
        return
    _ringer.want(task)


def settle(seconds: float = 1.0) -> bool:
    """Wait until every ring of this process was passed on or given up; False if that takes longer."""
    return _ringer.settle(seconds)


# A command that rings and ends is heard, too.
atexit.register(settle)


def _pass_on(task: str) -> None:
    global _resting_until  # noqa: PLW0603 - one bell a process
    if time.monotonic() < _resting_until:
        return
    try:
        with _lines_to(app.conf.broker_url).acquire(block=True) as line:
            app.send_task(task, producer=line, retry=False, ignore_result=True, expires=COUNTS)
    except Exception as error:
        _resting_until = time.monotonic() + REST
        log.warning("The doorbell was not heard (%s): the next sweep does it.", type(error).__name__)
