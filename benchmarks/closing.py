"""`python -m benchmarks.closing`: how many adverts a second the sweep closes when many are due in one minute.

Each has a panel of two, a recruiter and two people with a draft: five emails and one transaction each.
Measured by one worker and by two, at two sizes, beside bare INSERT + COMMIT by psycopg in the same run: the
ratio and the CPU time carry over to another machine, the rate does not. Asserts nothing about how fast.
"""

import importlib
import os
import sys
from urllib.parse import urlsplit

import django
import psycopg

from recruitment import embedded


def main() -> int:
    server = embedded.servers()
    name = f"bench_closing_{os.getpid()}"
    with psycopg.connect(server.database_url, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    os.environ |= {
        "ENVIRONMENT": "local",
        "DATABASE_URL": urlsplit(server.database_url)._replace(path=f"/{name}").geturl(),
        "REDIS_URL": server.redis_url,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
    }
    try:
        django.setup()
        importlib.import_module("benchmarks.closing_rate").measure()
    finally:
        with psycopg.connect(server.database_url, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    return 0


if __name__ == "__main__":
    sys.exit(main())
