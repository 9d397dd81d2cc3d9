"""Deleting an account against submitting: either the application is received and the account stays, or the
account is gone and nothing was received. Never an application in hand whose person has been emptied."""

import pytest
from django.db import connection, transaction

from applicants.applying.actions import drafting, submitting
from applicants.applying.models import Application
from applicants.applying.moving import move
from applicants.applying.status import Status
from applicants.privacy.actions import leaving
from recruitment.accounts.models import User
from recruitment.mail import doorbell
from tests.factories import complete_draft, open_vacancy
from tests.proofs.racing import beside, gate_off, race, until_somebody_waits_for_a_lock, vacancy_with_drafts

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

PEOPLE = 20


@pytest.fixture(autouse=True)
def silent_doorbell(monkeypatch):
    monkeypatch.setattr(doorbell, "ring", lambda *task: None)


def broken() -> list[int]:
    """Received, live, and nobody's."""
    live = Application.objects.filter(status=Status.SUBMITTED, applicant__is_active=False)
    gone = User.objects.filter(is_active=False, applications__status=Status.DRAFT)
    return [*live.values_list("pk", flat=True), *gone.values_list("pk", flat=True)]


def test_twenty_people_do_both_at_once():
    vacancy = open_vacancy(criteria=1)
    drafts = [complete_draft(vacancy).pk for _ in range(PEOPLE)]
    owners = dict(Application.objects.values_list("pk", "applicant_id"))

    def submits(pk) -> str:
        application = Application.objects.select_related("vacancy", "late_entry", "applicant").get(pk=pk)
        try:
            submitting.submit(application, by=application.applicant, key=application.submit_key)
        except submitting.Stale:
            return "gone"
        return "received"

    def leaves(pk) -> str:
        user = User.objects.get(pk=owners[pk])
        try:
            leaving.leave(user, by=user)
        except leaving.CannotLeave:
            return "stays"
        return "left"

    def either(job) -> tuple[int, str]:
        act, pk = job
        try:
            return pk, act(pk)
        except Application.DoesNotExist:  # before the row could be read
            return pk, "gone"

    jobs = [(act, pk) for pk in drafts for act in (submits, leaves)]
    outcomes: dict[int, set[str]] = {}
    for pk, outcome in race(either, jobs):
        outcomes.setdefault(pk, set()).add(outcome)
    assert set(map(frozenset, outcomes.values())) <= {
        frozenset({"received", "stays"}),
        frozenset({"gone", "left"}),
    }
    assert broken() == []


def test_whoever_deletes_waits_for_a_submission_on_its_way():
    _, (pk,) = vacancy_with_drafts(1)
    application = Application.objects.select_related("applicant").get(pk=pk)
    refused = []

    def leave():
        try:
            leaving.leave(application.applicant, by=application.applicant)
        except leaving.CannotLeave as refusal:
            refused.append(refusal)

    with transaction.atomic():
        move(application, Status.SUBMITTED, by=application.applicant)
        leaver = beside(leave)
        assert until_somebody_waits_for_a_lock()
    leaver.join()
    assert refused
    assert broken() == []


def test_whoever_begins_waits_for_a_deletion_on_its_way():
    draft = complete_draft(open_vacancy())
    user, vacancy = draft.applicant, open_vacancy()
    refused = []

    def begin():
        try:
            drafting.start(vacancy, by=user)
        except drafting.AccountDeleted as refusal:
            refused.append(refusal)

    with transaction.atomic():
        leaving.leave(user, by=user)
        beginner = beside(begin)
        assert until_somebody_waits_for_a_lock()
    beginner.join()
    assert refused
    assert broken() == []


def test_negative_control_without_the_locks_a_received_application_is_lost(monkeypatch):
    """The database's own guards, which refuse to delete what was received, are off with the gate."""
    _, (pk,) = vacancy_with_drafts(1)
    application = Application.objects.select_related("applicant").get(pk=pk)

    def look(user):
        found = User.objects.get(pk=user.pk), list(user.applications.select_related("vacancy"))
        beside(receive).join()
        return found

    def receive():
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE applying_application SET status = 'submitted', submitted_at = clock_timestamp()"
                " WHERE id = %s RETURNING id",
                [pk],
            )
            received.extend(cursor.fetchone())

    received = []
    with gate_off():
        monkeypatch.setattr(leaving, "hold", look)
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            leaving.leave(application.applicant, by=application.applicant)
            cursor.execute("RESET session_replication_role")
    assert received == [pk]
    assert not Application.objects.filter(pk=pk).exists()
