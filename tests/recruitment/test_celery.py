"""The schedule names tasks that exist, and nothing runs by the local clock."""

import pytest
from django.conf import settings

from recruitment.celery import app

SCHEDULE = app.conf.beat_schedule


@pytest.mark.parametrize("entry", SCHEDULE.values(), ids=SCHEDULE)
def test_every_entry_names_a_task_that_the_worker_knows(entry):
    app.loader.import_default_modules()
    assert entry["task"] in app.tasks


@pytest.mark.parametrize("entry", SCHEDULE.values(), ids=SCHEDULE)
def test_every_entry_is_an_interval_and_expires_before_the_next(entry):
    assert isinstance(entry["schedule"], float)
    assert entry["options"]["expires"] < entry["schedule"]


def test_every_periodic_task_of_ours_is_on_the_schedule():
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if not name.startswith("celery.")}
    assert ours == {entry["task"] for entry in SCHEDULE.values()}


def test_the_guide_names_every_sweep():
    guide = (settings.BASE_DIR / "docs" / "operations.md").read_text()
    assert not [entry["task"] for entry in SCHEDULE.values() if f"`{entry['task']}`" not in guide]
