"""Sending for approval, approving, sending back, taking back: the pages, their mail and their traces."""

import pytest

from recruitment.audit.models import AuditEvent
from recruitment.mail.models import OutgoingEmail
from tests.factories import StaffRoleFactory, UserFactory, publishable_vacancy, sent_for_approval
from tests.vacancies.desk.pages import page
from tests.vacancies.form_data import as_sent
from vacancies.actions import approving, publishing
from vacancies.models import Vacancy
from vacancies.status import Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(employer):
    return StaffRoleFactory(employer=employer).user


@pytest.fixture
def careful(employer):
    """The employer asks for a second person."""
    employer.needs_approval = True
    employer.save()
    return employer


def standing(vacancy) -> str:
    return Vacancy.objects.get(pk=vacancy.pk).status


def emails(template_words) -> list[str]:
    return sorted(
        OutgoingEmail.objects.filter(subject__startswith=template_words).values_list("to", flat=True)
    )


def test_a_draft_is_published_through_a_colleagues_approval(client, careful, recruiter, colleague):
    vacancy = publishable_vacancy(employer=careful)
    buttons = client.get(page("change", vacancy)).text
    assert page("send", vacancy) in buttons
    assert page("publish", vacancy) not in buttons
    # Publishing leads to asking, whatever was typed into the address bar.
    assert client.post(page("publish", vacancy)).url == page("send", vacancy)
    assert str(colleague) in client.get(page("send", vacancy)).text
    client.post(page("send", vacancy))
    assert standing(vacancy) == Status.AWAITING_APPROVAL
    assert emails("To approve:") == [colleague.email]

    # Who sent it cannot approve it, nor send it back to themselves.
    for act in ("approve", "send_back"):
        text = client.post(page(act, vacancy), {"reason": "Fine"}, follow=True).text
        assert "somebody else has to decide" in text
    assert standing(vacancy) == Status.AWAITING_APPROVAL

    client.force_login(colleague)
    assert str(recruiter) in client.get(page("approve", vacancy)).text
    assert client.post(page("approve", vacancy)).status_code == 302
    assert standing(vacancy) == Status.APPROVED
    assert emails("Approved:") == [recruiter.email]
    # A second click finds it done.
    assert "stands at “approved” now" in client.post(page("approve", vacancy), follow=True).text
    assert AuditEvent.objects.filter(action="vacancy.approved").count() == 1

    client.force_login(recruiter)
    client.post(page("publish", vacancy), {"when": "now"})
    assert Vacancy.objects.get(pk=vacancy.pk).is_open


def test_sending_back_needs_a_reason_which_the_sender_reads(client, careful, recruiter, colleague):
    vacancy = sent_for_approval(publishable_vacancy(employer=careful), by=colleague)
    assert "Say what has to change" in client.post(page("send_back", vacancy), {"reason": " "}).text
    client.post(page("send_back", vacancy), {"reason": "The band is missing its zone."})
    assert standing(vacancy) == Status.DRAFT
    (email,) = OutgoingEmail.objects.filter(subject__startswith="Sent back")
    assert email.to == colleague.email
    assert "The band is missing its zone." in email.text
    history = client.get(page("history", vacancy)).text
    assert f"Sent back to be changed by {recruiter}, because “The band is missing its zone”." in history
    # Sent again, it is asked again.
    sent_for_approval(vacancy, by=colleague)
    assert OutgoingEmail.objects.filter(subject__startswith="To approve", to=recruiter.email).count() == 2


def test_what_lacks_something_is_not_sent(client, careful, recruiter):
    vacancy = publishable_vacancy(employer=careful, summary="")
    assert "Write the job summary." in client.post(page("send", vacancy)).text
    assert standing(vacancy) == Status.DRAFT


def test_the_sender_takes_back_and_a_colleague_sends_back(client, careful, recruiter, colleague):
    own = sent_for_approval(publishable_vacancy(employer=careful), by=recruiter)
    others = sent_for_approval(publishable_vacancy(employer=careful), by=colleague)
    assert client.get(page("take_back", others)).url == page("send_back", others)
    client.post(page("take_back", own), {"standing": "awaiting_approval"})
    assert (standing(own), standing(others)) == (Status.DRAFT, Status.AWAITING_APPROVAL)
    with pytest.raises(approving.OnlyByTheSender):
        approving.take_back(others, by=recruiter)


def test_changing_an_approved_advert_loses_the_approval(client, careful, recruiter, colleague):
    vacancy = sent_for_approval(publishable_vacancy(employer=careful), by=recruiter)
    # A page that was shown before it was approved says nothing of an approval: it asks anew.
    stale = {"standing": "awaiting_approval"}
    approving.approve(vacancy, by=colleague)
    assert "The approval is lost" in client.post(page("take_back", vacancy), stale).text
    client.post(page("take_back", vacancy), {"standing": "approved"})
    stored = Vacancy.objects.get(pk=vacancy.pk)
    assert (stored.status, stored.approved_by) == (Status.DRAFT, None)
    with pytest.raises(publishing.NeedsApproval):
        publishing.publish(stored, by=recruiter)


def test_what_was_read_is_what_is_approved(client, careful, recruiter, colleague):
    vacancy = sent_for_approval(publishable_vacancy(employer=careful), by=colleague)
    data = as_sent(client.get(page("approve", vacancy)), "act_form")
    # Meanwhile the sender puts something else in its place.
    approving.take_back(vacancy, by=colleague)
    Vacancy.objects.filter(pk=vacancy.pk).update(summary="Something else.")
    vacancy.refresh_from_db()
    sent_for_approval(vacancy, by=colleague)
    asked_anew = client.post(page("approve", vacancy), data)
    assert "Read it again" in asked_anew.text
    assert standing(vacancy) == Status.AWAITING_APPROVAL
    client.post(page("approve", vacancy), as_sent(asked_anew, "act_form"))
    assert standing(vacancy) == Status.APPROVED


def test_an_administrator_may_approve(client, careful):
    vacancy = sent_for_approval(publishable_vacancy(employer=careful))
    client.force_login(UserFactory(is_superuser=True))
    client.post(page("approve", vacancy))
    assert standing(vacancy) == Status.APPROVED
