"""Nothing typed is lost and nothing is overwritten silently: the other tab, a save without a press, and a
sign-in that ended in the middle.
"""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applicants.applying.models import Application, Section
from applicants.applying.moving import move
from applicants.applying.status import Status
from recruitment import typed
from recruitment.accounts.tasks import forget_ended_sessions
from tests.factories import PASSWORD, ApplicationFactory, UserFactory, complete_draft, open_vacancy
from tests.journeys.visitors import with_an_account
from vacancies.models import Vacancy

pytestmark = pytest.mark.django_db

MINE, THEIRS = "What I typed at home.", "What I typed on the bus."


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def page(draft, at):
    """The address of a draft's first evidence; its owner is signed in."""
    return at(draft, "evidence", draft.vacancy.criteria.first().pk)


@pytest.fixture
def stored(draft):
    """`stored()` is what stands there now."""
    return lambda: draft.answers.get(criterion=draft.vacancy.criteria.first()).text


class TestTwoTabs:
    def test_the_later_one_is_told_and_shown_both_and_nothing_is_written(self, client, page, stored):
        saw = client.saw(page)
        client.post(page, {"text": THEIRS, **saw})
        answer = client.post(page, {"text": MINE, **saw})
        assert answer.status_code == 409
        assert "changed in another tab or on another device" in text(answer)
        assert MINE in text(answer)
        assert THEIRS in text(answer)
        assert stored() == THEIRS

    def test_keep_mine_keeps_mine_unless_it_changed_once_more(self, client, page, stored):
        saw = client.saw(page)
        client.post(page, {"text": THEIRS, **saw})
        both = client.post(page, {"text": MINE, **saw})
        again = client.saw_in(both)
        client.post(page, {"text": "A third."})
        keep = {"text": MINE, "keep": "mine"}
        assert client.post(page, {**keep, **again}).status_code == 409
        assert stored() == "A third."
        now = client.saw_in(client.post(page, {**keep, **again}))
        assert client.post(page, {**keep, **now}).status_code == 302
        assert stored() == MINE

    def test_keep_the_saved_one_writes_nothing(self, client, page, stored):
        before = stored()
        answer = client.post(page, {"text": MINE, "keep": "saved", "seen": ""}, follow=True)
        assert "We kept what was saved" in text(answer)
        assert stored() == before

    def test_the_same_text_twice_is_no_quarrel(self, client, page):
        saw = client.saw(page)
        for _ in range(2):
            assert client.post(page, {"text": f"{MINE}\r\nTwo lines. ", **saw}).status_code == 302

    @pytest.mark.parametrize("seen", ["", "0" * 40, "é" * 3, "x" * 100_000, "<script>"])
    def test_a_page_that_does_not_say_what_it_saw_overwrites_nothing(self, client, page, stored, seen):
        before = stored()
        answer = client.post(page, {"text": MINE, "seen": seen})
        assert answer.status_code == 409
        assert MINE in text(answer)
        assert stored() == before

    def test_where_nothing_stands_nothing_can_be_overwritten(self, client, page, draft, stored):
        draft.answers.update(text="")
        assert client.post(page, {"text": MINE, "seen": ""}).status_code == 302
        assert stored() == MINE

    def test_choices_are_shown_in_words(self, client, draft, at):
        page = at(draft, "details")
        saw = client.saw(page)
        details = {"first_name": "Ada", "last_name": "Example", "address": "2 Row", "postcode": "ZZ99 9ZZ"}
        client.post(page, {**details, "phone": "01632 960001", **saw})
        answer = client.post(page, {**details, "phone": "", **saw})
        assert answer.status_code == 409
        assert "01632 960001" in text(answer)
        assert '<h3 class="nhsuk-heading-s">First name' not in text(answer)

    def test_wrong_and_changed_elsewhere_is_first_put_right_then_shown(self, client, page, stored):
        saw = client.saw(page)
        client.post(page, {"text": THEIRS, **saw})
        wrong = client.post(page, {"text": "word " * 501, **saw})
        assert "500 words or fewer" in text(wrong)
        assert client.post(page, {"text": MINE, **client.saw_in(wrong)}).status_code == 409
        assert stored() == THEIRS

    def test_a_row_removed_meanwhile_is_added_again_only_by_who_was_told(self, client, draft, at):
        row = draft.training.create(title="First aid")
        page = at(draft, "training_change", row.pk)
        saw = client.saw(page)
        row.delete()
        mine = {"title": "First aid at work", "provider": ""}
        by_itself = client.post(page, {**mine, **saw, "autosave": "1"})
        assert by_itself.json()["state"] == "conflict"
        told = client.post(page, {**mine, **saw})
        assert told.status_code == 409
        assert "This was removed in another tab or on another device" in text(told)
        assert "First aid at work" in text(told)
        assert not draft.training.exists()
        left = client.post(page, {**mine, "keep": "saved", **client.saw_in(told)}, follow=True)
        assert "It stays removed" in text(left)
        assert not draft.training.exists()
        client.post(page, {**mine, "keep": "mine", **client.saw_in(told)})
        assert draft.training.get().title == "First aid at work"
        assert client.get(page).status_code == 404


