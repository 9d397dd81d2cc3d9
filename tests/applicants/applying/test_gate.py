"""The law in the database, spoken to in SQL: what no program, however it writes, can do."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from applicants.applying.models import Application
from applicants.applying.moving import move
from applicants.applying.status import Status
from tests.factories import ApplicationFactory, UserFactory, complete_draft, open_vacancy
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(sqlstate, statement, *values):
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        sql(statement, *values)
    return caught.value.__cause__.sqlstate == sqlstate


def closed_a_moment_ago(**fields):
    now = timezone.now()
    return {"opens_at": now - timedelta(days=2), "closes_at": now - timedelta(milliseconds=1), **fields}


INSERT = """INSERT INTO applying_application
    (vacancy_id, applicant_id, reference, status, submit_key, first_name, last_name, address, postcode, phone,
     saved_at, submitted_at)
    VALUES (%s, %s, %s, %s, gen_random_uuid(), '', '', '', '', '', now(), %s)"""


class TestSubmitting:
    def test_in_time_stamps_the_instant_itself(self):
        application = complete_draft(open_vacancy())
        long_ago = timezone.now() - timedelta(days=900)
        sql(
            "UPDATE applying_application SET status = 'submitted', submitted_at = %s WHERE id = %s",
            long_ago,
            application.pk,
        )
        application.refresh_from_db()
        assert abs(timezone.now() - application.submitted_at) < timedelta(seconds=5)

    @pytest.mark.parametrize("status", ["submitted", "shortlisted", "not_shortlisted", "withdrawn"])
    def test_a_late_row_cannot_be_put_in_directly(self, status):
        vacancy = open_vacancy(**closed_a_moment_ago())
        expected = "AP001" if status == "submitted" else "AP005"
        for claimed in (None, vacancy.closes_at - timedelta(hours=1)):
            values = (vacancy.pk, UserFactory().pk, "AAAA-AAAA", status, claimed)
            assert refused(expected, INSERT, *values)
        assert not vacancy.applications.exists()

    @pytest.mark.parametrize(
        "fields",
        [
            {"closes_at": -timedelta(milliseconds=1)},
            {"opens_at": timedelta(minutes=1)},
            {"status": "closed", "closed_at": timedelta(0), "close_reason": "recruiter"},
            {
                "status": "withdrawn",
                "withdrawn_at": timedelta(0),
                "closed_at": timedelta(0),
                "close_reason": "withdrawn",
            },
            {"close_after_applications": 0},
        ],
    )
    def test_a_draft_is_not_accepted_unless_the_advert_is_open(self, fields):
        vacancy = open_vacancy()
        application = complete_draft(vacancy)
        now = timezone.now()
        values = {k: now + v if isinstance(v, timedelta) else v for k, v in fields.items()}
        Vacancy.objects.filter(pk=vacancy.pk).update(**values)
        assert refused(
            "AP001", "UPDATE applying_application SET status = 'submitted' WHERE id = %s", application.pk
        )
        assert Application.objects.get(pk=application.pk).status == Status.DRAFT

    @pytest.mark.parametrize("status", ["shortlisted", "not_shortlisted", "withdrawn"])
    def test_a_draft_cannot_go_round_the_gate(self, status):
        application = complete_draft(open_vacancy())
        statement = "UPDATE applying_application SET status = %s, submitted_at = now() WHERE id = %s"
        assert refused("AP005", statement, status, application.pk)

    def test_a_draft_holds_no_time(self):
        application = complete_draft(open_vacancy())
        sql("UPDATE applying_application SET submitted_at = now() WHERE id = %s", application.pk)
        application.refresh_from_db()
        assert application.submitted_at is None


class TestReceived:
    @pytest.fixture
    def application(self):
        application = complete_draft(open_vacancy(criteria=1))
        move(application, Status.SUBMITTED, by=application.applicant)
        return application

    @pytest.mark.parametrize(
        "change",
        [
            "submitted_at = submitted_at - interval '1 day'",
            "submitted_at = NULL",
            "status = 'draft', submitted_at = NULL",
            "status = 'draft'",
            "vacancy_id = vacancy_id + 1000",
            "applicant_id = applicant_id + 1000",
        ],
    )
    def test_when_by_whom_and_for_what_is_written_once(self, application, change):
        assert refused("AP002", f"UPDATE applying_application SET {change} WHERE id = %s", application.pk)

    def test_it_cannot_be_deleted(self, application):
        assert refused("AP003", "DELETE FROM applying_application WHERE id = %s", application.pk)

    def test_a_draft_can(self):
        draft = ApplicationFactory(vacancy=open_vacancy())
        sql("DELETE FROM applying_application WHERE id = %s", draft.pk)
        assert not Application.objects.filter(pk=draft.pk).exists()

    def test_the_closing_time_cannot_move_to_before_it(self, application):
        vacancy = application.vacancy
        statement = "UPDATE vacancies_vacancy SET closes_at = %s WHERE id = %s"
        assert refused("AP004", statement, application.submitted_at, vacancy.pk)
        assert refused("AP004", statement, application.submitted_at - timedelta(hours=1), vacancy.pk)
        sql(statement, application.submitted_at + timedelta(microseconds=1), vacancy.pk)
        sql(statement, application.submitted_at + timedelta(days=9), vacancy.pk)

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE applying_answer SET text = 'better' WHERE application_id = %s",
            "UPDATE applying_answer SET acknowledged = true WHERE application_id = %s",
            "DELETE FROM applying_answer WHERE application_id = %s",
            "INSERT INTO applying_answer (application_id, criterion_id, text, saved_at)"
            " SELECT %s, max(id), '', now() FROM vacancies_criterion",
        ],
    )
    def test_its_answers_are_fixed(self, application, statement):
        assert refused("AP006", statement, application.pk)

    def test_its_answers_may_be_emptied(self, application):
        sql("UPDATE applying_answer SET text = '' WHERE application_id = %s", application.pk)

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE applying_statuschange SET to_status = 'withdrawn' WHERE application_id = %s",
            "UPDATE applying_statuschange SET reason = 'another' WHERE application_id = %s",
            "DELETE FROM applying_statuschange WHERE application_id = %s",
        ],
    )
    def test_its_history_is_only_added_to(self, application, statement):
        assert refused("AP007", statement, application.pk)

    def test_the_person_may_be_taken_out_of_its_history(self, application):
        sql("UPDATE applying_statuschange SET by_id = NULL WHERE application_id = %s", application.pk)


class TestTheCap:
    def test_the_last_place_closes_the_advert_in_the_same_statement(self):
        vacancy = open_vacancy(close_after_applications=2)
        first, second, third = (complete_draft(vacancy) for _ in range(3))
        for application in (first, second):
            move(application, Status.SUBMITTED, by=application.applicant)
        vacancy.refresh_from_db()
        assert (vacancy.status, vacancy.close_reason) == ("closed", "cap")
        assert vacancy.closed_at == second.submitted_at
        assert vacancy.applications_received == 2
        statement = "UPDATE applying_application SET status = 'submitted' WHERE id = %s"
        assert refused("AP001", statement, third.pk)

    def test_it_does_not_bite_before_the_minimum_open_days_are_over(self):
        vacancy = open_vacancy(
            close_after_applications=1, cap_applies_from=timezone.now() + timedelta(days=1)
        )
        for application in (complete_draft(vacancy), complete_draft(vacancy)):
            move(application, Status.SUBMITTED, by=application.applicant)
        vacancy.refresh_from_db()
        assert (vacancy.status, vacancy.applications_received) == ("published", 2)
        # … and from then on it does, although nobody has recorded the closing yet.
        Vacancy.objects.filter(pk=vacancy.pk).update(cap_applies_from=timezone.now())
        statement = "UPDATE applying_application SET status = 'submitted' WHERE id = %s"
        assert refused("AP001", statement, complete_draft(vacancy).pk)

    def test_saving_a_vacancy_read_before_does_not_put_an_old_count_back(self):
        vacancy = open_vacancy(close_after_applications=2)
        read_before = Vacancy.objects.get(pk=vacancy.pk)
        application = complete_draft(vacancy)
        move(application, Status.SUBMITTED, by=application.applicant)
        read_before.save()
        vacancy.refresh_from_db()
        assert vacancy.applications_received == 1

    def test_withdrawing_does_not_give_the_place_back(self):
        vacancy = open_vacancy(close_after_applications=1)
        application = complete_draft(vacancy)
        move(application, Status.SUBMITTED, by=application.applicant)
        move(application, Status.WITHDRAWN, by=application.applicant)
        vacancy.refresh_from_db()
        assert (vacancy.status, vacancy.applications_received) == ("closed", 1)
