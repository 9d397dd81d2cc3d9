"""What is kept of a mail server's answer: its codes and our words, nothing it quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruitment.mail.replies import Verdict, definite, in_words


@pytest.mark.parametrize(
    ("code", "reply", "words"),
    [
        (550, b"5.1.1 <jo.person@example.org>: unknown", "There is no such mailbox (550 5.1.1 to RCPT)"),
        (550, b"5.1.10 recipient does not exist", "This address does not take email (550 5.1.10 to RCPT)"),
        (552, b"5.2.2 jo.person over quota", "The mailbox is full (552 5.2.2 to RCPT)"),
        (554, b"5.7.26 see /?to=jo.person", "The receiving system's rules forbid it (554 5.7.26 to RCPT)"),
        (550, b"jo.person has left us", "Refused (550 to RCPT)"),
        (550, b"5.9.9 jo.person", "Refused (550 5.9.9 to RCPT)"),
        (451, b"jo.person, later", "Not accepted for now (451 to RCPT)"),
        (450, b"4.2.0 Dear Jo, later", "The mailbox cannot take it (450 4.2.0 to RCPT)"),
        (250, b"2.1.5 jo.person@example.org ok", "Accepted (250 to RCPT)"),
        (500, b"\xff\xfe", "Refused (500 to RCPT)"),
        (500, None, "Refused (500 to RCPT)"),
        (354, b"jo.person", "Answered (354 to RCPT)"),
        (-1, b"jo.person", "Answered (-1 to RCPT)"),
    ],
)
def test_an_answer_is_kept_as_its_codes_and_our_words(code, reply, words):
    said = in_words("RCPT", code, reply)
    assert said == words
    assert "jo" not in said.lower()


@given(st.integers(400, 599), st.binary(max_size=80))
def test_nothing_the_server_says_beyond_its_codes_is_kept(code, reply):
    secret = b"QZXJ" + reply
    for said in (in_words("RCPT", code, secret), in_words("RCPT", code, b"5.1.1 " + secret)):
        assert "QZXJ" not in said
        assert said.isascii()


@pytest.mark.parametrize(
    ("code", "verdict"), [(250, Verdict.ACCEPTED), (451, Verdict.NOT_NOW), (554, Verdict.NEVER)]
)
def test_a_complete_answer_is_definite(code, verdict):
    assert definite("the message", code, b"").verdict is verdict


@pytest.mark.parametrize("code", [-1, 0, 1, 25, 199, 300, 354, 399, 600, 9999])
def test_anything_else_settles_nothing(code):
    assert definite("the message", code, b"") is None
