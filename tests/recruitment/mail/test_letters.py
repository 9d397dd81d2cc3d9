"""The letter: what goes over the wire."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruitment.mail.letters import CannotBeWritten, letter
from recruitment.mail.models import OutgoingEmail

STORABLE = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=400)


def email(**fields) -> OutgoingEmail:
    values = {
        "to": "jo@example.org",
        "message_id": "<1@example.org>",
        "queued_at": datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        "subject": "About your application",
        "text": "Words.\n",
        **fields,
    }
    return OutgoingEmail(**values)


def read(email):
    return message_from_bytes(letter(email).payload, policy=policy.default)


def test_headers_and_both_bodies(settings):
    settings.DEFAULT_FROM_EMAIL = "Jobs <site@example.org>"
    written = letter(email(html="<p>Words in £</p>"))
    message = message_from_bytes(written.payload, policy=policy.default)
    assert (written.sender, written.recipient) == ("site@example.org", "jo@example.org")
    assert message["From"] == "Jobs <site@example.org>"
    assert message["To"] == "jo@example.org"
    assert message["Message-ID"] == "<1@example.org>"
    assert message["Date"].datetime == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_body(("plain",)).get_content().rstrip() == "Words."
    assert message.get_body(("html",)).get_content().rstrip() == "<p>Words in £</p>"


@given(subject=STORABLE, text=STORABLE, html=STORABLE)
def test_any_words_become_a_message_that_every_relay_can_carry(subject, text, html):
    one_line = " ".join(subject.split())[:250]
    payload = letter(email(subject=one_line, text=text, html=html)).payload
    assert payload.isascii()
    assert payload.endswith(b"\r\n")
    assert b"\n" not in payload.replace(b"\r\n", b"")
    assert b"\r" not in payload.replace(b"\r\n", b"")
    assert all(len(line) <= 998 for line in payload.split(b"\r\n"))


@given(subject=st.text(st.characters(exclude_categories=("C", "Z")), max_size=250))
def test_the_subject_arrives_as_it_was_written(subject):
    assert (read(email(subject=subject))["Subject"] or "") == subject


@pytest.mark.parametrize("line", ["From here on", ".", "..", "-- ", "x" * 2_000, "£" * 300])
def test_lines_that_mail_programs_trip_over_arrive_whole(line):
    assert read(email(text=f"{line}\nend\n")).get_content().replace("\r\n", "\n") == f"{line}\nend\n"


@given(text=st.text(st.characters(categories=("L", "N", "P", "Zs")), max_size=300))
def test_the_words_arrive_as_they_were_written(text):
    assert read(email(text=text)).get_content().rstrip("\r\n") == text


def test_a_domain_beyond_ascii_is_written_as_dns_wants_it():
    assert letter(email(to="jo@bücher.example")).recipient == "jo@xn--bcher-kva.example"


@pytest.mark.parametrize(
    "to",
    [
        *("", "nobody", "jo@", "@example.org", "jö@example.org", "a@example.org, b@example.org"),
        *("a@example.org\r\nBcc: b@example.org", "a b@example.org", "<a@example.org>", "a@exa mple.org"),
    ],
)
def test_what_is_no_address_is_refused(to):
    with pytest.raises(CannotBeWritten):
        letter(email(to=to))


@pytest.mark.parametrize(
    "value", ["", "auto-generated", "Your application: a reply", "x" * 60, "y " * 45, "y" * 90, "a\tb"]
)
def test_a_header_stands_as_the_standard_library_writes_it(value):
    usual = policy.compat32.clone(linesep="\r\n", cte_type="7bit").fold_binary("Subject", value)
    assert b"\r\n" + usual in letter(email(subject=value)).payload


def test_no_header_can_be_smuggled_in():
    with pytest.raises(CannotBeWritten):
        letter(email(subject="Hello\nBcc: all@example.org"))


@given(text=STORABLE, html=STORABLE.filter(bool))
def test_another_reader_finds_the_parts_in_their_order_and_nothing_broken(text, html):
    message = read(email(text=text, html=html))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert [part.defects for part in message.walk()] == [[], [], []]
    assert (message.preamble, message.epilogue or "") == (None, "")
