"""What a person may decide about an email, and what is kept of it."""

import pytest
from django.db.models.functions import Now

from recruitment.audit.models import AuditEvent
from recruitment.mail import actions, delivery
from recruitment.mail.models import OutgoingEmail, State
from recruitment.mail.replies import Outcome, Verdict
from tests.factories import EmployerFactory, UserFactory
from tests.recruitment.mail.conftest import stored
from tests.recruitment.mail.test_reconciliation import doubted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rings")]


def again(email):
    return OutgoingEmail.objects.get(pk=email.pk)


@pytest.mark.parametrize("state", [State.FAILED, State.UNKNOWN])
def test_send_again_queues_it_under_its_old_message_id_and_audits(state):
    email = stored(state=state, attempts=7, employer=EmployerFactory())
    person = UserFactory()
    actions.send_again(email, by=person)
    after = again(email)
    assert (after.state, after.attempts, after.message_id) == (State.QUEUED, 0, email.message_id)
    event = AuditEvent.objects.get()
    assert (event.action, event.subject) == ("email.sent_again", f"outgoingemail:{email.pk}")
    assert (event.actor_id, event.employer_id) == (person.pk, email.employer_id)
    assert event.details == {"was": state}


def test_after_send_again_an_answer_to_the_first_attempt_changes_nothing():
    email = doubted()
    actions.send_again(email, by=UserFactory())
    assert delivery.write_down(email, Outcome(Verdict.ACCEPTED)) is False
    assert again(email).state == State.QUEUED


def test_it_arrived_settles_a_doubt_and_audits():
    email = doubted()
    actions.it_arrived(email, by=UserFactory())
    after = again(email)
    assert (after.state, after.lease) == (State.SENT, None)
    assert after.sent_at is not None
    assert AuditEvent.objects.get().action == "email.arrived"


@pytest.mark.parametrize(
    ("act", "state"),
    [
        *[(actions.send_again, state) for state in (State.QUEUED, State.SENT)],
        *[(actions.it_arrived, state) for state in (State.QUEUED, State.SENT, State.FAILED)],
    ],
)
def test_what_is_not_in_question_cannot_be_decided(act, state):
    email = stored(state=state, sent_at=Now() if state == State.SENT else None)
    with pytest.raises(actions.NotInTrouble):
        act(email, by=UserFactory())
    assert again(email).state == state
    assert not AuditEvent.objects.exists()


def test_a_wiped_secret_is_not_sent_again_but_may_have_arrived():
    email = doubted(holds_secret=True)
    with pytest.raises(actions.HoldsSecret):
        actions.send_again(email, by=UserFactory())
    actions.it_arrived(email, by=UserFactory())
    assert again(email).state == State.SENT
