"""Nobody learns from us who has an account: same page, same words, same work, whether or not there is one."""

import re

import pytest
from django.contrib.auth.hashers import get_hasher
from django.urls import reverse

from recruitment.mail.models import OutgoingEmail
from tests.recruitment.accounts.conftest import PASSPHRASE, signed_up

NOBODY = "nobody@example.org"

ATTEMPTS = {
    "sign in with a wrong password": ("account_login", {"login": "{}", "password": "not the passphrase"}),
    "sign up": ("account_signup", {"email": "{}", "password1": PASSPHRASE}),
    "ask for a code": ("account_request_login_code", {"email": "{}"}),
    "reset the password": ("account_reset_password", {"email": "{}"}),
}


def people():
    """Everybody whose existence is nobody's business."""
    yield signed_up("known@example.org")
    yield signed_up("closed@example.org", is_active=False)
    without_password = signed_up("by-code@example.org")
    without_password.set_unusable_password()
    without_password.save()
    yield without_password


def what_is_seen(client, page, fields, email):
    """Status, target and every word of the answer and of the page that it leads to."""
    answer = client.post(reverse(page), {name: value.format(email) for name, value in fields.items()})
    target = answer.headers.get("Location", "")
    following = client.get(target).content.decode() if target else ""
    words = answer.content.decode() + following
    words = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words).replace(email, "EMAIL")
    return answer.status_code, target, words


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_answer_is_the_same(attempt, client):
    page, fields = ATTEMPTS[attempt]
    seen = {person.email: what_is_seen(type(client)(), page, fields, person.email) for person in people()}
    of_nobody = what_is_seen(type(client)(), page, fields, NOBODY)
    assert of_nobody[0] in (200, 302)
    for email, of_somebody in seen.items():
        assert of_somebody == of_nobody, email


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_work_is_the_same(attempt, client, monkeypatch):
    """Hashing a password is what takes time: it happens as often for nobody as for somebody."""
    page, fields = ATTEMPTS[attempt]
    hasher = type(get_hasher())
    hashed = []
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *args, **kw: hashed.append(1) or encode(*args, **kw))

    def work(email):
        hashed.clear()
        what_is_seen(type(client)(), page, fields, email)
        return len(hashed)

    everybody = [person.email for person in people()]
    of_nobody = work(NOBODY)
    assert {email: work(email) for email in everybody} == dict.fromkeys(everybody, of_nobody)


@pytest.mark.parametrize("attempt", ["sign up", "ask for a code", "reset the password"])
def test_an_email_goes_out_either_way(attempt, client, known):
    page, fields = ATTEMPTS[attempt]
    for email in (known.email, NOBODY):
        what_is_seen(type(client)(), page, fields, email)
        assert OutgoingEmail.objects.filter(to=email).count() == 1


def test_wrong_codes_are_answered_alike(client, known):
    answers = []
    for email in (known.email, NOBODY):
        browser = type(client)()
        browser.post(reverse("account_request_login_code"), {"email": email})
        page = reverse("account_confirm_login_code")
        seen = []
        for _ in range(3):
            answer = browser.post(page, {"code": "0000-0000"})
            text = re.sub(r'value="\w{64}"', "", answer.content.decode()).replace(email, "EMAIL")
            seen.append((answer.status_code, answer.headers.get("Location"), text))
        answers.append(seen)
    assert answers[0] == answers[1]
