"""Runs several programs as one: their lines with their names, and when one ends, all end.

Knows nothing of what it runs; the demo (management/commands/demo.py) says that.
"""

import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field

from recruitment.keeper import dying_with_us

PATIENCE = 8  # seconds a program has to end by itself


@dataclass
class Program:
    """One running program, leader of its own process group."""

    name: str
    process: subprocess.Popen
    rest: bytes = field(default=b"")


class Supervisor:
    """Starts programs in order, stops them in the opposite order."""

    def __init__(self):
        self.programs: list[Program] = []
        self.selector = selectors.DefaultSelector()
        self.wishes: list[int] = []

    def listen_for_signals(self) -> None:
        """From here on a signal to stop is noted, not obeyed on the spot."""
        for wish in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(wish, lambda number, frame: self.wishes.append(number))

    def start(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        """Start a program; the kernel ends it should this process be killed."""
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=dying_with_us(signal.SIGTERM),  # noqa: PLW1509 - no threads here
        )
        os.set_blocking(process.stdout.fileno(), False)
        program = Program(name, process)
        self.programs.append(program)
        self.selector.register(process.stdout, selectors.EVENT_READ, program)

    def pass_on(self, seconds: float) -> None:
        """Pass on what the programs say, for so long or until a program ends or a signal comes."""
        deadline = time.monotonic() + seconds
        while not self.wishes and not self.fallen() and time.monotonic() < deadline:
            self._pump(min(0.25, max(deadline - time.monotonic(), 0)))

    def fallen(self) -> Program | None:
        """A program that has ended, if any has."""
        return next((each for each in self.programs if each.process.poll() is not None), None)

    def stop(self) -> None:
        """Ask each program to end, the last started first; kill what does not, with all it started."""
        for program in reversed(self.programs):
            deadline = time.monotonic() + PATIENCE
            if program.process.poll() is None:
                program.process.terminate()
            while program.process.poll() is None and time.monotonic() < deadline:
                self._pump(0.05)
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(program.process.pid, signal.SIGKILL)
            program.process.wait()
            self._pump(0)
            program.process.stdout.close()
        self.programs.clear()
        self.selector.close()

    def _pump(self, timeout: float) -> None:
        if not self.selector.get_map():
            time.sleep(timeout)
            return
        for key, _ in self.selector.select(timeout):
            program, text = key.data, key.fileobj.read()
            if not text:
                self.selector.unregister(key.fileobj)
            *lines, program.rest = (program.rest + (text or b"\n")).split(b"\n")
            for line in filter(None, lines):
                say(f"{program.name:<6} | {line.decode(errors='replace').rstrip()}")


def say(line: str) -> None:
    """Print at once. A closed terminal must not keep us from stopping what we started."""
    with suppress(OSError):
        print(line, flush=True, file=sys.stdout)
