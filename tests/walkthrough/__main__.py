"""`make walkthrough`: from advert to invitation once. Exits 0 only if every step held.

In a folder of its own that is removed afterwards, or in WALKTHROUGH_DATA, which is kept for the next walk.
"""

import fcntl
import importlib
import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import django

from recruitment.demonstration import HOST, environment


def main() -> int:
    """Walk in a process with the demo's settings, on data that nobody else uses; then remove the data."""
    if port := os.environ.get("WALKTHROUGH_PORT"):
        django.setup()
        return importlib.import_module("tests.walkthrough.walk").walk(
            Path(os.environ["LOCAL_DATA_DIR"]), int(port)
        )
    if kept := os.environ.get("WALKTHROUGH_DATA"):
        return _walk_apart(Path(kept))
    with data_folder() as folder:
        return _walk_apart(folder)


@contextmanager
def data_folder() -> Iterator[Path]:
    """A folder that the embedded PostgreSQL can reach, which may run as another user; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="walkthrough-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _walk_apart(folder: Path) -> int:
    try:
        return os.spawnve(
            os.P_WAIT, sys.executable, [sys.executable, "-m", "tests.walkthrough"], _told(folder)
        )
    finally:
        _wait_until_the_servers_stopped(folder)


def _told(folder: Path) -> dict[str, str]:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    return {
        **environment(folder, port),
        "DJANGO_SETTINGS_MODULE": "recruitment.settings",
        "LOCAL_DATA_DIR": str(folder),
        "LOG_LEVEL": "WARNING",
        "SITE_URL": f"http://{HOST}:{port}",
        "WALKTHROUGH_PORT": str(port),
    }


def _wait_until_the_servers_stopped(folder: Path) -> None:
    """The embedded servers stop soon after the last who used them; until then their keeper holds a lock."""
    deadline = time.monotonic() + 10
    with suppress(OSError), (folder / "keeper.lock").open() as lock:
        while time.monotonic() < deadline:
            with suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
