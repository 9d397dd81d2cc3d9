"""Announcing and handing in at the same moment as something else: forced interleavings on real connections.

Each race is also run with its lock taken away: then people are told twice or wrongly, or a card with a gap is
frozen, so the locks are what keeps the promise.
"""

from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from django.db import DatabaseError, connection, models, transaction

from applicants.applying.models import Application
from applicants.applying.moving import NotAllowed, move
from applicants.applying.status import Status
from applicants.shortlisting import blinding, invariants, migrations
from applicants.shortlisting.actions import announcing, deciding, scoring
from applicants.shortlisting.actions.scoring import Mark
from applicants.shortlisting.models import Decision, Invitation, Score, ScoreCard, Shortlist
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from tests.applicants.shortlisting.panels import chair_of, closed_vacancy, confirmed_vacancy, score_all
from tests.factories import UserFactory
from tests.proofs.racing import beside, until_somebody_waits_for_a_lock
from vacancies.actions import withdrawing
from vacancies.models import Vacancy

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.proof]


class Stop:
    """Holds one thread up at a call until the test lets it go on. Only the first to come is held."""

    def __init__(self, monkeypatch, owner, name):
        self.reached, self.released = Event(), Event()
        original = getattr(owner, name)

        def held(*args, **kwargs):
            if not self.reached.is_set():
                self.reached.set()
                assert self.released.wait(30)
            return original(*args, **kwargs)

        monkeypatch.setattr(owner, name, held)

    def wait(self):
        assert self.reached.wait(30)


@contextmanager
def without_locks(*without):
    """Every `select_for_update` of these models locks nothing."""
    original = models.QuerySet.select_for_update

    def unlocked(rows, *args, **kwargs):
        return rows.all() if rows.model in without else original(rows, *args, **kwargs)

    models.QuerySet.select_for_update = unlocked
    try:
        yield
    finally:
        models.QuerySet.select_for_update = original


def letters(vacancy):
    return OutgoingEmail.objects.filter(about=f"vacancy:{vacancy.pk}", key__regex="^(invitation|outcome):")


# --- Two announce at once -----------------------------------------------------------------------------------


def announce_twice_at_once(monkeypatch, vacancy):
    """The first is held inside its transaction until the second waits for it (or has nothing to wait for)."""
    user, results = chair_of(vacancy).user, []
    # Without the lock the second comes past the first; then it waits at the applications instead.
    stop = Stop(monkeypatch, announcing, "_queue_emails")

    def announce():
        results.append(announcing.announce(vacancy, by=user))

    first = beside(announce)
    stop.wait()
    second = beside(announce)
    assert until_somebody_waits_for_a_lock()
    stop.released.set()
    first.join()
    second.join()
    return sorted((told.invited, told.not_shortlisted) for told in results)


def test_two_who_announce_at_once_tell_everybody_once(monkeypatch):
    vacancy = confirmed_vacancy(applications=4, invited=2)
    assert announce_twice_at_once(monkeypatch, vacancy) == [(0, 0), (2, 2)]
    assert letters(vacancy).count() == 4
    assert Invitation.objects.count() == 2
    assert AuditEvent.objects.filter(action="shortlist.announced").count() == 1
    assert invariants.broken() == []


def test_control_without_the_lock_on_the_shortlist_the_second_does_not_see_the_first(monkeypatch):
    vacancy = confirmed_vacancy(applications=4, invited=2)
    locked = without_locks(Shortlist, Vacancy)  # the vacancy's row is locked for the sake of withdrawals
    with locked, pytest.raises(DatabaseError, match="was announced"):
        # Nothing but the database's own trigger stops it then.
        announce_twice_at_once(monkeypatch, vacancy)


def test_many_who_announce_at_once(monkeypatch):
    vacancy = confirmed_vacancy(applications=6, invited=3)
    user = chair_of(vacancy).user
    together = [beside(lambda: announcing.announce(vacancy, by=user)) for _ in range(6)]
    for one in together:
        one.join()
    assert letters(vacancy).count() == 6
    assert invariants.broken() == []


# --- Somebody withdraws while it is announced ---------------------------------------------------------------


