"""No input makes a server error: known traps in the query, the path and every field of every form."""

import re

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.proofs.access_world import ROLES, World
from tests.proofs.test_access import TABLE, _mount_the_demos_pages, by_thing, one_by_one  # noqa: F401 - a fixture
from vacancies.searching.paging import CURSOR

pytestmark = [pytest.mark.proof, pytest.mark.django_db]

MANY_DIGITS, FAR_TOO_MANY_DIGITS = "9" * 30, "9" * 5000

EVERYWHERE = [
    "q=%00",
    "q=%ed%a0%80&%ed%a0%80=1&==&&&q&q=%FF",
    "q=" + "%F0%9F%99%82" * 300,
    f"page={FAR_TOO_MANY_DIGITS}&p={FAR_TOO_MANY_DIGITS}&from=check&later=1",
]
OUTSIDE_THE_DESK = [
    "page=-1&order=-password",
    "page=0",
    f"page={MANY_DIGITS}",
    "page=%D9%A3",  # a digit, but no ASCII one
    "page=1e400&order=__proto__",
    "next=http://[&email=%C4%B1@example.org",
    "next=//evil.example.org%0d%0aX-Header:%201",
    "next=javascript:alert(1)&from=%FF",
    f"after={MANY_DIGITS}.{MANY_DIGITS}.{MANY_DIGITS}",
    f"before=1.{'9' * 17}.{'9' * 18}&after=1.-1.-1",
    "q=%26%7C%21%3C-%3E%3A%2A%28%29%27%5C%22-&place=%27%29%3B--%20%40%3A%2A",
    f"q=-%22%22+OR+-OR+%22&place={MANY_DIGITS}",
    f"q={'%27a%27%3A%2A+' * 40}&salary={MANY_DIGITS}&closing=-1&band=%27&pattern=%7B%7D",
    "q=%3D%40x&place=%3Dband%3D4&salary=NaN&closing=1e400&order=rank&sponsorship=",
]
ON_THE_DESK = [
    "_to_field=password&_popup=1",
    "_to_field=applications",
    "_to_field=applicant&_popup=1",
    "_changelist_filters=%00%ff",
    "_changelist_filters=p%3D1&employer=abc&closes_at=nonsense&working_patterns=%5B&email=a&user=1e9",
    "app_label=accounts&model_name=staffrole&field_name=employer&term=a&page=0",
    f"app_label=accounts&model_name=staffrole&field_name=employer&page={MANY_DIGITS}",
    "app_label=auth&model_name=nonsense&field_name=password",
]
ON_LISTS_OF_THE_DESK = [
    "q=%22%27%3B--%20%5C%25_(%5B%7B*%2B%3F",
    "o=-99999.abc.1e9",
    "p=99999999999&all=1",
    "p=-1&o=&_facets=1&e=1",
    "d__year=99999",
    "happened_at__year=99999",
    "happened_at__gte=99999-99-99&happened_at__lt=nonsense",
    "happened_at__gte=0001-01-01+00:00:00%2B14:00",
    "happened_at__gte=9999-12-31+23:59:59-14:00",
    "password__startswith=a",
    "is_active__exact=maybe",
    f"employer__id__exact={MANY_DIGITS}",
    f"staff_roles__employer__id__exact={MANY_DIGITS}",
    "employer__id__exact=abc",
    "staff_roles__employer__id__exact=abc",
    "staff_roles__role__exact=x",
    "standing=nonsense",
    "about=nonsense",
    "show=nonsense",
    "vacancy=nonsense",
    f"vacancy={MANY_DIGITS}",
    "status__exact=nonsense",
    "actor_id=abc",
    f"actor_id={MANY_DIGITS}&employer_id=1&subject=%EF%BF%BF",
    "employer_id=1e400",
]

# Typed into every field at once. The empty value is the form as a robot sends it.
VALUES = [
    "",
    "nonsense",
    "-1",
    "1e400",
    "NaN",
    MANY_DIGITS,
    FAR_TOO_MANY_DIGITS,
    "9999-12-31",
    "a" * 20_000,
    "<script>alert(1)</script> %s %(a)s {{ 7*7 }} {0.__class__}",
    "=1+1\t\r\n\u202e\ufffe\U0010ffff",
    "a@" + "b" * 300 + ".example",
]
COUNTS = ["-1", "nonsense", "1001", MANY_DIGITS]

IN_PATHS = [
    "0",
    MANY_DIGITS,
    FAR_TOO_MANY_DIGITS,
    "nonsense",
    "-1",
    "1e9",
    "_00",
    "%00",
    "%ed%a0%80",
    "a" * 9000,
]
IN_PATHS += ["٣", "..%2f..%2fetc", "%2e%2e", "ZZZZ-ZZZZ%0a", "00000000-0000-0000-0000-000000000000"]

# The forms that applicants meet are the fuzzer's (test_fuzzer.py).
STAFFS = ("admin:", "/desk/", "design:", "shortlisting:", "demo-", "vacancies:api")
# One row for each address, with somebody who is let in.
ADDRESSES = list({row.address: row for row in reversed(TABLE) if "in" in row.cells}.values())


