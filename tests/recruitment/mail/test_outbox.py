"""Queueing: rendered at once, stored once, in the caller's transaction."""

import re
import threading

import pytest
from django.db import connection, transaction

from recruitment.mail import doorbell, outbox
from recruitment.mail.models import OutgoingEmail, State
from tests.factories import EmployerFactory


def queue(template="greeting", **fields):
    values = {"to": "a@example.org", "context": {"name": "Pat O'Neill & Co"}, "key": "greeting:1", **fields}
    outbox.queue(template=template, **values)
    return OutgoingEmail.objects.get(key=values["key"])


@pytest.mark.django_db
def test_words_are_rendered_when_the_email_is_queued(greeting, settings, rings):
    settings.SITE_NAME = "Jobs here"
    email = queue()
    assert email.subject == "Hello Pat O'Neill & Co from Jobs here"
    assert email.text.startswith("Hello Pat O'Neill & Co.\n\nYours, us.\n\n--\nJobs here\n")
    assert "\n\n\n" not in email.text
    assert "<h1>Hello Pat O&#x27;Neill &amp; Co</h1>" in email.html
    assert f"<title>{'Hello Pat O&#x27;Neill &amp; Co from Jobs here'}</title>" in email.html
    assert (email.state, email.attempts, email.holds_secret) == (State.QUEUED, 0, False)


@pytest.mark.django_db
def test_both_bodies_say_why_one_gets_it_and_whom_to_ask(greeting, settings, rings):
    email = queue()
    for body in (email.text, email.html):
        assert "You get this email because you have an account" in body
        assert "Questions?" in body
        assert settings.SITE_URL in body


@pytest.mark.django_db
def test_the_message_id_is_fixed_on_our_domain_and_tells_nothing(greeting, settings, rings):
    settings.SITE_URL = "https://jobs.example.org"
    email = queue(key="invitation:7")
    assert re.fullmatch(r"<[0-9a-f]{32}@jobs\.example\.org>", email.message_id)


@pytest.mark.django_db
def test_a_key_is_queued_once_and_the_first_row_stands(greeting, rings):
    first = queue()
    again = queue(to="b@example.org", context={"name": "Somebody else"})
    assert (again.pk, again.to, again.message_id) == (first.pk, "a@example.org", first.message_id)
    assert OutgoingEmail.objects.count() == 1


@pytest.mark.django_db
def test_emails_that_differ_in_an_address_alone_are_worded_like_one_at_a_time(greeting, settings, rings):
    context = {"name": "Pat O'Neill & Co"}
    each = [(f"{n}@example.org", f"greeting:{n}", f"{settings.SITE_URL}/{n}?a=1&b=2") for n in range(2)]
    alike = outbox.word_alike(each, template="greeting_with_link", context=context, about="vacancy:1")
    for email, (to, key, page_url) in zip(alike, each, strict=True):
        single = outbox.word(
            to=to,
            template="greeting_with_link",
            context={**context, "page_url": page_url},
            key=key,
            about="vacancy:1",
        )
        for said in ("to", "key", "about", "subject", "text", "html", "unsubscribe_url", "holds_secret"):
            assert getattr(email, said) == getattr(single, said)
        assert page_url in email.text
        assert page_url.replace("&", "&amp;") in email.html
    assert len({email.message_id for email in alike}) == 2
    assert outbox.word_alike([], template=greeting, context=context) == []


HOSTILE = ("Pat O'Neill & Co", "<b>{{ name }}</b>", "\\g<0> %s {0}", "ſtrange ﬁrst", "x" * 400)


@pytest.mark.parametrize("name", HOSTILE)
def test_words_that_are_kept_say_what_those_worded_for_one_person_say(greeting, settings, name):
    address = f"{settings.SITE_URL}/7?a=1&b=2"
    words = outbox.words_kept("greeting_with_link", personal=("name", "page_url"))
    email = words.email(to="a@example.org", key="greeting:7", name=name, page_url=address)
    context = {"name": name, "page_url": address}
    single = outbox.word(to="a@example.org", template="greeting_with_link", context=context, key="greeting:7")
    for said in ("to", "key", "about", "subject", "text", "html", "unsubscribe_url", "holds_secret"):
        assert getattr(email, said) == getattr(single, said)


