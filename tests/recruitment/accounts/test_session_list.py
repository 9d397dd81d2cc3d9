"""People see where they are signed in, and end one session or all others; never another person's."""

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from recruitment.accounts import browsers
from tests.recruitment.accounts.conftest import PASSPHRASE, signed_up

SESSIONS = reverse("usersessions_list")
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def browser_of(client, user, user_agent="Something/1.0"):
    browser = type(client)(HTTP_USER_AGENT=user_agent)
    browser.post(reverse("account_login"), {"login": user.email, "password": PASSPHRASE})
    return browser


def test_the_browser_is_named_in_plain_words(client, known):
    browser_of(client, known, FIREFOX)
    page = browser_of(client, known).get(SESSIONS).content.decode()
    assert "Firefox on a Windows computer" in page
    assert page.count("This one") == 1


def test_one_session_is_ended(client, known):
    here, there, third = (browser_of(client, known) for _ in range(3))
    row = UserSession.objects.get(session_key=there.session.session_key)
    here.post(SESSIONS, {"session": row.pk})
    assert not get_user(there).is_authenticated
    assert get_user(third).is_authenticated


def test_all_others_are_ended(client, known):
    here, there, third = (browser_of(client, known) for _ in range(3))
    here.post(SESSIONS, {"others": "1"})
    assert [get_user(browser).is_authenticated for browser in (here, there, third)] == [True, False, False]


def test_nobody_ends_anothers_session(client, known):
    theirs, mine = browser_of(client, signed_up("other@example.org")), browser_of(client, known)
    row = UserSession.objects.get(session_key=theirs.session.session_key)
    assert mine.post(SESSIONS, {"session": row.pk}).status_code == 404
    assert get_user(theirs).is_authenticated


@pytest.mark.parametrize("number", ["", "x", "-1", "٣", "9" * 40, "0"])
def test_a_number_that_is_none_ends_nothing(client, known, number):
    assert browser_of(client, known).post(SESSIONS, {"session": number}).status_code in (302, 404)


def test_the_list_asks_as_often_for_three_as_for_one(client, known):
    here = browser_of(client, known)
    here.get(SESSIONS)  # the first page notes when the session was last seen

    def queries():
        with CaptureQueriesContext(connection) as captured:
            here.get(SESSIONS)
        return len(captured)

    one = queries()
    browser_of(client, known), browser_of(client, known)
    assert queries() == one


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (FIREFOX, "Firefox on a Windows computer"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19 Safari/604",
            "Safari on an iPhone",
        ),
        (
            "Mozilla/5.0 (X11; CrOS x86_64) Chrome/140 Safari/537 Edg/140",
            "Edge on a Chromebook",
        ),
        ("", "An unknown browser"),
    ],
)
def test_what_browsers_say_of_themselves(says, words):
    assert browsers.in_words(says) == words


def test_personal_pages_are_kept_by_nobody_and_public_ones_as_before(client, known):
    here = browser_of(client, known)
    for page in (SESSIONS, reverse("account_home"), reverse("applying:list")):
        assert "no-store" in here.get(page).headers["Cache-Control"], page
    before = client.get(reverse("vacancies:list")).headers["Cache-Control"]
    assert "no-store" not in before
    assert "no-store" not in here.get(reverse("vacancies:list")).headers["Cache-Control"]


def test_signing_out_makes_the_browser_forget_what_it_kept(client, known):
    here = browser_of(client, known)
    assert "Clear-Site-Data" not in here.post(reverse("account_change_password"), {}).headers
    assert here.post(reverse("account_logout")).headers["Clear-Site-Data"] == '"cache"'