def withdrawing_first(vacancy, application):
    """A withdrawal is written but not committed when the announcement begins; then it commits."""
    written, commit = Event(), Event()

    def withdraw():
        with transaction.atomic():
            move(application, Status.WITHDRAWN, by=application.applicant)
            written.set()
            assert commit.wait(30)

    withdrawal = beside(withdraw)
    assert written.wait(30)
    announcement = beside(lambda: announcing.announce(vacancy, by=chair_of(vacancy).user))
    assert until_somebody_waits_for_a_lock()
    commit.set()
    withdrawal.join()
    announcement.join()


def test_who_withdrew_a_moment_before_is_not_told():
    vacancy = confirmed_vacancy(applications=3, invited=3)
    application = vacancy.applications.first()
    withdrawing_first(vacancy, application)
    assert Application.objects.get(pk=application.pk).status == Status.WITHDRAWN
    assert letters(vacancy).count() == 2
    assert not letters(vacancy).filter(to=application.applicant.email).exists()
    assert not application.invitations.exists()
    assert invariants.broken() == []


def test_control_without_the_lock_on_the_applications_a_withdrawal_is_overwritten():
    vacancy = confirmed_vacancy(applications=3, invited=3)
    application = vacancy.applications.first()
    with without_locks(Application):
        withdrawing_first(vacancy, application)
    assert Application.objects.get(pk=application.pk).status == Status.SHORTLISTED
    assert letters(vacancy).filter(to=application.applicant.email).exists()


@pytest.mark.parametrize("invited", [1, 0])
def test_who_withdraws_a_moment_after_was_told(monkeypatch, invited):
    """The withdrawal waits: then the invited may still withdraw, the others have nothing to withdraw."""
    vacancy = confirmed_vacancy(applications=1, invited=invited)
    application = vacancy.applications.get()
    stop = Stop(monkeypatch, announcing, "_queue_emails")
    announcement = beside(lambda: announcing.announce(vacancy, by=chair_of(vacancy).user))
    stop.wait()
    withdrawal = beside(lambda: move(application, Status.WITHDRAWN, by=application.applicant))
    assert until_somebody_waits_for_a_lock()
    stop.released.set()
    announcement.join()
    if invited:
        withdrawal.join()
    else:
        with pytest.raises(NotAllowed):
            withdrawal.join()
    assert letters(vacancy).get().to == application.applicant.email
    assert Decision.objects.get().outcome == ("invite" if invited else "not_shortlisted")
    assert invariants.broken() == []


# --- The vacancy is withdrawn while it is announced ---------------------------------------------------------


def withdrawing_the_vacancy_first(vacancy):
    """The withdrawal is written but not committed when the announcement begins; then it commits."""
    written, commit = Event(), Event()

    def withdraw():
        with transaction.atomic():
            withdrawing.withdraw(Vacancy.objects.get(pk=vacancy.pk), by=UserFactory(), reason="No funds.")
            written.set()
            assert commit.wait(30)

    withdrawal = beside(withdraw)
    assert written.wait(30)
    announcement = beside(lambda: announcing.announce(vacancy, by=chair_of(vacancy).user))
    waited = until_somebody_waits_for_a_lock(patience=2)
    commit.set()
    withdrawal.join()
    return announcement, waited


def test_nobody_is_invited_by_a_vacancy_withdrawn_a_moment_before():
    vacancy = confirmed_vacancy(applications=2, invited=1)
    announcement, waited = withdrawing_the_vacancy_first(vacancy)
    assert waited
    with pytest.raises(deciding.VacancyWithdrawn):
        announcement.join()
    assert not letters(vacancy).exists()
    assert not Invitation.objects.exists()


def test_control_without_the_lock_on_the_vacancy_people_are_invited_by_a_withdrawn_one():
    vacancy = confirmed_vacancy(applications=2, invited=1)
    with without_locks(Vacancy):
        announcement, _ = withdrawing_the_vacancy_first(vacancy)
        announcement.join()
    vacancy.refresh_from_db()
    assert (vacancy.status, letters(vacancy).count()) == ("withdrawn", 2)


