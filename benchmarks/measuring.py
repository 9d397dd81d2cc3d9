"""Measures one database size: migrates, seeds, serves, asks each page, and prints figures as JSON."""

import contextlib
import itertools
import json
import re
import statistics
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applicants.applying.tasks import close_and_tell
from applicants.shortlisting.models import Candidate
from benchmarks import load
from benchmarks.seeding import CRITERIA, CSRF_TOKEN, ON_ONE_ADVERT, TOWNS, WORK, Seeded, seed, signed_in
from benchmarks.serving import serving
from vacancies import caching
from vacancies.models import Vacancy
from vacancies.searching import Cursor, Search

CLOSED_AT_ONCE = 500
SURGE_A_SECOND = 50
# Two minutes of them.
ON_ONE = {"surge": 120 * SURGE_A_SECOND}
CRITERIA_OF = {"panel": 12}
NULL = [load.Request("/")]


@dataclass(frozen=True)
class Page:
    """One thing people do: what they ask (round and round unless `once`), and the bar it has to reach.

    The bar: at least 1/`share` of the null view's requests a second, at most `sql` queries, and at the larger
    size within `growth` of the same. A page that is `kept` has been asked for before. Before it is measured,
    `warm` requests are asked of workers that have just begun: the first of each reads its templates, and of
    each connection to PostgreSQL the first ten have their queries planned.
    """

    name: str
    share: int
    sql: int
    requests: list[load.Request]
    growth: float | None = None
    expected: int = 200
    once: bool = False
    kept: bool = False
    warm: int = 0

    def stream(self) -> Iterable[bytes]:
        ready = [request.as_bytes() for request in self.requests]
        return iter(ready) if self.once else itertools.cycle(ready)


def public_pages(seeded: Seeded) -> list[Page]:
    """What anybody reads. "First" is a page nobody has asked for since the last change: it is made anew."""
    list_ = load.Request(reverse("vacancies:list"))
    found = searches()
    adverts = (
        Vacancy.objects.filter(pk__gt=seeded.closed.pk).order_by("pk").values_list("pk", flat=True)[:1_900]
    )
    details = [load.Request(reverse("vacancies:detail", args=[pk])) for pk in adverts]
    return [
        Page("public list", 4, 2, [list_], growth=0.10, kept=True),
        Page("public list, far pages, first", 15, 3, far_pages(), growth=0.20),
        Page("public search", 15, 3, found[:100], growth=0.20, kept=True),
        Page("public search, first", 15, 3, found, growth=0.20),
        Page("vacancy detail", 4, 2, details[:100], growth=0.10, kept=True),
        # More adverts than a worker keeps, one after the other: each is made anew.
        Page("vacancy detail, first", 15, 3, details, growth=0.20),
    ]


def searches() -> list[load.Request]:
    """Two thousand different searches: words of every kind, most of them with a place or filters."""
    words = [
        f"{work} {kind}" for work in WORK for kind in ("support", "assistant", "wellb", "peer worker", "case")
    ]
    filters = [{"band": band, "salary": "25000"} for band in "2345"] + [
        {"place": town} for town in TOWNS[:32]
    ]
    filters += [
        {"pattern": "part_time", "contract": "bank"},
        {},
        {"closing": "14"},
        {"sponsorship": "available"},
    ]
    asked = [{"q": text, **chosen} for chosen in filters for text in words]
    canonical = (Search.from_query(urlencode(query)).as_query() for query in asked)
    return [load.Request(f"{reverse('vacancies:list')}?{query}") for query in canonical]


def far_pages() -> list[load.Request]:
    """Pages all over the list, no two of them the same."""
    soonest = timezone.now() + timedelta(days=1)
    cursors = (
        Cursor(2 + number, int((soonest + timedelta(seconds=997 * number)).timestamp() * 1_000_000), number)
        for number in range(2_000)
    )
    queries = (Search().as_query(**cursor.as_query()) for cursor in cursors)
    return [load.Request(f"{reverse('vacancies:list')}?{query}") for query in queries]


def peoples_pages(seeded: Seeded) -> list[Page]:
    """What people do who have signed in."""
    recruiter, chair = signed_in(seeded.recruiter), signed_in(seeded.chair)
    applications = reverse("admin:applying_application_changelist") + f"?vacancy={seeded.closed.pk}"
    return [
        Page("save a page of an application", 15, 10, saves(seeded), expected=302, warm=160),
        Page("submit", 15, 12, submissions(seeded, drafts(seeded)[100:]), expected=302, once=True, warm=160),
        Page("panel's scoring page", 30, 8, [load.Request(scoring_page(seeded), chair)], warm=160),
        Page(
            "recruiter's applications, 50 rows", 40, 8, [load.Request(applications, recruiter)], growth=0.10
        ),
    ]


