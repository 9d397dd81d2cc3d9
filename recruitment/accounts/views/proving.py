"""Proving who one is by an emailed code: for accounts without a second step."""

import re
import time

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.http import require_http_methods

from recruitment.accounts import emails
from recruitment.accounts.forms import CodeForm
from recruitment.accounts.permissions import may_prove_by_email

SENT = "proof_code"
LASTS_SECONDS, MOST_TRIES = 15 * 60, 3
WRONG = "This is not the code we sent. Check the newest email and try again"
TOO_OFTEN = "You have asked for too many codes. Wait an hour, then try again."
AGAIN = "That was too many wrong codes, or it took more than 15 minutes. Ask for a new code."


@require_http_methods(["GET", "HEAD", "POST"])
def prove(request):
    """Sends a code to the account's address, then takes it and goes on to `next`."""
    onward = get_next_redirect_url(request)
    if not may_prove_by_email(request.user):
        return redirect("account_reauthenticate")
    context = {"next": onward or "", "form": CodeForm()}
    if request.method == "POST" and "send" in request.POST:
        _send(request)
    elif request.method == "POST" and SENT in request.session:
        context["form"] = form = CodeForm(request.POST)
        if form.is_valid():
            if _fits(request, form.cleaned_data["code"]):
                record_authentication(request, request.user, method="code", reauthenticated=True)
                return redirect(onward or "account_home")
            if SENT in request.session:
                form.add_error("code", WRONG)
            else:
                messages.error(request, AGAIN)
    return render(request, "account/prove.html", {**context, "sent": SENT in request.session})


def _send(request) -> None:
    allowed = ratelimit.consume(
        request,
        app="recruitment.accounts",
        action="prove",
        config=settings.ONES_OWN_RATE_LIMITS,
        key=str(request.user.pk),
    )
    if not allowed:
        messages.error(request, TOO_OFTEN)
        return
    code = get_adapter().generate_login_code()
    request.session[SENT] = {"fingerprint": _fingerprint(code), "at": time.time(), "tries": 0}
    emails.proof_code(request.user, code)


def _fits(request, typed: str) -> bool:
    """Counts the try; a code that was right, or tried too often, is forgotten."""
    sent = request.session.pop(SENT)
    in_time = time.time() - sent["at"] <= LASTS_SECONDS
    fits = in_time and constant_time_compare(_fingerprint(typed), sent["fingerprint"])
    if not fits and in_time and sent["tries"] + 1 < MOST_TRIES:
        request.session[SENT] = {**sent, "tries": sent["tries"] + 1}
    return fits


def _fingerprint(code: str) -> str:
    digits = "".join(re.findall(r"[0-9]", code))
    return salted_hmac("accounts.proof", digits, algorithm="sha256").hexdigest()
