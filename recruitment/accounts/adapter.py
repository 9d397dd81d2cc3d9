"""Sign-in policy where allauth asks us: who may be told what, which attempts count, where people go."""

from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.internal import ratelimit
from allauth.core.internal.httpkit import clean_client_ip
from django.conf import settings
from django.contrib import messages
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from recruitment.accounts.models import fold_email
from recruitment.accounts.permissions import may_prove_by_email

TRY_LATER = "There have been too many attempts. Wait 5 minutes, then try again, or ask for a sign-in code."

FORGOTTEN = (
    "You signed in with a code. To keep this account yours alone, we removed the password that was chosen "
    "before the email address had been checked. You can choose a new one at any time."
)

ALLAUTHS_STEP = "allauth.mfa.stages.AuthenticateStage"
SECOND_STEP = "recruitment.accounts.second_factor.SecondStep"

REAUTHENTICATION = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use the app on your phone, or a recovery code",
    "mfa_reauthenticate:webauthn": "Use your passkey",
}

# In the session of whoever asked for a code: the address had not been verified then.
ADDRESS_WAS_UNPROVEN = "address_was_unproven"


class AccountAdapter(DefaultAccountAdapter):
    """Everybody may sign up as an applicant; staff roles are only ever given by an administrator."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The email address and password do not match. Check both and try again.",
        "incorrect_code": "This is not the code we sent. Check the newest email and try again.",
        "incorrect_password": "This is not your password.",
        "account_inactive": "This account has been closed.",
        "rate_limited": "There have been too many requests. Wait a minute, then try again.",
        "too_many_login_attempts": TRY_LATER,
        "ascii_only": "Enter an email address in plain letters, like name@example.com.",
    }

    # --- People and addresses ---

    def clean_email(self, email):
        """Fold the address; refuse letters that only look like others (ı for i, K for K)."""
        if not email.isascii():
            raise self.validation_error("ascii_only")
        return fold_email(email)

    def pre_login(self, request, user, **details):
        """Forget a password that was chosen by somebody who never proved that the address is theirs.

        Otherwise a stranger could sign up with your address, wait until you sign in by emailed code,
        and then come in with the password they chose.
        """
        methods = {record["method"] for record in get_authentication_records(request, user)}
        if "code" in methods and not user.emailaddress_set.exists():
            # Made by createsuperuser, which notes no address; the code that was followed verifies it.
            user.emailaddress_set.create(email=user.email, primary=True, verified=True)
        unproven = request.session.pop(ADDRESS_WAS_UNPROVEN, False)
        if unproven and "code" in methods and user.has_usable_password():
            user.set_unusable_password()
            user.save(update_fields=["password"])
            self.add_message(request, messages.INFO, message=FORGOTTEN)
        return super().pre_login(request, user, **details)

    # --- Attempts ---

    def get_client_ip(self, request):
        """The address of the person's network, read as TRUSTED_PROXIES says.

        A header that is shorter than our proxies make it, or no address at all, is somebody's game: then
        the connection's own address counts, and for a Unix socket one common address.
        """
        hops = [hop for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
        claimed = hops[-trusted] if 0 < trusted <= len(hops) else ""
        return (
            clean_client_ip(claimed)
            or clean_client_ip(request.META.get("REMOTE_ADDR") or "127.0.0.1")
            or "127.0.0.1"
        )

    def pre_authenticate(self, request, **credentials):
        """Count the attempt twice: for this address and email, and for this email from anywhere."""
        super().pre_authenticate(request, **credentials)
        usage = ratelimit.consume(
            request,
            app="allauth.account",
            action="login_failed_anywhere",
            key=fold_email(credentials.get("email", "")),
        )
        if not usage:
            raise self.validation_error("too_many_login_attempts")
        # A right password takes both counts back, through the method that allauth calls for its own.
        self._login_failed_rl_usage.usage.extend(usage.usage)

    def _get_login_attempts_cache_key(self, request, **credentials):
        # With the network's address in the key, a stranger's wrong guesses do not lock the owner out.
        email = fold_email(credentials.get("email", ""))
        return f"{email} from {ratelimit.get_ip(request)}"

    def _delete_login_attempts_cached_email(self, request, **credentials):
        super()._delete_login_attempts_cached_email(request, **credentials)
        ratelimit.clear(
            request,
            app="allauth.account",
            action="login_failed_anywhere",
            key=fold_email(credentials.get("email", "")),
        )

    # --- Proving again who one is ---

    def get_reauthentication_methods(self, user):
        """In our words; and by an emailed code where that is enough to sign in."""
        methods = [
            {**method, "description": REAUTHENTICATION.get(method["id"], method["description"])}
            for method in super().get_reauthentication_methods(user)
        ]
        if user.is_authenticated and may_prove_by_email(user):
            words = "Use a code that we email to you"
            methods.append({"id": "code", "description": words, "url": reverse("account_prove")})
        return methods

    # --- Pages and emails ---

    def get_login_stages(self):
        """Our own second step in the place of allauth's."""
        return [SECOND_STEP if stage == ALLAUTHS_STEP else stage for stage in super().get_login_stages()]

    def is_ajax(self, request):
        """Never: pages are pages, so that there is one kind of answer to keep safe."""
        return False

    def is_safe_url(self, url):
        """Only addresses of this site itself, whatever hosts we answer to."""
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={urlsplit(settings.SITE_URL).netloc}, require_https=settings.PRODUCTION
        )

    def send_mail(self, template_prefix, email, context):
        """Every email knows the service by name and address; the outbox delivers it."""
        names = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
        super().send_mail(template_prefix, email, {**names, **context})
