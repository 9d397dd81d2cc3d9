"""Nothing is accepted at or after the closing instant, nothing is lost, nothing is accepted twice.

Many connections submit around a closing time that comes while they do. Each way in which other software
lets late applications in is tried against our gate and, as the negative control, against the gate taken
away or decided by the wrong clock: there the same race must show late ones.
"""

import re
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from applicants.applying import invariants
from applicants.applying.actions.submitting import AdvertClosed, submit
from applicants.applying.migrations import sql as sql_folder
from applicants.applying.models import Application
from applicants.applying.tasks import close_and_tell
from recruitment.audit.models import AuditEvent
from recruitment.mail import doorbell
from recruitment.mail.models import OutgoingEmail
from tests.factories import StaffRoleFactory
from tests.proofs.racing import (
    assert_no_promise_broken,
    assert_nothing_lost_or_doubled,
    beside,
    check_then_update,
    gate_off,
    hold_vacancy,
    race,
    through_the_gate,
    vacancy_with_drafts,
)
from vacancies.actions import closing
from vacancies.models import Vacancy

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def silent_doorbell(monkeypatch):
    monkeypatch.setattr(doorbell, "ring", lambda *task: None)


def closes_in(vacancy: Vacancy, wait: timedelta):
    """Set the closing time so far from now, and return it."""
    vacancy.closes_at = timezone.now() + wait
    vacancy.save(update_fields=["closes_at"])
    return vacancy.closes_at


def late(vacancy: Vacancy) -> int:
    return vacancy.applications.received().filter(submitted_at__gte=vacancy.closes_at).count()


class TestManySubmissionsAroundTheClosingTime:
    def test_none_late_none_lost_none_doubled(self):
        vacancy, drafts = vacancy_with_drafts(1_600)
        attempts = race(
            through_the_gate, drafts, over=2 * SECOND, begin=lambda: closes_in(vacancy, 1.2 * SECOND)
        )
        assert_nothing_lost_or_doubled(vacancy, attempts)
        assert late(vacancy) == 0
        accepted = sum(attempt.accepted for attempt in attempts)
        assert 0 < accepted < len(attempts), "the closing time did not come in the middle of the race"
        # Whoever was refused was refused after the closing: nobody was turned away in time.
        assert all(a.over_at >= vacancy.closes_at for a in attempts if not a.accepted)

    def test_what_the_sweep_counted_is_what_is_there(self):
        """Commit order: once the closing is recorded, no submission that was on its way turns up."""
        vacancy, drafts = vacancy_with_drafts(240)
        sweeps = []

        def begin():
            closes_in(vacancy, 0.5 * SECOND)
            sweeps.extend(beside(close_and_tell, after=(0.48 + 0.01 * i) * SECOND) for i in range(6))

        attempts = race(through_the_gate, drafts, over=0.8 * SECOND, begin=begin)
        for sweep in sweeps:
            sweep.join()
        close_and_tell()
        assert_nothing_lost_or_doubled(vacancy, attempts)
        event = AuditEvent.objects.get(action="vacancy.closed", subject=f"vacancy:{vacancy.pk}")
        assert event.details["applications_received"] == vacancy.applications_received
        assert vacancy.closed_at == vacancy.closes_at
        assert_no_promise_broken(but_audit=True)

    def test_negative_control_check_then_update_lets_late_ones_in(self):
        vacancy, drafts = vacancy_with_drafts(400)
        with gate_off():
            race(check_then_update, drafts, over=2 * SECOND, begin=lambda: closes_in(vacancy, 1.2 * SECOND))
        assert late(vacancy) > 0
        assert "every application was received while its advert was open" in broken_promises()


class TestALockHeldAcrossTheClosingTime:
    """Submissions arrive in time, wait for the vacancy's row, and get it when the advert has closed."""

    def wait_across_the_deadline(self):
        vacancy, drafts = vacancy_with_drafts(200)
        holders = []

        def begin():
            closes_at = closes_in(vacancy, 1.2 * SECOND)
            holders.append(hold_vacancy(vacancy, until=closes_at + 0.3 * SECOND))

        attempts = race(through_the_gate, drafts, over=1 * SECOND, begin=begin)
        holders[0].join()
        return vacancy, attempts

    def test_waiting_does_not_make_a_late_one_early(self):
        vacancy, attempts = self.wait_across_the_deadline()
        assert_nothing_lost_or_doubled(vacancy, attempts)
        assert not any(attempt.accepted for attempt in attempts)

    def test_negative_control_the_transactions_own_clock_lets_late_ones_in(self):
        with gate_by("now()"):
            vacancy, attempts = self.wait_across_the_deadline()
        accepted_late = [a for a in attempts if a.accepted and a.over_at >= vacancy.closes_at]
        assert accepted_late
        # And it would even look right afterwards: the stamp is the transaction's beginning.
        assert late(vacancy) == 0

    def test_negative_control_a_clock_read_before_the_lock_lets_late_ones_in(self):
        with gate_by("clock_timestamp()", before_the_lock=True):
            vacancy, attempts = self.wait_across_the_deadline()
        assert [a for a in attempts if a.accepted and a.over_at >= vacancy.closes_at]


