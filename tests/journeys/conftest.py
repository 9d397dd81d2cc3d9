"""A real browser for the journeys: Chromium on the live server, each page looked at on desk and phone."""

import os
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from tests.journeys.visitors import Visitor

PICTURES = Path(settings.BASE_DIR) / ".local" / "pictures"
KEEPS_PICTURES = os.environ.get("PICTURES") == "1"
GUIDE_PICTURES = PICTURES / "guide" if KEEPS_PICTURES else None
WIDTHS = (1280, 360)
# Half a megabyte: a page is handed it once, for both widths.
AXE_SOURCE = Axe().axe_script
# The shell draws the same pages at two thirds of the price.
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
)
# How long a page may take to show what is expected: for a busy machine; nobody waits when all is well.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
ON_PURPOSE = ("the server responded with a status of 4", "net::ERR_INTERNET_DISCONNECTED")
# Only what is wrong is worked out, and no stylesheet is fetched again: no rule that is on needs it.
AXE = {"resultTypes": ["violations"], "preload": False}
# The page is the same at the second width; these rules ask how it is laid out. Axe leaves out the size of
# what one presses unless it is asked for (WCAG 2.2, 2.5.8).
LAID_OUT = {
    **AXE,
    "runOnly": {"type": "rule", "values": ["scrollable-region-focusable", "target-size"]},
    "rules": {"target-size": {"enabled": True}},
}


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is. Without one the journeys are skipped, or fail where REQUIRE_BROWSER=1."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    sentence = "No Chromium on this machine: install the package `chromium` to run the browser journeys."
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(sentence, pytrace=False)
    return pytest.skip(sentence)


@pytest.fixture(scope="session")
def browser_type_launch_args(chromium):
    # The driver keeps an event loop in this thread; Django would take every query for an asynchronous one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    return {"executable_path": chromium, "args": ["--no-sandbox", "--disable-gpu"]}


@pytest.fixture(scope="session")
def browser_context_args(live_server):
    """`page.goto("/path/")` reaches the live server."""
    return {"base_url": live_server.url, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture
def page(page, transactional_db):
    """The plugin's page; the test fails when the browser complained: a blocked script, an error in one."""
    complaints = _listen(page)
    yield page
    assert not complaints, complaints


# Without scripts as a rule only with `-m long`: a whole application without them, by keyboard on a phone, and
# the search for one are walked each time, and a whole run stays under a quarter of an hour.
WITHOUT_SCRIPTS = pytest.param(False, id="without scripts", marks=pytest.mark.long)


@pytest.fixture(params=[pytest.param(True, id="with scripts"), WITHOUT_SCRIPTS])
def opens_a_browser(request, browser, browser_context_args, look, transactional_db):
    """`opens_a_browser()`: one more person with a browser of their own. The journey is walked twice:
    with JavaScript, and in browsers that run none.
    """
    contexts, complaints = [], []

    def newcomer() -> Visitor:
        context = browser.new_context(**browser_context_args, java_script_enabled=request.param)
        contexts.append(context)
        page = context.new_page()
        complaints.append(_listen(page))
        return Visitor(page, look, GUIDE_PICTURES) if request.param else Visitor(page, glance)

    yield newcomer
    for context in contexts:
        context.close()
    assert not any(complaints), complaints


def _listen(page) -> list[str]:
    """What the browser will have complained about; filled while the test runs."""
    page.set_default_timeout(PATIENCE)
    complaints = []

    def hear(text):
        # A page that answers 403 or 404 is reported too, and a dead line; tests ask for those on purpose.
        if not any(words in text for words in ON_PURPOSE):
            complaints.append(text)

    page.on("pageerror", lambda error: hear(str(error)))
    page.on("console", lambda said: hear(_in_words(said)) if _is_our_fault(said) else None)
    return complaints


def _is_our_fault(message) -> bool:
    # What comes from no address comes from axe, which this test put into the page.
    return message.type == "error" and bool(message.location.get("url"))


def _in_words(message) -> str:
    where = message.location
    return f"{message.text} ({where.get('url')}, line {where.get('lineNumber')})"


@pytest.fixture
def guide_pictures() -> Path | None:
    """Where the pictures of the guides are kept while `make pictures` makes them."""
    return GUIDE_PICTURES


@pytest.fixture
def no_javascript(browser, browser_context_args, transactional_db):
    """A browser context in which no script runs: `no_javascript.new_page()`."""
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def sign_in(live_server):
    """`sign_in(page_or_context, user)`: gives the browser that person's session, past the sign-in page."""

    def give_session(page_or_context, user):
        client = Client()
        client.force_login(user)
        context = getattr(page_or_context, "context", page_or_context)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return give_session


@pytest.fixture
def no_second_factor(settings):
    """Staff sign in with a password alone; what the second step asks of them has tests of its own."""
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def look():
    """`look(page, "name")`: nothing axe objects to, and no sideways scrolling, at each width.

    With PICTURES=1 each page is kept as a picture, for people to look at; without, what is wrong alone is.
    """

    def look_at(page, name: str) -> None:
        for width in _each_width(page, name):
            found = violations(page, AXE if width == WIDTHS[0] else LAID_OUT)
            if found or KEEPS_PICTURES:
                PICTURES.mkdir(parents=True, exist_ok=True)
                # caret: left as it is; hiding it would need the inline style that our policy forbids.
                page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True, caret="initial")
            assert not found, f"{name} at {width} px"

    return look_at


def glance(page, name: str) -> None:
    """Only that nothing scrolls sideways: for a browser that runs no script, as axe is one."""
    for _ in _each_width(page, name):
        pass


def _each_width(page, name: str):
    """Makes the window so wide and refuses sideways scrolling; then it is the caller's turn."""
    # Right after a press that leads to another page, that page may have no root element yet.
    page.wait_for_load_state()
    before = page.viewport_size
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{name} scrolls sideways by {overflow} px at {width} px"
        yield width
    page.set_viewport_size(before)


def violations(page, rules=AXE) -> list[str]:
    """What axe objects to, but for one deliberate choice of the design system.

    Its radios with a conditional reveal carry `aria-expanded`, which axe does not allow on a radio.
    """
    found = []
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SOURCE)
    # Of its long answer only what is wrong leaves the browser.
    for violation in page.evaluate("async rules => (await axe.run(rules)).violations", rules):
        for node in violation["nodes"]:
            if violation["id"] == "aria-allowed-attr" and "nhsuk-radios__input" in node["html"]:
                continue
            found.append(f"{violation['id']}: {violation['help']}: {node['html'][:200]}")
    return found
