"""Every look of a panel member at an application is on record, once."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from applicants.shortlisting import blinding
from applicants.shortlisting.actions import seeing
from recruitment.audit.models import AuditEvent
from tests.applicants.shortlisting.panels import closed_vacancy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def member():
    panel = closed_vacancy(applications=3, criteria=1).panel
    member = panel.select_related("vacancy", "user").get(is_chair=False)
    blinding.prepare(member)
    return member


def noted():
    return list(AuditEvent.objects.filter(action="candidates.seen").order_by("pk"))


def test_opening_a_candidate_is_noted_once_a_minute_and_asking_with_head_is_not(member):
    client = Client()
    client.force_login(member.user)
    row = member.candidates.first()
    url = reverse("shortlisting:candidate", args=[member.vacancy_id, row.token])
    client.head(url)
    assert noted() == []
    client.get(url)
    client.get(url)
    (event,) = noted()
    assert (event.actor_id, event.subject) == (member.user_id, f"panelmember:{member.pk}")
    assert event.details == {"page": "candidate", "candidates": [row.pk]}
    assert event.employer_id == member.vacancy.employer_id


def test_one_record_for_many_and_another_for_another_page_or_another_minute(
    member, django_assert_num_queries, monkeypatch
):
    tokens = [line.token for line in blinding.candidates(member)]
    with django_assert_num_queries(2):
        seeing.seen(member, tokens, "criterion 1", by=member.user)
    seeing.seen(member, reversed(tokens), "criterion 1", by=member.user)
    assert [event.details["candidates"] for event in noted()] == [
        sorted(row.pk for row in member.candidates.all())
    ]
    seeing.seen(member, tokens[:1], "criterion 1", by=member.user)
    seeing.seen(member, tokens, "print", by=member.user)
    assert len(noted()) == 3
    monkeypatch.setattr(seeing, "ONE_LOOK", timedelta(0))
    seeing.seen(member, tokens, "print", by=member.user)
    assert len(noted()) == 4


def test_another_members_tokens_note_nothing(member):
    chair = member.vacancy.panel.get(is_chair=True)
    blinding.prepare(chair)
    seeing.seen(member, [line.token for line in blinding.candidates(chair)], "candidate", by=member.user)
    assert noted() == []
