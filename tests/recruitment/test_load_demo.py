"""`manage.py load_demo`: every state of a vacancy can be looked at, and loading again changes nothing."""

import pytest
from django.core.management import call_command

from applicants.applying import status as applying
from applicants.applying.models import Application
from applicants.applying.queries.background import gaps
from applicants.shortlisting import blinding, invariants, queries
from applicants.shortlisting.models import Feedback, GuaranteedInterview
from applicants.shortlisting.queries.seats import seats
from applicants.shortlisting.status import Stage
from recruitment.accounts.models import User
from recruitment.audit.models import AuditEvent
from recruitment.management.commands._demo_adverts import STORIES
from recruitment.management.commands._demo_applied import APPLIED
from recruitment.management.commands._demo_panel_adverts import AT_WORK
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
    every_state_of_shortlisting_can_be_tried()

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


def every_state_of_shortlisting_can_be_tried():
    """What README and the list of who can sign in say that the chair, the panel and the recruiter find."""
    found = {seat.vacancy.reference: seat for seat in seats(User.objects.get(email="chair@example.org"))}
    other = {seat.vacancy.reference: seat for seat in seats(User.objects.get(email="panel@example.org"))}
    assert {seat.stage for seat in found.values()} >= {
        Stage.SCORING,
        Stage.BEING_READ,
        Stage.CHOOSING,
        Stage.CONFIRMED,
        Stage.ANNOUNCED,
    }
    half = found["NV-WRD-1071"]
    assert (half.to_score, half.scored, other["NV-WRD-1071"].stage) == (24, 0, Stage.DECLARING)
    assert half.member.cards.get().scores.filter(points__isnull=False).count() == 2 * 24 + 10
    assert queries.unmoderated(found["NV-HOU-1072"].vacancy) == 3
    assert queries.unmoderated(found["NV-MUS-1073"].vacancy) == 0
    assert found["NV-SPT-1076"].to_score == 6, "each is scored by two of three"
    a_recruiter_has_guaranteed_interviews_to_look_at(found["WCH-DAY-205"].vacancy)
    somebody_can_be_promoted(found["NV-HOM-1074"].vacancy)
    assert Feedback.objects.filter(released_at=None).count() == 1
    assert Feedback.objects.exclude(released_at=None).count() == 2
    the_writers_names_are_masked(half)
    assert [broken.name for broken in invariants.broken()] == []


def a_recruiter_has_guaranteed_interviews_to_look_at(vacancy):
    """Who takes part, meets the essential criteria, and is not invited by the panel."""
    assert len(queries.taking_part(vacancy.shortlist)) == 1
    assert not GuaranteedInterview.objects.exists()


def somebody_can_be_promoted(vacancy):
    """An invited person has withdrawn, and the demo's applicant is the first on the reserve list."""
    assert vacancy.applications.filter(status="withdrawn").count() == 1
    assert queries.first_reserve(vacancy.shortlist).applicant.email == "applicant@example.org"


def the_writers_names_are_masked(seat):
    """Benedict wrote her own name into what he says of groups; his panel does not read it."""
    benedict = Application.objects.get(vacancy=seat.vacancy, first_name="Benedict")
    assert benedict.answers.filter(text__contains="Ask Benedict Shore").exists()
    read = blinding.candidate(seat.member, seat.member.candidates.get(application=benedict).token)
    assert "Benedict" not in str(read)


def test_its_references_are_all_different():
    references = [advert.reference for advert in (*STORIES, *SEARCHED, *APPLIED, *AT_WORK)]
    assert len(references) == len(set(references))
