"""Reminders: never two a day, however many sweeps there are; and the nights on which the clocks change."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import connection

from applicants.applying import emails
from applicants.applying.actions import reminding
from applicants.applying.models import Application
from recruitment.mail import doorbell, outbox
from recruitment.mail.models import OutgoingEmail
from tests.factories import open_vacancy
from tests.proofs.racing import add_drafts, race
from vacancies import times

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

PEOPLE = 40


@pytest.fixture(autouse=True)
def silent_doorbell(monkeypatch):
    monkeypatch.setattr(doorbell, "ring", lambda *task: None)


def london(*when) -> datetime:
    return datetime(*when, tzinfo=times.LONDON)


def a_vacancy_that_ends(closes_at, *, people=1):
    """Its drafts were begun ten days ago."""
    vacancy = open_vacancy(criteria=0, closes_at=closes_at)
    add_drafts(vacancy, people)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        Application.objects.update(started_at=times.days_later(closes_at, -10))
        cursor.execute("SET session_replication_role = DEFAULT")
    return vacancy


def soon() -> datetime:
    """A closing time tomorrow by the database's clock, and a noon today: the sweep asks for both."""
    return times.start_of_day((datetime.now(times.LONDON) + timedelta(days=2)).date())


def noon(days=0) -> datetime:
    today = (datetime.now(times.LONDON) + timedelta(days=days)).date()
    return times.start_of_day(today) + timedelta(hours=12)


def test_two_sweeps_at_once_remind_nobody_twice():
    a_vacancy_that_ends(soon(), people=PEOPLE)
    race(lambda _: reminding.remind(now=noon()), range(8), runners=4)
    assert Counter(OutgoingEmail.objects.values_list("to", flat=True)).most_common(1)[0][1] == 1
    assert OutgoingEmail.objects.count() == PEOPLE
    assert reminding.remind(now=noon() + timedelta(hours=3)) == 0


def test_negative_control_check_then_send_reminds_twice():
    a_vacancy_that_ends(soon(), people=PEOPLE)

    def check_then_send(place):
        drafts = list(reminding.due(noon()).select_related("applicant", "vacancy__employer"))
        for draft in drafts:
            email = emails.draft_reminder(draft, noon().date())
            email.key = f"{email.key}:{place}"  # the outbox would refuse the second, too
            outbox.queue_many([email])
        Application.objects.filter(pk__in=[draft.pk for draft in drafts]).update(reminded_on=noon().date())

    race(check_then_send, range(4), runners=4)
    assert OutgoingEmail.objects.count() > PEOPLE


@pytest.mark.parametrize(
    "closes_at",
    [
        london(2027, 10, 31, 12, 1),  # midday on the Sunday on which the clocks go back
        london(2027, 11, 1, 0, 0),  # 23:59 on that day
        london(2027, 3, 29, 0, 0),  # 23:59 on the day on which they go forward
        london(2027, 3, 28, 12, 1),
        london(2027, 10, 31, 0, 30),  # after midnight, before they change
    ],
)
def test_three_days_before_and_the_day_before_by_the_calendar(closes_at):
    vacancy = a_vacancy_that_ends(closes_at)
    day = times.last_minute(closes_at).date()
    # Nothing but the day is in question here: the vacancy is open by the database's own clock.
    reminded = []
    for before in range(6, -1, -1):
        today = day - timedelta(days=before)
        for hour in (1, 8, 13, 19, 23):
            now = times.start_of_day(today) + timedelta(hours=hour)
            if reminding.remind(now=now):
                reminded.append((before, now.astimezone(times.LONDON).date() == today))
    assert reminded == [(3, True), (1, True)]
    assert OutgoingEmail.objects.filter(about=f"vacancy:{vacancy.pk}").count() == 2
