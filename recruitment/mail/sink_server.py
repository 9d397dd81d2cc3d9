"""The demo's mail server: accepts every email and keeps it in a folder, sends nothing anywhere.

Run with `python -m recruitment.mail.sink_server FOLDER PORT`. Needs aiosmtpd, which production does not have.
"""

import asyncio
import logging
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.smtp import SMTP

from recruitment.mail import sink

# aiosmtpd logs every address it is told.
logging.getLogger("mail.log").setLevel(logging.ERROR)


class Receiver:
    """Says yes to everything. A test's receiver overrides the step that it wants to go wrong."""

    def __init__(self, folder: Path):
        self.folder = folder

    async def handle_DATA(self, server, session, envelope) -> str:
        """The message is here, whole: keep it."""
        path = sink.keep(self.folder, envelope.content)
        return f"250 Kept as {path.stem}"


async def listen(receiver: Receiver, port: int = 0) -> asyncio.Server:
    """An SMTP server on 127.0.0.1; port 0 takes a free one."""

    def protocol():
        return SMTP(receiver, hostname="localhost", enable_SMTPUTF8=True, loop=asyncio.get_running_loop())

    return await asyncio.get_running_loop().create_server(protocol, "127.0.0.1", port)


@contextmanager
def running(receiver: Receiver) -> Iterator[int]:
    """A sink in a thread of this process, for tests; the port it listens on."""
    ports, loop = [], asyncio.new_event_loop()
    started, ended = threading.Event(), asyncio.Event()

    async def serve():
        server = await listen(receiver)
        ports.append(server.sockets[0].getsockname()[1])
        started.set()
        await ended.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    started.wait(timeout=10)
    try:
        yield ports[0]
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(timeout=10)
        loop.close()


async def main(folder: Path, port: int) -> None:
    """Listen until told to stop."""
    ended = asyncio.Event()
    for wish in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(wish, ended.set)
    server = await listen(Receiver(folder), port)
    print(f"Listening on 127.0.0.1:{port}, keeping emails in {folder}", flush=True)
    await ended.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