def test_a_vacancy_is_not_withdrawn_a_moment_after_people_were_told(monkeypatch):
    vacancy = confirmed_vacancy(applications=2, invited=1)
    stop = Stop(monkeypatch, announcing, "_queue_emails")
    announcement = beside(lambda: announcing.announce(vacancy, by=chair_of(vacancy).user))
    stop.wait()
    same = Vacancy.objects.get(pk=vacancy.pk)
    withdrawal = beside(lambda: withdrawing.withdraw(same, by=UserFactory(), reason="No funds."))
    assert until_somebody_waits_for_a_lock()
    stop.released.set()
    announcement.join()
    with pytest.raises(withdrawing.AlreadyAnnounced):
        withdrawal.join()
    assert Vacancy.objects.get(pk=vacancy.pk).status == "closed"
    assert letters(vacancy).count() == 2


# --- A card is handed in while a score is saved -------------------------------------------------------------


def saving_while_handing_in(monkeypatch, member):
    """Handing in has found nothing missing, but not yet written; meanwhile points are taken back."""
    score_all(member)
    line = blinding.candidates(member)[0]
    criterion = member.vacancy.criteria.first()
    original = scoring._unscored
    counted, write = Event(), Event()

    def count_then_wait(*args):
        missing = original(*args)
        counted.set()
        assert write.wait(30)
        return missing

    monkeypatch.setattr(scoring, "_unscored", count_then_wait)
    handing_in = beside(lambda: scoring.submit_card(member, by=member.user))
    assert counted.wait(30)
    saving = beside(
        lambda: scoring.save_scores(
            member, line.token, {criterion.pk: Mark(None, "I am not sure.")}, by=member.user
        )
    )
    waited = until_somebody_waits_for_a_lock(patience=2)
    if not waited:
        saving.join()
    write.set()
    handing_in.join()
    if waited:
        saving.join()


def test_points_are_not_taken_back_from_under_a_card_that_is_handed_in(monkeypatch):
    member = closed_vacancy(applications=2).panel.first()
    with pytest.raises(scoring.CardIsIn):
        saving_while_handing_in(monkeypatch, member)
    assert ScoreCard.objects.get().submitted_at
    assert not Score.objects.filter(points=None).exists()
    assert invariants.broken() == []


def test_control_without_the_lock_on_the_card_it_is_frozen_with_a_gap(monkeypatch):
    member = closed_vacancy(applications=2).panel.first()
    with without_locks(ScoreCard):
        saving_while_handing_in(monkeypatch, member)
    assert ScoreCard.objects.get().submitted_at
    assert "a card that is in is complete" in {broken.name for broken in invariants.broken()}


def raw_score_while_handing_in(member) -> str:
    """By SQL alone: the card is marked as in but not committed when a score of it is changed."""
    score_all(member)
    card = member.cards.get()
    marked, commit = Event(), Event()

    def mark():
        with transaction.atomic():
            ScoreCard.objects.filter(pk=card.pk).update(submitted_at="2026-01-01T00:00Z")
            marked.set()
            assert commit.wait(30)

    def change():
        Score.objects.filter(card=card).update(points=3)

    marking = beside(mark)
    assert marked.wait(30)
    changing = beside(change)
    waited = until_somebody_waits_for_a_lock(patience=2)
    if not waited:
        changing.join()
    commit.set()
    marking.join()
    try:
        changing.join()
    except DatabaseError as error:
        return error.__cause__.sqlstate
    return ""


def test_the_database_makes_a_score_wait_for_its_card():
    assert raw_score_while_handing_in(closed_vacancy(applications=1).panel.first()) == "SC002"
    assert set(Score.objects.values_list("points", flat=True)) == {2}


@contextmanager
def trigger_without_its_lock():
    """The same trigger, only that it looks at the card without locking it."""
    sql = Path(migrations.__file__).with_name("sql").joinpath("frozen_cards.sql").read_text()
    start = sql.index("CREATE FUNCTION shortlisting_freeze_scores")
    function = sql[start : sql.index("END $$;", start) + len("END $$;")].replace(
        "CREATE", "CREATE OR REPLACE", 1
    )
    assert "FOR SHARE" in function
    with connection.cursor() as cursor:
        cursor.execute(function.replace(" FOR SHARE", ""))
        try:
            yield
        finally:
            cursor.execute(function)


def test_control_without_the_triggers_lock_a_score_slips_under_the_frozen_card():
    member = closed_vacancy(applications=1).panel.first()
    with trigger_without_its_lock():
        assert raw_score_while_handing_in(member) == ""
    assert set(Score.objects.values_list("points", flat=True)) == {3}
    assert ScoreCard.objects.get().submitted_at
