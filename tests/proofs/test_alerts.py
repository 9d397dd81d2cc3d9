"""Digests of saved searches: one a day however many sweeps there are, and no vacancy in two of them."""

import re
from collections import Counter
from datetime import datetime, timedelta

import pytest

from recruitment.mail import doorbell, outbox
from recruitment.mail.models import OutgoingEmail
from tests.factories import SavedSearchFactory, open_vacancy
from tests.proofs.racing import race
from vacancies import emails, queries, times
from vacancies.actions import alerting
from vacancies.models import SavedSearch
from vacancies.searching import Search, find

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

PEOPLE = 30


@pytest.fixture(autouse=True)
def silent_doorbell(monkeypatch):
    monkeypatch.setattr(doorbell, "ring", lambda *task: None)


def morning(days=1) -> datetime:
    today = (datetime.now(times.LONDON) + timedelta(days=days)).date()
    return times.start_of_day(today) + timedelta(hours=8)


@pytest.fixture
def followers():
    """They confirmed yesterday evening; since then one vacancy was published."""
    for _ in range(PEOPLE):
        alerting.confirm(SavedSearchFactory())
    SavedSearch.objects.update(told_until=morning() - timedelta(hours=10), looked_on=morning(0).date())
    return open_vacancy(
        criteria=0, published_at=morning() - timedelta(hours=1), closes_at=morning(9), title="Support Worker"
    )


def test_sweeps_at_once_tell_nobody_twice(followers):
    race(lambda _: alerting.tell_all(now=morning()), range(8), runners=4)
    assert alerting.tell_all(now=morning() + timedelta(hours=3)) == 0
    assert alerting.tell_all(now=morning(2)) == 0
    told = Counter(OutgoingEmail.objects.values_list("to", flat=True))
    assert len(told) == PEOPLE
    assert set(told.values()) == {1}
    assert all(re.search(rf"/vacancies/{followers.pk}/", email.text) for email in OutgoingEmail.objects.all())


def test_negative_control_check_then_send_tells_twice(followers):
    def check_then_send(place):
        waiting = list(alerting.due(morning()))
        search = Search.from_query("q=worker")
        rows = queries.rows(queries.with_rows(find(search)))
        for saved in waiting:
            email = emails.alert_digest(saved, search, rows, number=1, most=1, today=morning().date())
            email.key = f"{email.key}:{place}"  # the outbox would refuse the second, too
            outbox.queue_many([email])
        SavedSearch.objects.update(looked_on=morning().date())

    race(check_then_send, range(4), runners=4)
    assert OutgoingEmail.objects.count() > PEOPLE
