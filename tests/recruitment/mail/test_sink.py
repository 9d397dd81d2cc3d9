"""The mail sink: what it accepts it keeps, once a receipt, and a receipt in doubt can be asked for."""

import smtplib
from email.message import EmailMessage

import pytest

from recruitment.mail import sink
from recruitment.mail.sink_server import Receiver, running
from tests.faulty_sinks import Dropping, Hanging, RefusingRecipients


def email(message_id="<7@example.org>", subject="Your code"):
    message = EmailMessage()
    message["From"], message["To"] = "jobs@example.org", "alex@example.org"
    message["Subject"], message["Message-ID"] = subject, message_id
    message.set_content("Your code is 123456 – see https://example.org/a\n")
    message.add_alternative("<p>Your code is <b>123456</b></p>", subtype="html")
    return message


def send(port, message, timeout=5):
    with smtplib.SMTP("127.0.0.1", port, timeout=timeout) as client:
        client.send_message(message)


def test_an_email_is_kept_and_can_be_read(tmp_path):
    with running(Receiver(tmp_path)) as port:
        send(port, email())
    (only,) = sink.received(tmp_path)
    assert (only.to, only.subject, only.message_id) == ("alex@example.org", "Your code", "<7@example.org>")
    assert "123456 – see" in only.text
    assert "<b>123456</b>" in only.html
    assert sink.one(tmp_path, only.name) == only


def test_an_email_received_twice_is_seen_twice(tmp_path):
    with running(Receiver(tmp_path)) as port:
        for _ in range(3):
            send(port, email())
        send(port, email("<8@example.org>"))
    ids = [each.message_id for each in sink.received(tmp_path)]
    assert sorted(ids) == ["<7@example.org>"] * 3 + ["<8@example.org>"]
    assert ids[0] == "<8@example.org>"
    assert len(sink.received(tmp_path, at_most=2)) == 2


def test_it_tells_which_emails_have_arrived(tmp_path, settings):
    settings.MAIL_SINK_DIR = str(tmp_path)
    sink.keep(tmp_path, email("<here@example.org>").as_bytes())
    assert sink.accepted_message_ids(["<here@example.org>", "<not-here@example.org>"]) == {
        "<here@example.org>": True,
        "<not-here@example.org>": False,
    }


@pytest.mark.parametrize("name", ["../secret-key", "", "0" * 20, "0" * 20 + "-1", "\x00"])
def test_no_other_file_can_be_read_by_name(tmp_path, name):
    assert sink.one(tmp_path, name) is None


@pytest.mark.parametrize("reply", ["450 later", "550 nobody here"])
def test_a_refusing_sink_refuses_before_the_data(tmp_path, reply):
    with running(RefusingRecipients(tmp_path, reply)) as port, pytest.raises(smtplib.SMTPRecipientsRefused):
        send(port, email())
    assert sink.received(tmp_path) == []


@pytest.mark.parametrize("kept", [True, False])
def test_a_dropping_sink_drops_after_the_data(tmp_path, kept):
    with running(Dropping(tmp_path, kept=kept, times=1)) as port:
        with pytest.raises(smtplib.SMTPServerDisconnected):
            send(port, email())
        assert len(sink.received(tmp_path)) == kept
        send(port, email())
    assert len(sink.received(tmp_path)) == kept + 1


@pytest.mark.parametrize("kept", [True, False])
def test_a_hanging_sink_never_answers(tmp_path, kept):
    gives_up = pytest.raises(smtplib.SMTPServerDisconnected, match="timed out")
    with running(Hanging(tmp_path, kept=kept)) as port, gives_up:
        send(port, email(), timeout=0.5)
    assert len(sink.received(tmp_path)) == kept
