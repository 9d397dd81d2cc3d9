"""A clamd that speaks the real protocol over a socket: it finds EICAR's test words, and can misbehave."""

import socketserver
import threading
from contextlib import contextmanager

# The test file of the anti-virus industry, put together here so that no scanner minds this file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
# What clamd itself allows (StreamMaxLength).
MOST_BYTES = 25 * 1024 * 1024


class Clamd(socketserver.ThreadingTCPServer):
    """`mood`: "well", "hangs", "drops" (half way), "babbles", "full", "limits"."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.mood, self.scanned, self.released = "well", [], threading.Event()

    @property
    def url(self) -> str:
        return f"tcp://127.0.0.1:{self.server_address[1]}"


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        command = b""
        while not command.endswith(b"\0"):
            if not (byte := self.rfile.read(1)):
                return
            command += byte
        if self.server.mood == "hangs":
            self.server.released.wait(60)
            return
        if command == b"zPING\0":
            self.wfile.write(b"PONG\0")
        elif command == b"zINSTREAM\0":
            self._scan()
        else:
            self.wfile.write(b"UNKNOWN COMMAND\0")

    def _scan(self):
        content = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(length)
            if self.server.mood == "drops":
                return
        self.server.scanned.append(content)
        found = b"Eicar-Test-Signature FOUND" if EICAR in content else b"OK"
        answers = {
            "babbles": b"a" * 100_000,
            "full": b"stream: Can't allocate memory ERROR\0",
            "limits": b"INSTREAM size limit exceeded. ERROR\0",
        }
        self.wfile.write(answers.get(self.server.mood, b"stream: " + found + b"\0"))


@contextmanager
def running():
    """A fake clamd on a port of its own, in a thread."""
    with Clamd() as clamd:
        thread = threading.Thread(target=clamd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield clamd
        finally:
            clamd.released.set()
            clamd.shutdown()
            thread.join()
