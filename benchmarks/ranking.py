"""`python -m benchmarks.ranking`: what a panel's figures cost with many candidates.

Ranks 1,000 candidates on 25 criteria by three members, works out how alike they scored, and finds where they
differ: each beside adding up the same points in plain Python, in the same run. `--candidates 100` for less.
"""

import argparse
import importlib
import os
import sys
from urllib.parse import urlsplit

import django
import psycopg

from recruitment import embedded


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.ranking", description=__doc__.splitlines()[0])
    asked.add_argument("--candidates", type=int, default=1_000)
    candidates = asked.parse_args().candidates
    server = embedded.servers()
    name = f"bench_ranking_{os.getpid()}"
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
        importlib.import_module("benchmarks.ranking_rate").measure(candidates)
    finally:
        with psycopg.connect(server.database_url, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    return 0


if __name__ == "__main__":
    sys.exit(main())
