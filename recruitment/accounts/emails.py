"""The emails about accounts and addresses; those about signing in are worded in templates/account/email."""

import uuid

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime

from recruitment.mail.outbox import queue


def welcome_to_staff(user):
    """Tell a new member of staff how to sign in for the first time."""
    queue(
        to=user.email,
        template="welcome_to_staff",
        context={"name": user.name},
        key=f"welcome-to-staff:{user.pk}",
        about=f"user:{user.pk}",
    )


def second_factor_reset(user, event):
    """Tell a person that an administrator made the service forget their second factor."""
    queue(
        to=user.email,
        template="second_factor_reset",
        context={"name": user.name},
        key=f"second-factor-reset:{event.pk}",
        about=f"user:{user.pk}",
    )


def address_change_at_old(change, code: str):
    """The code that lets the old address agree."""
    _secret(change.user, change.user.email, "address_change_at_old", code=code, new_email=change.email)


def address_change_at_new(change, code: str):
    """The code that shows the new address to be theirs."""
    _secret(change.user, change.email, "address_change_at_new", code=code)


def address_is_taken(change):
    """To the owner of an account whose address somebody wants for another."""
    # About nobody's account: who asked is not the owner's business, nor that there is one theirs.
    _secret(None, change.email, "address_is_taken")


def address_change_waits(change):
    """To the old address: how to stop it, and when it will be too late."""
    _secret(
        change.user,
        change.user.email,
        "address_change_waits",
        new_email=change.email,
        until=localtime(change.waits_until).strftime("%-d %B %Y"),
        stop_url=settings.SITE_URL + reverse("account_email_stop", args=[change.stop_token]),
    )


def address_changed(user, old_email: str, event):
    """To both addresses: from now on it is the new one."""
    for to, to_old in ((old_email, True), (user.email, False)):
        queue(
            to=to,
            template="address_changed",
            context={"new_email": user.email, "to_old": to_old},
            key=f"address-changed:{event.pk}:{'old' if to_old else 'new'}",
            about=f"user:{user.pk}",
        )


def proof_code(user, code: str):
    """To somebody signed in without a password who is about to do what cannot be undone."""
    _secret(user, user.email, "proof_code", code=code)


def _secret(user, to: str, template: str, **context):
    """Each time another email: its words are wiped once it is out."""
    key = f"{template}:{uuid.uuid4()}"
    about = f"user:{user.pk}" if user else ""
    queue(to=to, template=template, context=context, key=key, about=about, holds_secret=True)
