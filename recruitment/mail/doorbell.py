"""The doorbell: asks a worker to look into the outbox now. Nothing depends on it: the minute sweep comes."""

import logging
import time
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.db import connection, transaction
from kombu.pools import ProducerPool, producers

from recruitment.celery import app

log = logging.getLogger(__name__)

OUTBOX = "mail.deliver"

# With Redis away kombu would try for six seconds, even when told not to retry; a page must not wait for
# that. One attempt without pauses takes 0.6 seconds at worst, whether Redis is down, silent or unreachable.
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
# So long (seconds) a ring of the outbox that nobody has heard yet stands for those after it. Not for longer:
# Redis may have noted it, and then the line broke before a worker was asked.
STANDS = 2
# There while a ring of the outbox waits for a worker.
WAITING = f"doorbell:{OUTBOX}"
# After a ring that nobody heard, this process leaves the bell alone for a while (seconds).
REST = 30

_resting_until = 0.0
# The rings asked for while a sweep holds the bell; None where none does.
_asked: ContextVar[list[str] | None] = ContextVar("asked", default=None)


@cache
def _lines_to(broker_url: str) -> ProducerPool:
    """Kept open between rings: opening one is more than a third of what submitting an application takes."""
    broker = app.connection_for_write(broker_url)
    broker.transport_options = {**broker.transport_options, **ONE_QUICK_ATTEMPT}
    return producers[broker]


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
    """Ask for a sweep before its minute. Never raises; holds its caller for less than a second at worst.

    While a ring of the outbox waits for a worker, another soon after it says nothing new and is not passed
    on: where many submit at once, that spares each of them a tenth of the work.
    """
    global _resting_until  # noqa: PLW0603 - one bell a process
    if (asked := _asked.get()) is not None and task == OUTBOX:
        asked.append(task)
        return
    if time.monotonic() < _resting_until:
        return
    try:
        with _lines_to(app.conf.broker_url).acquire(block=True) as line:
            if task != OUTBOX or line.channel.client.set(WAITING, 1, nx=True, ex=STANDS):
                app.send_task(task, producer=line, retry=False, ignore_result=True, expires=COUNTS)
    except Exception as error:
        _resting_until = time.monotonic() + REST
        log.warning("The doorbell was not heard (%s): the next sweep does it.", type(error).__name__)


def heard() -> None:
    """A worker goes to the outbox. Called before it looks: who rings from now on rings anew."""
    try:
        with _lines_to(app.conf.broker_url).acquire(block=True) as line:
            line.channel.client.delete(WAITING)
    except Exception as error:
        # It is over by itself, and until then the sweep comes.
        log.warning("The doorbell could not be answered (%s).", type(error).__name__)