@pytest.fixture(autouse=True)
def _without_a_second_factor(settings):
    settings.STAFF_MFA_REQUIRED = False
    # What is tried here is the answer, not how often one may ask.
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def world(db):
    return World()


def insider(world, row) -> Client:
    """The one let in who reaches most."""
    return world.browser_of(ROLES[max(index for index, cell in enumerate(row.cells) if cell == "in")])


def breaks(client, method, path, data=None) -> str:
    """The error that a request makes, or nothing; what it changed is taken back."""
    try:
        with transaction.atomic():
            answer = getattr(client, method)(path, data) if data else getattr(client, method)(path)
            _ = b"".join(answer.streaming_content) if answer.streaming else answer.content
            broken = connection.needs_rollback and answer.status_code < 500
            transaction.set_rollback(True)
    except Exception as error:
        return f"{method} {path[:150]} {str(data)[:150]}: {error!r:.300}"
    if answer.status_code >= 500 or broken:
        return f"{method} {path[:150]} {str(data)[:150]}: {answer.status_code}"
    return ""


def page(client, path) -> str:
    with transaction.atomic():
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return body.decode(errors="replace")


def fields_of(html) -> set[str]:
    """The names of everything that can be filled in on a page."""
    names = set(re.findall(r'<(?:input|select|textarea|button)[^>]*?\sname="([^"]+)"', html))
    return names - {"csrfmiddlewaretoken"}


def actions_of(html) -> set[str]:
    """What a list of the desk offers to do with the rows that are ticked."""
    choice = re.search(r'<select name="action".*?</select>', html, re.DOTALL)
    return set(re.findall(r'value="(\w+)"', choice[0])) if choice else set()


@pytest.mark.parametrize("rows", by_thing(ADDRESSES).values(), ids=by_thing(ADDRESSES))
def test_no_input_makes_a_server_error(rows, world):
    for row in one_by_one(rows):
        client, arguments = insider(world, row), world.arguments(row.thing)
        path = row.path(arguments)
        assert of_the_query(client, row, path) == []
        assert of_the_path(client, path, arguments if row.thing != "-" else []) == []
        if row.address.startswith(STAFFS):
            assert of_every_field(client, row, path) == []


def of_the_query(client, row, path) -> list[str]:
    """What breaks when this page is asked with each of the queries."""
    queries = EVERYWHERE + (ON_THE_DESK if path.startswith("/desk/") else OUTSIDE_THE_DESK)
    if row.address.endswith("_changelist"):
        queries = queries + ON_LISTS_OF_THE_DESK
    return [error for query in queries if (error := breaks(client, "get", f"{path}?{query}"))]


def of_every_field(client, row, path) -> list[str]:
    """What breaks when each value is typed into all fields of the page."""
    html = page(client, path)
    names = fields_of(html)
    # A page without fields is asked once, with one that it does not have.
    forms = [dict.fromkeys(names, value) | _managed(names) for value in VALUES] if names else [{"a": "b"}]
    forms += [
        {name: count if "_FORMS" in name else "1" for name in names} for count in COUNTS if _managed(names)
    ]
    if "_selected_action" in names or row.address.endswith("_changelist"):
        for action in {"delete_selected", *actions_of(html)}:
            forms += [{"action": action, "_selected_action": v, "index": v} for v in VALUES]
    return [error for form in forms if (error := breaks(client, "post", path, form))]


def _managed(names) -> dict:
    """One new line in each formset of a page, so that its fields are looked at."""
    return {name: "1" if name.endswith("TOTAL_FORMS") else "0" for name in names if name.endswith("_FORMS")}


def of_the_path(client, own, arguments) -> list[str]:
    """What breaks when something else stands in the path instead of each argument."""
    found = []
    for number, argument in enumerate(arguments):
        for hostile in IN_PATHS:
            path = _replaced(own, str(argument), hostile, last=number == len(arguments) - 1)
            found += [breaks(client, "get", path), breaks(client, "post", path)]
    return [error for error in found if error]


def _replaced(path, argument, hostile, *, last) -> str:
    parts = path.split("/")
    # An argument is a part of the path, or stands between other letters: /sitemap-0.xml
    within = re.compile(rf"(?<![^\W_]){re.escape(argument)}(?![^\W_])")
    found = [n for n, part in enumerate(parts) if part == argument]
    found = found or [n for n, part in enumerate(parts) if within.search(part)]
    place = found[-1 if last else 0]
    parts[place] = within.sub(lambda _: hostile, parts[place])
    return "/".join(parts)


def test_a_page_that_breaks_is_noticed(world, monkeypatch):
    """The negative control."""
    row = next(row for row in ADDRESSES if row.address == "vacancies:list")
    monkeypatch.setattr("vacancies.searching.paging.CURSOR", re.compile(CURSOR.pattern.replace("[0-9]", ".")))
    assert "ValueError" in breaks(insider(world, row), "get", "/?after=a.b.c")
