"""The virus scanner: clamd, asked over its own protocol at CLAMD_URL. Without an address nothing is scanned.

Whoever asks gets a clear answer or ScannerDown, and never waits longer than a document may take.
"""

import re
import socket
import time
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

PORT = 3310
# A scan of 5 MB takes clamd under a second; one that hangs is left, and asked again by the next sweep.
MOST_SECONDS = 20
MOST_SECONDS_OF_A_PING = 1
CHUNK = 64 * 1024
LONGEST_ANSWER = 4 * 1024
_FOUND = re.compile(r"stream: (.{1,200}) FOUND")


class ScannerDown(Exception):
    """The scanner did not give an answer that we understand: the document is as unknown as before."""


@dataclass(frozen=True)
class Verdict:
    """What the scanner says of some content; `found` is its name for what is in it, "" where it is clean."""

    found: str = ""

    @property
    def is_clean(self) -> bool:
        return not self.found


def is_configured() -> bool:
    return bool(settings.CLAMD_URL)


def scan(content: bytes) -> Verdict:
    """Have the content scanned (INSTREAM). Raises ScannerDown."""
    with _Conversation(MOST_SECONDS) as clamd:
        clamd.say(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            clamd.say(len(chunk).to_bytes(4, "big") + chunk)
        clamd.say(bytes(4))
        answer = clamd.hear()
    if answer == "stream: OK":
        return Verdict()
    if found := _FOUND.fullmatch(answer):
        return Verdict(found[1])
    raise ScannerDown(f"It answered {answer[:80]!r}.")


def answers() -> bool:
    """Is it there? Asks for a sign of life alone."""
    try:
        with _Conversation(MOST_SECONDS_OF_A_PING) as clamd:
            clamd.say(b"zPING\0")
            return clamd.hear() == "PONG"
    except ScannerDown:
        return False


class _Conversation:
    """One connection to clamd, which as a whole may last so many seconds."""

    def __init__(self, seconds: float):
        self._ends_at = time.monotonic() + seconds

    def __enter__(self):
        address = urlsplit(settings.CLAMD_URL)
        try:
            if address.scheme == "unix":
                self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                with ExitStack() as closing:
                    closing.callback(self._socket.close)
                    self._socket.settimeout(self._left())
                    self._socket.connect(address.path)
                    closing.pop_all()
            else:
                self._socket = socket.create_connection(
                    (address.hostname, address.port or PORT), timeout=self._left()
                )
        except OSError as error:
            raise ScannerDown(str(error)) from None
        return self

    def __exit__(self, *of_an_error) -> None:
        self._socket.close()

    def say(self, words: bytes) -> None:
        try:
            self._socket.settimeout(self._left())
            self._socket.sendall(words)
        except OSError as error:
            raise ScannerDown(str(error)) from None

    def hear(self) -> str:
        """Its answer, up to the NUL that ends it."""
        heard = b""
        while not heard.endswith(b"\0"):
            try:
                self._socket.settimeout(self._left())
                more = self._socket.recv(LONGEST_ANSWER)
            except OSError as error:
                raise ScannerDown(str(error)) from None
            heard += more
            if not more or len(heard) > LONGEST_ANSWER:
                raise ScannerDown("It hung up, or said too much.")
        return heard[:-1].decode(errors="replace").strip()

    def _left(self) -> float:
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise ScannerDown("It took too long.")
        return left
