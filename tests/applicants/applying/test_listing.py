"""Your applications: in groups, with the emails about each, and out of sight once they have ended."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applicants.applying.actions import putting_away, submitting, withdrawing
from applicants.applying.queries import listing
from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from tests.factories import ApplicationFactory, UserFactory, complete_draft, open_vacancy
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db
LIST = reverse("applying:list")


@pytest.fixture
def person():
    return UserFactory()


def sent(person, **vacancy):
    application = complete_draft(open_vacancy(**vacancy), applicant=person)
    return submitting.submit(application, by=person, key=application.submit_key)


def too_late(person):
    ended = timezone.now() - timedelta(hours=1)
    vacancy = open_vacancy(opens_at=ended - timedelta(days=9), closes_at=ended)
    return ApplicationFactory(vacancy=vacancy, applicant=person)


def references(lines):
    return [line.application.reference for line in lines]


def test_the_groups(person):
    draft = ApplicationFactory(vacancy=open_vacancy(), applicant=person)
    waiting, missed = sent(person), too_late(person)
    away = withdrawing.withdraw(sent(person), by=person)
    putting_away.put_away(away, by=person)
    mine = listing.applications_of(person)
    assert references(mine.drafts) == [draft.reference]
    assert references(mine.sent) == [waiting.reference]
    assert references(mine.ended) == [missed.reference]
    assert references(mine.put_away) == [away.reference]
    assert [title for title, _ in mine.groups] == ["Not submitted yet", "Sent to the employer", "Ended"]


def test_the_list_says_by_when(client, person):
    application = sent(person)
    Vacancy.objects.filter(pk=application.vacancy_id).update(
        interview_on=timezone.localdate() + timedelta(days=30),
        closes_at=timezone.now() + timedelta(seconds=1),
    )
    ApplicationFactory(vacancy=open_vacancy(title="Draft post"), applicant=person)
    client.force_login(person)
    page = client.get(LIST).content.decode()
    assert "closes in 7 days" in page
    Vacancy.objects.filter(pk=application.vacancy_id).update(
        status="closed", closed_at=timezone.now(), close_reason="deadline"
    )
    assert "The interviews are planned for" in client.get(LIST).content.decode()


def test_put_away_and_brought_back(client, person):
    application = withdrawing.withdraw(sent(person), by=person)
    client.force_login(person)
    put_away = reverse("applying:put_away", args=[application.reference])
    assert "is put away" in client.post(put_away, follow=True).content.decode()
    application.refresh_from_db()
    assert application.put_away_at
    client.post(put_away, {"back": "1"})
    application.refresh_from_db()
    assert application.put_away_at is None
    acts = AuditEvent.objects.filter(action__contains="application.").order_by("pk")
    assert list(acts.values_list("action", flat=True))[-2:] == [
        "application.put_away",
        "application.brought_back",
    ]


def test_what_has_not_ended_stays(client, person):
    application = sent(person)
    client.force_login(person)
    put_away = reverse("applying:put_away", args=[application.reference])
    assert "has not ended" in client.post(put_away, follow=True).content.decode()
    application.refresh_from_db()
    assert application.put_away_at is None


def test_the_emails_about_one_application_and_no_others(client, person):
    application, another = sent(person, title="First post"), sent(person, title="Second post")
    theirs = sent(UserFactory(), title="Their post")
    # Keys are read to their end: 1 is not 11.
    beginning = f"application:{application.pk}"
    for n, key in enumerate((f"{beginning}1:received", f"outcome:{another.pk}", f"invitation:{theirs.pk}")):
        row = OutgoingEmail.objects.first()
        row.pk, row.key, row.message_id, row.text = None, key, f"<{n}@x>", "NOT THEIRS"
        row.save(force_insert=True)
    client.force_login(person)
    page = client.get(reverse("applying:messages", args=[application.reference])).content.decode()
    assert "First post" in page
    assert "Second post" not in page
    assert "Their post" not in page
    assert "NOT THEIRS" not in page
    receipt = OutgoingEmail.objects.get(key=f"{beginning}:received")
    assert receipt.text.split("\n")[0] in page


def test_the_outcome_and_the_invitation_are_among_them(person):
    application = sent(person)
    invitation = application.invitations.create(details="Tuesday.")
    row = OutgoingEmail.objects.first()
    for n, key in enumerate((f"outcome:{application.pk}", f"invitation:{invitation.pk}")):
        row.pk, row.key, row.message_id = None, key, f"<{n}@x>"
        row.save(force_insert=True)
    assert listing.messages_about(application).count() == 3
