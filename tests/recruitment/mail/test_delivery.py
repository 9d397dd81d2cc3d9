"""Delivery: what is written down for each way an attempt can end, and who may write it."""

from datetime import timedelta

import pytest
from django.conf import settings as configured
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from recruitment.mail import delivery
from recruitment.mail.models import OutgoingEmail, State
from recruitment.mail.replies import Outcome, Verdict
from tests.recruitment.mail.conftest import stored
from tests.recruitment.mail.scripted_server import DROP, KEEP_AND_DROP, nobody_listens, scripted

pytestmark = pytest.mark.django_db

LEASE = timedelta(minutes=15)
ACCEPTED = Outcome(Verdict.ACCEPTED, "250 to the message")


def claim(lease=LEASE) -> OutgoingEmail | None:
    with transaction.atomic():
        return delivery.claim(lease)


def expire(email):
    OutgoingEmail.objects.filter(pk=email.pk).update(leased_until=Now() - timedelta(seconds=1))


def again(email) -> OutgoingEmail:
    return OutgoingEmail.objects.get(pk=email.pk)


def test_a_conversation_ends_before_the_task_is_killed_and_the_lease_long_after(settings):
    assert delivery.RUN_FOR + configured.EMAIL_TIMEOUT < configured.CELERY_TASK_SOFT_TIME_LIMIT
    assert configured.CELERY_TASK_SOFT_TIME_LIMIT < configured.CELERY_TASK_TIME_LIMIT
    assert configured.EMAIL_TIMEOUT == 60
    assert configured.CELERY_TASK_TIME_LIMIT == 120
    assert configured.MAIL_LEASE_SECONDS == 900


def test_everything_due_is_sent_over_one_connection(settings):
    emails = [stored() for _ in range(3)]
    later = stored(due_at=timezone.now() + timedelta(minutes=5))
    with scripted(settings) as server:
        assert delivery.deliver_due() is False
    assert [again(email).state for email in emails] == [State.SENT] * 3
    assert again(later).state == State.QUEUED
    assert server.steps.count("GREETING") == 1
    assert [again(email).message_id.encode() in kept for email, kept in zip(emails, server.kept, strict=True)]
    sent = again(emails[0])
    assert (sent.attempts, sent.lease, sent.leased_until, sent.data_began_at) == (1, None, None, None)
    assert sent.sent_at is not None
    assert sent.last_reply == "Accepted (250 to the message)"


@pytest.mark.django_db(transaction=True)
def test_no_transaction_and_no_lock_is_open_while_the_server_is_talked_to(settings):
    stored()
    with transaction.atomic():
        OutgoingEmail.objects.select_for_update().get()
        assert connections_in_transaction() == 1
    seen = []

    def script(step, number):
        if step in ("MAIL", "RCPT", "DATA", "MESSAGE"):
            seen.append((step, connections_in_transaction()))

    with scripted(settings, script):
        delivery.deliver_due()
    assert [step for step, _ in seen] == ["MAIL", "RCPT", "DATA", "MESSAGE"]
    assert {count for _, count in seen} == {0}


@pytest.mark.django_db(transaction=True)
def test_only_the_note_that_the_message_begins_waits_for_the_disk(settings):
    """Then a crash of the database can leave a doubt more, and never sends anything twice."""
    stored(), stored()
    with scripted(settings), CaptureQueriesContext(connection) as captured:
        delivery.deliver_due()
    said = [query["sql"] for query in captured.captured_queries]
    changes = [sql for sql in said if "FROM set_config('synchronous_commit', 'off', true)" in sql]
    begun = [sql for sql in said if '"data_began_at" = STATEMENT_TIMESTAMP()' in sql]
    # The first is claimed; what became of an email is written in one statement with the claim of the next.
    assert ["state = 'sent'" in sql for sql in changes] == [False, True, True]
    # The note is a transaction of its own: none is open but for the first claim.
    assert (len(begun), said.count("BEGIN")) == (2, 1)
    assert said.index("COMMIT") < said.index(begun[0])
    assert [sql for sql in said if "UPDATE" in sql] == [
        changes[0],
        begun[0],
        changes[1],
        begun[1],
        changes[2],
    ]


