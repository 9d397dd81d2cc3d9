"""A small HTTP client that costs far less than the server it measures: raw requests over kept connections.

A connection is kept for as many requests as a visitor's browser makes for a page and what belongs to it,
then another takes its place. Which of the server's workers takes a connection is chance: kept for long, eight
connections would in an unlucky run measure one worker at work and one idle.
"""

import itertools
import selectors
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

CONNECTIONS = 8
REQUESTS_A_CONNECTION = 5


@dataclass(frozen=True)
class Request:
    """A GET, or a POST where there is a form."""

    path: str
    cookies: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] | None = None

    def as_bytes(self) -> bytes:
        body = b"" if self.form is None else urlencode(self.form).encode()
        lines = [f"{'GET' if self.form is None else 'POST'} {self.path} HTTP/1.1", "Host: 127.0.0.1"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if body:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass(frozen=True)
class Result:
    """What one run saw. Latencies in milliseconds."""

    requests: int
    seconds: float
    latencies: list[float] = field(repr=False)
    unexpected: int

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds

    @property
    def p95(self) -> float:
        return sorted(self.latencies)[int(len(self.latencies) * 0.95)] if self.latencies else 0.0


class _Connection:
    """One kept connection with at most one request under way."""

    def __init__(self, port: int):
        self.buffer, self.sent_at, self.asked = b"", 0.0, 0
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, request: bytes) -> None:
        self.sent_at = time.perf_counter()
        self.asked += 1
        self.socket.sendall(request)

    def receive(self) -> int | None:
        """The status once the whole answer is there, else None."""
        if not (received := self.socket.recv(1 << 20)):
            raise ConnectionError("The server closed a kept connection.")
        self.buffer += received
        head, gap, body = self.buffer.partition(b"\r\n\r\n")
        if not gap:
            return None
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
        if len(body) < length:
            return None
        self.buffer = b""
        return int(head[9:12])


def run(port: int, requests: Iterable[bytes], *, seconds: float, expected: int = 200) -> Result:
    """Send requests over eight connections, round and round, until the time is over or they run out."""
    requests = iter(requests)
    latencies, unexpected = [], 0
    with selectors.DefaultSelector() as waiting:
        began = time.perf_counter()
        for first in itertools.islice(requests, CONNECTIONS):
            connection = _Connection(port)
            waiting.register(connection.socket, selectors.EVENT_READ, connection)
            connection.send(first)
        while waiting.get_map():
            for key, _ in waiting.select():
                connection = key.data
                if (status := connection.receive()) is None:
                    continue
                now = time.perf_counter()
                latencies.append((now - connection.sent_at) * 1000)
                unexpected += status != expected
                following = next(requests, None) if now - began < seconds else None
                if following is None or connection.asked == REQUESTS_A_CONNECTION:
                    waiting.unregister(connection.socket)
                    connection.socket.close()
                if following is None:
                    continue
                if connection.asked == REQUESTS_A_CONNECTION:
                    connection = _Connection(port)
                    waiting.register(connection.socket, selectors.EVENT_READ, connection)
                connection.send(following)
        took = time.perf_counter() - began
    return Result(len(latencies), took, latencies, unexpected)


def arrive(port: int, requests: Iterable[bytes], *, a_second: float, expected: int = 200) -> Result:
    """Send each request when it is due, so many a second, whether or not those before it were answered.

    A latency counts from when its request was due: who waits for the server waits, whoever's turn it is.
    """
    idle: list[_Connection] = []
    latencies, unexpected = [], 0
    arrivals = enumerate(requests)
    with selectors.DefaultSelector() as waiting:
        began = time.perf_counter()
        following = next(arrivals, None)
        while following or waiting.get_map():
            now = time.perf_counter()
            while following and began + following[0] / a_second <= now:
                connection = idle.pop() if idle else _Connection(port)
                waiting.register(connection.socket, selectors.EVENT_READ, connection)
                connection.send(following[1])
                connection.sent_at = began + following[0] / a_second
                following = next(arrivals, None)
            patience = max(0.0, began + following[0] / a_second - now) if following else None
            for key, _ in waiting.select(patience):
                connection = key.data
                if (status := connection.receive()) is None:
                    continue
                latencies.append((time.perf_counter() - connection.sent_at) * 1000)
                unexpected += status != expected
                waiting.unregister(connection.socket)
                if connection.asked < REQUESTS_A_CONNECTION:
                    idle.append(connection)
                else:
                    connection.socket.close()
        took = time.perf_counter() - began
    for connection in idle:
        connection.socket.close()
    return Result(len(latencies), took, latencies, unexpected)
