"""Another email address counts once both mailboxes have agreed, or the lost one had a week to object."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.urls import reverse

from recruitment.accounts.actions import addresses
from recruitment.accounts.models import EmailChange, User
from recruitment.accounts.views import addresses as pages
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from tests.recruitment.accounts.conftest import PASSPHRASE, newest_code, signed_up

OLD, NEW = "known@example.org", "moved@example.org"
ASK, CONFIRM = reverse("account_email_change"), reverse("account_email_confirm")
LOST = reverse("account_email_lost")


@pytest.fixture
def asked(client, known):
    """Signed in, proved again, and asked for the new address."""
    sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSPHRASE})
    assert client.post(ASK, {"email": "Moved@example.org"}).headers["Location"] == CONFIRM
    return client


def sign_in(client):
    client.post(reverse("account_login"), {"login": OLD, "password": PASSPHRASE})


def address() -> str:
    return User.objects.get(pk=User.objects.order_by("pk").first().pk).email


def test_asking_needs_the_password_again(client, known):
    sign_in(client)
    answer = client.get(ASK)
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert client.post(ASK, {"email": NEW}).status_code == 302
    assert not EmailChange.objects.exists()


def test_who_has_no_password_is_sent_a_code_first(client):
    user = signed_up("by-code@example.org")
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    prove = client.get(ASK).headers["Location"]
    assert prove.startswith(reverse("account_prove"))
    client.post(prove, {"send": "1"})
    assert "not the code" in client.post(prove, {"code": "0000-0000"}).content.decode()
    answer = client.post(prove, {"code": newest_code(user.email)})
    assert answer.headers["Location"] == ASK
    assert client.get(ASK).status_code == 200


def test_a_session_left_open_cannot_choose_a_password(client):
    """With one it could go on to prove that it is its owner."""
    user = signed_up("by-code@example.org")
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    words = {"password1": "the passphrase of a thief", "password2": "the passphrase of a thief"}
    answer = client.post(reverse("account_set_password"), words)
    assert answer.headers["Location"].startswith(reverse("account_prove"))
    user.refresh_from_db()
    assert not user.has_usable_password()
    client.post(reverse("account_prove"), {"send": "1"})
    client.post(reverse("account_prove"), {"code": newest_code(user.email)})
    client.post(reverse("account_set_password"), words)
    user.refresh_from_db()
    assert user.has_usable_password()


def test_three_wrong_codes_prove_nothing(client):
    user = signed_up("by-code@example.org")
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    prove = reverse("account_prove")
    client.post(prove, {"send": "1"})
    code = newest_code(user.email)
    for _ in range(3):
        client.post(prove, {"code": "0000-0000"})
    client.post(prove, {"code": code})
    assert client.get(ASK).status_code == 302


def test_both_mailboxes_have_to_agree(asked):
    asked.post(CONFIRM, {"new_code": newest_code(NEW)})
    assert address() == OLD
    asked.post(CONFIRM, {"old_code": newest_code(OLD)})
    assert address() == NEW
    assert list(EmailAddress.objects.values_list("email", "primary", "verified")) == [(NEW, True, True)]
    told = OutgoingEmail.objects.filter(key__startswith="address-changed").values_list("to", flat=True)
    assert set(told) == {OLD, NEW}
    trail = list(AuditEvent.objects.order_by("pk").values_list("action", "details"))
    assert trail == [("email_change.asked", {}), ("email_change.finished", {})]


def test_the_codes_of_the_two_do_not_stand_for_each_other(asked):
    answer = asked.post(CONFIRM, {"old_code": newest_code(NEW), "new_code": newest_code(OLD)})
    assert answer.content.decode().count("not the code we sent") >= 2
    assert address() == OLD


def test_other_browsers_are_signed_out_and_this_one_stays(asked, client):
    elsewhere = type(client)()
    sign_in(elsewhere)
    codes = {"old_code": newest_code(OLD), "new_code": newest_code(NEW)}
    asked.post(CONFIRM, codes)
    assert get_user(asked).is_authenticated
    assert not get_user(elsewhere).is_authenticated


def test_five_wrong_codes_end_it(asked):
    for _ in range(5):
        asked.post(CONFIRM, {"new_code": "0000-0000"})
    assert not EmailChange.objects.exists()


def test_codes_are_over_after_half_an_hour_and_new_ones_can_be_sent(asked):
    codes = {"old_code": newest_code(OLD), "new_code": newest_code(NEW)}
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=31)):
        assert "more than 30 minutes ago" in asked.post(CONFIRM, codes).content.decode()
        asked.post(CONFIRM, {"again": "1"})
        asked.post(CONFIRM, codes)
        assert address() == OLD
        asked.post(CONFIRM, {"old_code": newest_code(OLD), "new_code": newest_code(NEW)})
        assert address() == NEW


def test_an_address_of_somebody_else_looks_the_same_and_never_counts(client, known):
    signed_up(NEW)
    sign_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSPHRASE})
    assert client.post(ASK, {"email": NEW}).headers["Location"] == CONFIRM
    assert OutgoingEmail.objects.get(to=NEW).subject.startswith("You already have an account")
    client.post(CONFIRM, {"old_code": newest_code(OLD), "new_code": "0000-0000"})
    assert User.objects.get(pk=known.pk).email == OLD


def test_an_address_taken_meanwhile_changes_nothing(asked, known):
    codes = {"old_code": newest_code(OLD), "new_code": newest_code(NEW)}
    signed_up(NEW)
    asked.post(CONFIRM, codes)
    assert User.objects.get(pk=known.pk).email == OLD
    assert not EmailChange.objects.exists()


def test_a_lost_mailbox_takes_a_week(asked):
    asked.post(reverse("account_email_lost"))
    asked.post(CONFIRM, {"new_code": newest_code(NEW)})
    asked.post(CONFIRM, {"finish": "1"})
    assert address() == OLD
    with time_machine.travel(datetime.now(UTC) + timedelta(days=7, minutes=1)):
        sign_in(asked)
        asked.post(CONFIRM, {"finish": "1"})
        assert address() == NEW


def test_a_password_reset_from_the_old_mailbox_stops_it_too(asked, client):
    """Whoever is told that it will change may only choose a new password."""
    asked.post(reverse("account_email_lost"))
    owner = type(client)()
    owner.post(reverse("account_reset_password"), {"email": OLD})
    code = {"code": newest_code(OLD)}
    onward = owner.post(reverse("account_confirm_password_reset_code"), code).headers["Location"]
    assert EmailChange.objects.exists()
    owner.post(onward, dict.fromkeys(("password1", "password2"), "the owner has another one"))
    assert not EmailChange.objects.exists()
    assert AuditEvent.objects.filter(action="email_change.stopped").exists()


def test_what_was_stopped_a_moment_ago_is_not_finished(asked, known):
    change = EmailChange.objects.get()
    addresses.confirm(change, old_code=newest_code(OLD), new_code=newest_code(NEW))
    addresses.stop(EmailChange.objects.get())
    with pytest.raises(addresses.NotYet):
        addresses.finish(change, session_key=None)
    assert address() == OLD


@pytest.mark.parametrize("sent", [{"old_code": "123456"}, {"again": "1"}, {"finish": "1"}, {"lost": "1"}])
def test_what_was_stopped_a_moment_ago_does_not_come_back(asked, known, monkeypatch, sent):
    """A second press, or another tab, which had read the change when it still stood."""
    stale = EmailChange.objects.get()
    addresses.stop(EmailChange.objects.get())
    monkeypatch.setattr(pages, "_change_of", lambda user: stale)
    answer = asked.post(LOST if "lost" in sent else CONFIRM, sent)
    assert answer.status_code == 302
    assert not EmailChange.objects.exists()
    assert address() == OLD


def test_the_old_mailbox_stops_it_without_signing_in(asked, client):
    asked.post(reverse("account_email_lost"))
    warning = OutgoingEmail.objects.filter(to=OLD).order_by("-pk").first()
    link = re.search(r"/account/email/stop/\S+/", warning.text).group()
    stranger = type(client)()
    assert stranger.get(link).status_code == 200
    assert EmailChange.objects.exists()
    stranger.post(link)
    assert not EmailChange.objects.exists()
    assert stranger.get(link).status_code == 200


def test_codes_for_an_address_are_limited_by_the_hour(asked):
    for _ in range(10):
        asked.post(CONFIRM, {"again": "1"})
    assert OutgoingEmail.objects.filter(to=NEW).count() == 3


def test_an_emailed_code_stands_in_for_the_password_but_never_for_the_app(client, known):
    sign_in(client)
    prove = reverse("account_prove")
    client.post(prove, {"send": "1"})
    client.post(prove, {"code": newest_code(OLD)})
    assert client.get(ASK).status_code == 200
    Authenticator.objects.create(user=known, type=Authenticator.Type.TOTP, data={"secret": "x"})
    assert client.get(prove).headers["Location"] == reverse("account_reauthenticate")


HOSTILE = ("", "\u202e@\u202d", "x" * 5_000, "'; --", "1e400", "٣" * 8, "a@b@c", "[]", "<script>")


def test_nothing_typed_breaks_these_pages(asked):
    asked.post(reverse("account_prove"), {"send": "1"})
    for value in HOSTILE:
        for page, names in (
            (ASK, ("email",)),
            (CONFIRM, ("old_code", "new_code")),
            (reverse("account_prove"), ("code", "next")),
        ):
            assert asked.post(page, dict.fromkeys(names, value)).status_code in (200, 302), (page, value)
    assert address() == OLD
