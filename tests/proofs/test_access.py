"""The access table, tried: every address, every kind of person, every method, own things and others'."""

import importlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings as project
from django.db import connection, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.test.utils import override_settings
from django.urls import URLPattern, clear_url_caches, get_resolver, path, reverse

from applicants.applying.models import Application
from applicants.applying.views import applications, drafts
from recruitment import urls
from recruitment.accounts.middleware import OPEN_WITHOUT_SECOND_FACTOR
from recruitment.accounts.models import StaffRole
from tests.proofs.access_table import NOTES_WHEN_READ, ROWS
from tests.proofs.access_world import ROLES, World
from tests.proofs.noting import noting
from vacancies import caching
from vacancies.api.limiting import limiter

pytestmark = [pytest.mark.proof, pytest.mark.django_db]

STATUSES = {"ok": {200}, "go": {302, 303}, "gone": {410}}
STATUSES |= {code: {int(code)} for code in ("400", "403", "404", "405")}
AT_ONCE = 6
# What differs between any two answers.
CHANCE = {"Set-Cookie", "Expires", "Content-Length"}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    address: str
    thing: str
    get: str
    post: str
    cells: tuple[str, ...]

    def __str__(self):
        return f"{self.address} {self.thing}"

    def expected(self, role: str, method: str) -> str:
        """What this person should get with GET or POST."""
        cell = self.cells[ROLES.index(role)]
        with_get, _, with_post = (f"{self.get}/{self.post}" if cell == "in" else cell).partition("/")
        return with_post or with_get if method == "POST" else with_get

    def lets_in(self, role: str) -> bool:
        return self.cells[ROLES.index(role)] == "in"

    def keeps_out(self, role: str) -> bool:
        return not self.lets_in(role) and self.expected(role, "GET") != "ok"

    def path(self, arguments: list) -> str:
        """The address with arguments filled in."""
        if not self.address.startswith("/"):
            return reverse(self.address, args=arguments)
        return re.sub(r"\(\?P<\w+>.*\)\$|<[^>]+>", "{}", self.address).format(*arguments)


def parse(text: str) -> list[Row]:
    """The table's lines; a line with a cell too many or too few is an error."""
    rows = []
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            address, thing, *rest = re.sub(r" of (\w+)", r"·of·\1", line).split()
            get, post, *cells = rest
            assert len(cells) == len(ROLES), line
            rows.append(Row(address, thing.replace("·", " "), get, post, tuple(cells)))
    return rows


TABLE = parse(ROWS)


def by_thing(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Lines about the same thing, six at most: making a thing takes a while, and is done once for them."""
    alike = defaultdict(list)
    for row in rows:
        alike[row.thing].append(row)
    return {
        f"{thing} {start // AT_ONCE + 1}": group[start : start + AT_ONCE]
        for thing, group in alike.items()
        for start in range(0, len(group), AT_ONCE)
    }


def one_by_one(rows: list[Row]) -> Iterator[Row]:
    """Each line in turn, with nothing in this process's memory of the one before."""
    for row in rows:
        caching.clear()
        limiter.clear()
        yield row


def names_a_thing(row) -> bool:
    """Whether there is another thing, or none, to compare with."""
    return row.thing != "-" and row.address != "admin:app_list"


def addresses(patterns=None, route="/", namespace="") -> dict[str, URLPattern]:
    """Every address of the service by its name, or by its path where it has none."""
    found = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = route + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLPattern):
            found[f"{namespace}{pattern.name}" if pattern.name else here] = pattern
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found |= addresses(pattern.url_patterns, here, inner)
    return found


def difference(table) -> set[str]:
    """Addresses that stand only in the table or only in the service."""
    return {row.address for row in table} ^ set(addresses())


# --- One request and what is wrong with its answer ------------------------------------------------------


def ask(client, method, path):
    """The answer, and the statements that changed something; all of it is taken back, cookies too."""
    cookies, changes = dict(client.cookies), []
    with transaction.atomic(), connection.execute_wrapper(noting(changes)):
        answer = getattr(client, method.lower())(path)
        # Rendered, and read to its end, within.
        _ = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(cookies)
    return answer, changes


def fits(answer, expected: str) -> bool:
    target = answer.headers.get("Location", "")
    doors = (reverse("account_login"), reverse("admin:login"))
    if expected == "sign-in":
        return answer.status_code == 302 and target.startswith(tuple(f"{door}?next=" for door in doors))
    if expected == "desk":
        return answer.status_code == 302 and target.startswith(f"{doors[1]}?next=")
    return answer.status_code in STATUSES[expected]


def methods(row, role) -> tuple[str, ...]:
    """GET and POST for everybody; the others for one person of each kind that the line tells apart.

    No page has code of its own for HEAD, PUT or DELETE: Django answers them with that of GET or refuses.
    """
    first = row.cells.index(row.cells[ROLES.index(role)]) == ROLES.index(role)
    return ("GET", "HEAD", "POST", "PUT", "DELETE") if first else ("GET", "POST")


