"""Proof: under kill -9 and broken replies no email is sent twice, none is lost, and every doubt is listed.

Real processes, a real PostgreSQL, a real SMTP server. The negative controls do the same with the ways of
delivering that one writes first, and must fail: otherwise the proof proves nothing.
"""

import asyncio
import os
import random
import signal
import time
from collections import Counter

import pytest
from django.db import connection
from django.db.models.functions import Now

from recruitment.mail import sink
from recruitment.mail.models import OutgoingEmail, State
from recruitment.mail.sink_server import Receiver, running
from tests.proofs.outbox_workers import LEASE, Crew
from tests.recruitment.mail.conftest import stored
from tests.recruitment.mail.scripted_server import KEEP_AND_DROP, scripted, until

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

WORKERS = 4
SEED = 20261025


class TroubledReceiver(Receiver):
    """Keeps most of what it gets. What goes wrong is drawn from a seeded dice."""

    def __init__(self, folder):
        super().__init__(folder)
        self.dice = random.Random(SEED)
        self.calm = False

    async def handle_RCPT(self, server, session, envelope, address, options):
        if not self.calm and self.dice.random() < 0.03:
            return "450 4.2.0 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Go on"

    async def handle_DATA(self, server, session, envelope):
        fate = 1.0 if self.calm else self.dice.random()
        if fate < 0.03:
            return "451 4.3.0 Come back later"
        if fate < 0.07:  # lost before it was kept
            server.transport.abort()
            return "250 Nobody hears this"
        answer = await super().handle_DATA(server, session, envelope)
        if fate < 0.11:  # kept, but nobody is told
            server.transport.abort()
        elif fate < 0.12:  # kept, and silent for longer than anybody waits
            await asyncio.sleep(2)
        return answer


def receipts(folder) -> Counter:
    return Counter(email.message_id for email in sink.received(folder))


def in_state(*states) -> set[str]:
    return set(OutgoingEmail.objects.filter(state__in=states).values_list("message_id", flat=True))


def time_passes() -> None:
    """Whoever backs off has waited long enough."""
    OutgoingEmail.objects.filter(state=State.QUEUED, due_at__gt=Now()).update(due_at=Now())


def deliver_under_fire(crew, *, kills: int, seconds: float = 120) -> int:
    """Let the crew work until nothing waits; kill workers at random, and replace them at once."""
    dice, killed, deadline = random.Random(SEED), 0, time.monotonic() + seconds
    for _ in range(WORKERS):
        crew.spawn()
    while in_state(State.QUEUED, State.SENDING) and time.monotonic() < deadline:
        time.sleep(dice.uniform(0.02, 0.12))
        time_passes()
        if killed < kills:
            crew.kill(dice.choice(crew.pids))
            crew.spawn()
            killed += 1
    return killed


@pytest.fixture
def crew(settings, tmp_path):
    """Makes crews of a way of delivering, against one receiver."""

    def make(way, port, *, folder=None):
        return Crew(way, database=connection.settings_dict, settings=settings, port=port, folder=folder)

    return make


def test_four_hundred_emails_under_kill_9_and_broken_replies(crew, tmp_path):
    everything = {stored().message_id for _ in range(400)}
    receiver = TroubledReceiver(tmp_path)
    with running(receiver) as port:
        with crew("ours", port) as workers:
            assert deliver_under_fire(workers, kills=40) == 40

        arrived, sent, doubted = receipts(tmp_path), in_state(State.SENT), in_state(State.UNKNOWN)
        assert max(arrived.values()) == 1, "nothing was sent twice"
        assert sent | doubted == everything, "nothing is lost or waits for ever"
        assert sent <= set(arrived), "what counts as sent has arrived"
        assert set(OutgoingEmail.objects.in_trouble().values_list("message_id", flat=True)) == doubted
        assert doubted & set(arrived), "the faults were hard enough: some doubts have arrived"
        assert doubted - set(arrived), "and some have not"

        # The same sink, now able to tell: the doubts are settled, and only what never arrived is sent.
        receiver.calm = True
        with crew("ours", port, folder=tmp_path) as workers:
            workers.spawn()
            assert until(lambda: in_state(State.SENT) == everything, seconds=30)
    assert receipts(tmp_path) == Counter(everything)


@pytest.mark.parametrize("way", ["if_not_sent_send", "lock_and_send"])
def test_negative_control_sending_before_noting_it_sends_twice(crew, tmp_path, way):
    everything = {stored().message_id for _ in range(60)}
    with running(TroubledReceiver(tmp_path)) as port, crew(way, port) as workers:
        deliver_under_fire(workers, kills=6)
    arrived = receipts(tmp_path)
    assert set(arrived) == everything
    assert max(arrived.values()) > 1


def test_negative_control_noting_it_before_sending_loses_some(crew, tmp_path):
    for _ in range(60):
        stored()
    with running(TroubledReceiver(tmp_path)) as port, crew("mark_first", port) as workers:
        deliver_under_fire(workers, kills=6)
    assert in_state(State.SENT) - set(receipts(tmp_path)), "marked as sent, never arrived"


def test_a_killed_worker_leaves_a_doubt_only_once_the_message_began(crew, settings):
    """Killed at each step in turn: before the message another worker sends it, from then on it is listed."""
    emails = [stored().message_id for _ in range(6)]
    steps = ["GREETING", "MAIL", "RCPT", "DATA", "MESSAGE"]

    def script(now, number):
        if steps and now == steps[0]:
            steps.pop(0)
            workers.kill(workers.oldest())
            workers.spawn()
            if now == "MESSAGE":
                return KEEP_AND_DROP
        return None

    with scripted(settings, script) as server, crew("ours", server.port) as workers:
        workers.spawn()
        assert until(lambda: len(in_state(State.SENT, State.UNKNOWN)) == 6, seconds=LEASE + 20)
    assert not steps
    assert in_state(State.UNKNOWN) == set(emails[3:5]), "killed after DATA and after the message"
    kept = b"".join(server.kept)
    assert [kept.count(message_id.encode()) for message_id in emails] == [1, 1, 1, 0, 1, 1]


@pytest.mark.parametrize(
    ("way", "copies"), [("ours", 1), ("ours_without_watching_the_time", 1), ("ours_without_either", 2)]
)
def test_a_worker_that_stood_still_past_its_lease_does_not_send(crew, settings, way, copies):
    """A frozen worker wakes up when somebody else has sent its email.

    Either is enough: to ask again for the lease, or to give up a conversation that has taken too long.
    """
    stored()

    def script(now, number):
        if (now, number) == ("RCPT", 1):
            os.kill(workers.oldest(), signal.SIGSTOP)
            workers.spawn()

    with scripted(settings, script) as server, crew(way, server.port) as workers:
        workers.spawn()
        assert until(lambda: len(server.kept) == 1, seconds=LEASE + 20)
        os.kill(workers.oldest(), signal.SIGCONT)
        until(lambda: len(server.kept) > 1, seconds=1.5 if copies == 1 else 20)
    assert len(server.kept) == copies
