"""The reserve list: its order, asking the next, telling all that nobody is needed, and who hears of it."""

from datetime import UTC, datetime, time

import pytest
from django.urls import reverse
from django.utils import timezone

from applicants.applying.actions import withdrawing
from applicants.applying.status import Status
from applicants.shortlisting import blinding, invariants, queries, tasks
from applicants.shortlisting.actions import announcing, deciding, reserve_list
from applicants.shortlisting.actions.deciding import Outcome
from applicants.shortlisting.models import Decision, Shortlist
from recruitment.accounts.models import StaffRole
from recruitment.mail.models import OutgoingEmail
from tests.applicants.shortlisting.panels import INTERVIEWS, chair_of, scored_vacancy
from tests.factories import StaffRoleFactory
from vacancies.actions import archiving
from vacancies.models import Vacancy
from vacancies.times import next_time_of_day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


def with_reserves(*, announced=True, emails_from=None, reserves=2) -> Vacancy:
    """One is invited, the others are on the reserve list."""
    vacancy = scored_vacancy(applications=1 + reserves, criteria=1, members=1)
    chair = chair_of(vacancy)
    first, *others = (line.token for line in blinding.candidates(chair))
    deciding.choose(chair, {first: Outcome.INVITE} | dict.fromkeys(others, Outcome.RESERVE), by=chair.user)
    if announced:
        deciding.describe_interviews(vacancy, INTERVIEWS, by=chair.user)
        deciding.hold_emails(vacancy, emails_from, by=chair.user)
        deciding.confirm(Shortlist.objects.get(), by=chair.user)
        announcing.announce(vacancy, by=chair.user)
    return Vacancy.objects.get(pk=vacancy.pk)


def order(vacancy):
    return queries.reserve_tokens(chair_of(vacancy), Shortlist.objects.get(vacancy=vacancy))


def invited(vacancy):
    return vacancy.applications.get(status=Status.SHORTLISTED)


def test_the_order_is_changed_by_steps_and_by_numbers(client):
    vacancy = with_reserves(announced=False, reserves=3)
    chair = chair_of(vacancy)
    a, b, c = order(vacancy)
    client.force_login(chair.user)
    url = reverse("shortlisting:reserve_order", args=[vacancy.pk])
    assert client.get(url).status_code == 200
    client.post(url, {"up": c.hex})
    assert order(vacancy) == [a, c, b]
    client.post(url, {"down": a.hex})
    assert order(vacancy) == [c, a, b]
    client.post(url, {f"place_{a.hex}": 7, f"place_{b.hex}": 1, f"place_{c.hex}": 90})
    assert order(vacancy) == [b, a, c]
    assert sorted(Decision.objects.filter(outcome="reserve").values_list("reserve_place", flat=True)) == [
        1,
        2,
        3,
    ]
    twice = client.post(url, {f"place_{a.hex}": 1, f"place_{b.hex}": 1, f"place_{c.hex}": 2})
    assert "is not the only one with place 1" in twice.content.decode()
    assert order(vacancy) == [b, a, c]
    assert invariants.broken() == []


def test_the_first_is_invited_in_one_act_and_nobody_else():
    vacancy = with_reserves()
    chair = chair_of(vacancy)
    first, second = queries.on_reserve(vacancy.shortlist)
    with pytest.raises(reserve_list.NotNext):
        reserve_list.promote(vacancy, second.pk, by=chair.user)
    invitation = reserve_list.promote(vacancy, first.pk, by=chair.user)
    assert invitation.application.status == Status.SHORTLISTED
    assert "The Example Building" in OutgoingEmail.objects.get(key=f"invitation:{invitation.pk}").text
    with pytest.raises(reserve_list.NotNext):
        reserve_list.promote(vacancy, first.pk, by=chair.user)
    assert [line.pk for line in queries.on_reserve(vacancy.shortlist)] == [second.pk]
    since = {person.email: person.since for person in queries.told(vacancy.shortlist)}
    assert since[first.email] == "Invited since"
    assert invariants.broken() == []


