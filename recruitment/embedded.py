"""The embedded servers as the rest of the project sees them: ask for them, and they run.

With no URL configured, development, tests and the demo use a real PostgreSQL and a real Redis that belong to
this checkout. The process that runs them is the keeper (keeper.py). Everybody who asks holds a connection to
it for as long as they live; it stops both servers soon after the last connection is gone. The kernel closes
a connection whatever way its owner ends, so not even a kill -9 leaves a server behind.
"""

import fcntl
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from recruitment import keeper

CHECKOUT = Path(__file__).resolve().parent.parent
PATIENCE = 60  # seconds; a crash recovery of PostgreSQL fits in
MAXIMUM_STARTS = 3


@dataclass(frozen=True)
class Servers:
    """Where this checkout's servers listen; PostgreSQL for its owner, and for the service's own login."""

    database_url: str
    service_url: str
    redis_url: str


class ServersFailed(Exception):
    """The embedded servers could not be started; the message is for the person at the terminal."""


_held: tuple[int, Servers] | None = None


def servers() -> Servers:
    """Start this checkout's servers, or join them; they stay while this process (or a fork of it) lives."""
    global _held  # noqa: PLW0603 - one connection a process, kept on purpose until it ends
    if _held and _still_open(_held[0]):
        return _held[1]
    folder = data_folder()
    starts, deadline = 0, time.monotonic() + PATIENCE
    while time.monotonic() < deadline and starts <= MAXIMUM_STARTS:
        held = _join(folder, deadline, announce=starts > 0)
        if held:
            _held = held
            return held[1]
        started = _start_keeper(folder)
        starts += started
        if not started:
            time.sleep(0.05)
    raise ServersFailed(
        f"The embedded PostgreSQL and Redis could not be started: see the files in {folder / 'log'}."
    )


def data_folder() -> Path:
    """The folder of this checkout's data: git-ignored, kept between starts."""
    folder = Path(os.environ.get("LOCAL_DATA_DIR") or CHECKOUT / ".local").resolve()
    try:
        (folder / "log").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ServersFailed(f"{folder} cannot be written ({error.strerror}): set LOCAL_DATA_DIR.") from None
    return folder


def local_secret_key(name: str = "secret-key") -> str:
    """A random key, made once and kept in the data folder, readable by its owner alone."""
    path = data_folder() / name
    if not path.exists():
        draft = path.with_name(f"{name}.{secrets.token_hex(4)}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(60))
        # Linking refuses to replace: of two processes that start at once, one key wins for both.
        with suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text()


def _join(folder: Path, deadline: float, *, announce: bool) -> tuple[int, Servers] | None:
    """Connect to a running keeper and wait for its answer; None when nobody is there."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(max(deadline - time.monotonic(), 0.1))
        try:
            connection.connect(str(keeper.socket_folder(folder) / keeper.SOCKET))
            line = connection.makefile("rb").readline()
        except OSError:
            return None
        if not line:
            return None
        answer = json.loads(line)
        if "error" in answer:
            raise ServersFailed(answer["error"])
        if announce and answer.get("notice"):
            print(answer["notice"], file=sys.stderr)
        # From here on a bare descriptor: nothing but the end of the process closes it.
        return connection.detach(), Servers(
            answer["database_url"], answer["service_url"], answer["redis_url"]
        )


def _start_keeper(folder: Path) -> bool:
    """Start the keeper unless another one holds the folder. It inherits the lock, so there is no gap."""
    try:
        lock = os.open(folder / "keeper.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:
        raise ServersFailed(
            f"{folder} belongs to another user: run as that user, or set LOCAL_DATA_DIR to a folder of yours."
        ) from None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        with open(folder / "log" / "keeper.log", "ab") as log:
            subprocess.run(
                [sys.executable, "-I", keeper.__file__, str(folder), str(CHECKOUT), str(lock)],
                pass_fds=[lock],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                check=False,
            )
        return True
    finally:
        os.close(lock)


def _still_open(descriptor: int) -> bool:
    connection = socket.socket(fileno=descriptor)
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        connection.detach()
