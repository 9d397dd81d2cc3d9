"""Publishing, and looking at the advert beforehand."""

import pytest

from recruitment.audit.models import AuditEvent
from tests.factories import (
    VacancyFactory,
    publishable_vacancy,
)
from tests.vacancies.desk.pages import page
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
