"""Mail sinks on which something goes wrong: what the proofs of the outbox talk to."""

import asyncio

from recruitment.mail import sink
from recruitment.mail.sink_server import Receiver


class RefusingRecipients(Receiver):
    """Refuses every recipient before any data: "450 later", "550 no such person"."""

    def __init__(self, folder, reply):
        super().__init__(folder)
        self.reply = reply

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        return self.reply


class Hanging(Receiver):
    """Takes the whole message and then never answers; `kept` says whether it was stored."""

    def __init__(self, folder, *, kept):
        super().__init__(folder)
        self.kept = kept

    async def handle_DATA(self, server, session, envelope):
        if self.kept:
            sink.keep(self.folder, envelope.content)
        await asyncio.Event().wait()


class Dropping(Receiver):
    """Takes the whole message and drops the line instead of answering; `kept` as above.

    Drops the first `times` messages of all, then behaves; None drops every one.
    """

    def __init__(self, folder, *, kept, times=None):
        super().__init__(folder)
        self.kept = kept
        self.left = times

    async def handle_DATA(self, server, session, envelope):
        if self.left == 0:
            return await super().handle_DATA(server, session, envelope)
        if self.left is not None:
            self.left -= 1
        if self.kept:
            sink.keep(self.folder, envelope.content)
        server.transport.abort()
        return "421 Never heard by anybody"
