"""Guessing in parallel is no way round the limit: counts in the database are taken one at a time."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

AT_ONCE = 12


@pytest.fixture(autouse=True)
def _no_attempts_counted_yet(db):
    cache.clear()
    yield
    cache.clear()


def guesses_looked_at() -> int:
    """How many of a dozen guesses at the same instant were compared with a password at all."""
    together = Barrier(AT_ONCE)

    def guess(number):
        browser = Client()
        together.wait(timeout=30)
        try:
            answer = browser.post(
                reverse("account_login"), {"login": "known@example.org", "password": f"guess {number}"}
            )
            return "do not match" in answer.content.decode()
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(guess, range(AT_ONCE)))


def test_no_more_than_five_are_looked_at():
    assert 1 <= guesses_looked_at() <= 5


def test_without_the_lock_more_are(monkeypatch):
    """The negative control: reading the count and writing it are two steps, and the lock makes them one."""
    reading = Barrier(AT_ONCE)
    get = cache.get

    def all_read_first(key, default=None):
        value = get(key, default)
        if ":login_failed:" in key and "ip" not in key:
            reading.wait(timeout=30)
        return value

    @contextmanager
    def no_lock(key):
        yield True

    monkeypatch.setattr(ratelimit, "cache_lock", no_lock)
    monkeypatch.setattr(ratelimit.cache, "get", all_read_first, raising=False)
    assert guesses_looked_at() > 5
