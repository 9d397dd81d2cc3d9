"""Django's own email functions end in the outbox."""

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail

from recruitment.mail.models import OutgoingEmail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_real_backend(settings, rings):
    settings.EMAIL_BACKEND = "recruitment.mail.backend.OutboxBackend"


def test_a_message_is_queued_as_a_secret():
    assert send_mail("Your\ncode", "1234", None, ["a@example.org"], html_message="<b>1234</b>") == 1
    email = OutgoingEmail.objects.get()
    assert (email.to, email.subject, email.text, email.html) == (
        "a@example.org",
        "Your code",
        "1234",
        "<b>1234</b>",
    )
    assert email.holds_secret
    assert "example.org" not in email.key
    assert email.employer is None


def test_each_recipient_gets_an_email_of_their_own(rings):
    message = EmailMultiAlternatives(
        "S", "T", to=["A <a@example.org>", "b@example.org"], bcc=["c@example.org"]
    )
    assert message.send() == 1
    assert set(OutgoingEmail.objects.values_list("to", flat=True)) == {
        "a@example.org",
        "b@example.org",
        "c@example.org",
    }
    assert OutgoingEmail.objects.values("message_id").distinct().count() == 3


def test_the_same_words_twice_are_two_emails():
    for _ in range(2):
        send_mail("S", "T", None, ["a@example.org"])
    assert OutgoingEmail.objects.count() == 2


def test_html_alone_is_given_a_text_too():
    message = EmailMessage("S", "<p>Hello <b>you</b></p>", to=["a@example.org"])
    message.content_subtype = "html"
    message.send()
    email = OutgoingEmail.objects.get()
    assert (email.text, email.html) == ("Hello you", "<p>Hello <b>you</b></p>")


def test_an_attachment_is_refused_rather_than_dropped():
    message = EmailMessage("S", "T", to=["a@example.org"], attachments=[("a.txt", "words", "text/plain")])
    with pytest.raises(ValueError, match="no attachments"):
        message.send()
    assert not OutgoingEmail.objects.exists()


def test_nothing_to_send_is_nothing_queued(rings):
    assert EmailMessage("S", "T").send() == 0
    assert rings == []
