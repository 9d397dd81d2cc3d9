"""Reconciliation: asks the relay about emails that may or may not have arrived, by their Message-ID.

settings.MAIL_RECONCILER names a function, "package.module.function" (empty: nobody can tell, a person
decides). Its contract:

    def accepted_message_ids(message_ids: frozenset[str]) -> dict[str, bool]

Message-IDs with their angle brackets, as in the header. True: the relay has accepted that message.
False: the relay is certain that it has not, and cannot any more from a connection that is over. Left out:
it cannot tell. It may raise whatever it likes: then nothing is settled this time.
"""

import logging

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.functions import Now
from django.utils.module_loading import import_string

from recruitment.mail.delivery import NO_LEASE
from recruitment.mail.models import OutgoingEmail, State

log = logging.getLogger(__name__)

# Asked about in one go; the newest, should there ever be more.
MOST_AT_ONCE = 1_000


def settle_unknown() -> int:
    """Settle what the relay can tell: accepted is sent, certainly not accepted is queued again.

    A "no" counts only once the lease of that attempt is over: until then the message may still be on its
    way into the relay. Sign-in codes are not sent again: who needed one has asked for a new one.
    Returns how many were settled.
    """
    if not settings.MAIL_RECONCILER:
        return 0
    doubted = (
        OutgoingEmail.objects.filter(state=State.UNKNOWN, lease__isnull=False)
        .annotate(lease_was_over=ExpressionWrapper(Q(leased_until__lte=Now()), BooleanField()))
        .order_by("-pk")[:MOST_AT_ONCE]
    )
    doubts = {email.message_id: email for email in doubted}
    answers = _ask(frozenset(doubts)) if doubts else {}
    return sum(_settle(doubts[id_], accepted) for id_, accepted in answers.items() if id_ in doubts)


def _ask(message_ids: frozenset[str]) -> dict[str, bool]:
    try:
        return import_string(settings.MAIL_RECONCILER)(message_ids)
    except Exception as error:
        log.warning("Emails of unknown fate could not be reconciled (%s).", type(error).__name__)
        return {}


def _settle(email: OutgoingEmail, accepted: bool) -> int:
    # The lease names the attempt we asked about: whoever sent it again meanwhile has taken it away.
    doubt = OutgoingEmail.objects.filter(pk=email.pk, lease=email.lease, state=State.UNKNOWN)
    if accepted:
        reply = "The mail server's records show that it was accepted"
        return doubt.update(state=State.SENT, sent_at=Now(), **NO_LEASE, last_reply=reply)
    if not email.lease_was_over:
        return 0
    reply = "The mail server's records show that it never arrived"
    if email.holds_secret:
        return doubt.update(state=State.FAILED, **NO_LEASE, last_reply=reply)
    return doubt.update(state=State.QUEUED, due_at=Now(), **NO_LEASE, last_reply=reply)