class TestAClosingTimeThatMoves:
    def test_extended_and_then_closed_early_while_people_submit(self):
        vacancy, drafts = vacancy_with_drafts(1_200)
        recruiter = StaffRoleFactory(employer=vacancy.employer).user
        extended, ended = Vacancy.objects.get(pk=vacancy.pk), Vacancy.objects.get(pk=vacancy.pk)
        acts = []

        def extend():
            later = vacancy.closes_at + 60 * SECOND
            closing.extend(extended, by=recruiter, closes_at=later, reason="An outage.")

        def end():
            closing.close_early(ended, by=recruiter, reason="Enough.")

        def begin():
            closes_in(vacancy, 1.2 * SECOND)
            acts.extend((beside(extend, after=0.5 * SECOND), beside(end, after=1.8 * SECOND)))

        attempts = race(through_the_gate, drafts, over=2.4 * SECOND, begin=begin)
        for act in acts:
            act.join()
        first = vacancy.closes_at
        assert_nothing_lost_or_doubled(vacancy, attempts)
        received = vacancy.applications.received()
        assert (vacancy.closes_at, vacancy.close_reason) == (first + 60 * SECOND, "recruiter")
        assert received.filter(submitted_at__gt=first).exists(), "nobody used the extension"
        assert not received.filter(submitted_at__gt=vacancy.closed_at).exists()
        assert all(a.over_at >= vacancy.closed_at for a in attempts if not a.accepted)

    def test_it_cannot_move_to_before_a_submission_that_is_on_its_way(self):
        """Shortening waits for the row, then sees what was accepted meanwhile."""
        vacancy, drafts = vacancy_with_drafts(200)
        refused = []

        def shorten():
            try:
                Vacancy.objects.filter(pk=vacancy.pk).update(closes_at=timezone.now() - 0.05 * SECOND)
            except Exception as error:
                refused.append(error.__cause__.sqlstate)

        shortening = []

        def begin():
            shortening.extend(beside(shorten, after=(0.3 + 0.02 * i) * SECOND) for i in range(5))

        attempts = race(through_the_gate, drafts, over=0.8 * SECOND, begin=begin)
        for thread in shortening:
            thread.join()
        assert_nothing_lost_or_doubled(vacancy, attempts)
        assert late(vacancy) == 0
        assert set(refused) == {"AP004"}


class TestTheWholeAction:
    def test_two_clicks_each_around_the_closing_time(self):
        """Through `submit`: a receipt, a line of history, an audit event and an email for each accepted."""
        vacancy, drafts = vacancy_with_drafts(160, criteria=1)

        def click(pk):
            application = Application.objects.select_related("vacancy__employer", "applicant").get(pk=pk)
            try:
                submit(application, by=application.applicant, key=application.submit_key)
            except AdvertClosed:
                return pk, None
            return pk, application.submitted_at

        # The two clicks of one person stand side by side, so that two connections make them at once.
        twice = [pk for pk in drafts for _ in range(2)]
        clicks = race(click, twice, over=2.5 * SECOND, begin=lambda: closes_in(vacancy, 1.5 * SECOND))
        rows = dict(vacancy.applications.values_list("pk", "submitted_at"))
        received = {pk for pk, at in rows.items() if at}
        assert 0 < len(received) < len(rows)
        assert late(vacancy) == 0
        assert all(at == rows[pk] for pk, at in clicks if at), "a receipt without its row"
        assert {pk for pk, at in clicks if at} == received, "a row without its receipt"
        once = Counter(received)
        events = AuditEvent.objects.filter(action="application.submitted").values_list("subject", flat=True)
        emails = OutgoingEmail.objects.filter(key__endswith=":received").values_list("key", flat=True)
        assert Counter(int(subject.split(":")[1]) for subject in events) == once
        assert Counter(int(key.split(":")[1]) for key in emails) == once
        vacancy.refresh_from_db()
        assert vacancy.applications_received == len(received)
        close_and_tell()
        assert_no_promise_broken()


def broken_promises() -> set[str]:
    return {promise.name for promise in invariants.broken()}


@contextmanager
def gate_by(clock: str, *, before_the_lock: bool = False):
    """The gate as it is, but deciding by another clock, or by the same one read too early."""
    source = Path(sql_folder.__path__[0]).joinpath("gate_with_notice.sql").read_text()
    redefine = re.search(
        r"CREATE OR REPLACE FUNCTION applying_gate\(\).*?END \$\$;", source, re.DOTALL
    ).group()
    reading = "instant := clock_timestamp();"
    assert redefine.count(reading) == 1
    wrong = redefine.replace(reading, "" if before_the_lock else f"instant := {clock};")
    if before_the_lock:
        locking = "    SELECT * INTO vacancy"
        assert wrong.count(locking) == 1
        wrong = wrong.replace(locking, f"    instant := {clock};\n{locking}")
    with connection.cursor() as cursor:
        cursor.execute(wrong)
        try:
            yield
        finally:
            cursor.execute(redefine)