class TestSavingByItself:
    """What the page's script posts every few seconds, and the JSON it gets."""

    def test_saved_and_the_next_one_follows_on(self, client, page, stored):
        saw = client.saw(page)
        for words in ("I be", "I began", "I began with"):
            answer = client.post(page, {"text": words, "autosave": "1", **saw})
            assert answer.json()["state"] == "saved"
            assert answer.json()["said"].startswith("Saved at ")
            assert stored() == words
            saw = {"seen": answer.json()["seen"]}
        assert client.saw(page) == saw

    def test_the_other_tab_was_faster(self, client, page, stored):
        saw = client.saw(page)
        client.post(page, {"text": THEIRS})
        answer = client.post(page, {"text": MINE, "autosave": "1", **saw})
        assert (answer.status_code, answer.json()["state"]) == (409, "conflict")
        assert stored() == THEIRS

    def test_too_many_words_are_said_and_not_stored(self, client, page, stored):
        before = stored()
        answer = client.post(page, {"text": "word " * 501, "autosave": "1"})
        assert (answer.status_code, answer.json()["state"]) == (422, "not_valid")
        assert "500 words or fewer" in answer.json()["said"]
        assert stored() == before

    def test_nothing_has_to_be_filled_in(self, client, page, stored):
        assert client.post(page, {"text": "", "autosave": "1"}).json()["state"] == "saved"
        assert stored() == ""

    @pytest.mark.parametrize("name", ["connections", "support"])
    def test_a_page_with_nothing_on_it_is_not_begun(self, client, draft, at, name):
        draft.sections.filter(name=name).delete()
        assert client.post(at(draft, name), {"autosave": "1"}).json()["state"] == "saved"
        assert not draft.sections.filter(name=name).exists()
        client.post(at(draft, name), {"where_seen": "person", "needs_adjustments": "no", "autosave": "1"})
        assert draft.sections.filter(name=name, complete=False).exists()

    def test_it_completes_nothing_and_confirms_nothing_copied(self, client, draft, at, page, stored):
        earlier = ApplicationFactory(applicant=draft.applicant)
        draft.answers.update(copied_from=earlier)
        right = draft.sections.get_or_create(name="right_to_work")[0]
        Section.objects.filter(pk=right.pk).update(complete=False, copied_from=earlier)
        client.post(page, {"text": MINE, "autosave": "1"})
        client.post(at(draft, "right_to_work"), {"right_to_work": "yes", "autosave": "1"})
        assert stored() == MINE
        assert set(draft.answers.values_list("copied_from", flat=True)) == {earlier.pk}
        right.refresh_from_db()
        assert (right.complete, right.copied_from) == (False, earlier)

    def test_what_was_complete_stays_so_unless_it_is_emptied(self, client, draft, at):
        page = at(draft, "right_to_work")
        client.post(page, {"right_to_work": "yes"})
        for words, complete in (("yes", True), ("", False), ("yes", False)):
            client.post(page, {"right_to_work": words, "autosave": "1"})
            assert draft.sections.get(name="right_to_work").complete is complete

    def test_a_page_that_means_more_than_its_words_is_never_saved_by_itself(self, client, at):
        application = ApplicationFactory(vacancy=open_vacancy())
        answer = client.post(at(application, "declaration"), {"agreed": "on", "autosave": "1"})
        assert answer.json()["state"] == "not_valid"
        assert Application.objects.get(pk=application.pk).declared_at is None

    def test_after_closing_it_is_kept_and_after_submitting_it_is_too_late(self, client, draft, page, stored):
        saw = client.saw(page)
        Vacancy.objects.filter(pk=draft.vacancy_id).update(closes_at=timezone.now() - timedelta(seconds=1))
        answer = client.post(page, {"text": MINE, "autosave": "1", **saw}).json()
        assert (answer["state"], stored()) == ("closed", MINE)
        Vacancy.objects.filter(pk=draft.vacancy_id).update(closes_at=timezone.now() + timedelta(days=1))
        move(draft, Status.SUBMITTED, by=draft.applicant)
        answer = client.post(page, {"text": THEIRS, "autosave": "1", "seen": answer["seen"]})
        assert (answer.status_code, answer.json()["state"]) == (409, "too_late")
        assert stored() == MINE

    @pytest.mark.parametrize("criteria", [1, 3])
    def test_at_most_ten_queries(self, client, at, criteria):
        application = complete_draft(open_vacancy(criteria=criteria))
        page = at(application, "evidence", application.vacancy.criteria.first().pk)
        typed = {"text": MINE, "autosave": "1", **client.saw(page)}
        with CaptureQueriesContext(connection) as queries:
            assert client.post(page, typed).json()["state"] == "saved"
        assert sum("SAVEPOINT" not in query["sql"] for query in queries.captured_queries) <= 10


