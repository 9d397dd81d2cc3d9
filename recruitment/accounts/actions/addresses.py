"""Changing the email address of an account: asked, confirmed at both addresses, done; or stopped."""

import re
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from recruitment.accounts import emails
from recruitment.accounts.actions import sessions
from recruitment.accounts.models import EmailChange, User
from recruitment.audit.recording import record

A_DAY = timedelta(days=1)


class WrongCode(Exception):
    """It is none of the codes we sent. `again` is False once there were too many tries: then it is over."""

    def __init__(self, *, again: bool):
        super().__init__("The code does not fit.")
        self.again = again


class CodesAreOver(Exception):
    """The codes were sent too long ago; new ones can be asked for."""


class NotYet(Exception):
    """One of the two addresses has not agreed."""


class Gone(Exception):
    """The change was finished or stopped in the meantime, here or from the old mailbox."""


class Taken(Exception):
    """Another account has had the address since. Nothing was changed."""


@transaction.atomic
def ask(user: User, email: str) -> EmailChange:
    """Begin to change the address, in place of a change begun before. Also: audits, emails both addresses.

    Where the new address belongs to another account its owner is told so, and gets no code.
    """
    EmailChange.objects.filter(user=user).delete()
    change = EmailChange(user=user, email=email)
    _send_codes(change)
    record("email_change.asked", user, by=user)
    return change


@transaction.atomic
def send_again(change: EmailChange) -> None:
    """New codes in the place of the old ones, to whoever has not confirmed yet. Raises Gone."""
    held = _held(change)
    held.codes_sent_at, held.tries = timezone.now(), 0
    _send_codes(held)


def confirm(change: EmailChange, *, old_code: str = "", new_code: str = "") -> None:
    """Note what either address confirmed. Raises WrongCode, CodesAreOver, Gone; what fitted is kept."""
    if change.codes_are_over:
        raise CodesAreOver
    with transaction.atomic():
        held = _held(change)
        old_fits = _fits(old_code, held.old_code)
        new_fits = _fits(new_code, held.new_code)
        now = timezone.now()
        held.old_confirmed_at = held.old_confirmed_at or (now if old_fits else None)
        held.new_confirmed_at = held.new_confirmed_at or (now if new_fits else None)
        wrong = (old_code and not old_fits) or (new_code and not new_fits)
        held.tries += bool(wrong)
        held.save()
        over = held.tries >= EmailChange.MOST_TRIES
        if over:
            held.delete()
    change.old_confirmed_at, change.new_confirmed_at = held.old_confirmed_at, held.new_confirmed_at
    if wrong:
        raise WrongCode(again=not over)


@transaction.atomic
def wait(change: EmailChange) -> None:
    """The old address cannot be read any more: after a week the new one will be enough.

    Also: audits, and tells the old address, from which the change can be stopped without signing in.
    Raises Gone.
    """
    held = _held(change)
    if held.waits_until is None:
        held.waits_until = timezone.now() + EmailChange.WAITS
        held.save(update_fields=["waits_until"])
        record("email_change.waits", held.user, by=held.user)
        emails.address_change_waits(held)
    change.waits_until = held.waits_until


def finish(change: EmailChange, *, session_key: str | None) -> None:
    """Make the new address the account's. Also: audits, tells both addresses, ends all other sessions.

    Raises NotYet and Taken.
    """
    if not change.may_be_finished:
        raise NotYet
    try:
        with transaction.atomic():
            _finish(change, session_key)
    except IntegrityError as error:
        raise Taken from error


def _finish(change: EmailChange, session_key: str | None) -> None:
    user = User.objects.select_for_update(no_key=True).get(pk=change.user_id)
    # As it is now: whoever reads the old mailbox may have stopped it a moment ago.
    held = EmailChange.objects.select_for_update().filter(pk=change.pk).first()
    if held is None or not held.may_be_finished:
        raise NotYet
    before = user.email
    user.email = change.email
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=change.email, primary=True, verified=True)
    change.delete()
    event = record("email_change.finished", user, by=user)
    emails.address_changed(user, before, event)
    sessions.end_others(user, session_key)


@transaction.atomic
def stop(change: EmailChange) -> None:
    """The address stays as it was. Also: audits."""
    record("email_change.stopped", change.user, by=change.user)
    change.delete()


def stop_waiting(user: User) -> None:
    """Somebody reads the old mailbox after all: what waits because it was lost was not asked for by them."""
    for change in EmailChange.objects.filter(user=user).exclude(waits_until=None):
        stop(change)


def forget_abandoned() -> int:
    """Delete changes that nobody went on with: after a day, or two weeks after waiting. How many."""
    now = timezone.now()
    in_vain = Q(waits_until=None, codes_sent_at__lt=now - A_DAY)
    missed = Q(waits_until__lt=now - EmailChange.KEPT_AFTER_WAITING)
    return EmailChange.objects.filter(in_vain | missed).delete()[0]


def _held(change: EmailChange) -> EmailChange:
    """The change read anew, locked until the transaction ends: what was stopped does not come back."""
    held = EmailChange.objects.select_for_update().filter(pk=change.pk).first()
    if held is None:
        raise Gone
    return held


def _send_codes(change: EmailChange) -> None:
    taken = User.objects.filter(email=change.email).exclude(pk=change.user_id).exists()
    old, new = _new_code(), _new_code()
    change.old_code, change.new_code = _fingerprint(old), "" if taken else _fingerprint(new)
    change.save()
    if not change.old_confirmed_at:
        emails.address_change_at_old(change, old)
    if change.new_confirmed_at:
        return
    if taken:
        emails.address_is_taken(change)
    else:
        emails.address_change_at_new(change, new)


def _new_code() -> str:
    return get_adapter().generate_email_verification_code()


def _fits(typed: str, fingerprint: str) -> bool:
    return bool(typed and fingerprint) and constant_time_compare(_fingerprint(typed), fingerprint)


def _fingerprint(code: str) -> str:
    """What is kept of a code; spaces and hyphens do not matter."""
    digits = "".join(re.findall(r"[0-9]", code))
    return salted_hmac("accounts.email-change", digits, algorithm="sha256").hexdigest()
