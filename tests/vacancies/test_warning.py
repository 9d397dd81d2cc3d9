"""How near an advert is to its cap: in words, and in emails at 50, 80 and 100 %."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from applicants.applying import tasks
from recruitment.mail.models import OutgoingEmail
from tests.applicants.applying.test_closing import sql_past_the_triggers
from tests.factories import StaffRoleFactory, open_vacancy
from vacancies.forecasting import forecast
from vacancies.models import Vacancy
from vacancies.times import LONDON

DAY = timedelta(days=1)
NOW = datetime(2026, 10, 20, 12, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("received", "cap", "open_for", "words"),
    [
        (47, 60, 7 * DAY, "47 of 60; about 2 days at this rate"),
        (1, 2, DAY, "1 of 2; about 24 hours at this rate"),
        (50, 60, timedelta(hours=15), "50 of 60; about 3 hours at this rate"),
        (590, 600, DAY, "590 of 600; less than an hour at this rate"),
        (1, 60, 2 * DAY, "1 of 60"),
        (0, 60, 9 * DAY, "0 of 60"),
        (30, 60, timedelta(hours=1), "30 of 60"),
        (60, 60, DAY, "60 of 60; the limit is reached"),
        (1234, 2000, 20 * DAY, "1,234 of 2,000; about 12 days at this rate"),
    ],
)
def test_the_forecast(received, cap, open_for, words):
    assert forecast(received, cap, opened_at=NOW - open_for, now=NOW) == words


@pytest.fixture
def advert(db):
    vacancy = open_vacancy(close_after_applications=10, opens_at=timezone.now() - 5 * DAY)
    StaffRoleFactory(employer=vacancy.employer)
    return vacancy


def receive(vacancy, number):
    with sql_past_the_triggers() as execute:
        execute("UPDATE vacancies_vacancy SET applications_received = %s WHERE id = %s", [number, vacancy.pk])


def warned() -> list[str]:
    tasks.warn_of_caps()
    return [
        email.key.split(":")[-3]
        for email in OutgoingEmail.objects.filter(key__contains=":cap:").order_by("pk")
    ]


def test_each_share_once(advert):
    said = []
    for number in (4, 5, 5, 7, 8, 9):
        receive(advert, number)
        said.append(warned())
    assert said == [[], ["50"], ["50"], ["50"], ["50", "80"], ["50", "80"]]


def test_jumping_tells_the_highest_alone(advert):
    receive(advert, 9)
    assert warned() == ["80"]
    (email,) = OutgoingEmail.objects.all()
    assert "9 of 10" in email.subject
    assert "about 13 hours at this rate" in email.text
    assert "the advert closes at once" in email.text


def test_at_the_cap_with_notice_it_says_until_when(advert):
    now = timezone.now()
    Vacancy.objects.filter(pk=advert.pk).update(
        cap_policy="with_notice", notice_given_at=now, notice_ends_at=now + DAY
    )
    receive(advert, 10)
    assert warned() == ["100"]
    assert "can submit until" in OutgoingEmail.objects.get().text


def test_a_cap_that_is_raised_warns_anew(advert):
    receive(advert, 8)
    assert warned() == ["80"]
    Vacancy.objects.filter(pk=advert.pk).update(close_after_applications=20)
    assert warned() == ["80"]
    receive(advert, 16)
    assert warned() == ["80", "80"]


def test_without_a_cap_nobody_is_warned(db):
    receive(open_vacancy(), 9)
    assert warned() == []
