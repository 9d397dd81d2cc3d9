"""Passkeys: adding one, and signing in with it. The ceremony is allauth's; the pages and scripts are ours."""

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.core.internal import ratelimit
from allauth.mfa.webauthn import views
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from recruitment.accounts.forms import AddPasskeyForm, SignInByPasskeyForm
from recruitment.accounts.permissions import needs_second_step
from recruitment.accounts.proving import proof_required


@method_decorator(proof_required, name="dispatch")
class AddPasskey(views.AddWebAuthnView):
    """One kind only: a passkey that signs in by itself and stays on the device."""

    def get_form_class(self):
        return AddPasskeyForm

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["js_data"] = {"creation_options": auth.begin_registration(self.request.user, True)}
        return context

    def get_success_url(self):
        """Recovery codes are shown to those who will be asked for a second step."""
        if self.did_generate_recovery_codes and needs_second_step(self.request.user):
            return reverse("mfa_view_recovery_codes")
        return reverse("mfa_list_webauthn")


class SignInByPasskey(views.LoginWebAuthnView):
    """From the page that signs in; onward to where the person wanted to go."""

    def get_form_class(self):
        return SignInByPasskeyForm

    def form_valid(self, form):
        authenticator = form.cleaned_data["credential"]
        login = Login(user=authenticator.user, redirect_url=get_next_redirect_url(self.request))
        return flows.perform_passwordless_login(self.request, authenticator, login)

    def form_invalid(self, form):
        messages.error(self.request, "The passkey did not work here. Try again, or sign in another way.")
        return redirect("account_login")


@login_not_required
@require_POST
@never_cache
def sign_in_options(request):
    """What the browser needs to look for a passkey: a new challenge, and no word of anybody's account."""
    if request.user.is_authenticated:
        return HttpResponse(status=403)
    if not ratelimit.consume(request, app="allauth.mfa", action="webauthn_login"):
        return HttpResponse(status=429)
    return JsonResponse(auth.begin_authentication(user=None))
