"""A database of its own for one measurement; dropped afterwards.

`python -m benchmarks.apart ranking` calls `measure` of `ranking_rate` on one, in this process.
"""

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import django
import psycopg

from recruitment import embedded


@contextmanager
def database(name: str) -> Iterator[dict[str, str]]:
    """The environment of a process that measures on an empty database of this name."""
    server, name = embedded.servers(), f"bench_{name}_{os.getpid()}"
    with psycopg.connect(server.database_url, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    try:
        yield {
            "ENVIRONMENT": "local",
            "DATABASE_URL": urlsplit(server.database_url)._replace(path=f"/{name}").geturl(),
            # Not the one that a demo beside this hears its bells in.
            "REDIS_URL": f"{server.redis_url.rpartition('/')[0]}/9",
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        }
    finally:
        with psycopg.connect(server.database_url, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def measure(name: str) -> None:
    with database(name) as environment:
        os.environ |= environment
        django.setup()
        importlib.import_module(f"benchmarks.{name}_rate").measure()


if __name__ == "__main__":
    measure(sys.argv[1])
