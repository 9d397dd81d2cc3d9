"""Starts and stops the web server that is measured, and weighs its workers."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

WORKERS = 2


@dataclass
class Served:
    """A running gunicorn: where it listens, and its process."""

    port: int
    process: subprocess.Popen

    def worker_megabytes(self) -> float:
        """The largest worker's proportional memory, MB: shared pages count by share."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return max(_proportional_kb(pid) for pid in children) / 1024


def _proportional_kb(pid: str) -> int:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1])
    raise RuntimeError(f"The memory of process {pid} cannot be read.")


@contextmanager
def serving(settings_module: str, **environment: str):
    """Two threaded gunicorn workers with these settings, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "benchmarks.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--preload", "--workers", str(WORKERS), "--worker-class", "gthread", "--threads", "4"]
    command += ["--keep-alive", "30", "--no-control-socket", "--log-level", "error"]
    process = subprocess.Popen(
        command, env={**os.environ, "DJANGO_SETTINGS_MODULE": settings_module, **environment}
    )
    try:
        _wait_until_listening(port, process)
        yield Served(port, process)
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        if process.poll() is None:
            process.kill()
            process.wait()


def _wait_until_listening(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError("The web server stopped before it listened.")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError("The web server did not listen within 20 seconds.")
