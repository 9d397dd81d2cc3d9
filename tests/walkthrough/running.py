"""The service that is walked through: web, worker, clock and mail sink, in a data folder of its own."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import httpx

from recruitment.demonstration import programs
from recruitment.management.commands import demo

PATIENCE = 40  # seconds until everything is ready


class RunningDemo:
    """Web, worker, clock and sink as `make demo` runs them, each to be stopped and started by name."""

    def __init__(self, folder: Path, port: int):
        self.address = f"http://127.0.0.1:{port}"
        self.folder = folder
        self.commands = programs(folder, port)
        self.processes: dict[str, subprocess.Popen] = {}

    def start(self) -> None:
        """Prepare the database, start everything, and wait until it is ready."""
        demo.prepare()
        for name in self.commands:
            self.start_one(name)
        demo.ring_every_sweep()
        self.wait_until_ready()

    def start_one(self, name: str) -> None:
        with open(self.folder / f"{name}.log", "a") as log:
            self.processes[name] = subprocess.Popen(
                self.commands[name],
                env=demo.environment_of_programs(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self, name: str) -> None:
        """kill -9, with everything it started: nobody gets to say goodbye."""
        process = self.processes.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def wait_until_ready(self) -> None:
        deadline, answer = time.monotonic() + PATIENCE, "nothing"
        while time.monotonic() < deadline:
            with suppress(httpx.HTTPError):
                response = httpx.get(f"{self.address}/readyz", timeout=5)
                if response.status_code == 200:
                    return
                answer = response.text
            time.sleep(0.2)
        raise AssertionError(f"The service was not ready within {PATIENCE} seconds; /readyz says {answer}.")

    def stop(self) -> None:
        for name in list(self.processes):
            with suppress(ProcessLookupError):
                os.killpg(self.processes[name].pid, signal.SIGTERM)
        for name, process in list(self.processes.items()):
            with suppress(subprocess.TimeoutExpired):
                process.wait(8)
            if process.poll() is None:
                self.kill(name)

    def last_words(self, lines: int = 15) -> str:
        """The end of every program's log, for whoever has to find out what went wrong."""
        parts = []
        for path in sorted(self.folder.glob("*.log")):
            tail = path.read_text(errors="replace").splitlines()[-lines:]
            parts += [f"--- {path.stem}", *tail]
        return "\n".join(parts)
