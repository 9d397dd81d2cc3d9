"""Changing one's email address: asking for it, the codes from both mailboxes, the old one that is lost."""

from functools import wraps

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from recruitment.accounts.actions import addresses
from recruitment.accounts.forms import ConfirmAddressForm, NewAddressForm
from recruitment.accounts.models import EmailChange
from recruitment.accounts.proving import can_prove_without_email, proof_required

read_or_write = require_http_methods(["GET", "HEAD", "POST"])

TOO_OFTEN = "You have asked for too many codes. Wait an hour, then try again."
WRONG = "This is not the code we sent to this address. Check the newest email and try again"
TOO_MANY_TRIES = "That was too many wrong codes. Your address has not changed. You can begin again."
OVER = "The codes were sent more than 30 minutes ago. Ask for new ones below"
TAKEN = "This address cannot be used. Your address has not changed."


def where_it_stands(view):
    """A change that was finished or stopped meanwhile: the address's page says how it is."""

    @wraps(view)
    def door(request):
        try:
            return view(request)
        except addresses.Gone:
            return redirect("account_email")

    return door


@read_or_write
def address(request):
    """The address as it is, and a change that is under way. POST stops that change."""
    change = _change_of(request.user)
    if request.method == "POST":
        if change:
            addresses.stop(change)
            messages.success(request, "Your email address stays as it is.")
        return redirect("account_email")
    return render(request, "account/email.html", {"change": change})


@read_or_write
@proof_required
def change_address(request):
    """Asks for the new address and sends the codes."""
    form = NewAddressForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        if _may_send(request):
            addresses.ask(request.user, form.cleaned_data["email"])
            return redirect("account_email_confirm")
        form.add_error("email", TOO_OFTEN)
    return render(request, "account/email_change.html", {"form": form})


@read_or_write
@where_it_stands
def confirm_address(request):
    """The codes, in any order; "again" sends new ones, "lost" begins to wait."""
    change = _change_of(request.user)
    if change is None:
        return redirect("account_email")
    form = ConfirmAddressForm(change=change)
    if request.method == "POST":
        if "again" in request.POST:
            return _send_again(request, change)
        if "finish" in request.POST:
            return _finish(request, change)
        form = ConfirmAddressForm(request.POST, change=change)
        if form.is_valid() and _confirms(form, change):
            return _finish(request, change) if change.may_be_finished else _says_which(request, change)
        if change.pk is None:
            messages.error(request, TOO_MANY_TRIES)
            return redirect("account_email")
    context = {"form": form, "change": change, "has_a_way": can_prove_without_email(request.user)}
    return render(request, "account/email_confirm.html", context)


@read_or_write
@proof_required
@where_it_stands
def lost_address(request):
    """The old mailbox is lost: wait a week instead of its code. Only with a password, a passkey or an app."""
    change = _change_of(request.user)
    if change is None or not can_prove_without_email(request.user):
        return redirect("account_email")
    if request.method == "POST":
        addresses.wait(change)
        return redirect("account_email_confirm" if not change.new_confirmed_at else "account_email")
    return render(request, "account/email_lost.html", {"change": change})


@login_not_required
@read_or_write
def stop_change(request, token):
    """For whoever reads the old mailbox: stops the change without signing in."""
    change = EmailChange.objects.filter(stop_token=token).select_related("user").first()
    stopped = request.method == "POST"
    if stopped and change:
        addresses.stop(change)
    return render(request, "account/email_stop.html", {"stopped": stopped or change is None})


def _change_of(user) -> EmailChange | None:
    """The change under way, unless it came to nothing long ago."""
    change = EmailChange.objects.select_related("user").filter(user=user).first()
    return None if change is None or (change.is_over and change.waits_until) else change


def _may_send(request) -> bool:
    return bool(
        ratelimit.consume(
            request,
            app="recruitment.accounts",
            action="change_email",
            config=settings.ONES_OWN_RATE_LIMITS,
            key=str(request.user.pk),
        )
    )


def _send_again(request, change):
    if _may_send(request):
        addresses.send_again(change)
        messages.success(request, "We have sent new codes. The old ones no longer work.")
    else:
        messages.error(request, TOO_OFTEN)
    return redirect("account_email_confirm")


def _confirms(form, change) -> bool:
    """Whether all codes that were typed fit; else says at the field which one does not."""
    typed = {name: code for name, code in form.cleaned_data.items() if code}
    try:
        addresses.confirm(change, **typed)
    except addresses.CodesAreOver:
        form.add_error(next(iter(typed)), OVER)
    except addresses.WrongCode as refusal:
        if not refusal.again:
            change.pk = None
        confirmed = {"old_code": change.old_confirmed_at, "new_code": change.new_confirmed_at}
        for name in typed:
            if not confirmed[name]:
                form.add_error(name, WRONG)
    return form.is_valid()


def _says_which(request, change):
    confirmed = change.email if change.new_confirmed_at else request.user.email
    messages.success(request, f"{confirmed} is confirmed.")
    return redirect("account_email_confirm")


def _finish(request, change):
    try:
        addresses.finish(change, session_key=request.session.session_key)
    except addresses.NotYet:
        return redirect("account_email_confirm")
    except addresses.Taken:
        addresses.stop(change)
        messages.error(request, TAKEN)
        return redirect("account_email")
    messages.success(request, f"Your email address is now {change.email}. Other devices were signed out.")
    return redirect("account_email")
