"""The desk's list of emails: who sees which, what it tells, and the two decisions."""

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail, State
from tests.factories import EmployerFactory, StaffRoleFactory, UserFactory
from tests.recruitment.mail.conftest import stored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rings")]

LIST = "/desk/mail/outgoingemail/"


@pytest.fixture(autouse=True)
def _without_a_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def employer():
    return EmployerFactory()


@pytest.fixture
def desk(client, employer):
    """A recruiter of `employer`, signed in."""
    client.force_login(StaffRoleFactory(employer=employer).user)
    return client


def page(email, client):
    return client.get(reverse("admin:mail_outgoingemail_change", args=[email.pk]))


def decide(client, action, *emails, **extra):
    chosen = [str(getattr(email, "pk", email)) for email in emails]
    return client.post(LIST, {"action": action, "_selected_action": chosen, **extra}, follow=True)


def test_what_needs_somebody_is_shown_first(desk, employer):
    stored(employer=employer, subject="Refused one", state=State.FAILED)
    stored(employer=employer, subject="Doubtful one", state=State.UNKNOWN)
    stored(employer=employer, subject="Waiting one")
    stored(employer=employer, subject="Sent one", state=State.SENT, sent_at=Now())

    def shown(query=""):
        text = desk.get(LIST + query).text
        return {word for word in ("Refused", "Doubtful", "Waiting", "Sent") if f"{word} one" in text}

    assert shown() == shown("?show=nonsense") == {"Refused", "Doubtful"}
    assert shown("?show=waiting") == {"Waiting"}
    assert shown("?show=sent") == {"Sent"}
    assert shown("?show=all") == {"Refused", "Doubtful", "Waiting", "Sent"}


def test_recruiters_see_the_emails_of_their_employers_alone(desk, employer):
    own = stored(employer=employer, subject="Own", state=State.FAILED)
    other = stored(employer=EmployerFactory(), subject="Foreign", state=State.FAILED)
    nobodys = stored(subject="Nobody's", state=State.FAILED)
    text = desk.get(LIST).text
    assert "Own" in text
    assert "Foreign" not in text
    assert "Nobody" not in text
    assert page(own, desk).status_code == 200
    assert page(other, desk).status_code == page(nobodys, desk).status_code == 302
    decide(desk, "send_again", other, nobodys, confirmed="yes")
    assert OutgoingEmail.objects.filter(state=State.QUEUED).count() == 0


def test_an_administrator_sees_all_and_an_applicant_none(client):
    email = stored(state=State.FAILED)
    client.force_login(UserFactory(is_superuser=True))
    assert page(email, client).status_code == 200
    client.force_login(UserFactory())
    assert page(email, client).status_code in (302, 403)


def test_the_words_are_shown_but_never_those_of_a_secret(client):
    client.force_login(UserFactory(is_superuser=True))
    open_, secret = stored(text="Plain words"), stored(text="Code 4711", html="Code 4711", holds_secret=True)
    assert "Plain words" in page(open_, client).text
    assert "4711" not in page(secret, client).text


def test_nothing_is_added_changed_or_deleted(desk, employer):
    email = stored(employer=employer, state=State.FAILED)
    assert desk.get(f"{LIST}add/").status_code == 403
    assert desk.post(f"{LIST}{email.pk}/change/", {"subject": "x"}).status_code == 403
    assert desk.post(f"{LIST}{email.pk}/delete/", {"post": "yes"}).status_code == 403
    assert OutgoingEmail.objects.get().subject == email.subject


@pytest.mark.parametrize("field", ["to", "text", "html", "subject", "lease", "employer__name"])
def test_the_list_cannot_be_asked_about_what_it_does_not_show(desk, employer, field):
    stored(employer=employer, state=State.FAILED)
    response = desk.get(f"{LIST}?{field}__startswith=a")
    assert response.status_code in (302, 400)


def test_send_again_says_to_whom_and_acts_once_confirmed(desk, employer):
    email = stored(employer=employer, state=State.FAILED)
    settled = stored(employer=employer, state=State.SENT, sent_at=Now())
    asked = decide(desk, "send_again", email, settled)
    assert email.to in asked.text
    assert settled.to not in asked.text
    assert OutgoingEmail.objects.get(pk=email.pk).state == State.FAILED
    done = decide(desk, "send_again", email, confirmed="yes")
    assert "1 email will be sent again." in done.text
    assert OutgoingEmail.objects.get(pk=email.pk).state == State.QUEUED
    assert AuditEvent.objects.get().action == "email.sent_again"


def test_it_arrived_is_for_doubts_alone(desk, employer):
    doubt, refused = (stored(employer=employer, state=state) for state in (State.UNKNOWN, State.FAILED))
    asked = decide(desk, "it_arrived", doubt, refused)
    assert doubt.to in asked.text
    assert refused.to not in asked.text
    decide(desk, "it_arrived", doubt, refused, confirmed="yes")
    assert OutgoingEmail.objects.get(pk=doubt.pk).state == State.SENT
    assert OutgoingEmail.objects.get(pk=refused.pk).state == State.FAILED


def test_the_page_of_an_email_offers_what_can_be_done(desk, employer):
    doubt, refused = (stored(employer=employer, state=state) for state in (State.UNKNOWN, State.FAILED))
    sent = stored(employer=employer, state=State.SENT, sent_at=Now())
    assert [("Send again…" in page(each, desk).text) for each in (doubt, refused, sent)] == [
        True,
        True,
        False,
    ]
    assert [("It arrived…" in page(each, desk).text) for each in (doubt, refused, sent)] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("chosen", ["abc", "9" * 30, "-1", "1.5", "", "٣"])
def test_hostile_numbers_choose_nothing(desk, chosen):
    assert decide(desk, "send_again", chosen).status_code == 200


def test_the_list_takes_the_same_queries_for_one_row_and_for_thirty(desk, employer):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            desk.get(LIST)
        return len(captured)

    stored(employer=employer, state=State.FAILED)
    queries()
    one_row = queries()
    for _ in range(29):
        stored(employer=employer, state=State.FAILED)
    assert queries() == one_row <= 10
