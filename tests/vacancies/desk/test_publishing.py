"""Publishing, and looking at the advert beforehand."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from recruitment.audit.models import AuditEvent
from tests.factories import (
    VacancyFactory,
    publishable_vacancy,
)
from tests.vacancies.desk.pages import page, published
from vacancies import times
from vacancies.actions import publishing
from vacancies.models import Vacancy
from vacancies.status import Status

pytestmark = pytest.mark.django_db


def test_the_publish_page_lists_what_is_missing(client, recruiter, employer):
    vacancy = VacancyFactory(employer=employer, summary="")
    text = client.get(page("publish", vacancy)).text
    assert "Write the job summary." in text
    assert 'value="Publish"' not in text
    assert client.post(page("publish", vacancy)).status_code == 200
    assert Vacancy.objects.get(pk=vacancy.pk).status == Status.DRAFT


def test_publishing_through_its_page(client, recruiter, employer):
    vacancy = publishable_vacancy(employer=employer, close_after_applications=40, minimum_open_days=2)
    text = client.get(page("publish", vacancy)).text
    assert vacancy.closing_minute_in_words in text
    assert "40 applications" in " ".join(text.split())
    assert "not before" in text
    for member in vacancy.panel.all():
        assert member.user.name in text
    assert Vacancy.objects.get(pk=vacancy.pk).status == Status.DRAFT  # a GET does nothing
    response = client.post(page("publish", vacancy), follow=True)
    assert "is published: people can apply now" in response.text
    assert Vacancy.objects.get(pk=vacancy.pk).is_open
    assert "Published by" in client.get(page("history", vacancy)).text
    assert "was published already" in client.post(page("publish", vacancy), follow=True).text
    assert AuditEvent.objects.filter(action="vacancy.published").count() == 1


# --- At a time ---


def at(instant) -> dict:
    local = instant.astimezone(times.LONDON)
    return {"when": "later", "opens_on": f"{local:%d/%m/%Y}", "opens_time": f"{local:%H:%M}"}


def in_days(days):
    return (timezone.now() + timedelta(days=days)).replace(second=0, microsecond=0)


def test_an_advert_opens_by_itself_at_its_time(client, recruiter, employer):
    vacancy = publishable_vacancy(employer=employer, minimum_open_days=1, close_after_applications=5)
    opens = in_days(2)
    response = client.post(page("publish", vacancy), at(opens), follow=True)
    assert "opens by itself at" in response.text
    stored = Vacancy.objects.get(pk=vacancy.pk)
    assert (stored.standing, stored.opens_at) == ("Scheduled", opens)
    # The minimum open days are counted from the opening.
    assert stored.cap_applies_from == times.days_later(opens, 1)
    for address in (stored.get_absolute_url(), reverse("applying:start", args=[stored.pk])):
        assert client.get(address).status_code == 404
    assert stored.title not in client.get("/").text
    text = client.get(page("change", vacancy)).text
    assert page("take_back", vacancy) in text
    assert page("extend", vacancy) not in text


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"when": "later", "opens_on": "", "opens_time": ""}, "Enter the opening date."),
        ({"when": "later", "opens_on": "01/01/2020", "opens_time": "09:00"}, "This time has passed"),
        ({"when": "later", "opens_on": "28/03/2027", "opens_time": "01:30"}, "The clocks go forward"),
        ({"when": "later", "opens_on": "31/10/2027", "opens_time": "01:30"}, "comes twice"),
        ({"when": "later", "opens_on": "31/12/2090", "opens_time": "09:00"}, "Choose an earlier time"),
        ({"when": "some day"}, "Select a valid choice"),
    ],
)
def test_a_time_that_is_none_is_refused_and_nothing_typed_is_lost(
    client, recruiter, employer, entries, words
):
    vacancy = publishable_vacancy(employer=employer)
    text = client.post(page("publish", vacancy), entries).text
    assert words in text
    assert f'value="{entries.get("opens_on", "")}"' in text or not entries.get("opens_on")
    assert Vacancy.objects.get(pk=vacancy.pk).status == Status.DRAFT


def test_a_scheduled_advert_is_taken_back_until_it_opens(client, recruiter, employer):
    vacancy = publishable_vacancy(employer=employer)
    publishing.publish(vacancy, by=recruiter, opens_at=in_days(2))
    client.post(page("take_back", vacancy), {"standing": "published"})
    stored = Vacancy.objects.get(pk=vacancy.pk)
    assert (stored.status, stored.opens_at, stored.pay_shown) == (Status.DRAFT, None, "")
    opened = published(employer)
    assert "stands at “open” now" in client.get(page("take_back", opened), follow=True).text
    with pytest.raises(publishing.HasOpened):
        publishing.take_back(opened, by=recruiter)
