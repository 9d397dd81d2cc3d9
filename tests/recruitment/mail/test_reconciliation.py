"""Reconciliation: a doubt is settled by what the relay knows, and by nothing less."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models.functions import Now

from recruitment.mail import delivery, reconciliation
from recruitment.mail.models import OutgoingEmail, State
from recruitment.mail.replies import Outcome, Verdict
from tests.recruitment.mail.conftest import stored

pytestmark = pytest.mark.django_db

asked: list[frozenset] = []
answers: dict[str, bool] = {}


def answer(message_ids: frozenset[str]) -> dict[str, bool]:
    """The relay of these tests."""
    asked.append(message_ids)
    return {id_: answers[id_] for id_ in message_ids if id_ in answers}


def break_down(message_ids):
    raise ConnectionError


@pytest.fixture(autouse=True)
def _relay_that_tells(settings):
    settings.MAIL_RECONCILER = f"{__name__}.answer"
    asked.clear()
    answers.clear()


def doubted(*, lease_over=True, **fields) -> OutgoingEmail:
    email = stored(**fields)
    with transaction.atomic():
        held = delivery.claim(timedelta(minutes=15))
    assert held.pk == email.pk
    delivery.begin_data(held, timedelta(minutes=15))
    delivery.write_down(held, Outcome(Verdict.DOUBT, "dropped"))
    if lease_over:
        OutgoingEmail.objects.filter(pk=email.pk).update(leased_until=Now() - timedelta(seconds=1))
    email.refresh_from_db()
    return email


def state(email):
    return OutgoingEmail.objects.get(pk=email.pk).state


def test_accepted_is_sent_refused_is_queued_and_silence_stays_a_doubt():
    yes, no, silence = doubted(), doubted(), doubted()
    answers.update({yes.message_id: True, no.message_id: False})
    assert reconciliation.settle_unknown() == 2
    assert [state(email) for email in (yes, no, silence)] == [State.SENT, State.QUEUED, State.UNKNOWN]
    assert asked == [frozenset(email.message_id for email in (yes, no, silence))]


def test_a_no_is_believed_only_once_the_lease_is_over():
    email = doubted(lease_over=False)
    answers[email.message_id] = False
    assert reconciliation.settle_unknown() == 0
    assert state(email) == State.UNKNOWN
    answers[email.message_id] = True
    assert reconciliation.settle_unknown() == 1
    assert state(email) == State.SENT


def test_a_secret_is_not_sent_again():
    email = doubted(holds_secret=True)
    answers[email.message_id] = False
    assert reconciliation.settle_unknown() == 1
    assert state(email) == State.FAILED


@pytest.mark.parametrize("reconciler", ["", f"{__name__}.break_down", "no.such.function"])
def test_without_an_answer_it_stays_a_doubt_and_nothing_breaks(settings, reconciler):
    settings.MAIL_RECONCILER = reconciler
    email = doubted()
    assert reconciliation.settle_unknown() == 0
    assert state(email) == State.UNKNOWN


def test_an_answer_about_something_else_changes_nothing(monkeypatch):
    email, sent_again = doubted(), stored()
    monkeypatch.setitem(answers, email.message_id, True)
    monkeypatch.setattr(reconciliation, "_ask", lambda ids: {sent_again.message_id: True})
    assert reconciliation.settle_unknown() == 0
    assert state(sent_again) == State.QUEUED


def test_an_answer_that_comes_after_it_was_sent_again_changes_nothing(monkeypatch):
    email = doubted()

    def slow(ids):
        OutgoingEmail.objects.update(state=State.QUEUED, **delivery.NO_LEASE)
        return {email.message_id: True}

    monkeypatch.setattr(reconciliation, "_ask", slow)
    assert reconciliation.settle_unknown() == 0
    assert state(email) == State.QUEUED


def test_the_relay_is_not_asked_about_nothing():
    stored()
    assert reconciliation.settle_unknown() == 0
    assert asked == []
