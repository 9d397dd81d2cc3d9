"""`manage.py demo`: ready in time, stopped whole whatever ends it, and as good the second time."""

import fcntl
import http.client
import json
import os
import queue
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from recruitment import embedded
from recruitment.keeper import free_port
from recruitment.management.commands import demo
from tests.recruitment import processes
from tests.recruitment.test_settings import variables_read

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")
READY, STOPPED = "is ready: ", "Stopped."
PARTS = {
    "web": "-m gunicorn",
    "worker": "recruitment worker",
    "beat": "recruitment beat",
    "mail": "sink_server",
}


@pytest.fixture(scope="module")
def folder():
    """A data folder of its own, used by one demo after the other; whoever runs the servers can reach it."""
    with tempfile.TemporaryDirectory(prefix="demo-", dir="/tmp") as name:
        Path(name).chmod(0o755)
        yield Path(name) / "data"


class Demo:
    """A demo that runs, and what it says."""

    def __init__(self, folder, port):
        environment = {name: value for name, value in os.environ.items() if name not in variables_read()}
        environment |= {"LOCAL_DATA_DIR": str(folder), "PORT": str(port)}
        self.folder, self.port, self.said, self.lines = folder, port, [], queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "demo"],
            cwd=embedded.CHECKOUT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for pid in [*processes.of(self.folder), self.process.pid]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait()
        processes.none_left(self.folder, within=60)
        while self.lines.get(timeout=60) is not None:
            pass
        self.process.stdout.close()

    def says(self, words, within):
        """Wait for a line with these words; the line."""
        while True:
            try:
                line = self.lines.get(timeout=within)
            except queue.Empty:
                line = None
            assert line is not None, f"never said {words!r}: {''.join(self.said)}"
            self.said.append(line)
            if words in line:
                return line

    def is_gone(self):
        """Everything has ended; what the demo answered to its caller."""
        status = self.process.wait(timeout=60)
        processes.none_left(self.folder, within=60)
        return status

    def part(self, name) -> int:
        """The process id of the leader of a part."""
        return min(pid for pid, command in processes.of(self.folder).items() if PARTS[name] in command)

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers={"Host": f"localhost:{self.port}"})
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()


def test_it_is_ready_in_time_and_a_signal_stops_all_of_it(folder):
    with Demo(folder, free_port()) as running:
        address = running.says(READY, within=demo.READY_WITHIN + 15).split(READY)[1].strip()
        assert address == f"http://localhost:{running.port}"
        running.says("recruiter@example.org", within=20)
        status, well = running.get("/readyz")
        # Its programs are not the owner of the database: a right that is missing is missing here too.
        assert (status, json.loads(well)["sealed_room"]) == (200, "sealed")
        status, page = running.get("/demo/mail/")
        assert status == 200
        stylesheet = re.search(r'href="(/static/[^"]+\.css)"', page)[1]
        assert running.get(stylesheet)[0] == 200
        assert running.get("/design/")[0] == 200
        assert "Traceback" not in "".join(running.said)
        running.process.send_signal(signal.SIGINT)
        running.says(STOPPED, within=60)
        assert running.is_gone() == 0


def test_a_part_that_dies_stops_the_whole(folder):
    """A second start, that finds what the first one left."""
    with Demo(folder, free_port()) as running:
        running.says(READY, within=demo.READY_WITHIN + 15)
        running.says("recruiter@example.org", within=20)
        assert "Traceback" not in "".join(running.said)
        os.kill(running.part("worker"), signal.SIGKILL)
        running.says("worker ended by itself (status -9)", within=60)
        assert running.is_gone() == 1


def test_killed_it_leaves_no_orphan(folder):
    with Demo(folder, free_port()) as running:
        running.says(READY, within=demo.READY_WITHIN + 15)
        assert all(running.part(name) for name in PARTS)
        running.process.kill()
        running.is_gone()


def test_a_second_one_beside_it_is_refused(folder):
    folder.mkdir(exist_ok=True)
    with open(folder / "demo.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with Demo(folder, free_port()) as second:
            second.says("The demo of this checkout is already running: stop it first.", within=60)
            assert second.is_gone() == 1


def test_a_taken_port_is_one_sentence(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with Demo(folder, port) as refused:
            refused.says(f"Port {port} is taken: stop the program that uses it", within=60)
            assert refused.is_gone() == 1
