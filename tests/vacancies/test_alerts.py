"""Alerts: asked for by anybody, begun by whoever reads the mail, one email a day, stopped with one press."""

from datetime import timedelta
from email import message_from_bytes
from itertools import count

import pytest
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from recruitment.mail.letters import letter
from recruitment.mail.models import OutgoingEmail
from tests.factories import SavedSearchFactory, VacancyFactory, open_vacancy
from vacancies import times
from vacancies.actions import alerting
from vacancies.models import SavedSearch
from vacancies.models.alerts import CONFIRM

pytestmark = pytest.mark.django_db
SOMEBODY = "somebody@example.org"


def morning(days=1):
    """Eight o'clock in London, so many days from today."""
    return times.start_of_day(timezone.localdate() + timedelta(days=days)) + timedelta(hours=8)


def just_before(instant, minutes=60):
    return instant - timedelta(minutes=minutes)


@pytest.fixture
def running():
    """Asked for and confirmed the day before the first morning."""
    saved = SavedSearchFactory()
    asked = just_before(morning(), 60 * 10)
    SavedSearch.objects.filter(pk=saved.pk).update(
        confirmed_at=asked, told_until=asked, looked_on=timezone.localdate()
    )
    saved.refresh_from_db()
    return saved


_numbers = count(1)


def published(at, **fields):
    fields = {"title": f"Support Worker {next(_numbers)}", "closes_at": morning(30), **fields}
    return open_vacancy(criteria=0, published_at=at, **fields)


def digests():
    return OutgoingEmail.objects.filter(key__regex=r"^alert:\d+:\d{4}-").order_by("pk")


# --- Asking and confirming ---


def test_nothing_is_sent_but_one_email_until_its_button_is_pressed(client):
    answer = client.post("/alerts/?q=worker&order=newest&x=1", {"email": " Somebody@Example.org "})
    assert answer.headers["Location"] == reverse("vacancies:alert_asked")
    saved = SavedSearch.objects.get()
    assert (saved.email, saved.query, saved.confirmed_at) == (SOMEBODY, "q=worker", None)
    email = OutgoingEmail.objects.get()
    link = reverse("vacancies:alert_confirm", args=[saved.confirm_token])
    assert link in email.text
    assert link in email.html
    assert "worker" not in email.text + email.html, "nobody can have words of theirs sent to a stranger"
    assert email.holds_secret, "wiped once it is sent: who reads the outbox cannot confirm"
    assert SOMEBODY not in link
    assert email.employer is None

    stranger = Client(enforce_csrf_checks=True)
    page = stranger.get(link)
    assert "Start this alert?" in page.text
    assert "“worker”" in page.text
    assert "no-store" in page.headers["Cache-Control"]
    saved.refresh_from_db()
    assert saved.confirmed_at is None, "a mail scanner that follows links begins nothing"
    for _ in range(2):
        assert "Your alert has started" in stranger.post(link).text
    saved.refresh_from_db()
    assert saved.is_running
    assert saved.told_until == saved.asked_at


def test_nobody_learns_from_the_page_who_has_an_alert(client):
    SavedSearchFactory(email="asked@example.org")
    running = SavedSearchFactory(email="running@example.org")
    alerting.confirm(running)
    answers = set()
    for person in ("new", "asked", "running"):
        answer = client.post("/alerts/?q=worker", {"email": f"{person}@example.org"}, follow=True)
        answers.add((answer.redirect_chain[0], answer.text))
    assert len(answers) == 1
    assert OutgoingEmail.objects.count() == 3, "everybody is written to"
    assert SavedSearch.objects.count() == 3
    assert OutgoingEmail.objects.get(to="running@example.org").subject == "You already have this alert"


def test_a_link_for_one_thing_is_good_for_nothing_else(client, running):
    forged = Signer(salt=CONFIRM, sep=".", key="another secret").sign(running.key.hex)
    waiting = SavedSearchFactory()
    for address, token in (
        ("alert_confirm", waiting.stop_token),
        ("alert_confirm", waiting.key.hex),
        ("alert_confirm", forged),
        ("alert_stop", running.confirm_token),
        ("alert_stop", "nonsense"),
    ):
        assert client.post(reverse(f"vacancies:{address}", args=[token])).status_code == 404
    assert SavedSearch.objects.running().get() == running


def test_an_address_cannot_be_flooded(client):
    for number in range(5):
        answer = client.post(f"/alerts/?q=worker{number}", {"email": "flooded@example.org"})
        assert answer.status_code == 302
    refused = client.post("/alerts/?q=worker5", {"email": "Flooded@example.org"})
    assert "Wait an hour, then try again" in refused.text
    assert "Flooded@example.org" in refused.text, "what was typed is still there"
    assert OutgoingEmail.objects.count() == 5
    assert client.post("/alerts/", {"email": "another@example.org"}).status_code == 302


