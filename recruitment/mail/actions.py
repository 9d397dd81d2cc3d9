"""What people decide about emails: send one in trouble again, or it arrived; and forget whom they went to."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from recruitment.accounts.models import User
from recruitment.audit.recording import record
from recruitment.mail import doorbell
from recruitment.mail.delivery import NO_LEASE
from recruitment.mail.models import TROUBLE, OutgoingEmail, State

# The domain is reserved for what can never exist.
NOBODY = "nobody@deleted.invalid"


class NotInTrouble(Exception):
    """Somebody or something has settled this email in the meantime: nothing was changed."""


class HoldsSecret(Exception):
    """A sign-in code or link, wiped by now: who needs one asks for a new one."""


@transaction.atomic
def send_again(email: OutgoingEmail, *, by: User) -> None:
    """Queue a refused or doubtful email for new attempts, under its old Message-ID.

    Also: audits, wakes a worker. From now on an answer to the earlier attempt changes nothing. Raises
    NotInTrouble, HoldsSecret.
    """
    found = _locked(email, TROUBLE)
    if found.holds_secret:
        raise HoldsSecret
    _change(found, state=State.QUEUED, due_at=Now(), attempts=0, **NO_LEASE)
    record("email.sent_again", found, by=by, employer_id=found.employer_id, was=found.state)
    doorbell.ring_on_commit()


@transaction.atomic
def it_arrived(email: OutgoingEmail, *, by: User) -> None:
    """Note that a doubtful email has arrived: the person has it. Also: audits. Raises NotInTrouble."""
    found = _locked(email, (State.UNKNOWN,))
    _change(found, state=State.SENT, sent_at=Now(), **NO_LEASE)
    record("email.arrived", found, by=by, employer_id=found.employer_id, was=found.state)


def forget_person(address: str, beginnings: Iterable[str], *, keys: Iterable[str] = (), about: str) -> int:
    """Empty the emails that went to an address, are about the person's account (`about`), or have one of
    these keys or one that begins so: they may have gone to an earlier address. Audited by who asks for it.
    That there was an email, and its fate, stays. What is still on its way goes out, and its words go then.
    """
    theirs = Q(to=address) | Q(about=about) | Q(key__in=list(keys))
    for beginning in beginnings:
        theirs |= Q(key__startswith=beginning)
    emails = OutgoingEmail.objects.filter(theirs)
    emails.filter(state=State.QUEUED).update(holds_secret=True)
    # One in doubt is not sent again either: there is nobody any more to send it to.
    return emails.exclude(state__in=(State.QUEUED, State.SENDING)).update(
        to=NOBODY, subject="", text="", html="", unsubscribe_url="", last_reply="", holds_secret=True
    )


def _locked(email: OutgoingEmail, states: tuple[State, ...]) -> OutgoingEmail:
    found = OutgoingEmail.objects.select_for_update().filter(pk=email.pk, state__in=states).first()
    if found is None:
        raise NotInTrouble
    return found


def _change(email: OutgoingEmail, **values) -> None:
    OutgoingEmail.objects.filter(pk=email.pk).update(**values)
