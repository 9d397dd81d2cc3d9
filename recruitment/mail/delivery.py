"""Delivery: takes emails out of the outbox one by one, hands them over, writes down what became of them.

No transaction and no lock is open while anybody talks SMTP. Between two messages there is one statement, and
one more just before a message goes out.
"""

import logging
import random
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Now

from recruitment.mail.letters import CannotBeWritten, letter
from recruitment.mail.models import OutgoingEmail, State
from recruitment.mail.relay import Relay
from recruitment.mail.replies import Outcome, Verdict
from recruitment.prepared import prepared_update

log = logging.getLogger(__name__)

# Seconds one run takes from the outbox; short, so that the other sweeps get their turn at the worker.
RUN_FOR = 10
# So many conversations with the mail server at once for each worker, while many wait: it mostly waits itself,
# for the disk and for the mail server.
LANES = 2
# Minutes until the next try: 1, 2, 4 … up to four hours, so 20 tries span two days.
LONGEST_PAUSE = 240
MOST_ATTEMPTS = 20
# What a mail server took. Its answer settles a doubt about this very attempt, too.
SENT = """
UPDATE mail_outgoingemail
   SET state = 'sent', sent_at = statement_timestamp(), last_reply = %(reply)s,
       lease = NULL, leased_until = NULL, data_began_at = NULL,
       text = CASE WHEN holds_secret THEN '' ELSE text END,
       html = CASE WHEN holds_secret THEN '' ELSE html END
 WHERE id = %(email)s AND lease = %(held)s AND state IN ('sending', 'unknown')"""
# Written out, with what is `due` and in which order: one statement finds, leases and reads. Its commit need
# not wait for the disk, which halves the waiting for each email. Should the database itself crash within that
# moment, what was sent has its `data_began_at`, whose commit does wait, and becomes a doubt; what was claimed
# is still queued. Nothing is sent twice for it.
COLUMNS = [field.attname for field in OutgoingEmail._meta.concrete_fields]
CLAIM = f"""
UPDATE mail_outgoingemail
   SET state = 'sending', attempts = attempts + 1, data_began_at = NULL,
       lease = %(lease)s, leased_until = statement_timestamp() + %(lasts)s
  FROM set_config('synchronous_commit', 'off', true)
 WHERE id = (SELECT id FROM mail_outgoingemail
              WHERE state = 'queued' AND due_at <= statement_timestamp()
              ORDER BY holds_secret DESC, due_at, id
              LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING {", ".join(f'mail_outgoingemail."{column}"' for column in COLUMNS)}"""  # noqa: S608 - our own names
SENT_AND_NEXT = f"WITH sent AS ({SENT}) {CLAIM}"
NO_LEASE = {"lease": None, "leased_until": None, "data_began_at": None}
WIPED = {"text": "", "html": ""}


def deliver_due(*, seconds: float = RUN_FOR, lease: timedelta | None = None) -> bool:
    """Deliver what is due, oldest first, for about this many seconds. True when more is due.

    Any number of these may run at once, anywhere. `lease` is how long one attempt may take.
    """
    lease = lease or timedelta(seconds=settings.MAIL_LEASE_SECONDS)
    deadline = time.monotonic() + seconds
    relay = Relay()
    try:
        # Refused within somebody's transaction: a note that can be taken back is none.
        with transaction.atomic(durable=True):
            email = claim(lease)
        while email:
            outcome = _attempt(email, relay, lease)
            goes_on = time.monotonic() < deadline and not outcome.relay_is_down
            email = _settled(email, outcome, lease if goes_on else None)
            if outcome.relay_is_down:
                log.warning("The mail server cannot be used: %s", outcome.reply)
                return False
    finally:
        relay.close()
    return OutgoingEmail.objects.due().exists()


def deliver_crowd() -> None:
    """`deliver_due` in several lanes at once."""
    with ThreadPoolExecutor(LANES) as pool:
        lanes = [pool.submit(_lane) for _ in range(LANES)]
    for lane in lanes:
        lane.result()


def _lane() -> None:
    try:
        deliver_due()
    finally:
        connection.close()  # each thread has its own


def claim(lease: timedelta) -> OutgoingEmail | None:
    """Lease the next email that is due; nobody else gets it while the lease lasts."""
    return _claimed(CLAIM, lease)


def _settled(email: OutgoingEmail, outcome: Outcome, lease: timedelta | None) -> OutgoingEmail | None:
    """Write down how it ended; with a lease, claim the next one. For most emails that is one statement."""
    if lease and outcome.verdict is Verdict.ACCEPTED:
        return _claimed(SENT_AND_NEXT, lease, **_sent(email, outcome))
    write_down(email, outcome)
    return claim(lease) if lease else None


