"""Closing early and giving people more time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import (
    ApplicationFactory,
    VacancyFactory,
    open_vacancy,
    publishable_vacancy,
)
from tests.vacancies.desk.pages import page, published
from vacancies.actions import closing
from vacancies.models import Vacancy
from vacancies.status import Status

pytestmark = pytest.mark.django_db


def test_closing_early_says_who_is_affected_and_needs_a_reason(client, recruiter, employer, receive):
    vacancy = published(employer)
    receive(vacancy, 2)
    ApplicationFactory(vacancy=vacancy)
    text = " ".join(client.get(page("close", vacancy)).text.split())
    assert "1 person has begun an application" in text
    assert "2 applications have been received" in text
    assert client.post(page("close", vacancy), {"reason": " "}).status_code == 200
    assert Vacancy.objects.get(pk=vacancy.pk).status == Status.PUBLISHED
    client.post(page("close", vacancy), {"reason": "Filled from within"})
    stored = Vacancy.objects.get(pk=vacancy.pk)
    assert (stored.status, stored.close_note) == (Status.CLOSED, "Filled from within")
    assert "Filled from within" in client.get(page("change", vacancy)).text


@pytest.mark.parametrize("act", ["close", "extend"])
def test_what_is_not_open_is_neither_closed_nor_extended(client, recruiter, employer, act):
    closed = published(employer)
    closing.close_early(closed, by=recruiter, reason="Filled")
    day = timezone.localdate() + timedelta(days=30)
    entries = {"reason": "Why not", "closes_on": f"{day:%d/%m/%Y}", "closes_time": "23:59"}
    for vacancy, words in (
        (closed, "has closed in the meantime"),
        (VacancyFactory(employer=employer), "is a draft"),
        (open_vacancy(employer=employer, opens_at=timezone.now() + timedelta(days=1)), "has not opened yet"),
    ):
        before = Vacancy.objects.filter(pk=vacancy.pk).values().get()
        assert words in client.get(page(act, vacancy), follow=True).text
        assert words in client.post(page(act, vacancy), entries, follow=True).text
        assert Vacancy.objects.filter(pk=vacancy.pk).values().get() == before


def test_people_are_given_more_time(client, recruiter, employer):
    vacancy = published(employer)
    day = timezone.localdate() + timedelta(days=30)
    entries = {"closes_on": f"{day:%d/%m/%Y}", "closes_time": "23:59", "reason": "Few so far"}
    early = {**entries, "closes_on": f"{timezone.localdate():%d/%m/%Y}"}
    assert "Choose a time after the present one" in client.post(page("extend", vacancy), early).text
    assert client.post(page("extend", vacancy), {**entries, "reason": ""}).status_code == 200
    assert client.post(page("extend", vacancy), entries).status_code == 302
    stored = Vacancy.objects.get(pk=vacancy.pk)
    assert stored.last_minute.date() == day


def test_a_preview_is_the_advert_with_a_banner(client, recruiter, employer):
    draft = publishable_vacancy(employer=employer, summary="We **care**.")
    text = client.get(page("preview", draft)).text
    assert "This is a preview" in text
    assert "<strong>care</strong>" in text
    assert "application/ld+json" not in text
    assert client.get(page("preview", published(employer))).status_code == 200
