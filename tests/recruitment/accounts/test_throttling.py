"""Guessing is slow: attempts are counted in the database, by network address, by email and by both."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import RequestFactory
from django.urls import reverse

from recruitment.accounts.adapter import AccountAdapter
from tests.recruitment.accounts.conftest import PASSPHRASE

LOGIN = reverse("account_login")


def guess(client, email, password="wrong", **meta):
    return client.post(LOGIN, {"login": email, "password": password}, **meta)


def is_told_to_wait(answer) -> bool:
    return "too many attempts" in answer.content.decode()


@pytest.mark.parametrize("email", ["known@example.org", "nobody@example.org"])
def test_the_sixth_wrong_password_in_five_minutes_is_told_to_wait(client, known, email):
    assert not any(is_told_to_wait(guess(client, email)) for _ in range(5))
    assert is_told_to_wait(guess(client, email))
    assert is_told_to_wait(guess(client, email.upper()))


def test_the_right_password_does_not_help_while_waiting_nor_count_otherwise(client, known):
    for _ in range(20):
        guess(type(client)(), known.email, PASSPHRASE)
    assert not is_told_to_wait(guess(client, known.email))
    for _ in range(4):
        guess(client, known.email)
    assert is_told_to_wait(guess(client, known.email, PASSPHRASE))


def test_after_five_minutes_one_may_try_again(client, known):
    for _ in range(6):
        guess(client, known.email)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=5, seconds=1)):
        assert guess(client, known.email, PASSPHRASE).status_code == 302


def test_a_stranger_elsewhere_does_not_lock_the_owner_out(client, known):
    for _ in range(6):
        guess(client, known.email, REMOTE_ADDR="192.0.2.1")
    assert guess(client, known.email, PASSPHRASE, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_guessing_from_everywhere_is_slowed_too(client, known):
    for n in range(30):
        assert not is_told_to_wait(guess(client, known.email, REMOTE_ADDR=f"192.0.2.{n + 1}"))
    assert is_told_to_wait(guess(client, known.email, REMOTE_ADDR="192.0.2.99"))


def test_one_network_address_cannot_try_everybody(client, db):
    answers = [guess(client, f"person{n}@example.org") for n in range(31)]
    assert not any(is_told_to_wait(answer) for answer in answers[:30])
    assert is_told_to_wait(answers[30])


def test_codes_are_asked_for_three_times_a_minute(client, known):
    page = reverse("account_request_login_code")
    for _ in range(3):
        assert type(client)().post(page, {"email": known.email}).status_code == 302
    assert is_told_to_wait(client.post(page, {"email": known.email}))


def test_the_counts_survive_three_hundred_other_rows(client, known):
    """Django's default size of the cache would have thrown them out."""
    for _ in range(5):
        guess(client, known.email)
    for n in range(400):
        cache.set(f"a{n}", 1, 300)
    assert is_told_to_wait(guess(client, known.email))


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.7", "192.0.2.1"),  # nobody in front: the header is somebody's own words
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "203.0.113.9, 198.51.100.7", "198.51.100.7"),  # the first is what the client claimed
        (2, "203.0.113.9, 198.51.100.7, 192.0.2.8", "198.51.100.7"),
        (2, "198.51.100.7", "192.0.2.1"),  # shorter than our proxies make it
        (1, "", "192.0.2.1"),
        (1, "not an address", "192.0.2.1"),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
    ],
)
def test_the_network_address_behind_proxies(settings, proxies, forwarded, expected):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR=forwarded)
    assert AccountAdapter().get_client_ip(request) == expected


def test_a_unix_socket_has_one_common_address():
    assert AccountAdapter().get_client_ip(RequestFactory().get("/", REMOTE_ADDR="")) == "127.0.0.1"


def test_codes_are_asked_for_ten_times_an_hour(client, known):
    page = reverse("account_request_login_code")
    start = datetime.now(UTC)
    for n in range(10):
        with time_machine.travel(start + timedelta(minutes=n)):
            assert type(client)().post(page, {"email": known.email}).status_code == 302
    with time_machine.travel(start + timedelta(minutes=11)):
        assert is_told_to_wait(client.post(page, {"email": known.email}))
    with time_machine.travel(start + timedelta(minutes=61)):
        assert client.post(page, {"email": known.email}).status_code == 302
