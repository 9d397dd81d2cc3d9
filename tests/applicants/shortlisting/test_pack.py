"""The decision pack: who is handed which, that its totals can be worked out again, what it does not tell."""

import pytest
from django.test import Client
from django.urls import reverse

from recruitment.audit.models import AuditEvent
from tests.applicants.shortlisting.panels import announced_vacancy, chair_of
from tests.factories import StaffRoleFactory

pytestmark = pytest.mark.django_db

DESK = "admin:shortlisting_shortlisting_"
PANEL = "shortlisting:"
PACKS = [f"pack_{kind}_{form}" for kind in ("labels", "names") for form in ("print", "csv", "json")]


@pytest.fixture(autouse=True)
def _without_a_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


def got(person, address, vacancy):
    """The status and the whole answer, headers too, as somebody gets it."""
    client = Client()
    client.force_login(person)
    answer = client.get(reverse(address, args=[vacancy.pk]))
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, str(answer.headers), body


def test_every_pack_is_handed_out_and_that_is_kept_on_record():
    vacancy = announced_vacancy(applications=3, criteria=2, acknowledged=1)
    recruiter = StaffRoleFactory(employer=vacancy.employer).user
    for person, way in ((chair_of(vacancy).user, PANEL), (recruiter, DESK)):
        for name in PACKS:
            status, headers, body = got(person, way + name, vacancy)
            assert status == 200
            assert "no-store" in headers
            assert body
        on_record = AuditEvent.objects.filter(action="vacancy.pack_downloaded", actor_id=person.pk)
        assert on_record.count() == len(PACKS)
