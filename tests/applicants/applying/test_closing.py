"""Closing, seen by the people who were still writing, and the sweep that does it."""

import logging
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from applicants.applying import invariants, tasks
from applicants.applying.actions import closing
from applicants.applying.actions.submitting import submit
from applicants.applying.models import Application, ApplicationDocument
from recruitment.mail.models import OutgoingEmail
from tests.factories import (
    ApplicationDocumentFactory,
    ApplicationFactory,
    StaffRoleFactory,
    VacancyFactory,
    complete_draft,
    open_vacancy,
)
from vacancies.actions.closing import close_early
from vacancies.models import Amendment, AskedDocument, LateEntryCode, Vacancy

pytestmark = pytest.mark.django_db


def due(**fields) -> Vacancy:
    now = timezone.now()
    return open_vacancy(
        **{"opens_at": now - timedelta(days=9), "closes_at": now - timedelta(minutes=1), **fields}
    )


@contextmanager
def sql_past_the_triggers():
    """SQL past every trigger, as somebody with all rights over the database could write it."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            yield cursor.execute
        finally:
            cursor.execute("SET session_replication_role = DEFAULT")


def told(draft) -> OutgoingEmail:
    return OutgoingEmail.objects.get(key=f"application:{draft.pk}:advert_closed")


class TestWhoIsToldWhat:
    def test_on_time(self):
        vacancy = due()
        draft = complete_draft(vacancy)
        tasks.close_and_tell()
        email = told(draft)
        assert email.to == draft.applicant.email
        assert vacancy.title in email.subject
        for body in (email.text, email.html):
            assert "has now closed, as planned" in body
            assert "Nothing you wrote is lost" in body
            assert f"/applications/{draft.reference}/answers/" in body
        assert Application.objects.get(pk=draft.pk).is_draft

    def test_early_by_the_cap(self):
        vacancy = open_vacancy(close_after_applications=1)
        first, left = complete_draft(vacancy), complete_draft(vacancy)
        submit(first, by=first.applicant, key=first.submit_key)
        tasks.close_and_tell()
        assert "closed early, because it has received as many applications" in told(left).text
        assert not OutgoingEmail.objects.filter(key=f"application:{first.pk}:advert_closed").exists()

    def test_early_by_the_recruiter_whose_reason_is_not_passed_on(self):
        vacancy = open_vacancy()
        draft = complete_draft(vacancy)
        recruiter = StaffRoleFactory(employer=vacancy.employer).user
        close_early(vacancy, by=recruiter, reason="The funding fell through.")
        tasks.close_and_tell()
        assert "The employer has now closed the vacancy early" in told(draft).text
        assert "funding" not in told(draft).text

    def test_recruiters_do_not_read_who_had_a_draft(self):
        draft = complete_draft(due())
        tasks.close_and_tell()
        assert told(draft).employer is None

    def test_an_open_advert_is_left_alone(self):
        draft = complete_draft(open_vacancy())
        tasks.close_and_tell()
        assert not closing.close_and_tell(draft.vacancy, by=tasks.SWEEP)
        assert not OutgoingEmail.objects.exists()


class TestTheSweep:
    def test_again_and_again_is_once(self):
        complete_draft(due())
        for _ in range(3):
            tasks.close_and_tell()
        assert OutgoingEmail.objects.filter(key__endswith=":advert_closed").count() == 1

    def test_one_that_cannot_be_closed_does_not_keep_the_others_open(self, monkeypatch, caplog):
        broken, fine = due(), due()
        person = "secret@example.org"
        really = closing.close_and_tell

        def close(vacancy, *, by):
            if vacancy.pk == broken.pk:
                raise ValueError(person)
            return really(vacancy, by=by)

        monkeypatch.setattr(closing, "close_and_tell", close)
        tasks.close_and_tell()
        fine.refresh_from_db()
        broken.refresh_from_db()
        assert (fine.status, broken.status) == ("closed", "published")
        assert f"Vacancy {broken.pk} could not be closed now (ValueError)" in caplog.text
        assert person not in caplog.text


class TestInvariants:
    def test_a_good_day(self, draft, caplog):
        submit(draft, by=draft.applicant, key=draft.submit_key)
        due()
        tasks.close_and_tell()
        tasks.check_invariants()
        assert invariants.broken() == []
        assert "Broken promise" not in caplog.text

    def test_each_is_seen_when_it_breaks_and_names_only_numbers(self, draft, caplog):
        submit(draft, by=draft.applicant, key=draft.submit_key)
        long_ago = timezone.now() - timedelta(hours=1)
        left = due(closes_at=long_ago)
        full = open_vacancy(close_after_applications=1, cap_applies_from=long_ago)
        other = complete_draft(open_vacancy())
        unheard = open_vacancy(notice_given_at=long_ago, notice_ends_at=timezone.now() + timedelta(hours=1))
        code = LateEntryCode.objects.create(vacancy=left, until=long_ago, reason="Unwell.")
        gone, said = open_vacancy(), complete_draft(open_vacancy())
        submit(said, by=said.applicant, key=said.submit_key)
        for vacancy, told_at in ((gone, None), (said.vacancy, long_ago)):
            Vacancy.objects.filter(pk=vacancy.pk).update(
                status="withdrawn",
                withdrawn_at=long_ago,
                withdrawal_told_at=told_at,
                closed_at=timezone.now(),
                close_reason="withdrawn",
            )
        changed = Amendment.objects.create(vacancy=left, changes=[], matters=True, made_at=long_ago)
        with sql_past_the_triggers() as execute:
            execute("UPDATE vacancies_vacancy SET closes_at = %s WHERE id = %s", [long_ago, draft.vacancy_id])
            execute(
                "UPDATE vacancies_vacancy SET applications_received = 9 WHERE id IN (%s, %s)",
                [draft.vacancy_id, full.pk],
            )
            execute(
                "UPDATE applying_application SET status = 'submitted', submitted_at = now() WHERE id = %s",
                [other.pk],
            )
            execute("UPDATE vacancies_lateentrycode SET used = 1 WHERE id = %s", [code.pk])
            execute(
                "UPDATE applying_answer SET copied_from_id = application_id WHERE application_id = %s",
                [other.pk],
            )
        begun = ApplicationFactory(vacancy=VacancyFactory())
        asked = AskedDocument.objects.create(vacancy=begun.vacancy, title="Certificate")
        held = ApplicationDocumentFactory(application=begun, asked=asked, scan="not_scanned")
        ApplicationDocument.objects.filter(pk=held.pk).update(saved_at=timezone.now() - timedelta(days=2))
        expected = {
            "every application was received while its advert was open": {draft.pk},
            "an advert's count is the number of applications received": {
                draft.vacancy_id,
                other.vacancy_id,
                full.pk,
            },
            "every submission is in the audit trail": {other.pk},
            "every status has its move": {other.pk},
            "every closing is told within ten minutes": {left.pk, draft.vacancy_id, full.pk},
            "a late-entry code is counted each time it lets somebody in": {code.pk},
            "a notice and more time are told within ten minutes": {unheard.pk},
            "every withdrawal is told within ten minutes": {gone.pk},
            "nobody waits on a vacancy that was withdrawn": {said.pk},
            "every change that matters is told within ten minutes": {changed.pk},
            "nothing copied was handed in without being looked at": {other.pk},
            "every document is scanned within a day": {held.pk},
        }
        assert {promise.name: set(promise.rows) for promise in invariants.broken()} == expected
        elsewhere = {name for name in invariants.INVARIANTS if "draft" in name}  # test_forgetting_drafts.py
        assert set(expected) == set(invariants.INVARIANTS) - elsewhere
        with caplog.at_level(logging.ERROR):
            tasks.check_invariants()
        assert len(caplog.records) == len(expected)
        assert "@" not in caplog.text