def test_the_form_says_in_words_what_is_followed_and_refuses_what_is_no_address(client):
    page = client.post("/alerts/?q=peer+worker&band=4&place=Northmoor", {"email": "nobody"})
    assert "“peer worker” in Northmoor, band 4" in page.text
    assert "Enter an email address in the correct format" in page.text
    assert not SavedSearch.objects.exists()


def test_the_longest_search_there_is_can_be_followed(client):
    words = "🙂" * 120
    assert client.post(f"/alerts/?q={words}&place={words}", {"email": SOMEBODY}).status_code == 302
    assert len(SavedSearch.objects.get().query) > 2_800


# --- Telling ---


def test_a_morning_tells_what_is_new_and_open_and_matches_once(running, client):
    before = just_before(morning(), 60 * 24)
    new = published(just_before(morning()))
    published(before, title="Support Worker from before")
    published(just_before(morning()), title="Sociotherapist")
    published(
        just_before(morning()),
        title="Support Worker, closed",
        closes_at=timezone.now() - timedelta(minutes=1),
    )
    VacancyFactory(title="Support Worker, a draft")
    assert alerting.tell_all(now=morning()) == 1
    (email,) = digests()
    assert email.to == running.email
    assert email.subject == "1 new vacancy: “worker”"
    assert f"http://localhost:8000/vacancies/{new.pk}/" in email.text
    assert new.title in email.html
    for word in ("from before", "Sociotherapist", "closed\n", "draft"):
        assert word not in email.text
    # Twice, in two places, later that day, and the day after: told once.
    for again in (morning(), morning() + timedelta(hours=3), morning(2)):
        assert alerting.tell_all(now=again) == 0
    assert digests().count() == 1


def test_days_meet_without_gap_or_overlap(running):
    """What was published in the last minutes before a digest may not be committed: the next one takes it."""
    late = published(just_before(morning(), 2))
    early = published(just_before(morning(), 10))
    alerting.tell_all(now=morning())
    alerting.tell_all(now=morning(2))
    first, second = digests()
    assert early.title in first.text
    assert late.title not in first.text
    assert late.title in second.text
    assert early.title not in second.text


@pytest.mark.parametrize("hour", [0, 6, 20, 23])
def test_nobody_is_woken(running, hour):
    published(just_before(morning()))
    now = times.start_of_day(timezone.localdate() + timedelta(days=1)) + timedelta(hours=hour, minutes=30)
    assert alerting.tell_all(now=now) == 0


@pytest.mark.parametrize("number", [1, 25])
def test_many_are_named_up_to_twenty_at_the_same_cost(running, number, django_assert_max_num_queries):
    for minute in range(number):
        published(just_before(morning(), 30 + minute))
    with django_assert_max_num_queries(8):
        alerting.tell(running.pk, now=morning())
    text = digests().get().text
    assert text.count("/vacancies/") == min(number, 20)
    assert ("And 5 more." in text) == (number == 25)


def test_one_that_fails_does_not_keep_the_others(running, monkeypatch, caplog):
    broken = SavedSearchFactory(query="q=broken")
    alerting.confirm(broken)
    published(just_before(morning()))
    tell = alerting.tell

    def fails(pk, *, now):
        if pk == broken.pk:
            raise ValueError(broken.email)
        return tell(pk, now=now)

    monkeypatch.setattr(alerting, "tell", fails)
    assert alerting.tell_all(now=morning()) == 1
    assert broken.email not in caplog.text


# --- Stopping and forgetting ---


def test_one_press_in_a_mail_program_stops_it(running):
    published(just_before(morning()))
    alerting.tell_all(now=morning())
    message = message_from_bytes(letter(digests().get()).payload)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message["List-Unsubscribe"].strip().strip("<>").removeprefix("http://localhost:8000")
    program = Client(enforce_csrf_checks=True)
    assert "Stop this alert?" in program.get(address).text
    assert SavedSearch.objects.running().exists(), "reading the page stops nothing"
    for _ in range(2):
        answer = program.post(address, {"List-Unsubscribe": "One-Click"})
        assert "Your alert has stopped" in answer.text
    assert not answer.cookies
    published(just_before(morning(2)))
    assert alerting.tell_all(now=morning(2)) == 0


def test_who_stopped_can_ask_again_and_the_old_link_does_not_begin_it(client, running):
    alerting.stop(running)
    assert client.post("/alerts/?q=worker", {"email": running.email}).status_code == 302
    assert client.post(reverse("vacancies:alert_confirm", args=[running.confirm_token])).status_code == 404
    assert not SavedSearch.objects.running().exists()


def test_what_was_not_confirmed_or_has_ended_is_forgotten(running):
    now = timezone.now()
    kept = [running.pk, SavedSearchFactory(asked_at=now - timedelta(days=6)).pk]
    SavedSearchFactory(asked_at=now - timedelta(days=8))
    for days in (29, 31):
        ended = SavedSearchFactory(asked_at=now, ended_at=now - timedelta(days=days))
        kept += [ended.pk] if days == 29 else []
    alerting.forget()
    assert list(SavedSearch.objects.values_list("pk", flat=True)) == kept
