"""`manage.py load_demo`: every state of a vacancy can be looked at, and loading again changes nothing."""

import pytest
from django.core.management import call_command

from applicants.applying import status as applying
from applicants.applying.models import Application
from applicants.applying.queries.background import gaps
from recruitment.audit.models import AuditEvent
from recruitment.management.commands._demo_adverts import STORIES
from recruitment.management.commands._demo_applied import APPLIED
from recruitment.management.commands._demo_searched import SEARCHED
from vacancies.models import ImportedAdvert, Vacancy
from vacancies.status import Status

pytestmark = pytest.mark.django_db


def test_it_shows_what_can_become_of_a_vacancy_and_loads_once(capsys):
    call_command("load_demo")
    assert "recruiter@example.org" in capsys.readouterr().out
    vacancies = Vacancy.objects
    assert {status: vacancies.filter(status=status).exists() for status in Status} == dict.fromkeys(
        Status, True
    ) | {Status.APPROVED: False}
    assert vacancies.scheduled().count() == 1
    assert vacancies.flagged_after_an_outage().count() == 1
    assert vacancies.exclude(notice_given_at=None).count() == 1
    assert vacancies.exclude(readvertised_from=None).get().status == Status.DRAFT
    assert 25 <= vacancies.open().count() <= 40
    assert ImportedAdvert.objects.get(vacancy=None).draft["band"] == "4"
    every_state_of_an_application_is_somebodys()

    loaded = [model.objects.count() for model in (Vacancy, Application, AuditEvent, ImportedAdvert)]
    call_command("load_demo")
    assert [model.objects.count() for model in (Vacancy, Application, AuditEvent, ImportedAdvert)] == loaded


def every_state_of_an_application_is_somebodys():
    """The applicant of the demo has one of each, and a draft in the middle of everything."""
    mine = Application.objects.filter(applicant__email="applicant@example.org")
    assert set(mine.values_list("status", flat=True)) == set(applying.Status)
    assert mine.exclude(put_away_at=None).count() == 1
    assert mine.filter(status="draft", vacancy__status=Status.CLOSED).count() == 1
    draft = mine.get(vacancy__reference="NV-OTH-1061")
    assert not draft.sections.get(name="referees").complete
    assert draft.sections.get(name="referees").copied_from
    assert draft.sections.filter(complete=True).count() == 3
    assert draft.answers.exclude(copied_from=None).count() == 1
    assert [gap.explanation for gap in gaps(draft)] == [""]
    assert draft.documents.get().asked.is_needed


def test_its_references_are_all_different():
    references = [advert.reference for advert in (*STORIES, *SEARCHED, *APPLIED)]
    assert len(references) == len(set(references))