def panels_pages(seeded: Seeded) -> list[Page]:
    """What a member scores on, with most of the card filled in: pages from all over the list, in turn."""
    chair, vacancy = signed_in(seeded.chair), seeded.closed.pk
    scoring_page(seeded)
    fill_the_card(seeded)
    candidates = Candidate.objects.filter(member__user=seeded.chair)
    tokens = candidates.values_list("token", flat=True)[:: max(1, candidates.count() // 50)]
    criteria = [
        reverse("shortlisting:criterion", args=[vacancy, pk])
        for pk in seeded.closed.criteria.values_list("pk", flat=True)
    ]
    pages = [f"{path}?page={number}" for number in range(1, 6) for path in criteria]
    missing = [f"{path}?show=missing&page={number}" for number in range(1, 4) for path in criteria[-2:]]
    one_by_one = [reverse("shortlisting:candidate", args=[vacancy, token]) for token in tokens]

    def page(name: str, paths: list[str]) -> Page:
        return Page(name, 30, 8, [load.Request(path, chair) for path in paths], growth=0.10, warm=160)

    return [
        page("one criterion, ten answers", pages),
        page("those not scored yet", missing),
        page("one candidate, all criteria", one_by_one),
    ]


def fill_the_card(seeded: Seeded) -> None:
    """All scores of the chair but half of those on the last criterion, in one go."""
    member = seeded.closed.panel.get(user=seeded.chair)
    card = member.cards.create()
    last = seeded.closed.criteria.order_by("-position").first()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO shortlisting_score (card_id, candidate_id, criterion_id, points, note, saved_at) "
            "SELECT %s, a.id, c.id, 2, 'As asked for.', now() FROM shortlisting_candidate a "
            "JOIN vacancies_criterion c ON c.vacancy_id = %s "
            "WHERE a.member_id = %s AND (c.id <> %s OR a.position %% 2 = 0)",
            [card.pk, seeded.closed.pk, member.pk, last.pk],
        )
        # Scores come one by one, over days; PostgreSQL has long looked at them by then.
        cursor.execute("ANALYZE")


PARTS = {
    "public": public_pages,
    "people": peoples_pages,
    "surge": lambda seeded: [],
    "panel": panels_pages,
}


def saves(seeded: Seeded) -> list[load.Request]:
    """A hundred people, each saving an answer again and again."""
    criterion = seeded.open.criteria.first()
    form = {"csrfmiddlewaretoken": CSRF_TOKEN, "text": "I led a weekly group. " * 30}
    requests = []
    for user, reference, _ in drafts(seeded)[:100]:
        path, cookies = reverse("applying:evidence", args=[reference, criterion.pk]), signed_in(user)
        requests.append(load.Request(path, cookies, {**form, "seen": saw(path, cookies)}))
    return requests


def saw(path: str, cookies: dict[str, str]) -> str:
    """What a page of a draft says its reader saw; without it nobody replaces what stands there."""
    visitor = Client()
    visitor.cookies.load(cookies)
    return re.search(r'name="seen" value="(\w+)"', visitor.get(path).content.decode())[1]


def submissions(seeded: Seeded, waiting: list[tuple]) -> list[load.Request]:
    """Each of them with a complete draft hands it in, once."""
    return [
        load.Request(
            reverse("applying:submit", args=[reference]),
            signed_in(user),
            {"csrfmiddlewaretoken": CSRF_TOKEN, "key": str(key)},
        )
        for user, reference, key in waiting
    ]


def drafts(seeded: Seeded) -> list[tuple]:
    rows = seeded.open.applications.select_related("applicant").order_by("pk")
    return [(row.applicant, row.reference, row.submit_key) for row in rows]


def surge(seeded: Seeded, served, null, seconds: float) -> dict:
    """One advert, many who submit at once: each arrives when it is due, whether or not the one before was
    answered. Fifty a second are the bar, and none may fail."""
    waiting = drafts(seeded)
    requests = (request.as_bytes() for request in submissions(seeded, waiting))
    floor = load.run(null.port, itertools.cycle([NULL[0].as_bytes()]), seconds=seconds)
    result = load.arrive(served.port, requests, a_second=SURGE_A_SECOND, expected=302)
    received = seeded.open.applications.received().count()
    return {
        "a surge on one advert": f"{result.per_second:.0f} submissions a second for {result.seconds:.0f} s, "
        f"p95 {result.p95:.0f} ms, {result.unexpected} refused or failed, "
        f"{received} of {len(waiting)} received (bar: {SURGE_A_SECOND} a second, none)",
        "the surge beside the null view": f"1/{floor.per_second / result.per_second:.0f}",
    }


def scoring_page(seeded: Seeded) -> str:
    """The page on which the chair scores a candidate; opening the panel's page lays the labels out.

    By the time anybody scores, PostgreSQL has long looked at them.
    """
    visitor = Client()
    visitor.force_login(seeded.chair)
    visitor.post(reverse("shortlisting:declaration", args=[seeded.closed.pk]), {"conflict": "none"})
    visitor.get(reverse("shortlisting:vacancy", args=[seeded.closed.pk]))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    candidate = Candidate.objects.filter(member__user=seeded.chair).first()
    return reverse("shortlisting:candidate", args=[seeded.closed.pk, candidate.token])


def measure(page: Page, real, null, seconds: float) -> dict:
    """The null view, the page, the null view again, a bare query: a slow minute of the machine hits all."""
    caching.clear()
    asked = page.requests.pop() if page.once else page.requests[0]
    sql = queries_of(asked)
    if page.kept:
        sql = queries_of(asked)
        # So often, and over so many new connections, that both workers have seen each: which worker takes a
        # connection is chance, and a kept one stays with it.
        for _ in range(8):
            asked_twice = itertools.islice(page.stream(), 2 * len(page.requests))
            load.run(real.port, asked_twice, seconds=10 * seconds)
    stream = page.stream()
    if page.warm:
        load.run(real.port, itertools.islice(stream, page.warm), seconds=10 * seconds, expected=page.expected)
    floor = [request.as_bytes() for request in NULL]
    floors = [load.run(null.port, itertools.cycle(floor), seconds=seconds / 2)]
    result = load.run(real.port, stream, seconds=seconds, expected=page.expected)
    floors.append(load.run(null.port, itertools.cycle(floor), seconds=seconds / 2))
    return {
        "of_null": result.per_second / statistics.mean(floor.per_second for floor in floors),
        # Time for one answer, both workers busy, against the time for one query, alone.
        "of_bare": 1000 / result.per_second / bare_query(seconds),
        "p95": result.p95,
        "sql": sql,
        "bar": {"share": page.share, "sql": page.sql, "growth": page.growth},
        "unexpected": result.unexpected,
    }


def queries_of(request: load.Request) -> int:
    """How many statements one such request sends, transactions not counted."""
    visitor = Client()
    visitor.cookies.load(request.cookies)
    with CaptureQueriesContext(connection) as queries:
        if request.form is None:
            visitor.get(request.path)
        else:
            visitor.post(request.path, request.form)
    return sum(not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")) for query in queries)


def bare_query(seconds: float) -> float:
    """Milliseconds of a bare psycopg query for the twenty adverts that close soonest."""
    sql = (
        "SELECT v.id, v.title, v.closes_at, e.name FROM vacancies_vacancy v JOIN accounts_employer e "
        "ON e.id = v.employer_id WHERE status = 'published' AND opens_at <= now() AND closes_at > now() "
        "ORDER BY closes_at, v.id LIMIT 20"
    )
    took = []
    with psycopg.connect(settings.DATABASE_URL, autocommit=True) as bare:
        ends = time.perf_counter() + seconds / 4
        while time.perf_counter() < ends:
            began = time.perf_counter()
            bare.execute(sql).fetchall()
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def closing_rate() -> float:
    """Adverts a second that one sweep closes when many are due in the same minute."""
    due = Vacancy.objects.filter(status="published").order_by("-pk")[:CLOSED_AT_ONCE].values("pk")
    Vacancy.objects.filter(pk__in=list(due.values_list("pk", flat=True))).update(
        closes_at=timezone.now() - timedelta(seconds=1)
    )
    began = time.perf_counter()
    close_and_tell()
    return CLOSED_AT_ONCE / (time.perf_counter() - began)


def main(part: str, adverts: str, received: str, seconds: str) -> None:
    say = contextlib.redirect_stdout(sys.stderr)
    with say:
        call_command("migrate", interactive=False, verbosity=0)
        print(f"Seeding {int(adverts):,} adverts and {int(received):,} applications.")
        on_one = int(received) if part == "panel" else ON_ONE.get(part, ON_ONE_ADVERT)
        seeded = seed(int(adverts), int(received), on_one, CRITERIA_OF.get(part, CRITERIA))
        with serving("benchmarks.null_settings") as null, serving("benchmarks.settings") as real:
            found = {}
            for page in PARTS[part](seeded):
                print(f"Asking: {page.name}.")
                found[page.name] = measure(page, real, null, float(seconds))
            if part == "surge":
                surged = surge(seeded, real, null, float(seconds))
            memory = real.worker_megabytes(), null.worker_megabytes()
        figures = {
            "memory of a web worker": f"{memory[0]:.0f} MB, {memory[0] / memory[1]:.2f} × the empty Django's",
            "bare query of 20 rows": f"{bare_query(float(seconds)):.3f} ms",
        }
        if part == "surge":
            figures |= surged
        if part == "people":
            figures["adverts closed by one sweep"] = f"{closing_rate():.0f} a second (bar: 167)"
    json.dump({"pages": found, "figures": figures}, sys.stdout)
