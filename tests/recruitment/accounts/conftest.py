"""What the sign-in tests share."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache

from recruitment.mail.models import OutgoingEmail
from tests.factories import UserFactory

PASSPHRASE = "a long enough passphrase"


@pytest.fixture(autouse=True)
def _no_attempts_counted_yet(db):
    cache.clear()


@pytest.fixture(autouse=True)
def _mail_goes_to_the_outbox(settings):
    """The test runner puts a list in the place of the project's own backend."""
    settings.EMAIL_BACKEND = "recruitment.mail.backend.OutboxBackend"


@pytest.fixture
def known(db):
    """Somebody with an account and a verified address."""
    return signed_up("known@example.org")


def signed_up(email, **fields):
    """A person whose address is verified, as after signing up."""
    user = UserFactory(email=email, **fields)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def newest_code(to: str) -> str:
    """The code in the newest email to an address."""
    text = OutgoingEmail.objects.filter(to=to).order_by("-pk").first().text
    return re.search(r"\b\d{4}-\d{4}\b", text).group()