class TestSignInEnded:
    @pytest.fixture
    def browser(self, draft):
        """A browser that checks tokens like a real one; the owner is signed in."""
        with_an_account(draft.applicant)
        browser = Browser()
        browser.sign_in(draft.applicant)
        return browser

    @pytest.fixture
    def page(self, draft):
        return reverse("applying:evidence", args=[draft.reference, draft.vacancy.criteria.first().pk])

    def test_sign_in_and_the_text_is_there_and_is_saved_by_a_press(self, browser, page, draft, stored):
        opened, before = browser.open(page), stored()
        browser.loses_its_session()
        answer = browser.send(page, opened, text=f"{MINE}\r\nAnd more.")
        assert answer.url == f"{reverse('account_login')}?next={page}"
        answer = browser.sign_in(draft.applicant, path=answer.url)
        assert answer.url == page
        shown = browser.open(page)
        assert "Your sign-in had ended. What you typed is here" in text(shown)
        assert "(optional)" not in text(shown)
        assert f"{MINE} And more." in text(shown)
        assert stored() == before
        assert browser.send(page, shown, text=MINE).status_code == 302
        assert stored() == MINE
        assert "What you typed is here" not in text(browser.open(page))

    def test_what_was_written_elsewhere_meanwhile_is_not_overwritten(self, browser, page, draft, stored):
        opened = browser.open(page)
        browser.loses_its_session()
        browser.send(page, opened, text=MINE)
        draft.answers.update(text=THEIRS)
        browser.sign_in(draft.applicant)
        shown = browser.open(page)
        assert browser.send(page, shown, text=MINE).status_code == 409
        assert stored() == THEIRS

    def test_nobody_else_sees_it_and_then_it_is_gone(self, browser, page, draft):
        opened = browser.open(page)
        browser.loses_its_session()
        browser.send(page, opened, text=MINE)
        browser.sign_in(with_an_account(UserFactory()))
        assert browser.get(page).status_code == 404
        assert typed.IN_SESSION not in browser.session
        assert MINE not in text(browser.get(reverse("applying:list")))

    def test_after_an_hour_it_is_gone(self, browser, page, draft, monkeypatch):
        opened = browser.open(page)
        browser.loses_its_session()
        monkeypatch.setattr(typed, "KEPT_SECONDS", 0)
        browser.send(page, opened, text=MINE)
        browser.sign_in(draft.applicant)
        assert MINE not in text(browser.open(page))

    def test_who_never_signs_in_again_leaves_nothing_behind(self, browser, page):
        opened = browser.open(page)
        browser.loses_its_session()
        browser.send(page, opened, text=MINE)
        key = browser.session.session_key
        assert Session.objects.filter(pk=key).exists()
        with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
            forget_ended_sessions()
        assert not Session.objects.filter(pk=key).exists()

    def test_too_much_is_not_kept_and_said(self, browser, page):
        opened = browser.open(page)
        browser.loses_its_session()
        answer = browser.send(page, opened, text="x" * (typed.MOST_BYTES + 1))
        assert answer.status_code == 413
        assert "Your text is not saved yet" in text(answer)
        assert typed.IN_SESSION not in browser.session

    def test_of_many_pages_the_newest_are_kept(self, rf):
        request = rf.post("/one/", {"text": "x" * 60_000})
        request.session = {}
        assert typed.keep(request)
        request.path = "/two/"
        assert typed.keep(request)
        assert list(request.session[typed.IN_SESSION]) == ["/two/"]

    def test_a_strangers_form_is_kept_nowhere(self, page):
        browser = Browser()
        assert browser.post(page, {"text": MINE}, HTTP_ORIGIN="https://elsewhere.example").status_code == 403
        assert browser.post(page, {"text": MINE}).status_code == 403
        assert typed.IN_SESSION not in browser.session

    @pytest.mark.parametrize("signed_in", [True, False])
    def test_a_page_from_before_signing_in_again_elsewhere(self, browser, page, draft, stored, signed_in):
        opened, before = browser.open(page), stored()
        browser.sign_in(draft.applicant)  # another tab: the old token is good no longer
        if not signed_in:
            browser.loses_its_session()
        answer = browser.send(page, opened, text=MINE)
        assert answer.url == page
        if not signed_in:
            browser.sign_in(draft.applicant)
        shown = browser.open(page)
        assert MINE in text(shown)
        assert stored() == before
        assert browser.send(page, shown, text=MINE).status_code == 302
        assert stored() == MINE

    def test_saved_by_itself_it_says_so_and_goes_on_with_the_new_token(self, browser, page, draft, stored):
        opened = browser.open(page)
        browser.loses_its_session()
        answer = browser.send(page, opened, text=MINE, autosave="1")
        assert (answer.status_code, answer.json()["state"]) == (401, "signed_out")
        assert answer.json()["link"] == f"{reverse('account_login')}?next={quote(page, safe='')}"
        assert typed.IN_SESSION not in browser.session
        browser.sign_in(draft.applicant)
        again = browser.send(page, opened, text=MINE, autosave="1").json()
        assert again["state"] == "again"
        kept = browser.send(page, opened, text=MINE, autosave="1", csrfmiddlewaretoken=again["token"])
        assert (kept.json()["state"], stored()) == ("saved", MINE)

    def test_the_sealed_rooms_answers_are_never_kept(self, browser, draft):
        page = reverse("applying:equality", args=[draft.reference])
        opened = browser.open(page)
        browser.loses_its_session()
        assert browser.send(page, opened, religion="canary").url.startswith(reverse("account_login"))
        assert "canary" not in str(dict(browser.session))


class Browser(Client):
    """Checks tokens, and sends along what a form holds."""

    def __init__(self):
        super().__init__(enforce_csrf_checks=True)

    def open(self, path):
        answer = self.get(path)
        assert answer.status_code == 200
        return answer

    def send(self, path, opened, **fields):
        names = ("seen", "csrfmiddlewaretoken")
        hidden = re.findall(r'name="(\w+)" value="(\w*)"', opened.content.decode())
        own = {name: value for name, value in hidden if name in names}
        return self.post(path, {**own, **fields}, HTTP_ORIGIN="http://testserver")

    def sign_in(self, user, path=None):
        path = path or reverse("account_login")
        return self.send(path, self.open_signed_out(path), login=user.email, password=PASSWORD)

    def open_signed_out(self, path):
        if "_auth_user_id" in self.session:
            self.cookies.pop(settings.SESSION_COOKIE_NAME)
        return self.open(path)

    def loses_its_session(self):
        Session.objects.filter(pk=self.session.session_key).delete()


def test_back_shows_the_text_that_was_there(client, page):
    """With `no-store` a browser would make the page anew, and what was typed would be gone."""
    assert client.get(page).headers["Cache-Control"] == "private, no-cache"
