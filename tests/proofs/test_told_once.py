"""Proof: every candidate of an announced shortlist is told exactly once, under kill -9 and broken replies.

Real processes deliver what one transaction queued, to a mail server that refuses, drops and hangs. What the
proof of the outbox says of emails, this says of people.
"""

from collections import Counter

import pytest
from django.db import connection

from applicants.applying.status import Status
from applicants.shortlisting import invariants
from applicants.shortlisting.actions import announcing
from recruitment.mail import sink
from recruitment.mail.models import OutgoingEmail, State
from recruitment.mail.sink_server import running
from tests.applicants.shortlisting.panels import chair_of
from tests.applicants.shortlisting.test_announcing import many_waiting
from tests.proofs.outbox_workers import Crew
from tests.proofs.test_outbox import TroubledReceiver, deliver_under_fire, in_state
from tests.recruitment.mail.scripted_server import until

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]


def waits_or_doubted():
    return in_state(State.QUEUED, State.SENDING, State.UNKNOWN)


@pytest.mark.parametrize(("people", "kills"), [(99, 10), pytest.param(999, 100, marks=pytest.mark.long)])
def test_everybody_is_told_exactly_once(settings, tmp_path, people, kills):
    vacancy = many_waiting(people)
    applications = vacancy.applications.select_related("applicant")
    everybody = {application.applicant.email for application in applications}
    told = announcing.announce(vacancy, by=chair_of(vacancy).user)
    assert told.invited + told.not_shortlisted == people + 1 == len(everybody)
    receiver = TroubledReceiver(tmp_path)
    database = connection.settings_dict
    with running(receiver) as port:
        with Crew("ours", database=database, settings=settings, port=port) as workers:
            assert deliver_under_fire(workers, kills=kills) == kills
        # The doubts are settled once the mail server can say what it has.
        receiver.calm = True
        with Crew("ours", database=database, settings=settings, port=port, folder=tmp_path) as workers:
            workers.spawn()
            assert until(lambda: not waits_or_doubted(), seconds=30 + people / 10)
    answers = set(OutgoingEmail.objects.filter(about=f"vacancy:{vacancy.pk}").values_list("to", flat=True))
    arrived = Counter(email.to for email in sink.received(tmp_path) if email.to in everybody)
    assert answers == everybody
    assert arrived == dict.fromkeys(everybody, 1), "nobody twice, nobody not at all"
    assert not applications.filter(status=Status.SUBMITTED).exists()
    assert invariants.broken() == []
