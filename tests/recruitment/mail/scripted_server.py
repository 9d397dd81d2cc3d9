"""An SMTP server that says and does exactly what a test tells it, step by step."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class Silence:
    """No answer at all. Named, so that the tests' cases are called the same in every process."""

    name: str


DROP = Silence("drop")  # close the connection without a word
KEEP_AND_DROP = Silence("keep and drop")  # take the message in, then close without a word
HANG = Silence("hang")  # say nothing more; the connection stays open

USUAL = {
    "GREETING": b"220 localhost ready",
    "EHLO": b"250 localhost",
    "MAIL": b"250 2.1.0 go on",
    "RCPT": b"250 2.1.5 go on",
    "DATA": b"354 go on",
    "MESSAGE": b"250 2.0.0 kept",
    "RSET": b"250 2.0.0 forgotten",
    "QUIT": b"221 bye",
}


class ScriptedServer:
    """`script(step, number)` answers a step for the number-th time: bytes, one of the above, or None."""

    def __init__(self, script: Callable[[str, int], object]):
        self.script = script
        self.steps: list[str] = []
        self.lines: list[bytes] = []
        self.kept: list[bytes] = []
        self._ended = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._connections: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def close(self) -> None:
        self._ended.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(timeout=5)

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._connections.append(connection)
            self._threads.append(threading.Thread(target=self._converse, args=(connection,), daemon=True))
            self._threads[-1].start()

    def _converse(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as lines:
            try:
                said = self._answer(connection, "GREETING")
                while said and (line := lines.readline()):
                    self.lines.append(line)
                    step = line.split()[0].decode().upper()
                    said = self._answer(connection, step)
                    if said and step == "DATA" and said.startswith(b"354"):
                        message = b"".join(iter(lines.readline, b".\r\n"))
                        said = self._answer(connection, "MESSAGE", message)
                    if step == "QUIT":
                        return
            except OSError:
                pass

    def _answer(self, connection: socket.socket, step: str, message: bytes = b"") -> bytes | None:
        """What was said; None where nothing was, and nothing more will be."""
        self.steps.append(step)
        answer = self.script(step, self.steps.count(step))
        answer = USUAL[step] if answer is None else answer
        if answer is DROP:
            return None
        if answer is HANG:
            while not self._ended.wait(0.05):
                pass
            return None
        if step == "MESSAGE" and (answer is KEEP_AND_DROP or answer.startswith(b"250 ")):
            self.kept.append(message)
        if answer is KEEP_AND_DROP:
            return None
        connection.sendall(answer + b"\r\n")
        return answer


@contextmanager
def scripted(settings, script: Callable[[str, int], object] | dict | None = None) -> Iterator[ScriptedServer]:
    """Such a server, with Django's settings pointing at it; a dict answers the same every time."""
    answers = script if callable(script) else lambda step, number: (script or {}).get(step)
    server = ScriptedServer(answers)
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    try:
        yield server
    finally:
        server.close()


def nobody_listens(settings) -> None:
    """Point Django's settings at a port that refuses."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        settings.EMAIL_HOST, settings.EMAIL_PORT = listener.getsockname()


def until(true: Callable[[], bool], *, seconds: float = 5) -> bool:
    """Wait for something another thread does."""
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.01)
    return true()