def wrong_with(row, role, client, path, of_nobody) -> list[str]:
    """Everything one person gets at one address that the table does not say."""
    found = []
    for method in methods(row, role):
        answer, changes = ask(client, method, path)
        wanted = _wanted(row, role, method)
        if not any(fits(answer, each) for each in wanted):
            found.append(f"{role} {method}: {answer.status_code}, not {' or '.join(sorted(wanted))}")
        may_change = row.lets_in(role) and (method == "POST" or row.address in NOTES_WHEN_READ)
        if changes and not may_change:
            found.append(f"{role} {method} changes something: {changes[0][:100]}")
        if of_nobody and row.keeps_out(role) and method in ("GET", "HEAD", "POST"):
            nobodys, _ = ask(client, method, of_nobody)
            if anonymised(answer, path) != anonymised(nobodys, of_nobody):
                found.append(f"{role} {method} tells that it is there")
    return found


def _wanted(row, role, method) -> set[str]:
    """What the table allows: a method nobody uses there may be refused before anybody is looked at."""
    if method in ("GET", "HEAD"):
        return {row.expected(role, "GET")}
    post = row.expected(role, "POST")
    if method == "POST":
        return {post} if row.lets_in(role) else {post, "405"}
    return {post, "405", row.expected(role, "GET")}


def discrepancies(world, row, roles=ROLES) -> list[str]:
    """Everything about one line of the table that is not so."""
    path = row.path(world.arguments(row.thing))
    of_nobody = row.path(world.nothing(row.thing)) if names_a_thing(row) else ""
    found = []
    for role in roles:
        found += wrong_with(row, role, world.browser_of(role), path, of_nobody)
    return found


def anonymised(answer, path) -> tuple:
    """All that could tell one refusal from another."""
    text = answer.content.decode().replace(path, "PATH")
    text = re.sub(r"[A-Za-z0-9]{64}", "TOKEN", text)
    headers = {k: v.replace(path, "PATH") for k, v in answer.headers.items() if k not in CHANCE}
    return answer.status_code, headers, text


# --- Fixtures -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", autouse=True)
def _mount_the_demos_pages(tmp_path_factory):
    """The demo's mail is mounted where there is a sink; here is one, so that its pages are tried too."""
    before = project.MAIL_SINK_DIR
    project.MAIL_SINK_DIR = str(tmp_path_factory.mktemp("sink"))
    importlib.reload(urls)
    clear_url_caches()
    yield
    project.MAIL_SINK_DIR = before
    importlib.reload(urls)
    clear_url_caches()


@pytest.fixture(autouse=True)
def _without_a_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False


@pytest.fixture
def world(db):
    return World()


# --- The table ------------------------------------------------------------------------------------------


def test_every_address_stands_in_the_table():
    assert difference(TABLE) == set()


@pytest.mark.parametrize("rows", by_thing(TABLE).values(), ids=by_thing(TABLE))
def test_everybody_gets_what_the_table_says(rows, world):
    """And what is not theirs looks to them like what is not there."""
    found = {str(row): discrepancies(world, row) for row in one_by_one(rows)}
    assert found == {str(row): [] for row in rows}


OF_APPLICANTS = [r for r in TABLE if r.address.startswith("applying:") and r.lets_in("applicant")]


def test_a_row_of_somebody_elses_application_is_not_there_under_ones_own(world):
    """Addresses of two numbers: one's own application with a row of a stranger's looks like nothing."""
    theirs = World.__new__(World)
    swapped = {"applicant": world.people["stranger"], "stranger": world.people["applicant"]}
    theirs.employer, theirs.other_employer = world.employer, world.other_employer
    theirs.people = world.people | swapped
    found, tried = [], set()
    for row in OF_APPLICANTS:
        own = world.arguments(row.thing)
        if len(own) < 2 or not isinstance(own[0], str):
            continue
        of_theirs = theirs.arguments(row.thing)[1:]
        if of_theirs == own[1:]:  # a month, which is nobody's
            continue
        tried.add(row.address)
        another = row.path([own[0], *of_theirs])
        nobodys = row.path([own[0], *world.nothing(row.thing)[1:]])
        client = world.browser_of("applicant")
        for method in ("GET", "HEAD", "POST"):
            (got, changes), (wanted, _) = ask(client, method, another), ask(client, method, nobodys)
            alike = anonymised(got, another) == anonymised(wanted, nobodys)
            if changes or not alike or (method == "GET" and got.status_code != 404):
                found.append((str(row), method, got.status_code, changes, alike))
    assert found == []
    assert "applying:evidence" in tried


