"""The sweep: what one run of the task does, in order."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from recruitment.celery import app
from recruitment.mail import delivery, tasks
from recruitment.mail.models import OutgoingEmail, State
from tests.recruitment.mail.conftest import stored
from tests.recruitment.mail.scripted_server import scripted
from tests.waiting import wait_until

ALL_SESSIONS = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"

pytestmark = pytest.mark.django_db


def test_it_is_scheduled_and_known_by_its_name():
    assert app.tasks["mail.deliver"] == tasks.deliver
    assert any(entry["task"] == "mail.deliver" for entry in app.conf.beat_schedule.values())


def test_one_run_takes_back_what_a_dead_worker_held_and_sends_it(settings, rings):
    email = stored()
    with transaction.atomic():
        delivery.claim(timedelta(minutes=15))
    OutgoingEmail.objects.update(leased_until=Now() - timedelta(seconds=1))
    with scripted(settings) as server:
        tasks.deliver()
    assert len(server.kept) == 1
    assert OutgoingEmail.objects.get(pk=email.pk).state == State.SENT
    assert rings == []


def test_it_rings_again_when_one_run_was_not_enough(rings, monkeypatch):
    monkeypatch.setattr(delivery, "deliver_due", lambda: True)
    tasks.deliver()
    assert rings == ["ring"]


def test_before_a_crowd_it_calls_one_helper_at_once_and_no_second_one(rings, monkeypatch):
    monkeypatch.setattr(tasks, "CROWD", 2)
    for _ in range(3):
        stored()
    heard_before_delivering = []
    monkeypatch.setattr(delivery, "deliver_crowd", lambda: heard_before_delivering.extend(rings))
    tasks.deliver()
    assert rings == heard_before_delivering == ["ring"]


@pytest.mark.django_db(transaction=True)
def test_a_crowd_is_delivered_in_several_conversations_each_email_once(settings, rings, monkeypatch):
    monkeypatch.setattr(tasks, "CROWD", 2)
    emails = [stored() for _ in range(12)]
    before, together = sessions(), threading.Barrier(delivery.LANES, timeout=10)

    def script(step, number):
        if step == "GREETING":
            together.wait()  # passed only once every lane is there

    with scripted(settings, script) as server:
        tasks.deliver()
    assert server.steps.count("GREETING") == delivery.LANES
    assert len(server.kept) == len(emails)
    assert all(any(email.message_id.encode() in kept for kept in server.kept) for email in emails)
    assert {email.state for email in OutgoingEmail.objects.all()} == {State.SENT}
    wait_until(lambda: sessions() == before)


@pytest.mark.django_db(transaction=True)
def test_what_breaks_in_a_lane_is_not_lost(rings, monkeypatch):
    monkeypatch.setattr(delivery, "deliver_due", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        delivery.deliver_crowd()


def sessions() -> int:
    with connection.cursor() as cursor:
        cursor.execute(ALL_SESSIONS)
        return cursor.fetchone()[0]
