"""The recruiter's look at the guaranteed interviews: who is on the list, who may look, what it leads to."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from applicants.applying.models import Application
from applicants.applying.status import Status
from applicants.shortlisting import invariants, queries
from applicants.shortlisting.actions import announcing, checking, deciding
from applicants.shortlisting.models import GuaranteedInterview, Shortlist
from recruitment.accounts.models import Employer, StaffRole
from recruitment.mail.models import OutgoingEmail
from recruitment.today import today
from tests.applicants.shortlisting.panels import (
    INTERVIEWS,
    apply,
    chair_of,
    close,
    declare,
    hand_in,
    withdraw,
)
from tests.factories import PanelMemberFactory, StaffRoleFactory, UserFactory, open_vacancy
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


def to_check(taking_part=2, applications=4, points=2) -> Vacancy:
    """A confirmed shortlist that invites nobody; so many take part in Disability Confident."""
    vacancy = open_vacancy(criteria=1)
    Employer.objects.filter(pk=vacancy.employer_id).update(is_disability_confident=True)
    for number in range(2):
        declare(PanelMemberFactory(vacancy=vacancy, is_chair=number == 0))
    for number in range(applications):
        apply(vacancy, last_name=f"Example{number}", adjustments="A lift." if number < taking_part else "")
    vacancy = Vacancy.objects.get(pk=close(vacancy).pk)
    for member in vacancy.panel.all():
        hand_in(member, points)
    chair = chair_of(vacancy)
    deciding.choose(chair, {}, by=chair.user, reject_the_rest=True)
    deciding.describe_interviews(vacancy, INTERVIEWS, by=chair.user)
    deciding.confirm(Shortlist.objects.get(vacancy=vacancy), by=chair.user)
    return Vacancy.objects.get(pk=vacancy.pk)


def recruiter_of(vacancy):
    role = StaffRole.Role.RECRUITER
    return StaffRoleFactory(employer=vacancy.employer, role=role).user


def listed(vacancy):
    return [line.pk for line in queries.taking_part(Shortlist.objects.get(vacancy=vacancy))]


def test_everybody_who_takes_part_and_meets_the_essentials_is_invited():
    vacancy = to_check()
    recruiter, chair = recruiter_of(vacancy), chair_of(vacancy)
    with pytest.raises(announcing.NotChecked):
        announcing.announce(vacancy, by=chair.user)
    pks = listed(vacancy)
    assert set(pks) == set(vacancy.applications.order_by("pk").values_list("pk", flat=True)[:2])
    assert checking.check(vacancy, shown=pks, invited=pks, by=recruiter) == 2
    with pytest.raises(checking.AlreadyChecked):
        checking.check(vacancy, shown=pks, invited=pks, by=recruiter)
    told = announcing.announce(Vacancy.objects.get(pk=vacancy.pk), by=chair.user)
    assert (told.invited, told.not_shortlisted) == (2, 2)
    assert set(Application.objects.filter(status=Status.SHORTLISTED).values_list("pk", flat=True)) == set(pks)
    assert invariants.broken() == []


def test_who_does_not_meet_an_essential_is_not_on_the_list():
    assert listed(to_check(points=1)) == []


def test_a_check_is_needed_where_nobody_takes_part_and_ends_with_reopening():
    vacancy = to_check(taking_part=0)
    recruiter, chair = recruiter_of(vacancy), chair_of(vacancy)
    with pytest.raises(announcing.NotChecked):
        announcing.announce(vacancy, by=chair.user)
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        Shortlist.objects.update(announced_at="2026-01-01T00:00Z")
    assert refusal.value.__cause__.sqlstate == "SC017"
    checking.check(vacancy, shown=[], invited=[], by=recruiter)
    deciding.reopen(vacancy.shortlist, by=chair.user, reason="Once more.")
    assert Shortlist.objects.get().checked_at is None


def test_high_numbers_need_a_reason_and_somebody():
    vacancy = to_check()
    recruiter = recruiter_of(vacancy)
    pks = listed(vacancy)
    with pytest.raises(deciding.ReasonMissing):
        checking.check(vacancy, shown=pks, invited=pks[:1], by=recruiter)
    with pytest.raises(checking.NobodyChosen):
        checking.check(vacancy, shown=pks, invited=[], high_volume_reason="400 applied.", by=recruiter)
    with pytest.raises(checking.ListChanged):
        checking.check(vacancy, shown=pks[:1], invited=pks[:1], by=recruiter)
    withdraw(Application.objects.get(pk=pks[1]))
    assert checking.check(vacancy, shown=pks, invited=pks, high_volume_reason="x", by=recruiter) == 1
    # Nobody was left out, so there is nothing to explain.
    assert Shortlist.objects.get().high_volume_reason == ""


def test_what_was_checked_stays_until_it_is_taken_back():
    vacancy = to_check()
    recruiter = recruiter_of(vacancy)
    pks = listed(vacancy)
    checking.check(vacancy, shown=pks, invited=pks[:1], high_volume_reason="400 applied.", by=recruiter)
    for change in (
        lambda: GuaranteedInterview.objects.all().delete(),
        lambda: GuaranteedInterview.objects.update(decided_by=UserFactory()),
        lambda: GuaranteedInterview.objects.create(
            shortlist=vacancy.shortlist, application_id=pks[1], decided_by=recruiter
        ),
        lambda: Shortlist.objects.update(high_volume_reason="other"),
        lambda: Shortlist.objects.update(confirmed_at=None),
    ):
        with pytest.raises(DatabaseError) as refusal, transaction.atomic():
            change()
        assert refusal.value.__cause__.sqlstate == "SC016"
    checking.take_back(vacancy, by=recruiter)
    assert listed(vacancy) == pks
    assert queries.guarantees(vacancy.shortlist) == []


def test_the_page_is_for_recruiters_who_were_never_on_the_panel(client):
    vacancy = to_check()
    recruiter, on_the_panel = recruiter_of(vacancy), recruiter_of(vacancy)
    PanelMemberFactory(vacancy=vacancy, user=on_the_panel, removed_at="2026-01-01T00:00Z")
    url = reverse("admin:shortlisting_shortlisting_guaranteed", args=[vacancy.pk])
    client.force_login(on_the_panel)
    response = client.get(url)
    assert response.status_code == 302
    assert "Shortlists to look at" not in str([duty.heading for duty in today.duties(on_the_panel)])
    client.force_login(recruiter)
    assert "Shortlists to look at" in str([duty.heading for duty in today.duties(recruiter)])
    page = client.get(url).content.decode()
    pks = listed(vacancy)
    assert page.count('name="shown"') == 2
    shown = {"shown": pks}
    assert "Choose whom to invite" in client.post(url, shown).content.decode()
    kept = client.post(url, {**shown, "whom": "some", "invited": [pks[0]], "reason": ""}).content.decode()
    assert "Say why high numbers" in kept
    long = {**shown, "whom": "some", "invited": [pks[0]], "reason": "r" * 2_001}
    assert "Keep the reason to 2,000 characters" in client.post(url, long).content.decode()
    assert " checked" in kept
    assert client.post(url, {**shown, "whom": "all"}).status_code == 302
    assert GuaranteedInterview.objects.filter(decided_by=recruiter).count() == 2
    assert "looked at this shortlist" in client.get(url).content.decode()


def test_recruiters_hear_of_it_and_the_chair_learns_only_that_somebody_looks(client):
    role = StaffRole.Role.RECRUITER
    vacancy = to_check()
    recruiter, chair = StaffRoleFactory(employer=vacancy.employer, role=role).user, chair_of(vacancy)
    deciding.reopen(vacancy.shortlist, by=chair.user, reason="Once more.")
    deciding.confirm(Shortlist.objects.get(), by=chair.user)
    assert OutgoingEmail.objects.filter(to=recruiter.email, key__contains="check_asked").count() == 1
    client.force_login(chair.user)
    url = reverse("shortlisting:announce", args=[vacancy.pk])
    before = client.get(url).content.decode()
    # Two lists of names, one from before the look, would tell who was added; so would the panel's decisions
    # by name beside what people are told.
    names = [application.full_name for application in vacancy.applications.all()]
    assert not any(name in before for name in names)
    assert "once the recruiter has looked" in before
    packs = [
        reverse(f"shortlisting:pack_names_{form}", args=[vacancy.pk]) for form in ("print", "csv", "json")
    ]
    assert [client.get(pack).status_code for pack in packs] == [404] * 3
    offered = client.get(reverse("shortlisting:packs", args=[vacancy.pk])).content.decode()
    assert "pack/names" not in offered
    assert "The recruiters of" in offered
    assert "The recruiter looks at every shortlist" in before
    assert "Announce and send the emails" not in before
    assert "Nobody was told" in client.post(url, follow=True).content.decode()
    pks = listed(vacancy)
    checking.check(vacancy, shown=pks, invited=pks, by=recruiter)
    after = client.get(url).content.decode()
    assert "Announce and send the emails" in after
    assert all(name in after for name in names)
    assert [client.get(pack).status_code for pack in packs] == [404] * 3
    assert "uarantee" not in after
    assert "Confident" not in after
