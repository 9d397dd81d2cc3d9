"""Closing: early, at its time, at its cap; written down once, at the instant it happened, and told."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from recruitment.accounts.models import StaffRole
from recruitment.audit.models import AuditEvent
from recruitment.audit.recording import SystemJob
from recruitment.mail.models import OutgoingEmail
from tests.factories import (
    PanelMemberFactory,
    StaffRoleFactory,
    UserFactory,
    VacancyFactory,
    open_vacancy,
    publishable_vacancy,
)
from vacancies import times
from vacancies.actions import closing, locking
from vacancies.models import Vacancy
from vacancies.status import CloseReason, Status

pytestmark = pytest.mark.django_db
SWEEP = SystemJob("closing sweep")


def sweep(vacancy) -> bool:
    with transaction.atomic():
        locking.lock(vacancy)
        return closing.record(vacancy, by=SWEEP)


def ended(minutes=5):
    return timezone.now() - timedelta(minutes=minutes)


# --- Closing early ---


def test_a_recruiter_closes_an_advert_early():
    vacancy, recruiter = open_vacancy(), UserFactory()
    closing.close_early(vacancy, by=recruiter, reason=" The funding was withdrawn. ")
    stored = Vacancy.objects.get(pk=vacancy.pk)
    assert (stored.status, stored.close_reason) == (Status.CLOSED, CloseReason.RECRUITER)
    assert stored.close_note == "The funding was withdrawn."
    assert abs(stored.closed_at - timezone.now()) < timedelta(seconds=30)
    assert stored in Vacancy.objects.untold()
    event = AuditEvent.objects.get()
    assert (event.action, event.actor_id) == ("vacancy.closed_early", recruiter.pk)
    assert event.reason == "The funding was withdrawn."


@pytest.mark.parametrize("reason", ["", " \n"])
def test_closing_early_needs_a_reason(reason):
    vacancy = open_vacancy()
    with pytest.raises(ValueError, match="Say why"):
        closing.close_early(vacancy, by=UserFactory(), reason=reason)
    assert Vacancy.objects.get(pk=vacancy.pk).status == Status.PUBLISHED


def test_what_has_ended_cannot_be_closed_early(full_vacancy):
    twice = open_vacancy()
    closing.close_early(twice, by=UserFactory(), reason="Once")
    for vacancy in (twice, open_vacancy(closes_at=ended()), full_vacancy()):
        with pytest.raises(closing.AlreadyClosed):
            closing.close_early(vacancy, by=UserFactory(), reason="Again")
    assert AuditEvent.objects.count() == 1


def test_a_draft_is_neither_closed_nor_extended():
    draft = VacancyFactory()
    with pytest.raises(closing.NotPublished):
        closing.close_early(draft, by=UserFactory(), reason="A slip")
    with pytest.raises(closing.NotPublished):
        closing.extend(draft, by=UserFactory(), closes_at=timezone.now(), reason="A slip")


# --- More time ---


def test_people_are_given_more_time():
    vacancy, recruiter = open_vacancy(), UserFactory()
    later = vacancy.closes_at + timedelta(days=3)
    closing.extend(vacancy, by=recruiter, closes_at=later, reason="Few applications so far.")
    assert Vacancy.objects.get(pk=vacancy.pk).closes_at == later
    event = AuditEvent.objects.get()
    assert (event.action, event.reason) == ("vacancy.extended", "Few applications so far.")
    assert event.details["closes_at"] == later.isoformat()


@pytest.mark.parametrize("change", [timedelta(0), timedelta(minutes=-1), timedelta(days=-30)])
def test_the_closing_time_is_never_moved_forward(change):
    vacancy = open_vacancy()
    with pytest.raises(closing.NotLater):
        closing.extend(vacancy, by=UserFactory(), closes_at=vacancy.closes_at + change, reason="Hurry")


def test_what_opens_later_is_neither_closed_nor_extended():
    vacancy = open_vacancy(opens_at=timezone.now() + timedelta(hours=1))
    later = vacancy.closes_at + timedelta(days=1)
    with pytest.raises(closing.NotPublished):
        closing.close_early(vacancy, by=UserFactory(), reason="Filled")
    with pytest.raises(closing.NotPublished):
        closing.extend(vacancy, by=UserFactory(), closes_at=later, reason="A slip")


def test_what_has_ended_is_not_extended():
    vacancy = open_vacancy(closes_at=ended())
    with pytest.raises(closing.AlreadyClosed):
        closing.extend(
            vacancy, by=UserFactory(), closes_at=timezone.now() + timedelta(days=1), reason="Too late"
        )


def test_the_database_keeps_received_applications_inside_whoever_moves_the_time(receive):
    vacancy = open_vacancy()
    receive(vacancy, 1)
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        Vacancy.objects.filter(pk=vacancy.pk).update(closes_at=ended())
    assert refusal.value.__cause__.sqlstate == "AP004"


# --- Writing it down ---


def test_an_advert_whose_time_came_closed_at_that_time_and_not_when_the_sweep_ran():
    vacancy = open_vacancy(closes_at=ended(minutes=90))
    assert sweep(vacancy)
    stored = Vacancy.objects.get(pk=vacancy.pk)
    assert (stored.status, stored.close_reason) == (Status.CLOSED, CloseReason.DEADLINE)
    assert stored.closed_at == stored.closes_at
    assert stored.closing_told_at


def test_a_cap_reached_early_bites_when_the_minimum_days_are_over(full_vacancy):
    vacancy = full_vacancy(over_since=timedelta(minutes=40))
    assert sweep(vacancy)
    stored = Vacancy.objects.get(pk=vacancy.pk)
    assert stored.close_reason == CloseReason.CAP
    assert stored.closed_at == stored.cap_applies_from


def test_a_cap_reached_early_does_not_bite_before(receive):
    vacancy = open_vacancy(close_after_applications=1, cap_applies_from=timezone.now() + timedelta(minutes=5))
    receive(vacancy, 3)
    assert not sweep(vacancy)
    assert Vacancy.objects.get(pk=vacancy.pk).is_open


def test_of_time_and_cap_the_first_counts_and_the_time_on_a_tie(full_vacancy):
    capped, tied = full_vacancy(), full_vacancy()
    soon = timezone.now() + timedelta(seconds=0.3)  # both accepted theirs before it
    Vacancy.objects.filter(pk=capped.pk).update(closes_at=soon)
    Vacancy.objects.filter(pk=tied.pk).update(closes_at=soon, cap_applies_from=soon)
    time.sleep(0.4)
    sweep(capped)
    sweep(tied)
    assert (capped.close_reason, capped.closed_at) == (CloseReason.CAP, capped.cap_applies_from)
    assert (tied.close_reason, tied.closed_at) == (CloseReason.DEADLINE, soon)


def test_a_cap_reached_at_the_gate_keeps_the_gates_instant(receive):
    vacancy = open_vacancy(close_after_applications=2)
    receive(vacancy, 2)
    at = vacancy.closed_at
    assert vacancy.status == Status.CLOSED
    assert sweep(vacancy)
    stored = Vacancy.objects.get(pk=vacancy.pk)
    assert (stored.closed_at, stored.close_reason) == (at, CloseReason.CAP)


def test_a_closing_by_a_recruiter_is_recorded_with_their_reason_kept():
    vacancy = open_vacancy()
    closing.close_early(vacancy, by=UserFactory(), reason="Filled from within")
    assert sweep(vacancy)
    stored = Vacancy.objects.get(pk=vacancy.pk)
    assert (stored.close_reason, stored.close_note) == (CloseReason.RECRUITER, "Filled from within")


def test_the_closing_is_recorded_and_told_once():
    vacancy = publishable_vacancy()
    times_ = {"opens_at": ended(90), "published_at": ended(90), "cap_applies_from": ended(90)}
    Vacancy.objects.filter(pk=vacancy.pk).update(status=Status.PUBLISHED, closes_at=ended(), **times_)
    assert [sweep(vacancy), sweep(vacancy), sweep(vacancy)] == [True, False, False]
    event = AuditEvent.objects.get(action="vacancy.closed")
    assert (event.system_job, event.actor_id) == ("closing sweep", None)
    assert event.details["close_reason"] == "deadline"
    assert event.details["closed_at"] == vacancy.closes_at.isoformat()
    assert OutgoingEmail.objects.filter(about=f"vacancy:{vacancy.pk}").count() == 2
    assert vacancy not in Vacancy.objects.untold()


def test_nothing_is_recorded_of_what_is_open_or_a_draft():
    assert not sweep(open_vacancy())
    assert not sweep(VacancyFactory())
    assert not AuditEvent.objects.exists()


# --- Who is told ---


@pytest.fixture
def closed(receive):
    """A vacancy that closed with two applications; its panel is a chair, a member, and one who has left."""
    vacancy = open_vacancy(title="Support & Care <Worker>")
    chair = PanelMemberFactory(vacancy=vacancy, is_chair=True, user__name="Kim O'Chair")
    member = PanelMemberFactory(vacancy=vacancy)
    PanelMemberFactory(vacancy=vacancy, removed_at=timezone.now())
    receive(vacancy, 2)
    Vacancy.objects.filter(pk=vacancy.pk).update(closes_at=timezone.now())
    sweep(vacancy)
    return vacancy, chair, member


def test_the_panel_of_today_is_told(closed):
    vacancy, chair, member = closed
    emails = {email.to: email for email in OutgoingEmail.objects.all()}
    assert emails.keys() == {chair.user.email, member.user.email}
    email = emails[chair.user.email]
    assert email.subject == f"Applications have closed: Support & Care <Worker> ({vacancy.reference})"
    assert "Hello Kim O'Chair," in email.text
    assert "2 applications were received" in email.text
    assert "You chair the panel" in email.text
    assert "You chair the panel" not in emails[member.user.email].text
    assert "Support &amp; Care &lt;Worker&gt;" in email.html


def test_the_panel_learns_nothing_of_who_applied(closed):
    vacancy, chair, _ = closed
    email = OutgoingEmail.objects.get(to=chair.user.email)
    for application in vacancy.applications.all():
        for secret in (application.last_name, application.applicant.email, application.reference):
            assert secret not in email.subject + email.text + email.html


def test_the_author_is_told_while_they_recruit_for_the_employer_else_its_recruiters():
    vacancy = open_vacancy(closes_at=ended())
    author, other = (StaffRoleFactory(employer=vacancy.employer).user for _ in range(2))
    StaffRoleFactory(role=StaffRole.Role.RECRUITER)  # at another employer
    Vacancy.objects.filter(pk=vacancy.pk).update(created_by=author)
    sweep(vacancy)
    email = OutgoingEmail.objects.get()
    assert email.to == author.email
    assert f"closed at {vacancy.closing_minute_in_words}: the closing time came." in email.text

    author.staff_roles.all().delete()
    later = open_vacancy(closes_at=ended())
    Vacancy.objects.filter(pk=later.pk).update(created_by=author, employer=vacancy.employer)
    sweep(later)
    assert OutgoingEmail.objects.get(about=f"vacancy:{later.pk}").to == other.email


def test_nobody_applied_is_said():
    vacancy = open_vacancy(closes_at=ended())
    PanelMemberFactory(vacancy=vacancy, is_chair=True)
    sweep(vacancy)
    assert "Nobody applied, so there is nothing to score." in OutgoingEmail.objects.get().text


# --- The sets the sweep goes by ---


def test_due_open_and_closed_divide_what_was_published(full_vacancy):
    is_open, past, full = open_vacancy(), open_vacancy(closes_at=ended()), full_vacancy()
    shut = open_vacancy()
    closing.close_early(shut, by=UserFactory(), reason="Filled")
    VacancyFactory()
    assert set(Vacancy.objects.open()) == {is_open}
    assert set(Vacancy.objects.due()) == {past, full}
    assert set(Vacancy.objects.closed()) == {past, full, shut}
    for vacancy in (is_open, past, full, shut):
        assert vacancy.has_closed == (vacancy is not is_open)
        assert vacancy.is_open == (vacancy is is_open)


@pytest.mark.parametrize(
    ("opened", "days", "first"),
    [
        # Published at 3pm on 20 October, seven days over the autumn night: 3pm on the 27th, winter time.
        (datetime(2026, 10, 20, 14, tzinfo=UTC), 7, datetime(2026, 10, 27, 15, tzinfo=UTC)),
        # Published at 3pm on 25 March, seven days over the spring night: 3pm on 1 April, summer time.
        (datetime(2026, 3, 25, 15, tzinfo=UTC), 7, datetime(2026, 4, 1, 14, tzinfo=UTC)),
    ],
)
def test_minimum_days_are_calendar_days_over_both_clock_changes(opened, days, first):
    assert times.days_later(opened, days) == first
