"""Two tabs, two devices, one answer: the later one is told and shown both; no text is replaced unseen."""

import contextlib
import re
import threading

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from applicants.applying.forms import SavedForm
from applicants.applying.models import Application
from applicants.applying.views import draft_page, drafts
from tests.factories import complete_draft, open_vacancy
from tests.proofs.racing import race

pytestmark = [pytest.mark.proof, pytest.mark.django_db(transaction=True)]

DEVICES = 6


class Device:
    """Somebody's browser with the page of one answer open."""

    def __init__(self, client: Client, page: str, text: str):
        self.client, self.page, self.text = client, page, text
        self.shown: list[str] = []
        self.seen = self._seen_in(client.get(page))

    def save(self) -> int:
        answer = self.client.post(self.page, {"text": self.text, "seen": self.seen})
        if answer.status_code == 409:
            assert self.text in answer.content.decode()
            self.shown += re.findall(r'app-stored__text">\s*<p>(.*?)</p>', answer.content.decode())
            self.seen = self._seen_in(answer)
        return answer.status_code

    def save_until_it_is_kept(self) -> None:
        while self.save() == 409:
            pass

    @staticmethod
    def _seen_in(answer) -> str:
        return re.search(r'name="seen" value="(\w*)"', answer.content.decode())[1]


def devices_of(draft: Application, number: int, *, one_browser: bool = False) -> list[Device]:
    """All have opened the page before anybody saves; in one browser they share a session."""
    page = reverse("applying:evidence", args=[draft.reference, draft.vacancy.criteria.first().pk])
    clients = [Client() for _ in range(number)]
    for client in clients:
        if one_browser and client is not clients[0]:
            cookie = clients[0].cookies[settings.SESSION_COOKIE_NAME]
            client.cookies[settings.SESSION_COOKIE_NAME] = cookie.value
        else:
            client.force_login(draft.applicant)
    return [Device(client, page, f"From place {number}.") for number, client in enumerate(clients)]


def stored(draft: Application) -> str:
    return draft.answers.get(criterion=draft.vacancy.criteria.first()).text


def two_at_once(monkeypatch, *, one_browser: bool = False) -> tuple[list[int], list[Device], str]:
    """Both save at once, and whoever has compared waits for the other to have compared before it writes.

    Where a lock keeps the other out, the wait ends after a second.
    """
    draft = complete_draft(open_vacancy())
    devices = devices_of(draft, 2, one_browser=one_browser)
    both_have_compared = threading.Barrier(2)
    compare = SavedForm.would_overwrite

    def compare_and_wait(form):
        found = compare(form)
        with contextlib.suppress(threading.BrokenBarrierError):
            both_have_compared.wait(1)
        return found

    monkeypatch.setattr(SavedForm, "would_overwrite", compare_and_wait)
    answers = race(Device.save, devices, runners=2)
    return answers, devices, stored(draft)


@pytest.mark.parametrize("one_browser", [True, False], ids=["two tabs", "two devices"])
def test_of_two_at_once_the_later_is_shown_both(monkeypatch, one_browser):
    answers, devices, kept = two_at_once(monkeypatch, one_browser=one_browser)
    assert sorted(answers) == [302, 409]
    first, later = devices if answers[0] == 302 else reversed(devices)
    assert kept == first.text
    assert later.shown == [first.text]


def test_negative_control_without_the_lock_one_of_them_is_lost(monkeypatch):
    def unlocked(request, reference):
        request.is_one_transaction = False
        return own(request, reference)

    own = draft_page.own
    monkeypatch.setattr(drafts, "own", unlocked)
    answers, devices, _ = two_at_once(monkeypatch)
    assert answers == [302, 302]
    assert not any(device.shown for device in devices)


def all_save_until_kept() -> tuple[set[str], set[str]]:
    """The texts that were replaced, and those that somebody was shown before replacing them."""
    draft = complete_draft(open_vacancy())
    before = stored(draft)
    devices = devices_of(draft, DEVICES)
    race(Device.save_until_it_is_kept, devices, runners=DEVICES)
    replaced = {device.text for device in devices} - {stored(draft)}
    return replaced, {text for device in devices for text in device.shown} - {before}


def test_nobodys_text_is_replaced_by_somebody_who_has_not_seen_it():
    for _ in range(3):
        replaced, shown = all_save_until_kept()
        assert len(replaced) == DEVICES - 1
        assert replaced <= shown


def test_negative_control_without_the_comparison_texts_are_lost(monkeypatch):
    monkeypatch.setattr(SavedForm, "would_overwrite", lambda form: [])
    replaced, shown = all_save_until_kept()
    assert replaced - shown
