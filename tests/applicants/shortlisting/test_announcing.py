"""Announcing: everybody who waits is told, once, and nobody else."""

import time

import pytest
from django.db import connection

from applicants.applying.models import Application, StatusChange
from applicants.applying.status import Status
from applicants.shortlisting import blinding, invariants, queries
from applicants.shortlisting.actions import announcing, deciding
from applicants.shortlisting.actions.deciding import Outcome
from applicants.shortlisting.models import Decision, Invitation, Shortlist
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from tests.applicants.shortlisting.panels import (
    DETAILS,
    INTERVIEWS,
    announced_vacancy,
    chair_of,
    confirmed_vacancy,
    scored_vacancy,
    withdraw,
)
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db


def letters(vacancy):
    return OutgoingEmail.objects.filter(about=f"vacancy:{vacancy.pk}")


def test_everybody_gets_exactly_the_answer_that_was_decided():
    vacancy = confirmed_vacancy(applications=5, invited=2)
    told = announcing.announce(vacancy, by=chair_of(vacancy).user)
    assert (told.invited, told.not_shortlisted) == (2, 3)
    for application in vacancy.applications.select_related("applicant"):
        (letter,) = letters(vacancy).filter(to=application.applicant.email)
        outcome = Decision.objects.get(application=application).outcome
        if outcome == Decision.Outcome.INVITE:
            invitation = application.invitations.get()
            assert application.status == Status.SHORTLISTED
            assert letter.key == f"invitation:{invitation.pk}"
            assert invitation.details.startswith("When: Tuesday at 10am\n\nWhere: The Example Building")
            assert invitation.details.endswith(DETAILS)
            assert invitation.details in letter.text
            assert "adjustments" in letter.text
            assert f"/applications/{application.reference}/invitation/" in letter.text
        else:
            assert application.status == Status.NOT_SHORTLISTED
            assert letter.key == f"outcome:{application.pk}"
            assert not application.invitations.exists()
            assert "not inviting you" in letter.text
        assert application.full_name in letter.text
    assert invariants.broken() == []
    assert AuditEvent.objects.get(action="shortlist.announced").details == {
        "invited": 2,
        "reserve": 0,
        "not_shortlisted": 3,
    }


def test_twice_tells_once():
    vacancy = announced_vacancy(applications=3)
    again = announcing.announce(vacancy, by=chair_of(vacancy).user)
    assert (again.invited, again.not_shortlisted) == (0, 0)
    assert letters(vacancy).count() == 3
    assert AuditEvent.objects.filter(action="shortlist.announced").count() == 1


def test_who_has_withdrawn_hears_nothing():
    vacancy = confirmed_vacancy(applications=3, invited=3)
    gone = vacancy.applications.first()
    withdraw(gone)
    announcing.announce(vacancy, by=chair_of(vacancy).user)
    assert letters(vacancy).count() == 2
    assert not letters(vacancy).filter(to=gone.applicant.email).exists()
    assert not gone.invitations.exists()
    assert invariants.broken() == []
    vacancy = Vacancy.objects.get(pk=vacancy.pk)
    assert gone.applicant.email not in {person.email for person in queries.told(vacancy.shortlist)}


def test_who_withdraws_afterwards_stays_told():
    vacancy = announced_vacancy(applications=1, invited=1)
    withdraw(vacancy.applications.get())
    assert invariants.broken() == []


def test_nothing_is_announced_that_is_not_confirmed():
    vacancy = scored_vacancy()
    user = chair_of(vacancy).user
    with pytest.raises(announcing.NotConfirmed):
        announcing.announce(vacancy, by=user)
    Shortlist.objects.create(vacancy=vacancy)
    with pytest.raises(announcing.NotConfirmed):
        announcing.announce(vacancy, by=user)


def test_nobody_is_left_without_an_answer():
    """A decision that disappeared under a confirmed shortlist stops everything."""
    vacancy = scored_vacancy(applications=2)
    user = chair_of(vacancy).user
    Shortlist.objects.create(vacancy=vacancy, confirmed_at="2026-01-01T00:00Z", confirmed_by=user)
    with pytest.raises(deciding.Undecided):
        announcing.announce(vacancy, by=user)
    assert not letters(vacancy).exists()
    assert not StatusChange.objects.filter(to_status=Status.NOT_SHORTLISTED).exists()


def test_the_reserve_list_is_told_so():
    vacancy = scored_vacancy(applications=2)
    chair = chair_of(vacancy)
    waiting, _ = (line.token for line in blinding.candidates(chair))
    deciding.choose(chair, {waiting: Outcome.RESERVE}, by=chair.user, reject_the_rest=True)
    with pytest.raises(deciding.InterviewDetailsMissing):  # whoever is promoted gets the same invitation
        deciding.confirm(Shortlist.objects.get(), by=chair.user)
    deciding.describe_interviews(vacancy, INTERVIEWS, by=chair.user)
    deciding.confirm(Shortlist.objects.get(), by=chair.user)
    told = announcing.announce(vacancy, by=chair.user)
    assert (told.invited, told.reserve, told.not_shortlisted) == (0, 1, 1)
    application = chair.candidates.get(token=waiting).application
    assert application.status == Status.RESERVE
    letter = letters(vacancy).get(key=f"outcome:{application.pk}:reserve")
    assert (letter.to, "reserve list" in letter.text) == (application.applicant.email, True)
    assert {person.outcome for person in queries.told(Shortlist.objects.get())} == {
        "Reserve list",
        "Not shortlisted",
    }
    assert invariants.broken() == []


