"""Deleting an account: what is gone, what stays without the person, and when it is refused."""

from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.urls import reverse

from applicants.applying.actions import erasing, submitting, withdrawing
from applicants.applying.models import Application, Qualification, Referee
from applicants.privacy.actions import leaving
from recruitment.accounts.models import User
from recruitment.audit.models import AuditEvent
from recruitment.mail.actions import HoldsSecret, send_again
from recruitment.mail.delivery import deliver_due
from recruitment.mail.models import OutgoingEmail
from tests.factories import (
    PASSWORD,
    ApplicationFactory,
    PanelMemberFactory,
    SavedSearchFactory,
    StaffRoleFactory,
    complete_draft,
    open_vacancy,
)
from tests.recruitment.accounts.conftest import signed_up
from tests.recruitment.mail.scripted_server import scripted

pytestmark = pytest.mark.django_db
LEAVE = reverse("privacy:leave")
SECRET = "Quillfeather"


@pytest.fixture
def person():
    return signed_up("leaver@example.org")


def submitted(person):
    application = complete_draft(open_vacancy(), applicant=person, last_name=SECRET)
    application.answers.update(text=f"I, {SECRET}, led a group.")
    Qualification.objects.create(application=application, subject=SECRET)
    Referee.objects.create(
        application=application, name=SECRET, relationship="Friend", email="friend@example.org"
    )
    return submitting.submit(application, by=person, key=application.submit_key)


def withdrawn(person):
    return withdrawing.withdraw(submitted(person), by=person, reason=f"{SECRET} moves away.")


def everything_stored() -> str:
    """Every value of every row that can hold words about a person."""
    models = {Application, User, OutgoingEmail, AuditEvent, EmailAddress}
    models |= {relation.related_model for relation in Application._meta.related_objects}
    return " ".join(str(list(model.objects.values_list())) for model in models)


def test_nothing_personal_is_left(person):
    application = withdrawn(person)
    ApplicationFactory(applicant=person, last_name=SECRET)
    SavedSearchFactory(email=person.email)
    OutgoingEmail.objects.update(state="sent", sent_at="2026-01-01T00:00Z", text=SECRET)
    assert SECRET in everything_stored()

    leaving.leave(person, by=person)

    last = OutgoingEmail.objects.get(to="leaver@example.org")
    assert last.subject.startswith("Your account at")
    last.delete()
    stored = everything_stored()
    assert SECRET not in stored
    assert "leaver@example.org" not in stored
    row = Application.objects.get()
    assert (row.pk, row.status, row.submitted_at) == (application.pk, "withdrawn", application.submitted_at)
    event = AuditEvent.objects.get(action="account.deleted")
    assert (event.actor_id, event.details) == (person.pk, {"drafts": 1, "received": 1})


def test_emails_to_an_earlier_address_are_emptied_too(person):
    application = withdrawn(person)
    OutgoingEmail.objects.all().delete()
    before = {"to": "earlier@example.org", "state": "sent", "sent_at": "2026-01-01T00:00Z", "text": SECRET}
    invitation = application.invitations.create(details="", cancelled_at="2026-01-01T00:00Z")
    for number, (key, about) in enumerate(
        (
            ("address-changed:1:old", f"user:{person.pk}"),
            (f"outcome:{application.pk}", ""),
            (f"invitation:{invitation.pk}", ""),
            (f"outcome:{application.pk}0", ""),
        )
    ):
        OutgoingEmail.objects.create(key=key, about=about, message_id=f"<{number}@x>", **before)
    leaving.leave(person, by=person)
    # The last is about another application, whose number only begins alike.
    assert [email.key for email in OutgoingEmail.objects.filter(text=SECRET)] == [
        f"outcome:{application.pk}0"
    ]


def test_words_on_their_way_go_once_they_are_out(person, settings):
    withdrawn(person)
    doubtful, waiting = OutgoingEmail.objects.order_by("pk")[:2]
    OutgoingEmail.objects.filter(pk=doubtful.pk).update(state="unknown", lease=uuid4())
    leaving.leave(person, by=person)
    doubtful.refresh_from_db()
    assert (doubtful.state, doubtful.text, doubtful.html) == ("unknown", "", "")
    with pytest.raises(HoldsSecret):
        send_again(doubtful, by=person)
    waiting.refresh_from_db()
    assert waiting.state == "queued"
    with scripted(settings):
        deliver_due()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.text, waiting.html) == ("sent", "", "")


def test_refused_while_an_application_is_live(person):
    application = submitted(person)
    with pytest.raises(leaving.CannotLeave) as refusal:
        leaving.leave(person, by=person)
    assert application.vacancy.title in refusal.value.reasons[0].words
    assert User.objects.get().is_active


@pytest.mark.parametrize("duty", ["role", "seat", "administrator"])
def test_refused_to_staff_and_panels(person, duty):
    if duty == "role":
        StaffRoleFactory(user=person)
    elif duty == "seat":
        PanelMemberFactory(user=person).user.staff_roles.all().delete()
    else:
        User.objects.filter(pk=person.pk).update(is_superuser=True)
    with pytest.raises(leaving.CannotLeave):
        leaving.leave(User.objects.get(pk=person.pk), by=person)


def test_from_the_page(client, person):
    elsewhere = type(client)()
    for browser in (client, elsewhere):
        browser.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert client.post(LEAVE).headers["Location"].startswith(reverse("account_reauthenticate"))
    assert User.objects.get().is_active
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    application = submitted(person)
    assert "cannot delete your account yet" in client.post(LEAVE).content.decode()
    withdrawing.withdraw(application, by=person)
    assert "nobody can undo it" in client.get(LEAVE).content.decode()
    assert client.post(LEAVE).headers["Location"] == reverse("privacy:left")
    assert not get_user(client).is_authenticated
    assert not get_user(elsewhere).is_authenticated
    assert client.get(reverse("privacy:left")).status_code == 200


def test_the_address_is_free_again(client, person):
    leaving.leave(person, by=person)
    again = {"email": "leaver@example.org", "password1": "another passphrase"}
    client.post(reverse("account_signup"), again)
    assert User.objects.filter(email="leaver@example.org").exists()


# What says nothing of whom an application is from: numbers, times, and what was chosen from a list.
STAYS = {
    *("id", "vacancy", "applicant", "reference", "status", "submit_key", "late_entry", "entered_late"),
    *("declared_at", "started_at", "saved_at", "submitted_at", "reminded_on", "reminders_off_at"),
    *("forgetting_told_at", "reminder_token", "put_away_at", "right_to_work", "registration", "where_seen"),
}


def test_no_part_and_no_column_is_forgotten():
    parts = {
        relation.get_accessor_name()
        for relation in Application._meta.related_objects
        if relation.related_model._meta.app_label == "applying" and relation.get_accessor_name()
    }
    assert {part for part in parts if not part.endswith("+")} - set(erasing.PARTS) == {
        "answers",
        "answers_before",
        "status_changes",
    }
    columns = {field.name for field in Application._meta.concrete_fields}
    assert columns - set(erasing.EMPTIED) == STAYS
