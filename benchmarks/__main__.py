"""`make bench`: every page against the null view and a bare query, at one size and at ten times it.

`python -m benchmarks [SECONDS]`: how long each page is asked for (4). Absolute figures do not carry over to
another machine or day; ratios within one run do.
"""

import json
import os
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg

from recruitment import embedded

ADVERTS, RECEIVED = 2_000, 20_000
GROWTH = 10


def main() -> int:
    seconds = sys.argv[1] if len(sys.argv) > 1 else "4"
    server = embedded.servers()
    small, large = (measure(server, factor, seconds) for factor in (1, GROWTH))
    print(f"\n{'':34}{'of null':>9}{'× bare':>8}{'p95 ms':>8}{'SQL':>5}{'at ×10':>9}{'SQL':>5}   bar")
    for name, now in small["pages"].items():
        then = large["pages"][name]
        print(
            f"{name:34}1/{1 / now['of_null']:<7.1f}{now['of_bare']:8.1f}{now['p95']:8.0f}{now['sql']:5}"
            f"{then['of_null'] / now['of_null']:9.2f}{then['sql']:5}   {now['bar']}"
        )
        if now["unexpected"] or then["unexpected"]:
            print(f"{'':34}{now['unexpected']} and {then['unexpected']} unexpected answers")
    for name, now in small["figures"].items():
        print(f"{name:34}{now}    (×10: {large['figures'][name]})")
    return 0


def measure(server, factor: int, seconds: str) -> dict:
    """Measure in a process of its own, on a database of its own that is dropped afterwards."""
    name = f"bench_{os.getpid()}_{factor}"
    with psycopg.connect(server.database_url, autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    old = urlsplit(server.database_url)
    try:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "benchmarks.one_size",
                str(ADVERTS * factor),
                str(RECEIVED * factor),
                seconds,
            ],
            env={
                **os.environ,
                "ENVIRONMENT": "local",
                "DATABASE_URL": old._replace(path=f"/{name}").geturl(),
                "REDIS_URL": server.redis_url,
                "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            },
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    finally:
        with psycopg.connect(server.database_url, autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    return json.loads(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
