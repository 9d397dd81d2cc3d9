"""One conversation: exactly how far a message got, whatever the server does."""

import pytest

from recruitment.mail.letters import Letter
from recruitment.mail.relay import Relay
from recruitment.mail.replies import Verdict
from tests.recruitment.mail.scripted_server import DROP, HANG, KEEP_AND_DROP, nobody_listens, scripted

LETTER = Letter(
    "site@example.org", "jo.person@example.org", b"Subject: hello\r\n\r\n.one\r\n..two\r\nthree\r\n"
)


def always():
    return True


@pytest.fixture
def relay(settings):
    settings.EMAIL_TIMEOUT = 1
    relay = Relay()
    yield relay
    relay.close()


def hand_over(relay, may_begin=always):
    return relay.hand_over(LETTER, may_begin=may_begin)


def test_a_message_arrives_unchanged_and_the_connection_is_kept(relay, settings):
    with scripted(settings) as server:
        assert [hand_over(relay).verdict for _ in range(3)] == [Verdict.ACCEPTED] * 3
        relay.close()
        assert server.steps == ["GREETING", "EHLO", *["MAIL", "RCPT", "DATA", "MESSAGE"] * 3, "QUIT"]
    assert server.kept == [b"Subject: hello\r\n\r\n..one\r\n...two\r\nthree\r\n"] * 3


@pytest.mark.parametrize(
    ("step", "answer", "verdict"),
    [
        ("MAIL", b"451 4.3.0 later", Verdict.NOT_NOW),
        ("MAIL", b"550 5.7.1 no", Verdict.NEVER),
        ("RCPT", b"450 4.2.0 greylisted", Verdict.NOT_NOW),
        ("RCPT", b"550 5.1.1 unknown", Verdict.NEVER),
        ("DATA", b"451 4.3.0 later", Verdict.NOT_NOW),
        ("DATA", b"554 5.5.1 no", Verdict.NEVER),
        ("DATA", b"250 what?", Verdict.NOT_NOW),
        ("RCPT", b"what is this", Verdict.NOT_NOW),
        ("MESSAGE", b"451 4.3.0 later", Verdict.NOT_NOW),
        ("MESSAGE", b"554 5.6.0 no", Verdict.NEVER),
        ("MESSAGE", b"what is this", Verdict.DOUBT),
        ("MESSAGE", b"354 go on", Verdict.DOUBT),
        ("MESSAGE", b"2", Verdict.DOUBT),
        ("MESSAGE", b"250" + b"-" * 9000, Verdict.DOUBT),
        *[(step, how, Verdict.NOT_NOW) for step in ("MAIL", "RCPT", "DATA") for how in (DROP, HANG)],
        *[("MESSAGE", how, Verdict.DOUBT) for how in (DROP, HANG, KEEP_AND_DROP)],
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_an_answer_or_a_silence_settles(relay, settings, step, answer, verdict):
    with scripted(settings, {step: answer}) as server:
        assert hand_over(relay).verdict is verdict
        relay.close()
    assert len(server.kept) == (answer is KEEP_AND_DROP)


@pytest.mark.parametrize(
    ("step", "answer"),
    [("GREETING", b"554 go away"), ("GREETING", DROP), ("GREETING", b"421 busy"), ("EHLO", DROP)],
    ids=lambda value: str(value)[:30],
)
def test_without_a_greeting_nobody_can_be_served(relay, settings, step, answer):
    with scripted(settings, {step: answer}):
        outcome = hand_over(relay)
    assert (outcome.verdict, outcome.relay_is_down) == (Verdict.NOT_NOW, True)


def test_a_refused_connection_is_not_the_emails_fault(relay, settings):
    nobody_listens(settings)
    outcome = hand_over(relay)
    assert (outcome.verdict, outcome.relay_is_down) == (Verdict.NOT_NOW, True)
    assert outcome.reply == "No mail server was reached: ConnectionRefusedError"


def test_the_password_is_not_sent_where_tls_was_asked_for_and_is_not_offered(relay, settings):
    settings.EMAIL_USE_TLS = True
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "user", "password"
    with scripted(settings) as server:
        outcome = hand_over(relay)
        assert (outcome.verdict, outcome.relay_is_down) == (Verdict.NOT_NOW, True)
    assert b"AUTH" not in b"".join(server.lines)


def test_a_refused_recipient_leaves_the_connection_for_the_next(relay, settings):
    def script(step, number):
        return b"550 5.1.1 unknown" if (step, number) == ("RCPT", 1) else None

    with scripted(settings, script) as server:
        assert hand_over(relay).verdict is Verdict.NEVER
        assert hand_over(relay).verdict is Verdict.ACCEPTED
    assert server.steps == ["GREETING", "EHLO", "MAIL", "RCPT", "RSET", "MAIL", "RCPT", "DATA", "MESSAGE"]


@pytest.mark.parametrize("answer", [DROP, b"421 4.4.2 idle for too long"], ids=lambda value: str(value)[:30])
@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
def test_a_kept_connection_that_was_closed_meanwhile_is_opened_again(relay, settings, step, answer):
    with scripted(settings, lambda now, number: answer if (now, number) == (step, 2) else None) as server:
        assert hand_over(relay).verdict is Verdict.ACCEPTED
        assert hand_over(relay).verdict is Verdict.ACCEPTED
    assert server.steps.count("GREETING") == 2
    assert len(server.kept) == 2


def test_a_server_that_closes_again_and_again_is_not_asked_for_ever(relay, settings):
    with scripted(settings, {"MAIL": b"421 4.3.2 shutting down"}) as server:
        outcome = hand_over(relay)
        assert (outcome.verdict, outcome.relay_is_down) == (Verdict.NOT_NOW, True)
    assert server.steps.count("MAIL") == 1


def test_the_message_is_kept_back_when_the_lease_is_gone(relay, settings):
    with scripted(settings) as server:
        assert hand_over(relay, may_begin=lambda: False).verdict is Verdict.LEASE_LOST
        assert "DATA" not in server.steps
        assert hand_over(relay).verdict is Verdict.ACCEPTED
    assert server.steps[-5:] == ["RSET", "MAIL", "RCPT", "DATA", "MESSAGE"]


def test_the_lease_is_asked_for_after_the_recipient_was_accepted(relay, settings):
    seen = []
    with scripted(settings) as server:
        hand_over(relay, may_begin=lambda: seen.extend(server.steps) or True)
    assert seen[-2:] == ["MAIL", "RCPT"]


def test_an_error_of_the_database_is_not_taken_for_one_of_the_server(relay, settings):
    class DatabaseDown(Exception):
        pass

    def may_begin():
        raise DatabaseDown

    with scripted(settings) as server, pytest.raises(DatabaseDown):
        hand_over(relay, may_begin)
    assert "DATA" not in server.steps
