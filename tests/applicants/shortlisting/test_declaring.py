"""Conflicts of interest: nothing is seen before they are declared, and a conflict closes the applications."""

import pytest
from django.test import Client
from django.urls import reverse

from applicants.shortlisting import blinding, queries
from applicants.shortlisting.actions import declaring, scoring
from applicants.shortlisting.admin.today import members_to_replace
from applicants.shortlisting.status import Conflict, Stage
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from tests.applicants.shortlisting.panels import (
    announced_vacancy,
    apply,
    chair_of,
    close,
    closed_vacancy,
    confirmed_vacancy,
    hand_in,
    score_all,
    scored_vacancy,
    seat_of,
    undeclare,
)
from tests.factories import PanelMemberFactory, StaffRoleFactory, open_vacancy

pytestmark = pytest.mark.django_db
# Every page of a member or chair on which an application, a label or a score may stand.
SHOWING = (
    "candidate",
    "background",
    "submit",
    "ranking",
    "interviews",
    "confirm",
    "reopen",
    "announce",
    "announced",
)


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


def browser_of(member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def address(name, member, *more):
    return reverse(f"shortlisting:{name}", args=[member.vacancy_id, *more])


@pytest.mark.parametrize("make", [closed_vacancy, scored_vacancy, confirmed_vacancy, announced_vacancy])
@pytest.mark.parametrize("conflict", [None, Conflict.UNFIT])
def test_nothing_is_open_to_who_has_not_declared_or_should_not_score(make, conflict):
    vacancy = make(applications=1)
    chair = chair_of(vacancy)
    blinding.prepare(chair)
    token = blinding.candidates(chair)[0].token
    undeclare(chair)
    if conflict:
        chair.declarations.create(conflict=conflict, explanation="A relative.")
    client = browser_of(chair)
    for name in SHOWING:
        for method in (client.get, client.post):
            response = method(address(name, chair, *([token] if name in ("candidate", "background") else [])))
            assert response.status_code in (302, 405), name
            assert response.get("Location", address("vacancy", chair)) == address("vacancy", chair)
    home = client.get(address("vacancy", chair)).content.decode()
    assert "Candidate " not in home
    assert seat_of(chair).stage == (Stage.ASIDE if conflict else Stage.DECLARING)
    with pytest.raises(scoring.ScoringNotOpen):
        scoring.save_scores(chair, token, {}, by=chair.user)
    with pytest.raises(scoring.ScoringNotOpen):
        scoring.submit_card(chair, by=chair.user)


def test_declaring_by_form_and_then_reading():
    vacancy = open_vacancy()
    member = PanelMemberFactory(vacancy=vacancy)
    apply(vacancy)
    client, url = browser_of(member), address("declaration", member)
    assert client.get(url).status_code == 302, "not before the applications are in"
    close(vacancy)
    assert "Choose which of these" in client.post(url, {}).content.decode()
    answer = client.post(url, {"conflict": "unfit", "unfit": " "}).content.decode()
    assert "Say in a few words what the conflict is" in answer
    assert client.post(url, {"conflict": "somebody", "somebody": "I worked nearby."}).status_code == 302
    declared = member.declarations.get()
    assert (declared.conflict, declared.explanation) == ("somebody", "I worked nearby.")
    assert "0 of 1 scored" in client.get(address("vacancy", member)).content.decode()
    assert AuditEvent.objects.filter(action="panel.declared", subject=f"panelmember:{member.pk}").exists()
    assert not emails_about(member).exists()


def test_a_conflict_closes_everything_and_tells_those_who_act_but_not_why():
    vacancy = closed_vacancy(applications=1)
    recruiter = StaffRoleFactory(employer=vacancy.employer).user
    chair, member = vacancy.panel.order_by("-is_chair")
    score_all(member)
    declaring.declare(member, Conflict.UNFIT, "My cousin has applied.", by=member.user)
    emails = emails_about(member)
    assert set(emails.values_list("to", flat=True)) == {chair.user.email, recruiter.email}
    assert not any("cousin" in email.text + email.html for email in emails)
    hand_in(chair)
    assert queries.cards_outstanding(vacancy) == 1, "nothing is decided until somebody sits in their place"
    (line,) = members_to_replace(recruiter).lines
    assert "1 person on it should not score" in line.why
    assert "Stands aside" in browser_of(chair).get(address("vacancy", chair)).content.decode()

    # Said by mistake: the newest declaration counts, all are kept.
    declaring.declare(member, Conflict.NONE, by=member.user)
    scoring.submit_card(member, by=member.user)
    assert member.declarations.count() == 3
    assert not members_to_replace(recruiter).lines


def test_nobody_off_the_panel_declares():
    vacancy = closed_vacancy()
    member = vacancy.panel.last()
    vacancy.panel.filter(pk=member.pk).update(removed_at="2026-01-01T00:00Z")
    with pytest.raises(declaring.NothingToDeclare):
        declaring.declare(member, Conflict.NONE, by=member.user)


def emails_about(member):
    return OutgoingEmail.objects.filter(key__startswith=f"panel:{member.pk}:declaration:")
