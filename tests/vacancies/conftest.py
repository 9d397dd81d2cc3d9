"""States of a vacancy that take more than its own row."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.applying.models import Application
from tests.factories import ApplicationFactory, open_vacancy
from vacancies.models import Vacancy


@pytest.fixture
def receive():
    """`receive(vacancy, 3)`: three applications pass through the database's gate."""

    def receive(vacancy, number):
        for _ in range(number):
            draft = ApplicationFactory(vacancy=vacancy)
            Application.objects.filter(pk=draft.pk).update(status="submitted")
        vacancy.refresh_from_db()

    return receive


@pytest.fixture
def full_vacancy(receive):
    """Its cap was reached while the minimum open days ran; they are over, and no sweep has come by yet."""

    def full_vacancy(*, over_since=timedelta(minutes=5), **fields):
        vacancy = open_vacancy(
            close_after_applications=1, cap_applies_from=timezone.now() + timedelta(days=1), **fields
        )
        receive(vacancy, 1)
        Vacancy.objects.filter(pk=vacancy.pk).update(cap_applies_from=timezone.now() - over_since)
        vacancy.refresh_from_db()
        return vacancy

    return full_vacancy
