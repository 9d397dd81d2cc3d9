"""A late-entry code lets in as many as it says, while it is valid, and nobody once the panel has begun."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from applicants.applying.models import Application
from applicants.shortlisting.models import ScoreCard
from recruitment.mail import doorbell
from tests.factories import PanelMemberFactory, StaffRoleFactory
from tests.proofs.racing import assert_no_promise_broken, beside, gate_off, race, vacancy_with_drafts
from vacancies.actions import late_entry
from vacancies.models import LateEntryCode, Vacancy

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

USES, PEOPLE = 3, 24


@pytest.fixture(autouse=True)
def silent_doorbell(monkeypatch):
    monkeypatch.setattr(doorbell, "ring", lambda *task: None)


def closed_with_a_code(*, until=timedelta(hours=1)) -> tuple[Vacancy, list[int], LateEntryCode]:
    """A vacancy that has closed, drafts that hold its code, and the code, good for three."""
    vacancy, drafts = vacancy_with_drafts(PEOPLE)
    ended = timezone.now() - timedelta(minutes=5)
    Vacancy.objects.filter(pk=vacancy.pk).update(
        closes_at=ended, status="closed", closed_at=ended, close_reason="deadline", closing_told_at=ended
    )
    vacancy.refresh_from_db()
    recruiter = StaffRoleFactory(employer=vacancy.employer).user
    entry, _ = late_entry.make(
        vacancy,
        by=recruiter,
        for_whom="Carers",
        until=timezone.now() + until,
        reason="Fair.",
        uses_allowed=USES,
    )
    Application.objects.filter(pk__in=drafts).update(late_entry=entry)
    return vacancy, drafts, entry


def submit(pk: int) -> str:
    """By bare SQL: "" when accepted, else why not."""
    with connection.cursor() as cursor:
        try:
            cursor.execute("UPDATE applying_application SET status = 'submitted' WHERE id = %s", [pk])
        except DatabaseError as error:
            return error.__cause__.sqlstate
    return ""


def in_late(vacancy) -> int:
    return vacancy.applications.received().filter(entered_late=True).count()


def test_never_one_use_too_many():
    vacancy, drafts, entry = closed_with_a_code()
    answers = race(submit, drafts)
    assert sorted(answers) == [""] * USES + ["AP008"] * (PEOPLE - USES)
    entry.refresh_from_db()
    assert entry.used == USES == in_late(vacancy)
    assert_no_promise_broken(but_audit=True)


def test_negative_control_check_then_count_lets_too_many_in():
    vacancy, drafts, entry = closed_with_a_code()

    def check_then_count(pk):
        code = LateEntryCode.objects.get(pk=entry.pk)
        if code.used < code.uses_allowed:
            Application.objects.filter(pk=pk).update(
                status="submitted", submitted_at=timezone.now(), entered_late=True
            )
            LateEntryCode.objects.filter(pk=entry.pk).update(used=min(code.used + 1, USES))

    with gate_off():
        race(check_then_count, drafts)
    assert in_late(vacancy) > USES


def test_none_after_it_was_taken_back_while_people_submit():
    vacancy, drafts, entry = closed_with_a_code()
    LateEntryCode.objects.filter(pk=entry.pk).update(uses_allowed=20)
    by = StaffRoleFactory(employer=vacancy.employer).user
    taken_back = []

    def begin():
        taken_back.append(
            beside(
                lambda: late_entry.revoke(entry, by=by, reason="Wrong person."), after=timedelta(seconds=0.2)
            )
        )

    answers = race(submit, drafts[:20], over=timedelta(seconds=0.5), begin=begin)
    taken_back[0].join()
    entry.refresh_from_db()
    assert set(answers) == {"", "AP008"}
    assert not vacancy.applications.filter(submitted_at__gt=entry.revoked_at).exists()
    assert entry.used == in_late(vacancy)
    assert_no_promise_broken(but_audit=True)


def test_none_after_its_time_however_long_somebody_waits_for_the_row():
    vacancy, drafts, entry = closed_with_a_code(until=timedelta(seconds=0.8))
    answers = race(submit, drafts[:2], over=timedelta(seconds=0.1))
    assert answers == ["", ""]
    answers = race(submit, drafts[2:6], over=timedelta(seconds=2.4))
    assert answers[-1] == "AP008"
    assert not vacancy.applications.filter(submitted_at__gte=entry.until).exists()


def test_a_card_on_its_way_and_a_late_one_wait_for_each_other():
    """Whichever is first: once a card is in, nobody comes in any more, and the advert opens no more."""
    vacancy, drafts, entry = closed_with_a_code()
    LateEntryCode.objects.filter(pk=entry.pk).update(uses_allowed=20)
    card = ScoreCard.objects.create(member=PanelMemberFactory(vacancy=vacancy))
    handed_in = []

    def hand_in():
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE shortlisting_scorecard SET submitted_at = clock_timestamp() WHERE id = %s"
                " RETURNING submitted_at",
                [card.pk],
            )

    def begin():
        handed_in.append(beside(hand_in, after=timedelta(seconds=0.2)))

    answers = race(submit, drafts[:20], over=timedelta(seconds=0.5), begin=begin)
    handed_in[0].join()
    assert set(answers) == {"", "SC006"}
    first_refused = answers.index("SC006")
    assert first_refused > 0
    assert submit(drafts[20]) == "SC006"
    with pytest.raises(DatabaseError) as refusal:
        Vacancy.objects.filter(pk=vacancy.pk).update(status="published", closed_at=None, close_reason="")
    assert refusal.value.__cause__.sqlstate == "SC007"


def test_in_the_open_time_no_use_is_taken():
    vacancy, drafts, entry = closed_with_a_code()
    now = timezone.now()
    Vacancy.objects.filter(pk=vacancy.pk).update(
        status="published", closes_at=now + timedelta(hours=1), closed_at=None, close_reason=""
    )
    assert submit(drafts[0]) == ""
    entry.refresh_from_db()
    assert (entry.used, in_late(vacancy)) == (0, 0)


def test_a_save_cannot_put_the_count_back():
    _, drafts, entry = closed_with_a_code()
    assert submit(drafts[0]) == ""
    entry.used = 0
    entry.save()
    assert LateEntryCode.objects.get(pk=entry.pk).used == 1
