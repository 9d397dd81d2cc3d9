"""Closing with notice, as people see it: what the pages say, who may begin, who is told."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applicants.applying import tasks
from applicants.applying.actions import closing as applicants_closing
from applicants.applying.actions import drafting
from applicants.applying.actions.closing import close_and_tell
from applicants.applying.actions.submitting import AdvertClosed, submit
from applicants.applying.models import Application
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from tests.factories import PanelMemberFactory, StaffRoleFactory, UserFactory, complete_draft, open_vacancy
from vacancies import times
from vacancies.actions import closing
from vacancies.actions.closing import end_of_notice
from vacancies.models import Vacancy
from vacancies.permissions import answerable_recruiters

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def with_notice(cap=1, **fields) -> Vacancy:
    return open_vacancy(cap_policy="with_notice", close_after_applications=cap, **fields)


def hand_in(draft):
    return submit(draft, by=draft.applicant, key=draft.submit_key)


@pytest.fixture
def noticed():
    """A vacancy whose notice runs, and one person who had begun."""
    vacancy = with_notice()
    first, left = complete_draft(vacancy), complete_draft(vacancy)
    hand_in(first)
    vacancy.refresh_from_db()
    left.vacancy = vacancy
    return vacancy, left


def test_the_cap_gives_notice_to_the_end_of_a_minute_and_closes_nothing(noticed):
    vacancy, left = noticed
    assert vacancy.status == "published"
    assert vacancy.takes_new_applications is False
    length = vacancy.notice_ends_at - vacancy.notice_given_at
    assert 24 * HOUR <= length <= 24 * HOUR + times.A_MINUTE
    assert vacancy.notice_ends_at.second == 0
    assert left.may_be_submitted
    hand_in(left)
    vacancy.refresh_from_db()
    assert vacancy.applications_received == 2


def test_a_later_closing_time_is_no_more_time_while_a_notice_runs(noticed, client, settings):
    vacancy, _ = noticed
    settings.STAFF_MFA_REQUIRED = False
    recruiter = StaffRoleFactory(employer=vacancy.employer).user
    before = vacancy.notice_ends_at
    client.force_login(recruiter)
    answer = client.get(reverse("admin:vacancies_vacancy_extend", args=[vacancy.pk]), follow=True)
    assert "A later closing time would not change that" in answer.text
    # What an outage had added to the notice is not taken away either.
    for ends_at in (before, before + HOUR):
        Vacancy.objects.filter(pk=vacancy.pk).update(notice_ends_at=ends_at)
        with pytest.raises(closing.NoticeStands):
            closing.extend(vacancy, by=recruiter, closes_at=vacancy.closes_at + HOUR, reason="Holiday.")
        vacancy.refresh_from_db()
        assert (vacancy.notice_ends_at, vacancy.extended_at) == (ends_at, None)


def test_a_closing_time_that_comes_first_ends_the_notice():
    vacancy = with_notice(closes_at=timezone.now() + 2 * HOUR)
    hand_in(complete_draft(vacancy))
    vacancy.refresh_from_db()
    assert vacancy.notice_ends_at == vacancy.closes_at
    # More time lets the notice have its whole length, and no more.
    recruiter = StaffRoleFactory(employer=vacancy.employer).user
    closing.extend(vacancy, by=recruiter, closes_at=vacancy.closes_at + 99 * HOUR, reason="Holiday.")
    assert vacancy.notice_ends_at == end_of_notice(vacancy, vacancy.notice_given_at)
    assert vacancy.notice_ends_at < vacancy.closes_at


def test_nobody_begins_any_more_and_the_page_says_so(noticed, client):
    vacancy, _ = noticed
    with pytest.raises(drafting.NotOpen):
        drafting.start(vacancy, by=UserFactory())
    start = reverse("applying:start", args=[vacancy.pk])
    page = client.get(start)
    assert page.status_code == 200
    words = page.content.decode()
    assert "No new applications" in words
    assert vacancy.closing_minute_in_words in words
    assert "Create an account" not in words
    client.force_login(UserFactory())
    assert "Start now" not in client.get(start).content.decode()
    answer = client.post(start)
    assert answer.status_code == 403
    assert "No new applications" in answer.content.decode()


def test_the_advert_and_the_list_say_it(noticed, client):
    vacancy, _ = noticed
    advert = client.get(vacancy.get_absolute_url()).content.decode()
    assert "It takes no new applications" in advert
    assert "Apply for this job" not in advert
    assert "no new applications" in client.get(reverse("vacancies:list")).content.decode()


def test_those_who_had_begun_are_told_once_with_their_last_minute(noticed):
    vacancy, left = noticed
    for _ in range(3):
        tasks.tell_of_time_left()
    (email,) = OutgoingEmail.objects.filter(key__endswith=":notice")
    assert email.to == left.applicant.email
    assert f"The last minute is {vacancy.closing_minute_in_words}." in email.text
    assert AuditEvent.objects.filter(action="vacancy.notice_given").count() == 1
    left.refresh_from_db()
    assert left.reminded_on == timezone.localdate(), "it counts as the reminder of the day"


def test_a_cap_reached_before_the_minimum_gives_notice_when_the_days_are_over():
    vacancy = with_notice(cap_applies_from=timezone.now() + HOUR)
    draft = complete_draft(vacancy)
    hand_in(complete_draft(vacancy))
    tasks.tell_of_time_left()
    vacancy.refresh_from_db()
    assert vacancy.notice_given_at is None
    drafting.start(vacancy, by=UserFactory())
    Vacancy.objects.filter(pk=vacancy.pk).update(cap_applies_from=timezone.now() - times.A_MINUTE)
    tasks.tell_of_time_left()
    vacancy.refresh_from_db()
    assert vacancy.notice_given_at
    assert OutgoingEmail.objects.filter(key=f"application:{draft.pk}:notice").exists()


def test_after_the_notice_nothing_comes_in_and_the_sweep_closes_it_by_the_cap():
    ended = timezone.now() - times.A_MINUTE
    vacancy = with_notice(notice_given_at=ended - 24 * HOUR, notice_ends_at=ended)
    draft = complete_draft(vacancy)
    with pytest.raises(AdvertClosed):
        hand_in(draft)
    tasks.close_and_tell()
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.close_reason, vacancy.closed_at) == ("closed", "cap", ended)
    (email,) = OutgoingEmail.objects.filter(to=draft.applicant.email)
    assert "closed early, because it has received" in email.text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "once we have received 60 applications."),
        ({"minimum_open_days": 7}, "60 applications, but not before it has been open for 7 days."),
        ({"notice_hours": 1}, "then have 1 hour to submit it"),
    ],
)
def test_the_rules_in_words(fields, words):
    rules = {"close_after_applications": 60, "cap_policy": "with_notice", **fields}
    sentence = Vacancy(**rules).may_close_early
    assert sentence.startswith("This advert takes no new applications")
    assert words in sentence


class TestManyClosings:
    def due(self, people):
        vacancy = open_vacancy(closes_at=timezone.now() - times.A_MINUTE, opens_at=timezone.now() - 9 * HOUR)
        for _ in range(people):
            complete_draft(vacancy)
            PanelMemberFactory(vacancy=vacancy)
            StaffRoleFactory(employer=vacancy.employer)
        return vacancy

    @pytest.mark.parametrize("people", [1, 3])
    def test_six_statements_however_many_are_told(self, people):
        vacancy = self.due(people)
        with CaptureQueriesContext(connection) as queries:
            assert close_and_tell(vacancy, by=tasks.SWEEP)
        sent = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
        # Lock and read; the clock and who is told; close; audit; the drafts; all the emails.
        assert len(sent) == 6, "\n".join(sent)
        assert OutgoingEmail.objects.count() == 3 * people

    def test_the_plain_question_and_the_queryset_agree_on_who_has_a_draft(self):
        vacancy, _other = self.due(2), self.due(1)
        handed_in = complete_draft(vacancy)
        vacancy.closes_at = timezone.now() + HOUR
        vacancy.save(update_fields=["closes_at"])
        hand_in(Application.objects.get(pk=handed_in.pk))
        told = [email.key for email in applicants_closing._to_those_left_with_a_draft(vacancy)]
        drafts = list(applicants_closing._drafts(vacancy))
        assert told == [f"application:{draft.pk}:advert_closed" for draft in drafts]
        assert len(drafts) == 2

    def test_the_plain_question_and_the_permission_agree(self):
        vacancy = self.due(2)
        gone = PanelMemberFactory(vacancy=vacancy, removed_at=timezone.now())
        inactive = StaffRoleFactory(employer=vacancy.employer).user
        inactive.is_active = False
        inactive.save()
        for author in (None, answerable_recruiters(vacancy)[1], UserFactory()):
            vacancy.created_by = author
            _, panel, recruiters = closing._clock_and_who_is_told(vacancy)
            assert recruiters == answerable_recruiters(vacancy)
            assert panel == list(vacancy.panel.seated())
            assert gone not in panel