def test_who_withdraws_frees_a_place_and_chair_and_recruiters_hear_once():
    vacancy = with_reserves()
    recruiter = StaffRoleFactory(employer=vacancy.employer, role=StaffRole.Role.RECRUITER).user
    gone = invited(vacancy)
    withdrawing.withdraw(gone, by=gone.applicant)
    assert queries.free_places(vacancy.shortlist) == 1
    tasks.tell_of_withdrawals()
    tasks.tell_of_withdrawals()
    heard = OutgoingEmail.objects.filter(key__contains="place_free")
    assert {letter.to for letter in heard} == {recruiter.email, chair_of(vacancy).user.email}
    assert heard.count() == 2
    assert gone.full_name not in heard[0].text + heard[1].text
    first = queries.on_reserve(vacancy.shortlist)[0]
    withdrawing.withdraw(vacancy.applications.get(pk=first.pk), by=gone.applicant)
    (second,) = queries.on_reserve(vacancy.shortlist)
    reserve_list.promote(vacancy, second.pk, by=recruiter)
    assert queries.free_places(vacancy.shortlist) == 0
    assert invariants.broken() == []


def test_nobody_else_is_needed():
    vacancy = with_reserves()
    chair = chair_of(vacancy)
    pks = [line.pk for line in queries.on_reserve(vacancy.shortlist)]
    with pytest.raises(archiving.SomebodyWaits):
        archiving.archive(vacancy, by=chair.user)
    with pytest.raises(reserve_list.ListChanged):
        reserve_list.release(vacancy, shown=pks[:1], by=chair.user)
    assert reserve_list.release(vacancy, shown=pks, by=chair.user) == 2
    assert OutgoingEmail.objects.filter(key__endswith=":released").count() == 2
    with pytest.raises(reserve_list.NobodyOnReserve):
        reserve_list.release(vacancy, shown=pks, by=chair.user)
    assert invariants.broken() == []


def test_the_pages_of_the_chair_and_of_the_recruiter(client):
    vacancy = with_reserves()
    client.force_login(chair_of(vacancy).user)
    url = reverse("shortlisting:reserves", args=[vacancy.pk])
    first, second = queries.on_reserve(vacancy.shortlist)
    assert f"Invite {first.name}" in client.get(url).content.decode()
    client.post(url, {"first": second.pk})
    assert len(queries.on_reserve(vacancy.shortlist)) == 2
    assert "is invited" in client.post(url, {"first": first.pk}, follow=True).content.decode()
    client.force_login(StaffRoleFactory(employer=vacancy.employer, role=StaffRole.Role.RECRUITER).user)
    url = reverse("admin:shortlisting_shortlisting_reserves", args=[vacancy.pk])
    assert second.name in client.get(url).content.decode()
    url = reverse("admin:shortlisting_shortlisting_release_reserves", args=[vacancy.pk])
    assert second.name in client.get(url).content.decode()
    client.post(url, {"shown": second.pk})
    assert queries.on_reserve(vacancy.shortlist) == []


def test_emails_wait_for_a_time_of_day_and_so_does_what_follows():
    vacancy = with_reserves(emails_from=time(9))
    until = next_time_of_day(time(9), after=vacancy.shortlist.announced_at)
    letters = OutgoingEmail.objects.filter(key__regex="^(outcome|invitation)")
    assert {letter.due_at for letter in letters} == {until}
    first = queries.on_reserve(vacancy.shortlist)[0]
    invitation = reserve_list.promote(vacancy, first.pk, by=chair_of(vacancy).user)
    assert OutgoingEmail.objects.get(key=f"invitation:{invitation.pk}").due_at == until
    assert reserve_list.still_held(vacancy.shortlist) == until > timezone.now()


@pytest.mark.parametrize(
    ("minute", "after", "comes"),
    [
        (time(9), datetime(2027, 3, 27, 8, 0), datetime(2027, 3, 27, 9, 0)),
        # The clocks go forward in the night to 28 March 2027, over half past one; back on 31 October.
        (time(9), datetime(2027, 3, 27, 9, 1), datetime(2027, 3, 28, 8, 0)),
        (time(1, 30), datetime(2027, 3, 27, 12, 0), datetime(2027, 3, 28, 1, 30)),
        (time(9), datetime(2027, 10, 30, 8, 1), datetime(2027, 10, 31, 9, 0)),
        (time(1, 30), datetime(2027, 10, 30, 12, 0), datetime(2027, 10, 31, 0, 30)),
        (time(1, 30), datetime(2027, 10, 31, 0, 31), datetime(2027, 10, 31, 1, 30)),
        (time(9), datetime(2027, 6, 1, 8, 0), datetime(2027, 6, 1, 8, 0)),
    ],
)
def test_the_next_time_of_day_in_london(minute, after, comes):
    assert next_time_of_day(minute, after=after.replace(tzinfo=UTC)) == comes.replace(tzinfo=UTC)
