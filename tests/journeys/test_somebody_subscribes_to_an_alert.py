"""From a search to an alert by email: asked for, confirmed by its link, told of in the morning, stopped."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.utils import timezone

from recruitment.mail.models import OutgoingEmail
from tests.factories import open_vacancy
from vacancies import times
from vacancies.actions import alerting
from vacancies.models import SavedSearch

pytestmark = pytest.mark.journey
# The count of how often an address has asked outlives a test: it lies in no table that the runner empties.
SOMEBODY = f"somebody-{uuid4().hex[:8]}@example.org"


def link_in(email: OutgoingEmail, page: str) -> str:
    return re.search(rf"{re.escape(settings.SITE_URL)}(/alerts/{page}/\S+)", email.text)[1]


def tomorrow_morning():
    return times.start_of_day(timezone.localdate() + timedelta(days=1)) + timedelta(hours=8)


def test_somebody_subscribes_to_an_alert(opens_a_browser):
    open_vacancy(title="Support Worker, there already")
    somebody = opens_a_browser()
    somebody.goes_to("/?q=support+worker&band=4")
    somebody.looks_at("alert-list")
    somebody.follows("new vacancies by email")
    somebody.is_on("Get new vacancies by email")
    somebody.sees("“support worker”, band 4")

    # A slip of the hand is explained, and nothing typed is lost.
    somebody.fills(email_address="somebody@example")
    somebody.presses("Get these by email")
    somebody.looks_at("alert-error")
    somebody.sees("Enter an email address in the correct format, like name@example.com.")
    somebody.fills(email_address=SOMEBODY)
    somebody.presses("Get these by email")
    somebody.is_on("Check your email")
    somebody.looks_at("alert-asked")

    asked = OutgoingEmail.objects.get(to=SOMEBODY)
    somebody.goes_to(link_in(asked, "confirm"))
    somebody.is_on("Start this alert?")
    somebody.looks_at("alert-confirm")
    assert not SavedSearch.objects.running().exists()
    somebody.presses("Start this alert")
    somebody.is_on("Your alert has started")
    somebody.looks_at("alert-started")
    assert SavedSearch.objects.running().exists()

    # The next morning one email says what is new, and only that.
    morning = tomorrow_morning()
    published = {"published_at": morning - timedelta(hours=1), "closes_at": morning + timedelta(days=7)}
    new = open_vacancy(title="Support Worker, new", **published)
    alerting.tell_all(now=morning)
    digest = OutgoingEmail.objects.exclude(pk=asked.pk).get(to=SOMEBODY)
    assert f"{settings.SITE_URL}/vacancies/{new.pk}/" in digest.text
    assert "there already" not in digest.text

    somebody.goes_to(link_in(digest, "stop"))
    somebody.is_on("Stop this alert?")
    somebody.looks_at("alert-stop")
    somebody.presses("Stop this alert")
    somebody.is_on("Your alert has stopped")
    somebody.looks_at("alert-stopped")
    assert not SavedSearch.objects.running().exists()

    assert somebody.goes_to("/alerts/confirm/nonsense/") == 404
    somebody.is_on("This link has run out")
    somebody.looks_at("alert-unknown")
