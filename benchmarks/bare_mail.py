"""The least that a Celery worker does to send an email, and a server that only counts: to compare with."""

import asyncio
import os
import smtplib
import time
from dataclasses import dataclass
from functools import cache
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from aiosmtpd.smtp import SMTP
from celery import Celery

app = Celery("bare_mail", broker=os.environ.get("REDIS_URL", "").rpartition("/")[0] + "/10")
app.conf.task_ignore_result = True


@cache
def message() -> bytes:
    """One of the service's own emails: what goes over the wire is the same in both."""
    return Path(os.environ["BARE_MESSAGE"]).read_bytes()


@cache
def relay() -> smtplib.SMTP:
    return smtplib.SMTP("127.0.0.1", urlsplit(os.environ["EMAIL_URL"]).port, local_hostname="localhost")


@cache
def database() -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)


@app.task
def send(number: int) -> None:
    relay().sendmail("jobs@example.org", [f"applicant{number}@example.org"], message())


@app.task
def send_and_note(number: int) -> None:
    send(number)
    database().execute("UPDATE bare_mail SET sent_at = now() WHERE id = %s", (number,))


@dataclass(frozen=True)
class Arrivals:
    """Where a receiver listens, how many emails it has taken, and when the first and the last of them.

    Shared between processes, so each is a box with a `value`.
    """

    port: Synchronized
    count: Synchronized
    first: Synchronized
    last: Synchronized

    @property
    def rate(self) -> float:
        """Emails a second."""
        return (self.count.value - 1) / (self.last.value - self.first.value)


class Counting:
    """Says yes to everything and keeps nothing."""

    def __init__(self, arrivals: Arrivals):
        self.arrivals = arrivals

    async def handle_DATA(self, server, session, envelope) -> str:
        self.arrivals.last.value = time.time()
        self.arrivals.first.value = self.arrivals.first.value or self.arrivals.last.value
        self.arrivals.count.value += 1
        return "250 Taken"


def receive(arrivals: Arrivals) -> None:
    """Take everything and keep nothing, on a free port, until ended."""

    async def listen():
        loop = asyncio.get_running_loop()

        def converse():
            return SMTP(Counting(arrivals), hostname="localhost", loop=loop)

        server = await loop.create_server(converse, "127.0.0.1", 0)
        arrivals.port.value = server.sockets[0].getsockname()[1]
        await server.serve_forever()

    asyncio.run(listen())