def test_the_commit_of_a_claim_does_not_wait_for_the_disk(db):
    stored()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = on")
        delivery.claim(LEASE)
        cursor.execute("SHOW synchronous_commit")
        assert cursor.fetchone() == ("off",)


def connections_in_transaction() -> int:
    """How many sessions of this database are idle in a transaction, as another connection sees it."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND state = 'idle in transaction'"
            )
            return cursor.fetchone()[0]
    finally:
        other.close()


@pytest.mark.parametrize(
    ("script", "state"),
    [
        ({"RCPT": b"450 4.2.0 later"}, State.QUEUED),
        ({"RCPT": b"550 5.1.1 nobody"}, State.FAILED),
        ({"DATA": b"550 5.7.1 no"}, State.FAILED),
        ({"DATA": DROP}, State.QUEUED),
        ({"MESSAGE": b"451 4.3.0 later"}, State.QUEUED),
        ({"MESSAGE": b"554 5.6.0 no"}, State.FAILED),
        ({"MESSAGE": DROP}, State.UNKNOWN),
        ({"MESSAGE": KEEP_AND_DROP}, State.UNKNOWN),
    ],
    ids=str,
)
def test_how_an_attempt_ended_is_written_down(settings, script, state):
    email = stored()
    with scripted(settings, script):
        delivery.deliver_due()
    after = again(email)
    assert (after.state, after.attempts) == (state, 1)
    assert (after.lease is not None) == (state == State.UNKNOWN)
    assert (after.due_at > timezone.now() + timedelta(seconds=50)) == (state == State.QUEUED)
    assert after.last_reply
    assert email.to not in after.last_reply


def test_an_email_that_cannot_be_written_fails_and_the_next_goes_out(settings):
    broken, fine = stored(to="no address"), stored()
    with scripted(settings) as server:
        delivery.deliver_due()
    assert (again(broken).state, again(fine).state) == (State.FAILED, State.SENT)
    assert len(server.kept) == 1


def test_with_no_mail_server_one_email_is_tried_and_the_others_wait(settings):
    emails = [stored() for _ in range(3)]
    nobody_listens(settings)
    assert delivery.deliver_due() is False
    assert [again(email).attempts for email in emails] == [1, 0, 0]
    assert {again(email).state for email in emails} == {State.QUEUED}


def test_a_run_ends_when_its_time_is_used_and_says_that_more_is_due(settings):
    stored(), stored()
    with scripted(settings) as server:
        assert delivery.deliver_due(seconds=0) is True
        assert delivery.deliver_due(seconds=0) is False
    assert len(server.kept) == 2


def test_tries_are_spread_over_two_days_and_then_a_person_is_told():
    pauses = [delivery.pause_after(attempts) for attempts in range(1, delivery.MOST_ATTEMPTS)]
    assert timedelta(seconds=50) < pauses[0] < timedelta(seconds=70)
    assert all(pause <= timedelta(minutes=delivery.LONGEST_PAUSE * 1.1) for pause in pauses)
    assert timedelta(days=1.7) < sum(pauses, timedelta()) < timedelta(days=2.3)
    email = stored(attempts=delivery.MOST_ATTEMPTS - 2)
    assert delivery.write_down(claim(), Outcome(Verdict.NOT_NOW, "450 to RCPT"))
    assert again(email).state == State.QUEUED
    OutgoingEmail.objects.update(due_at=Now())
    assert delivery.write_down(claim(), Outcome(Verdict.NOT_NOW, "450 to RCPT"))
    assert again(email).state == State.FAILED


def test_people_who_wait_at_the_sign_in_page_go_first_then_who_waited_longest():
    second, first, secret = (
        stored(),
        stored(due_at=timezone.now() - timedelta(hours=1)),
        stored(holds_secret=True),
    )
    assert [claim().pk for _ in range(3)] == [secret.pk, first.pk, second.pk]
    assert claim() is None


def test_who_lost_the_lease_neither_sends_nor_writes(settings):
    email = stored()
    held = claim()
    expire(held)
    assert delivery.begin_data(held, LEASE) is False
    delivery.take_back_expired_leases()
    assert delivery.begin_data(held, LEASE) is False
    taken = claim()
    assert taken.pk == held.pk
    assert delivery.write_down(held, ACCEPTED) is False
    assert again(email).state == State.SENDING
    assert delivery.begin_data(taken, LEASE) is True
    assert delivery.write_down(taken, ACCEPTED) is True


def test_beginning_the_message_makes_the_lease_whole_again():
    stored()
    held = claim(timedelta(seconds=30))
    assert delivery.begin_data(held, LEASE)
    assert OutgoingEmail.objects.filter(leased_until__gt=Now() + timedelta(minutes=14)).exists()


def test_an_expired_lease_before_the_message_is_queued_again_after_it_a_doubt():
    before, after, alive = stored(), stored(), stored()
    held = [claim() for _ in range(3)]
    assert delivery.begin_data(held[1], LEASE)
    expire(before), expire(after)
    delivery.take_back_expired_leases()
    assert [again(email).state for email in (before, after, alive)] == [
        State.QUEUED,
        State.UNKNOWN,
        State.SENDING,
    ]
    assert again(before).attempts == 1


def test_an_email_that_takes_its_worker_down_every_time_is_given_up():
    stored(attempts=delivery.MOST_ATTEMPTS - 1)
    secret = stored(attempts=delivery.MOST_ATTEMPTS - 1, holds_secret=True)
    for _ in range(2):
        expire(claim())
    delivery.take_back_expired_leases()
    assert set(OutgoingEmail.objects.values_list("state", flat=True)) == {State.FAILED}
    assert again(secret).text == ""


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (ACCEPTED, State.SENT),
        (Outcome(Verdict.NEVER), State.FAILED),
        (Outcome(Verdict.NOT_NOW), State.QUEUED),
    ],
    ids=str,
)
def test_a_late_answer_of_the_very_attempt_settles_the_doubt(outcome, state):
    email = stored()
    held = claim()
    delivery.begin_data(held, LEASE)
    expire(held)
    delivery.take_back_expired_leases()
    assert delivery.write_down(held, outcome) is True
    assert again(email).state == state


@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.NEVER, Verdict.DOUBT])
def test_a_secret_is_wiped_once_its_fate_is_settled(verdict):
    email = stored(holds_secret=True, html="<p>code</p>")
    delivery.write_down(claim(), Outcome(verdict))
    assert (again(email).text, again(email).html) == ("", "")


def test_a_secret_is_kept_while_it_may_still_be_sent():
    email = stored(holds_secret=True)
    delivery.write_down(claim(), Outcome(Verdict.NOT_NOW))
    assert again(email).text == email.text


def test_a_wiped_secret_is_never_queued_again():
    email = stored(holds_secret=True)
    held = claim()
    delivery.begin_data(held, LEASE)
    expire(held)
    delivery.take_back_expired_leases()
    assert again(email).text == ""
    assert delivery.write_down(held, Outcome(Verdict.NOT_NOW)) is False
    assert again(email).state == State.UNKNOWN


@pytest.mark.parametrize(
    "broken",
    [
        {"state": State.SENDING, "lease": None},
        {"state": State.SENT, "sent_at": None},
        {"state": State.QUEUED, "sent_at": Now()},
        {"state": State.SENT, "sent_at": Now(), "holds_secret": True},
        {"state": State.FAILED, "holds_secret": True},
    ],
    ids=str,
)
def test_the_database_refuses_states_that_must_not_be(broken):
    email = stored()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingEmail.objects.filter(pk=email.pk).update(**broken)


def test_nothing_personal_is_logged(settings, caplog):
    stored(to="canary@example.org", subject="canary", text="canary")
    stored(to="canary@example.org")
    nobody_listens(settings)
    with caplog.at_level("DEBUG"):
        delivery.deliver_due()
        OutgoingEmail.objects.update(due_at=Now(), attempts=F("attempts"))
        with scripted(settings, {"RCPT": b"550 5.1.1 canary@example.org"}):
            delivery.deliver_due()
    assert "canary" not in caplog.text
    assert "canary" not in "".join(OutgoingEmail.objects.values_list("last_reply", flat=True))
