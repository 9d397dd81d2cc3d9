"""Withdrawing against submitting, in two tabs: whoever withdraws what was received a moment ago has withdrawn
it, whoever comes too early has submitted, and every act was told once."""

import pytest
from django.db import transaction
from django.db.models import QuerySet

from applicants.applying import invariants, moving
from applicants.applying.actions import submitting, withdrawing
from applicants.applying.models import Application
from applicants.applying.moving import NotAllowed
from applicants.applying.status import Status
from recruitment.mail import doorbell
from recruitment.mail.models import OutgoingEmail
from tests.proofs.racing import beside, race, until_somebody_waits_for_a_lock, vacancy_with_drafts

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

PEOPLE = 20


@pytest.fixture(autouse=True)
def silent_doorbell(monkeypatch):
    monkeypatch.setattr(doorbell, "ring", lambda *task: None)


def read(pk) -> Application:
    return Application.objects.select_related("vacancy__employer", "late_entry", "applicant").get(pk=pk)


def submits(pk) -> None:
    application = read(pk)
    submitting.submit(application, by=application.applicant, key=application.submit_key)


def withdraws(pk) -> int | None:
    """The number of what was withdrawn; None where there was only a draft yet."""
    application = read(pk)
    try:
        withdrawing.withdraw(application, by=application.applicant)
    except NotAllowed:
        return None
    return pk


def test_twenty_people_do_both_at_once():
    vacancy, drafts = vacancy_with_drafts(PEOPLE, criteria=1)
    jobs = [(act, pk) for pk in drafts for act in (submits, withdraws, submits, withdraws)]
    withdrawn = {done for done in race(lambda job: job[0](job[1]), jobs) if done}
    expected = {pk: Status.WITHDRAWN if pk in withdrawn else Status.SUBMITTED for pk in drafts}
    assert dict(vacancy.applications.values_list("pk", "status")) == expected
    assert withdrawn
    keys = [f"application:{pk}:received" for pk in drafts]
    keys += [f"application:{pk}:withdrawn" for pk in withdrawn]
    assert sorted(OutgoingEmail.objects.values_list("key", flat=True)) == sorted(keys)
    assert invariants.broken() == []


def withdrawn_while_it_is_submitted() -> str:
    """Where an application stands when its owner withdraws while its submission is on its way."""
    _, (pk,) = vacancy_with_drafts(1)
    with transaction.atomic():
        submits(pk)
        withdrawer = beside(lambda: withdraws(pk))
        while withdrawer.is_alive() and not until_somebody_waits_for_a_lock(patience=0.2):
            pass
    withdrawer.join()
    return Application.objects.get(pk=pk).status


def test_whoever_withdraws_waits_for_a_submission_on_its_way():
    assert withdrawn_while_it_is_submitted() == Status.WITHDRAWN


def test_negative_control_without_the_lock_it_is_not_withdrawn(monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **how: rows.all())
    monkeypatch.setattr(moving, "STANDS", moving.STANDS.removesuffix(" FOR NO KEY UPDATE"))
    assert withdrawn_while_it_is_submitted() == Status.SUBMITTED
