"""One draft each, however often somebody clicks; none started while the advert closes is forgotten."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from applicants.applying.actions import drafting
from applicants.applying.models import Application
from applicants.applying.tasks import close_and_tell
from recruitment.accounts.models import User
from recruitment.mail import doorbell
from recruitment.mail.models import OutgoingEmail
from tests.factories import open_vacancy
from tests.proofs.racing import beside, race
from vacancies.models import Vacancy

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def silent_doorbell(monkeypatch):
    monkeypatch.setattr(doorbell, "ring", lambda *task: None)


def people(number: int) -> list[User]:
    return User.objects.bulk_create(
        User(email=f"starter{i}@example.org", password="!") for i in range(number)
    )


def test_ten_clicks_at_once_give_one_draft():
    vacancy = open_vacancy(criteria=0)
    for person in people(10):
        drafts = race(lambda who: drafting.start(vacancy, by=who).pk, [person] * 10)
        assert len(set(drafts)) == 1
        assert person.applications.count() == 1


def started_while_it_closes(start) -> tuple[int, int]:
    """How many drafts there are in the end, and how many of their owners were told of the closing."""
    vacancy = open_vacancy(criteria=0)
    sweeps = []

    def begin():
        in_a_moment = timezone.now() + timedelta(seconds=0.8)
        Vacancy.objects.filter(pk=vacancy.pk).update(closes_at=in_a_moment)
        sweeps.extend(beside(close_and_tell, after=timedelta(seconds=0.6 + 0.1 * i)) for i in range(8))

    def attempt(person):
        try:
            start(vacancy, person)
        except drafting.NotOpen:
            return

    race(attempt, people(240), over=timedelta(seconds=1.6), begin=begin)
    for sweep in sweeps:
        sweep.join()
    close_and_tell()
    told = OutgoingEmail.objects.filter(key__endswith=":advert_closed")
    return vacancy.applications.count(), told.count()


def test_no_draft_slips_in_behind_the_sweep():
    drafts, told = started_while_it_closes(lambda vacancy, person: drafting.start(vacancy, by=person))
    assert drafts == told > 0


def test_negative_control_without_the_lock_somebody_is_never_told():
    def check_then_insert(vacancy, person):
        if not Vacancy.objects.open().filter(pk=vacancy.pk).exists():
            raise drafting.NotOpen
        time.sleep(0.4)
        Application.objects.create(vacancy=vacancy, applicant=person)

    drafts, told = started_while_it_closes(check_then_insert)
    assert told < drafts