def _claimed(statement: str, lease: timedelta, **also) -> OutgoingEmail | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"lease": uuid.uuid4(), "lasts": lease, **also})
        row = cursor.fetchone()
    return row and OutgoingEmail.from_db(connection.alias, COLUMNS, row)


def _attempt(email: OutgoingEmail, relay: Relay, lease: timedelta) -> Outcome:
    try:
        written = letter(email)
    except CannotBeWritten as reason:
        return Outcome(Verdict.NEVER, f"This email could not be put together ({reason})")
    return relay.hand_over(written, may_begin=lambda: begin_data(email, lease))


def begin_data(email: OutgoingEmail, lease: timedelta) -> bool:
    """Note, durably, that the message itself is about to go out; False when the lease is no longer ours."""
    return _begin(email.pk, email.lease, lease) == 1


@prepared_update
def _begin(email: int, lease: UUID, lasts: timedelta) -> tuple[QuerySet, dict]:
    ours = OutgoingEmail.objects.filter(pk=email, lease=lease, state=State.SENDING, leased_until__gt=Now())
    return ours, {"data_began_at": Now(), "leased_until": Now() + Value(lasts)}


def write_down(email: OutgoingEmail, outcome: Outcome) -> bool:
    """Write down how the attempt ended, if it is still this attempt that counts.

    It is, too, when the sweep has meanwhile put the email down as unknown: the answer of this very attempt
    settles that doubt. It is not once the email was queued again.
    """
    if outcome.verdict is Verdict.LEASE_LOST:
        return False
    if outcome.verdict is Verdict.ACCEPTED:
        with connection.cursor() as cursor:
            cursor.execute(SENT, _sent(email, outcome))
            return cursor.rowcount == 1
    states = [State.SENDING]
    if not (email.holds_secret and outcome.verdict is Verdict.NOT_NOW):
        states.append(State.UNKNOWN)  # a secret was wiped with the doubt: there is nothing left to queue
    attempt = OutgoingEmail.objects.filter(pk=email.pk, lease=email.lease, state__in=states)
    return attempt.update(**_ending(email, outcome)) == 1


def _sent(email: OutgoingEmail, outcome: Outcome) -> dict:
    return {"email": email.pk, "held": email.lease, "reply": outcome.reply}


def _ending(email: OutgoingEmail, outcome: Outcome) -> dict:
    """Of an attempt that was not accepted."""
    said = {"last_reply": outcome.reply}
    wiped = WIPED if email.holds_secret else {}
    if outcome.verdict is Verdict.DOUBT:
        # The lease stays: it names the attempt that is in doubt.
        return {"state": State.UNKNOWN, **said, **wiped}
    if outcome.verdict is Verdict.NEVER or email.attempts >= MOST_ATTEMPTS:
        return {"state": State.FAILED, **NO_LEASE, **said, **wiped}
    return {"state": State.QUEUED, "due_at": Now() + Value(pause_after(email.attempts)), **NO_LEASE, **said}


def pause_after(attempts: int) -> timedelta:
    """How long to wait after this many attempts: doubles, and jitters so that no crowd returns as one."""
    minutes = min(2 ** (attempts - 1), LONGEST_PAUSE)
    return timedelta(minutes=minutes * random.uniform(0.9, 1.1))  # noqa: S311 - not a secret


def take_back_expired_leases() -> None:
    """Whoever held these has died or stands still: queue again what was never begun, doubt what was.

    The only place where a lease ends by time. Each update looks at the row again after waiting for it, so
    an attempt that goes on at this very moment either keeps its lease or finds it gone before the message.
    """
    over = OutgoingEmail.objects.lease_over()
    untouched = over.filter(data_began_at=None)
    reply = {"last_reply": "The worker that was sending it stopped"}
    untouched.filter(attempts__gte=MOST_ATTEMPTS, holds_secret=True).update(
        state=State.FAILED, **NO_LEASE, **WIPED, **reply
    )
    untouched.filter(attempts__gte=MOST_ATTEMPTS).update(state=State.FAILED, **NO_LEASE, **reply)
    untouched.update(state=State.QUEUED, due_at=Now(), **NO_LEASE, **reply)
    begun = over.filter(data_began_at__isnull=False)
    begun.filter(holds_secret=True).update(state=State.UNKNOWN, **WIPED, **reply)
    begun.update(state=State.UNKNOWN, **reply)
