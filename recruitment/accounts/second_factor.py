"""The second factor where allauth.mfa asks us: who must show one, and how its secrets are kept."""

import logging
from base64 import b32encode, urlsafe_b64encode
from secrets import token_bytes

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

from recruitment.accounts.permissions import needs_second_step

# Before what is encrypted; secrets without it are from before and are read as they stand.
ENCRYPTED = "fernet:"

logger = logging.getLogger(__name__)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are encrypted at rest; a passkey carries the service's name, not the host's."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This did not work. Try again, or choose another way.",
        "unverified_email": "First confirm your email address.",
    }

    def encrypt(self, text):
        """A copy of the database alone makes nobody's codes."""
        return ENCRYPTED + _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """The secret; where its key is lost, one that nobody has, so that no code is right."""
        if not encrypted_text.startswith(ENCRYPTED):
            return encrypted_text
        try:
            return _cipher().decrypt(encrypted_text.removeprefix(ENCRYPTED).encode()).decode()
        except InvalidToken:
            logger.error("A second factor cannot be decrypted: is SECRET_KEY another one?")
            return b32encode(token_bytes(20)).decode()

    def generate_authenticator_name(self, user, type):
        """For who gives a passkey no name."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "Passkey" if number == 1 else f"Passkey {number}"

    def _get_site_name(self):
        return settings.SITE_NAME


def _cipher() -> MultiFernet:
    """Encrypts with today's key, decrypts with the earlier ones too."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(urlsafe_b64encode(_derived(key))) for key in keys])


def _derived(key: str) -> bytes:
    return salted_hmac("accounts.second-factor", "", secret=key, algorithm="sha256").digest()


class SecondStep(AuthenticateStage):
    """Asked of staff, and of who turned it on with an app.

    An applicant's passkey is a way in and no duty: who loses the phone in the night before the closing
    date still has the password and the emailed code.
    """

    def _should_handle(self, request) -> bool:
        return super()._should_handle(request) and needs_second_step(self.login.user)