def test_all_or_nothing(monkeypatch):
    vacancy = confirmed_vacancy(applications=3)

    def fails(_emails, **_):
        raise RuntimeError("the outbox is full")

    monkeypatch.setattr(announcing.outbox, "queue_many", fails)
    with pytest.raises(RuntimeError):
        announcing.announce(vacancy, by=chair_of(vacancy).user)
    assert set(vacancy.applications.values_list("status", flat=True)) == {Status.SUBMITTED}
    assert not Invitation.objects.exists()


def test_the_rehearsal_names_exactly_who_will_be_told():
    vacancy = confirmed_vacancy(applications=4, invited=1)
    withdraw(Decision.objects.filter(outcome="not_shortlisted").first().application)
    recipients, previews = announcing.rehearse(vacancy.shortlist)
    announcing.announce(vacancy, by=chair_of(vacancy).user)
    assert sorted(r.email for r in recipients) == sorted(letters(vacancy).values_list("to", flat=True))
    assert [r.outcome for r in recipients] == ["invite", "not_shortlisted", "not_shortlisted"]
    for preview in previews:
        sent = {letter.subject: letter.text for letter in letters(vacancy)}
        assert preview.subject in sent
    assert previews[0].text in {letter.text for letter in letters(vacancy)}


def test_no_names_before_confirming():
    vacancy = scored_vacancy()
    shortlist = Shortlist.objects.create(vacancy=vacancy)
    with pytest.raises(announcing.NotConfirmed):
        announcing.rehearse(shortlist)
    assert queries.told(shortlist) == []


def test_names_in_emails_are_written_as_people_write_them():
    vacancy = confirmed_vacancy(
        applications=1, invited=1, first_name="Siân", last_name="O'Neill <b>", members=1
    )
    announcing.announce(vacancy, by=chair_of(vacancy).user)
    letter = letters(vacancy).get()
    assert "Siân O'Neill <b>" in letter.text
    assert "O&#x27;Neill &lt;b&gt;" in letter.html


def many_waiting(number) -> Vacancy:
    """A confirmed vacancy with so many people, made in bulk."""
    vacancy = confirmed_vacancy(applications=1, members=1)
    chair, cards = chair_of(vacancy), vacancy.shortlist.rests_on
    deciding.reopen(vacancy.shortlist, by=chair.user, reason="More to come.")
    with connection.cursor() as cursor:
        # Past the trigger that keeps an advert closed once a card is in: they shall come in by the bulk.
        cursor.execute("SET session_replication_role = replica")
        Vacancy.objects.filter(pk=vacancy.pk).update(status="published", closed_at=None, close_reason="")
        cursor.execute("SET session_replication_role = DEFAULT")
    User = type(chair.user)
    users = User.objects.bulk_create(User(email=f"many{n}@example.org") for n in range(number))
    fields = {"vacancy": vacancy, "first_name": "Many", "status": Status.SUBMITTED}
    applications = Application.objects.bulk_create(
        Application(applicant=user, last_name=f"Example{n}", **fields) for n, user in enumerate(users)
    )
    Decision.objects.bulk_create(
        Decision(
            shortlist=vacancy.shortlist,
            application=application,
            outcome="invite" if n % 10 == 0 else "not_shortlisted",
            decided_by=chair.user,
        )
        for n, application in enumerate(applications)
    )
    Vacancy.objects.filter(pk=vacancy.pk).update(
        status="closed", closed_at="2026-01-01T00:00Z", close_reason="deadline"
    )
    Shortlist.objects.filter(pk=vacancy.shortlist.pk).update(
        confirmed_at="2026-01-01T00:00Z", confirmed_by=chair.user, rests_on=cards
    )
    return Vacancy.objects.get(pk=vacancy.pk)


def test_the_number_of_statements_does_not_grow_with_the_people(django_assert_max_num_queries):
    vacancy = many_waiting(200)
    with django_assert_max_num_queries(26):
        announcing.announce(vacancy, by=chair_of(vacancy).user)
    assert letters(vacancy).count() == 201


@pytest.mark.long
def test_a_thousand_people_are_queued_within_two_seconds():
    vacancy = many_waiting(1_000)
    # Our own time: other work on the machine must not fail the test.
    started = time.process_time()
    announcing.announce(vacancy, by=chair_of(vacancy).user)
    assert time.process_time() - started < 2
