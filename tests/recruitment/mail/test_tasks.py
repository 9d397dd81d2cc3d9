"""The sweep: what one run of the task does, in order."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now

from recruitment.celery import app
from recruitment.mail import delivery, tasks
from recruitment.mail.models import OutgoingEmail, State
from tests.recruitment.mail.conftest import stored
from tests.recruitment.mail.scripted_server import scripted

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


@pytest.mark.parametrize("more", [True, False])
def test_before_a_crowd_it_calls_one_helper_at_once_and_no_second_one(rings, monkeypatch, more):
    monkeypatch.setattr(tasks, "CROWD", 2)
    for _ in range(3):
        stored()
    heard_before_delivering = []

    def deliver_due():
        heard_before_delivering.extend(rings)
        return more

    monkeypatch.setattr(delivery, "deliver_due", deliver_due)
    tasks.deliver()
    assert rings == heard_before_delivering == ["ring"]
