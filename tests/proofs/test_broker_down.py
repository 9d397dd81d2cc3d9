"""Redis and Celery stopped: the site works, the deadline holds, and the first sweep afterwards catches up."""

import socket
import time

import pytest
from django.urls import reverse
from django.utils import timezone

from applicants.applying.models import Application
from applicants.applying.status import Status
from applicants.applying.tasks import close_and_tell
from recruitment.celery import app
from recruitment.mail import doorbell
from recruitment.mail.models import OutgoingEmail
from tests.factories import UserFactory, complete_draft, open_vacancy
from tests.proofs.racing import assert_no_promise_broken, gate_off
from vacancies.models import Vacancy

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

# Each request, Redis or no Redis.
PATIENCE = 3


@pytest.fixture(params=["closed port", "silent server"])
def no_redis(request, monkeypatch):
    """The broker's address leads nowhere, or to something that takes the connection and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        if request.param == "silent server":
            listener.listen()
        url = f"redis://127.0.0.1:{listener.getsockname()[1]}/0"
        if request.param == "closed port":
            listener.close()
        for name in ("broker_url", "broker_read_url", "broker_write_url"):
            monkeypatch.setitem(app.conf, name, url)
        assert doorbell.settle()
        monkeypatch.setattr(doorbell, "_resting_until", 0.0)
        yield url
        doorbell.settle()


def timed(call, *args):
    begun = time.monotonic()
    response = call(*args)
    assert time.monotonic() - begun < PATIENCE
    return response


def submit(client, application):
    client.force_login(application.applicant)
    address = reverse("applying:submit", args=[application.reference])
    return timed(client.post, address, {"key": application.submit_key})


def test_the_bell_is_really_dead(no_redis, caplog):
    doorbell.ring()
    assert doorbell.settle()
    assert "doorbell was not heard" in caplog.text


def test_the_whole_walk_without_redis_or_celery(no_redis, client):
    vacancy = open_vacancy(criteria=1)
    in_time, late = complete_draft(vacancy), complete_draft(vacancy)

    # The site works: reading, starting, submitting.
    newcomer = UserFactory()
    client.force_login(newcomer)
    assert timed(client.get, reverse("vacancies:list")).status_code == 200
    assert timed(client.post, reverse("applying:start", args=[vacancy.pk])).status_code == 302
    assert submit(client, in_time).url == reverse("applying:receipt", args=[in_time.reference])

    # The closing time comes. Nothing runs, and nothing has to.
    closed_at = timezone.now()
    Vacancy.objects.filter(pk=vacancy.pk).update(closes_at=closed_at)
    refused = submit(client, late)
    assert refused.url == reverse("applying:application", args=[late.reference])
    assert "your draft is kept" in timed(client.get, refused.url).content.decode()
    assert Application.objects.get(pk=late.pk).is_draft
    vacancy.refresh_from_db()
    assert vacancy.status == "published", "somebody swept"

    # Much later the first sweep catches up, with the true instants, and tells everybody.
    assert Application.objects.get(pk=in_time.pk).submitted_at < closed_at
    close_and_tell()
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.close_reason) == ("closed", "deadline")
    assert vacancy.closed_at == closed_at
    told = OutgoingEmail.objects.filter(key__endswith=":advert_closed").values_list("to", flat=True)
    assert sorted(told) == sorted([late.applicant.email, newcomer.email])
    # Every email waits in the database for a worker.
    assert set(OutgoingEmail.objects.values_list("state", flat=True)) == {"queued"}
    assert_no_promise_broken()


def test_the_last_place_without_redis(no_redis, client):
    vacancy = open_vacancy(criteria=1, close_after_applications=1)
    application = complete_draft(vacancy)
    assert submit(client, application).url == reverse("applying:receipt", args=[application.reference])
    vacancy.refresh_from_db()
    assert vacancy.close_reason == "cap"


def test_negative_control_a_deadline_that_needs_a_job_does_not_hold(no_redis):
    """Where being open is a flag that a job takes away, no job means no deadline."""
    application = complete_draft(open_vacancy(criteria=1))
    Vacancy.objects.filter(pk=application.vacancy_id).update(closes_at=timezone.now())
    with gate_off():
        Application.objects.filter(pk=application.pk, vacancy__status="published").update(
            status=Status.SUBMITTED, submitted_at=timezone.now()
        )
    assert Application.objects.get(pk=application.pk).status == Status.SUBMITTED
