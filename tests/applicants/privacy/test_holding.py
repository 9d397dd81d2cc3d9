"""What people download of themselves is everything, and nobody else's; no new table is forgotten."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import EmailField, ForeignKey
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applicants.applying.actions import submitting
from applicants.applying.models import Application, Referee
from applicants.privacy import packing
from applicants.privacy.packing import DATA, PAGE, pack
from applicants.privacy.queries.holding import HELD, NOT_HELD, documents_of, everything_held
from recruitment.accounts.actions import addresses
from recruitment.accounts.models import User
from recruitment.documents import storing
from recruitment.mail.models import OutgoingEmail
from tests.factories import (
    PASSWORD,
    ApplicationDocumentFactory,
    UserFactory,
    as_draft,
    complete_draft,
    open_vacancy,
)
from tests.recruitment.accounts.conftest import signed_up

pytestmark = pytest.mark.django_db
DOWNLOAD = reverse("privacy:download")


def leads_to_a_person() -> set[str]:
    """Every model that refers to a person, an application or a row we give, or has room for an address."""
    given = {kind.model for kind in HELD} | {User, Application}
    found = set()
    for model in apps.get_models(include_auto_created=True):
        fields = model._meta.concrete_fields
        refers = any(isinstance(field, ForeignKey) and field.related_model in given for field in fields)
        if model in given or refers or any(isinstance(field, EmailField) for field in fields):
            found.add(model._meta.label_lower)
    return found


def test_no_table_is_forgotten():
    """A new one is either given, or stands in NOT_HELD with a reason."""
    known = {kind.model._meta.label_lower for kind in HELD} | set(NOT_HELD)
    assert leads_to_a_person() - known == set()
    assert set(NOT_HELD) <= {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    assert all(NOT_HELD.values())


def test_columns_that_are_left_out_exist():
    for kind in HELD:
        assert kind.without <= {field.name for field in kind.model._meta.concrete_fields}, kind.title


def applied(person, **fields):
    application = complete_draft(open_vacancy(), applicant=person, **fields)
    Referee.objects.create(
        application=application, name="Robin Fictional", relationship="Manager", email="robin@example.org"
    )
    return submitting.submit(application, by=person, key=application.submit_key)


def test_the_file(client):
    person, other = signed_up("holder@example.org"), UserFactory()
    mine, theirs = applied(person, last_name="<b>Mine"), applied(other, last_name="Othersname")
    OutgoingEmail.objects.create(
        key=f"outcome:{mine.pk}", message_id="<1@x>", to="earlier@example.org", subject="Outcome", text="x"
    )
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert client.post(DOWNLOAD).headers["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(DOWNLOAD).status_code == 200
    answer = client.post(DOWNLOAD)
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer.headers["Cache-Control"]
    with ZipFile(BytesIO(answer.content)) as packed:
        page, data = packed.read(PAGE).decode(), json.loads(packed.read(DATA))
    assert "&lt;b&gt;Mine" in page
    assert data["Your applications"][0]["last_name"] == "<b>Mine"
    assert data["Referees"][0]["name"] == "Robin Fictional"
    assert data["What happened to your applications"][0]["to_status"] == "Submitted"
    assert {"Outcome"} < {email["subject"] for email in data["Emails we sent you"]}
    assert "application.submitted" in {event["action"] for event in data["The record of what was done"]}
    for words in (theirs.reference, "Othersname", other.email, person.password):
        assert words not in page
        assert words not in json.dumps(data)


def emails_given(person) -> set[str]:
    return {
        row["subject"] + row["text"]
        for kind, rows in everything_held(person)
        if kind.model is OutgoingEmail
        for row in rows
    }


@pytest.mark.parametrize("is_sent", [False, True])
def test_no_code_under_way_and_no_word_of_another_account_is_in_it(is_sent):
    """Who has a session and the password would else need neither mailbox to change the address."""
    person, other = signed_up("holder@example.org"), signed_up("other@example.org")
    addresses.ask(person, "unread@example.org")
    addresses.ask(person, other.email)
    if is_sent:
        sent = {"state": "sent", "sent_at": "2026-01-01T00:00Z"}
        OutgoingEmail.objects.update(text="", html="", **sent)
    given = emails_given(person)
    assert not any("already have an account" in words or "Your code" in words for words in given)
    assert any("Changing your email address" in words for words in given) == is_sent
    assert any("already have an account" in words for words in emails_given(other)) == is_sent


def test_what_an_earlier_owner_of_the_address_was_told_stays_theirs():
    earlier, later = signed_up("moved@example.org"), signed_up("shared@example.org")
    mine = applied(earlier)
    about = {"to": later.email, "text": "", "message_id": "<1@x>", "subject": "Outcome"}
    OutgoingEmail.objects.create(key=f"outcome:{mine.pk}", **about)
    about |= {"message_id": "<2@x>", "subject": "An alert"}
    OutgoingEmail.objects.create(key="alert:7:monday", **about)
    assert emails_given(later) == {"An alert"}
    assert "Outcome" in emails_given(earlier)


def test_no_more_queries_for_three_applications_than_for_one():
    def queries(person):
        with CaptureQueriesContext(connection) as captured:
            everything_held(person)
        return len(captured)

    one, three = UserFactory(), UserFactory()
    applied(one)
    for _ in range(3):
        applied(three)
    assert queries(three) == queries(one)


def test_five_an_hour(client):
    person = signed_up("holder@example.org")
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    answers = [client.post(DOWNLOAD).status_code for _ in range(6)]
    assert answers == [200] * 5 + [302]


def test_the_documents_that_were_released_are_in_it(tmp_path, settings, monkeypatch):
    settings.DOCUMENTS_ROOT = str(tmp_path)
    vacancy = open_vacancy()
    with as_draft(vacancy):
        asked = [vacancy.asked_documents.create(title=f"Document {n}", is_needed=False) for n in range(4)]
    draft = complete_draft(vacancy)

    def sent(n, **fields):
        content = b"%PDF-1.7 document " + str(n).encode()
        fields = {"sha256": storing.keep(content), "scan": "clean", **fields}
        return ApplicationDocumentFactory(application=draft, asked=asked[n], **fields)

    mine = sent(0, file_name="../../my \\ certificate.pdf")
    sent(1, scan="not_scanned")
    lost = sent(2, sha256="0" * 64)
    packed = pack([], documents_of(draft.applicant), at=timezone.localtime())
    with ZipFile(BytesIO(packed)) as archive:
        (name,) = [name for name in archive.namelist() if name.startswith("documents/")]
        assert archive.read(name) == b"%PDF-1.7 document 0"
        assert name == f"documents/{draft.reference}/{mine.pk} .._.._my _ certificate.pdf"
        assert f"{lost.pk} {lost.file_name}" in archive.read(PAGE).decode()
    monkeypatch.setattr(packing, "MOST_BYTES", 5)
    with ZipFile(BytesIO(pack([], documents_of(draft.applicant), at=timezone.localtime()))) as archive:
        assert archive.namelist() == [PAGE, DATA]