def test_the_public_addresses_are_these():
    """Everything else asks people to sign in, by default (LoginRequiredMiddleware).

    The pages of a draft do so themselves, because what was typed has to wait: their lines in the table say
    `sign-in` for who is signed out.
    """
    public = {
        name
        for name, pattern in addresses().items()
        if not getattr(pattern.callback, "login_required", True)
        and not hasattr(pattern.callback, "hand_back")
    }
    drafts = {name for name, pattern in addresses().items() if hasattr(pattern.callback, "hand_back")}
    assert {row.expected("anonymous", "GET") for row in TABLE if row.address in drafts} == {"sign-in"}
    assert public == {
        "vacancies:list",
        "vacancies:detail",
        "vacancies:document",
        "vacancies:atom",
        "vacancies:json_feed",
        "vacancies:sitemap",
        "vacancies:sitemap_part",
        "vacancies:robots",
        "vacancies:api_vacancies",
        "vacancies:api_vacancy",
        "vacancies:api_description",
        "vacancies:api_nothing",
        "vacancies:alert",
        "vacancies:alert_asked",
        "vacancies:alert_confirm",
        "vacancies:alert_stop",
        "privacy:notice",
        "accessibility",
        "applying:start",
        "applying:late_entry_link",
        "applying:stop_reminders",
        "account_login",
        "account_signup",
        "account_request_login_code",
        "account_confirm_login_code",
        "account_logout",
        "account_inactive",
        "account_email_verification_sent",
        "account_reset_password",
        "account_confirm_password_reset_code",
        "account_complete_password_reset",
        "account_password_reset_completed",
        "account_email_stop",
        "privacy:left",
        "account_passkey_options",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "admin:login",
        "design:components",
        "demo-mail",
        "demo-mail-message",
    }


def test_staff_without_a_second_factor_get_nowhere(world, settings):
    settings.STAFF_MFA_REQUIRED = True
    reached = set()
    for row in {row.address: row for row in TABLE}.values():
        if row.address.startswith("shortlisting") and row.thing != "-":
            address = row.path(world.nothing(row.thing))
        else:
            address = row.path(world.arguments(row.thing))
        for role in ("recruiter", "member", "administrator"):
            client = world.browser_of(role)
            for method in ("GET", "POST"):
                answer, changes = ask(client, method, address)
                if answer.headers.get("Location") != reverse("mfa_activate_totp") or changes:
                    reached.add(row.address)
    assert reached <= OPEN_WITHOUT_SECOND_FACTOR


@pytest.mark.parametrize(
    ("role", "address", "thing"),
    [
        ("recruiter", "admin:vacancies_vacancy_change", "draft"),
        ("recruiter", "admin:index", "-"),
        ("member", "shortlisting:vacancy", "closed"),
        ("chair", "shortlisting:ranking", "choosing"),
    ],
)
def test_a_role_that_is_taken_away_closes_the_page_at_the_next_request(world, role, address, thing):
    path = reverse(address, args=world.arguments(thing))
    client = world.browser_of(role)
    assert client.get(path).status_code == 200
    StaffRole.objects.filter(user=world.people[role]).delete()
    assert client.get(path).status_code in (302, 404)
    assert client.post(path).status_code in (302, 404, 405)


def test_a_member_who_left_the_panel_finds_nothing_there(world):
    path = reverse("shortlisting:vacancy", args=[world.closed.pk])
    client = world.browser_of("member")
    assert client.get(path).status_code == 200
    world.closed.panel.filter(user=world.people["member"]).update(removed_at="2026-01-01T00:00Z")
    assert client.get(path).status_code == 404


def test_production_has_neither_the_style_page_nor_the_demos_mail():
    with override_settings(MAIL_SINK_DIR="", SHOW_DESIGN_PAGE=False):
        names = addresses(importlib.reload(urls).urlpatterns)
    importlib.reload(urls)
    clear_url_caches()
    assert not {name for name in names if name.startswith(("demo", "design"))}


# --- Negative controls: the proofs above can fail -------------------------------------------------------


def test_an_address_left_out_of_the_table_is_noticed():
    for left_out in {row.address for row in TABLE}:
        assert difference([row for row in TABLE if row.address != left_out]) == {left_out}


def test_a_new_address_is_noticed(monkeypatch):
    def everybody(request):
        return HttpResponse(Application.objects.count())

    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, path("leak/", everybody, name="leak")])
    clear_url_caches()
    try:
        assert difference(TABLE) == {"leak"}
    finally:
        clear_url_caches()


def test_a_view_without_its_check_is_noticed(world, monkeypatch):
    row = next(row for row in TABLE if row.address == "applying:task_list")
    monkeypatch.setattr(
        drafts, "own", lambda request, reference: get_object_or_404(Application, reference=reference)
    )
    found = discrepancies(world, row, roles=["stranger"])
    assert "stranger GET: 200, not 404" in found
    assert "stranger GET tells that it is there" in found


def test_a_desk_without_its_check_is_noticed(world, monkeypatch):
    row = next(row for row in TABLE if row.address == "admin:accounts_user_change")
    monkeypatch.setattr("recruitment.admin.AdministratorsOnly.has_module_permission", lambda *args: True)
    assert any("recruiter GET" in found for found in discrepancies(world, row, roles=["recruiter"]))


def test_a_page_that_changes_something_for_a_stranger_is_noticed(world, monkeypatch):
    row = next(row for row in TABLE if row.address == "applying:withdraw")

    def careless(request, reference):
        Application.objects.filter(reference=reference).update(phone="")
        return own(request, reference)

    own = applications.own
    monkeypatch.setattr(applications, "own", careless)
    assert any("changes something" in found for found in discrepancies(world, row, roles=["stranger"]))