def test_nobody_reads_in_kept_words_what_stood_there_for_another(greeting):
    words = outbox.words_kept("greeting", personal=("name",))
    first, second = (words.email(to="", key="", name=name) for name in ("Alex", "Sam"))
    for said in ("subject", "text", "html"):
        assert "Alex" in getattr(first, said)
        assert "Alex" not in getattr(second, said)


def test_words_are_kept_for_as_long_as_they_are_right(greeting, settings):
    def said(**shared):
        return outbox.words_kept("greeting", personal=(), **shared).email(to="", key="").subject

    settings.SITE_NAME = "Jobs here"
    assert said(name="Alex") == "Hello Alex from Jobs here"
    assert said(name="Sam") == "Hello Sam from Jobs here"
    settings.SITE_NAME = "Jobs there"
    assert said(name="Sam") == "Hello Sam from Jobs there"
    with pytest.raises(TypeError, match="Only words"):
        said(name=EmployerFactory.build(pk=1))


@pytest.mark.django_db
def test_a_row_stored_is_the_row_that_the_model_would_store(greeting, rings):
    stored = queue(about="vacancy:1")
    words = ("message_id", "about", "to", "subject", "text", "html")
    by_model = OutgoingEmail.objects.create(
        key="model", **{word: getattr(stored, word) for word in words if word != "message_id"}
    )
    mine = {"id", "key", "message_id", "queued_at", "due_at"}
    for field in OutgoingEmail._meta.concrete_fields:
        if field.name not in mine:
            assert getattr(stored, field.attname) == getattr(by_model, field.attname), field.name
    assert (stored.queued_at, stored.due_at) < (by_model.queued_at, by_model.due_at)


@pytest.mark.parametrize(
    "subject", ["one\r\nBcc: b@example.org", "one\n\n two ", "x" * 600, "one\x0btwo\u2028three"]
)
def test_a_subject_is_one_line_that_fits(subject):
    line = outbox.one_line(subject)
    assert len(line) <= 250
    assert len(line.splitlines()) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_queue_the_same_key_at_once_get_the_same_row(greeting, rings):
    barrier, rows = threading.Barrier(2), []

    def one():
        barrier.wait()
        with transaction.atomic():
            rows.append(queue().pk)
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(rows) == 2
    assert len(set(rows)) == OutgoingEmail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_it_goes_with_the_callers_transaction(greeting, rings):
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert not OutgoingEmail.objects.exists()
    assert rings == []


@pytest.mark.django_db(transaction=True)
def test_a_thousand_emails_in_one_transaction_take_one_statement_and_ring_once(
    greeting, rings, django_assert_num_queries
):
    worded = [
        outbox.word(to=f"{n}@example.org", template=greeting, context={"name": n}, key=f"greeting:{n}")
        for n in range(1_000)
    ]
    with transaction.atomic():
        with django_assert_num_queries(1):
            outbox.queue_many(worded)
        assert rings == []
    assert rings == ["ring"]
    stored = OutgoingEmail.objects.values_list("key", "to", "subject", "text", "html")
    assert {*stored} == {(email.key, email.to, email.subject, email.text, email.html) for email in worded}


@pytest.mark.django_db(transaction=True)
def test_emails_queued_one_by_one_in_a_transaction_ring_once(greeting, rings):
    with transaction.atomic():
        for number in range(5):
            queue(key=f"greeting:{number}")
    assert rings == ["ring"]


@pytest.mark.django_db(transaction=True)
def test_a_ring_lost_with_its_savepoint_is_ordered_again(greeting, rings):
    with transaction.atomic():
        with transaction.atomic():
            queue(key="greeting:lost")
            transaction.set_rollback(True)
        queue(key="greeting:kept")
    assert rings == ["ring"]


@pytest.mark.django_db(transaction=True)
def test_an_email_queued_after_an_inner_savepoint_rings_whatever_becomes_of_that(greeting, rings):
    with transaction.atomic():
        with transaction.atomic():
            with transaction.atomic():
                queue(key="greeting:inner")
            queue(key="greeting:middle")
            transaction.set_rollback(True)
        queue(key="greeting:outer")
        doorbell.ring_on_commit()
    assert rings == ["ring"]
