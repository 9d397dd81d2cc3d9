"""`record` needs somebody who acted, and the desk only shows."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from recruitment.audit.models import AuditEvent
from recruitment.audit.recording import SystemJob, record
from tests.factories import EmployerFactory, UserFactory

TRAIL = reverse("admin:audit_auditevent_changelist")


@pytest.fixture(autouse=True)
def _without_a_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.mark.parametrize("by", [None, AnonymousUser(), "closing sweep", 7])
def test_nobody_is_a_type_error(db, by):
    with pytest.raises(TypeError):
        record("employer.created", EmployerFactory(), by=by)
    assert not AuditEvent.objects.exists()


def test_an_actor_is_needed_by_name(db):
    with pytest.raises(TypeError):
        record("employer.created", EmployerFactory())


def test_a_person_or_a_named_job_is_noted(db):
    employer, person = EmployerFactory(), UserFactory()
    record("employer.created", employer, by=person, reason="asked for", fields=["name"])
    record("employer.created", employer, by=SystemJob("import"))
    by_person, by_job = AuditEvent.objects.order_by("pk")
    assert (by_person.actor_id, by_person.system_job) == (person.pk, "")
    assert (by_person.subject, by_person.reason) == (f"employer:{employer.pk}", "asked for")
    assert by_person.details == {"fields": ["name"]}
    assert (by_job.actor_id, by_job.system_job) == (None, "import")


def test_the_trail_points_at_nothing_that_could_take_it_along():
    assert not any(field.is_relation for field in AuditEvent._meta.get_fields())


def test_administrators_read_it_and_nobody_changes_it_there(client, db):
    administrator = UserFactory(is_superuser=True)
    event = record("employer.created", EmployerFactory(), by=administrator)
    client.force_login(administrator)
    assert "employer.created" in client.get(TRAIL).content.decode()
    assert "employer.created" in client.get(f"{TRAIL}?about=employer&q=employer.created").content.decode()
    assert "employer.created" not in client.get(f"{TRAIL}?about=vacancy").content.decode()
    page = reverse("admin:audit_auditevent_change", args=[event.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"action": "forged"}).status_code == 403
    assert client.get(reverse("admin:audit_auditevent_add")).status_code == 403
    assert client.get(reverse("admin:audit_auditevent_delete", args=[event.pk])).status_code == 403
    client.post(TRAIL, {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"})
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize("query", ["reason__startswith=a", "details__x=1", "happened_at__year=99999"])
def test_only_what_the_page_offers_can_be_asked(client, db, query):
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(f"{TRAIL}?{query}").status_code == 400
