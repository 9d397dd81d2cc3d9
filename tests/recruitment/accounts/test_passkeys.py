"""What the server makes of a passkey's answer; tests/journeys/test_account_pages.py makes real ones."""

import json
from importlib import import_module

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth import get_user
from django.urls import reverse

from recruitment.accounts.models import StaffRole
from recruitment.accounts.permissions import needs_second_step
from recruitment.accounts.second_factor import ENCRYPTED
from tests.factories import StaffRoleFactory
from tests.recruitment.accounts.conftest import PASSPHRASE

SIGN_IN, OPTIONS = reverse("mfa_login_webauthn"), reverse("account_passkey_options")
WHOLE = {
    "id": "AA",
    "rawId": "AA",
    "type": "public-key",
    "response": {
        "clientDataJSON": "AA",
        "authenticatorData": "AA",
        "signature": "AA",
        "userHandle": "MQ",
        "attestationObject": "oA",
    },
}
HOSTILE = [
    "",
    "nonsense",
    "null",
    "[]",
    "[" * 5_000,
    '{"a": 1e400}',
    "1" * 5_000,
    '{"response": 7}',
    json.dumps({**WHOLE, "id": "\u0000"}),
    json.dumps({**WHOLE, "rawId": "\ud800"}),
    json.dumps({**WHOLE, "type": ["x"]}),
    json.dumps({**WHOLE, "clientExtensionResults": "x"}),
    json.dumps({**WHOLE, "response": {**WHOLE["response"], "userHandle": "____"}}),
    json.dumps({**WHOLE, "response": {**WHOLE["response"], "userHandle": "A" * 15_000}}),
    json.dumps({"x": "y" * 30_000}),
    json.dumps(WHOLE),
]


@pytest.mark.parametrize("credential", HOSTILE)
def test_a_hostile_answer_is_refused_in_words(client, known, credential):
    client.post(OPTIONS)
    answer = client.post(SIGN_IN, {"credential": credential}, follow=True)
    assert "did not work" in answer.content.decode()
    assert not get_user(client).is_authenticated


@pytest.mark.parametrize("credential", HOSTILE)
def test_a_hostile_new_passkey_is_not_added(client, known, credential):
    client.post(reverse("account_login"), {"login": known.email, "password": PASSPHRASE})
    client.post(reverse("account_reauthenticate"), {"password": PASSPHRASE})
    add = reverse("mfa_add_webauthn")
    assert client.get(add).status_code == 200
    assert client.post(add, {"name": "Mine", "credential": credential}).status_code == 200
    assert not Authenticator.objects.exists()


def test_the_options_tell_of_nobody(client, known):
    told = client.post(OPTIONS).json()["publicKey"]
    assert told["userVerification"] == "required"
    assert not told.get("allowCredentials")


def test_a_passkey_is_a_way_in_for_applicants_and_a_duty_for_staff(known):
    Authenticator.objects.create(user=known, type=Authenticator.Type.WEBAUTHN, data={})
    assert not needs_second_step(known)
    StaffRoleFactory(user=known, role=StaffRole.Role.RECRUITER)
    assert needs_second_step(known)


def test_secrets_are_encrypted_and_old_ones_still_read(settings):
    adapter = get_adapter()
    kept = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert kept.startswith(ENCRYPTED)
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert adapter.decrypt(kept) == "JBSWY3DPEHPK3PXP"
    assert adapter.decrypt("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 10
    assert adapter.decrypt(kept) == "JBSWY3DPEHPK3PXP"


def test_without_its_key_no_code_is_right(settings):
    kept = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY = "another" * 10
    first, second = get_adapter().decrypt(kept), get_adapter().decrypt(kept)
    assert "JBSWY3DPEHPK3PXP" not in (first, second)
    assert first != second


def test_old_secrets_are_encrypted_where_they_lie(known):
    row = Authenticator.objects.create(
        user=known, type=Authenticator.Type.TOTP, data={"secret": "JBSWY3DPEHPK3PXP"}
    )
    migration = import_module("recruitment.accounts.migrations.0006_encrypt_second_factors")
    for _ in range(2):
        migration.encrypt(apps, None)
        row.refresh_from_db()
        assert get_adapter().decrypt(row.data["secret"]) == "JBSWY3DPEHPK3PXP"
        assert row.data["secret"].startswith(ENCRYPTED)
