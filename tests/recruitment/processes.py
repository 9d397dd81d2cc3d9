"""Which processes work for a data folder: their command line or environment names it, or they live in it."""

import os
from pathlib import Path

from tests.waiting import wait_until


def of(folder: Path) -> dict[int, str]:
    """Process id -> command line of every process that works for the data folder."""
    found, mark = {}, os.fsencode(folder)
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command, environment = (process / "cmdline").read_bytes(), (process / "environ").read_bytes()
            place = os.fsencode(os.readlink(process / "cwd"))
        except OSError:
            continue
        if int(process.name) != os.getpid() and command and mark in b" ".join([command, environment, place]):
            found[int(process.name)] = command.replace(b"\0", b" ").decode()
    return found


def none_left(folder: Path, within: float) -> None:
    """Wait until no process works for the folder; says which one does if one stays."""
    wait_until(lambda: not of(folder), within, lambda: f"still there: {of(folder)}")
