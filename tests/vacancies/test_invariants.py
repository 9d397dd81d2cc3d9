"""Each promise of the vacancies, broken on purpose, is named; on a good day none is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import SavedSearchFactory, UserFactory, open_vacancy
from vacancies import invariants, times
from vacancies.models import ActTogether

pytestmark = pytest.mark.django_db


def test_a_step_that_waits_too_long_is_named():
    act = ActTogether.objects.create(kind=ActTogether.Kind.CLOSE, by=UserFactory(), reason="Enough.")
    act.steps.create(vacancy=open_vacancy())
    assert invariants.broken() == []
    ActTogether.objects.update(asked_at=timezone.now() - timedelta(hours=2))
    assert [broken.name for broken in invariants.broken()] == [
        "what was asked for many vacancies is done within an hour"
    ]


@pytest.mark.parametrize(("days_ago", "named"), [(0, False), (1, False), (2, True)])
def test_an_alert_that_a_whole_day_passed_by_is_named(days_ago, named):
    now = timezone.now()
    looked_on = now.astimezone(times.LONDON).date() - timedelta(days=days_ago)
    SavedSearchFactory(confirmed_at=now, told_until=now, looked_on=looked_on)
    assert bool(invariants.broken()) == named
