"""Proving again who one is, before what cannot be undone: by password, passkey or app, or an emailed code.

allauth takes whoever has neither password nor factor at their word; a session left open would then be enough
to delete an account or to add a passkey to it.
"""

import time
from functools import wraps
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
    get_reauthentication_flows,
)
from django.shortcuts import redirect
from django.urls import reverse


def proof_required(view):
    """The view, for who has just proved who they are; others do first, and come back to the same page."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        if not request.user.is_authenticated or has_just_proved(request):
            return view(request, *args, **kwargs)
        way = "account_reauthenticate" if can_prove_without_email(request.user) else "account_prove"
        # A POST starts again from the page: nothing sensitive waits in the session meanwhile.
        return redirect(f"{reverse(way)}?{urlencode({'next': request.path})}")

    return asked


def has_just_proved(request) -> bool:
    """Within the last five minutes; signing in by an emailed code counts where there is no other way."""
    if can_prove_without_email(request.user):
        return did_recently_reauthenticate(request)
    at = max((record["at"] for record in get_authentication_records(request, request.user)), default=0)
    return time.time() - at < app_settings.REAUTHENTICATION_TIMEOUT


def can_prove_without_email(user) -> bool:
    """Has a password, a passkey or an app."""
    return bool(get_reauthentication_flows(user))
