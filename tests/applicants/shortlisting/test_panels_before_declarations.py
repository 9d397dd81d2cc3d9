"""An installation brought up to date: panels from before members were asked what conflicts they have."""

from importlib import import_module

import pytest
from django.db import connection

from applicants.shortlisting.actions import declaring
from applicants.shortlisting.status import Conflict, Stage
from tests.applicants.shortlisting.panels import (
    announced_vacancy,
    chair_of,
    scored_vacancy,
    seat_of,
    undeclare,
)
from vacancies.models import PanelMember

pytestmark = pytest.mark.django_db
MIGRATION = import_module("applicants.shortlisting.migrations.0017_panels_before_declarations")


def test_who_has_finished_is_not_asked_and_who_has_not_is():
    finished, unfinished = chair_of(announced_vacancy()), chair_of(scored_vacancy())
    undeclare(*PanelMember.objects.all())

    with connection.cursor() as cursor:
        cursor.execute(MIGRATION.FINISHED)
        cursor.execute(MIGRATION.FINISHED)

    assert seat_of(finished).stage == Stage.ANNOUNCED
    assert finished.declarations.get().conflict == Conflict.UNASKED
    assert seat_of(unfinished).stage == Stage.DECLARING
    declaring.declare(unfinished, Conflict.NONE, by=unfinished.user)
    assert seat_of(unfinished).stage == Stage.CHOOSING


def test_nobody_says_that_they_were_not_asked():
    chair = chair_of(scored_vacancy())
    with pytest.raises(ValueError, match="Nobody"):
        declaring.declare(chair, Conflict.UNASKED, by=chair.user)
