"""Old drafts: their owners are told a week before, then they are deleted; never one without the other."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from applicants.applying import invariants
from applicants.applying.actions import copying, drafting, forgetting
from applicants.applying.actions.submitting import submit
from applicants.applying.models import Answer, Application, Qualification
from applicants.applying.tasks import FORGETTING, forget_drafts
from recruitment.audit.models import AuditEvent
from recruitment.mail import doorbell
from recruitment.mail.models import OutgoingEmail
from tests.factories import UserFactory, complete_draft, open_vacancy
from tests.proofs.racing import race, vacancy_with_drafts
from vacancies.actions import late_entry
from vacancies.models import Vacancy
from vacancies.status import CloseReason, Status

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def draft():
    """Complete, and left behind: its vacancy closes today."""
    draft = complete_draft(open_vacancy(criteria=1))
    Qualification.objects.create(application=draft, subject="Health and Social Care")
    ended(draft.vacancy)
    return draft


def ended(vacancy, *, days_ago=0):
    Vacancy.objects.filter(pk=vacancy.pk).update(
        status=Status.CLOSED,
        closed_at=timezone.now() - days_ago * DAY,
        close_reason=CloseReason.DEADLINE,
        closing_told_at=timezone.now(),
    )


def tell(days):
    return forgetting.tell(by=FORGETTING, now=timezone.now() + days * DAY)


def forget(days):
    return forgetting.forget(by=FORGETTING, now=timezone.now() + days * DAY)


def emails():
    return OutgoingEmail.objects.filter(key__contains=":kept_until:")


def test_its_owner_is_told_a_week_before_and_once(draft):
    assert tell(82) == 0
    assert tell(83.1) == 1
    assert tell(84) == 0
    email = emails().get()
    assert email.to == draft.applicant.email
    assert email.employer is None, "who wrote a draft is not the recruiters' to know"
    assert f"/applications/{draft.reference}/answers/" in email.text


def test_then_it_goes_with_everything_in_it(draft):
    tell(83.1)
    assert forget(90) == 0, "a week has not passed since"
    assert forget(90.2) == 1
    assert not Application.objects.exists()
    assert not Answer.objects.exists()
    event = AuditEvent.objects.get(action="application.forgotten")
    assert event.subject == f"application:{draft.pk}"
    assert not {draft.first_name, draft.last_name, draft.applicant.email} & set(str(event.details).split("'"))


def test_a_sweep_that_comes_late_still_leaves_a_week(draft):
    assert forget(200) == 0, "nobody was told"
    assert tell(200) == 1
    assert forget(206.9) == 0
    assert forget(207.1) == 1


def test_what_was_submitted_or_can_be_is_left_alone(draft):
    open_draft = complete_draft(open_vacancy())
    received = complete_draft(open_vacancy())
    submit(received, by=received.applicant, key=received.submit_key)
    ended(received.vacancy)
    tell(200)
    forget(300)
    assert set(Application.objects.all()) == {open_draft, received}


def test_an_advert_that_opens_again_spares_it_and_is_told_anew(draft):
    tell(83.1)
    Vacancy.objects.filter(pk=draft.vacancy_id).update(
        status=Status.PUBLISHED, closed_at=None, close_reason="", closes_at=timezone.now() + 90 * DAY
    )
    assert forget(100) == 0
    # It closes once more, 89 days from now: the week before is counted from that end.
    ended(draft.vacancy, days_ago=-89)
    assert forget(100) == 0
    assert tell(100) == 0
    assert tell(89 + 83.1) == 1
    assert forget(89 + 90) == 0
    assert emails().count() == 2
    assert forget(89 + 90.2) == 1


@pytest.mark.parametrize("address", ["", "owner", "somebody-else@example.org"])
def test_who_may_still_come_in_late_keeps_it(draft, address):
    whose = {"owner": draft.applicant.email}.get(address, address)
    entry, code = late_entry.make(
        Vacancy.objects.get(pk=draft.vacancy_id),
        by=UserFactory(),
        for_whom="Somebody",
        until=timezone.now() + 80 * DAY,
        reason="Unwell.",
        email=whose,
    )
    spared = address != "somebody-else@example.org"
    assert tell(84) == (0 if spared else 1)
    if address == "owner":
        drafting.start_late(draft.vacancy, by=draft.applicant, code=code)
        type(entry).objects.filter(pk=entry.pk).update(revoked_at=timezone.now())
        # From then on the days count from the end of the code.
        assert tell(84) == 0
        assert tell(80 + 83.1) == 1


def test_what_was_copied_out_of_it_still_waits_to_be_confirmed(draft):
    vacancy = open_vacancy(criteria=1)
    fresh = drafting.start(vacancy, by=draft.applicant)
    copying.copy_answer(fresh, vacancy.criteria.get(), draft.answers.get(), by=draft.applicant)
    copying.copy(fresh, draft, by=draft.applicant, take={"details"})
    tell(84)
    assert forget(92) == 1
    assert fresh.answers.get().copied_from_id == fresh.pk
    assert fresh.sections.get(name="details").copied_from_id == fresh.pk


def test_the_sweep_does_both_and_more_than_a_batch(draft, monkeypatch):
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    for _ in range(4):
        complete_draft(draft.vacancy)
    ended(draft.vacancy, days_ago=91)
    # Begun when it was still open, as the gate would have it.
    begun_long_ago()
    forget_drafts()
    assert Application.objects.filter(forgetting_told_at__isnull=False).count() == 5
    Application.objects.update(forgetting_told_at=timezone.now() - 8 * DAY)
    forget_drafts()
    assert not Application.objects.exists()
    forget_drafts()


def begun_long_ago():
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        Application.objects.update(started_at=timezone.now() - 100 * DAY)
        cursor.execute("SET session_replication_role = DEFAULT")


class TestInvariants:
    def test_who_was_not_told_in_time_is_noticed(self, draft):
        begun_long_ago()
        ended(draft.vacancy, days_ago=84)
        assert not invariants.left_behind_and_nobody_told().exists()
        ended(draft.vacancy, days_ago=86)
        assert invariants.left_behind_and_nobody_told().get() == draft
        Application.objects.update(forgetting_told_at=timezone.now() - 3 * DAY)
        assert not invariants.left_behind_and_nobody_told().exists()

    def test_what_stays_too_long_is_noticed(self, draft):
        begun_long_ago()
        ended(draft.vacancy, days_ago=98)
        Application.objects.update(forgetting_told_at=timezone.now() - 8 * DAY)
        assert not invariants.kept_too_long().exists()
        Application.objects.update(forgetting_told_at=timezone.now() - 10 * DAY)
        assert invariants.kept_too_long().get() == draft

    def test_a_deletion_without_warning_is_noticed(self, draft):
        tell(83.1)
        forget(90.2)
        event = AuditEvent.objects.get(action="application.forgotten")
        assert invariants.forgotten_too_soon().get() == event, "by the database's clock it is today"


class TestBetweenTheLockAndTheLook:
    def test_a_code_made_in_between_spares_it(self, draft, monkeypatch):
        """What the sweep locks by is older than the lock, so it asks once more."""
        tell(83.1)
        held = forgetting._held

        def somebody_is_faster(due):
            numbers = held(due)
            assert numbers == [draft.pk]
            late_entry.make(
                Vacancy.objects.get(pk=draft.vacancy_id),
                by=UserFactory(),
                for_whom="Somebody",
                until=timezone.now() + DAY,
                reason="Unwell.",
            )
            return numbers

        monkeypatch.setattr(forgetting, "_held", somebody_is_faster)
        assert forget(91) == 0
        assert Application.objects.filter(pk=draft.pk).exists()


@pytest.mark.proof
@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def left_behind(self, number: int) -> Vacancy:
        vacancy, _ = vacancy_with_drafts(number)
        begun_long_ago()
        ended(vacancy, days_ago=91)
        return vacancy

    def test_each_is_told_once_and_forgotten_once(self, monkeypatch):
        monkeypatch.setattr(doorbell, "ring", lambda *task: None)
        monkeypatch.setattr(forgetting, "AT_ONCE", 3)
        self.left_behind(20)
        race(lambda _: forget_drafts(), range(4), runners=4)
        forget_drafts()
        assert emails().count() == Application.objects.filter(forgetting_told_at__isnull=False).count() == 20
        Application.objects.update(forgetting_told_at=timezone.now() - 8 * DAY)
        race(lambda _: forget_drafts(), range(4), runners=4)
        forget_drafts()
        assert not Application.objects.exists()
        assert AuditEvent.objects.filter(action="application.forgotten").count() == 20
        assert invariants.broken() == []

    def test_while_somebody_holds_the_vacancy_nothing_is_deleted(self, monkeypatch):
        """As who opens it again does. The control: once it is let go, the same sweep deletes."""
        vacancy = self.left_behind(1)
        Application.objects.update(forgetting_told_at=timezone.now() - 8 * DAY)
        with transaction.atomic():
            Vacancy.objects.select_for_update(no_key=True).get(pk=vacancy.pk)
            assert race(lambda _: forget(0), [1], runners=1) == [0]
        assert forget(0) == 1
