"""Measures one database size: migrates, seeds, serves, asks each page, and prints figures as JSON."""

import contextlib
import itertools
import json
import statistics
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

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
from benchmarks.seeding import CSRF_TOKEN, Seeded, seed, signed_in
from benchmarks.serving import serving
from vacancies.models import Vacancy

CLOSED_AT_ONCE = 500
NULL = [load.Request("/")]


@dataclass(frozen=True)
class Page:
    """One thing people do: what they ask (round and round unless `once`), and the bar it has to reach."""

    name: str
    bar: str
    requests: list[load.Request]
    expected: int = 200
    once: bool = False

    def stream(self) -> Iterable[bytes]:
        ready = [request.as_bytes() for request in self.requests]
        return iter(ready) if self.once else itertools.cycle(ready)


def pages(seeded: Seeded) -> list[Page]:
    """The pages there are, each with its bar: the share of the null view's requests a second, and queries."""
    recruiter, chair = signed_in(seeded.recruiter), signed_in(seeded.chair)
    detail = reverse("vacancies:detail", args=[seeded.open.pk])
    applications = reverse("admin:applying_application_changelist") + f"?vacancy={seeded.closed.pk}"
    return [
        Page("public list", "1/4, 2 SQL", [load.Request(reverse("vacancies:list"))]),
        Page("vacancy detail", "1/4, 2 SQL", [load.Request(detail)]),
        Page("save a page of an application", "1/15, 10 SQL", saves(seeded), expected=302),
        Page("submit", "1/15, 12 SQL", submissions(seeded), expected=302, once=True),
        Page("panel's scoring page", "1/30, 8 SQL", [load.Request(scoring_page(seeded), chair)]),
        Page("recruiter's applications, 50 rows", "1/40, 8 SQL", [load.Request(applications, recruiter)]),
    ]


def saves(seeded: Seeded) -> list[load.Request]:
    """A hundred people, each saving an answer again and again."""
    criterion = seeded.open.criteria.first()
    form = {"csrfmiddlewaretoken": CSRF_TOKEN, "text": "I led a weekly group. " * 30}
    return [
        load.Request(reverse("applying:evidence", args=[reference, criterion.pk]), signed_in(user), form)
        for user, reference, _ in drafts(seeded)[:100]
    ]


def submissions(seeded: Seeded) -> list[load.Request]:
    """Everybody else with a complete draft hands it in, once."""
    return [
        load.Request(
            reverse("applying:submit", args=[reference]),
            signed_in(user),
            {"csrfmiddlewaretoken": CSRF_TOKEN, "key": str(key)},
        )
        for user, reference, key in drafts(seeded)[100:]
    ]


def drafts(seeded: Seeded) -> list[tuple]:
    rows = seeded.open.applications.select_related("applicant").order_by("pk")
    return [(row.applicant, row.reference, row.submit_key) for row in rows]


def scoring_page(seeded: Seeded) -> str:
    """The page on which the chair scores a candidate; opening the panel's page lays the labels out."""
    visitor = Client()
    visitor.force_login(seeded.chair)
    visitor.get(reverse("shortlisting:vacancy", args=[seeded.closed.pk]))
    candidate = Candidate.objects.filter(member__user=seeded.chair).first()
    return reverse("shortlisting:candidate", args=[seeded.closed.pk, candidate.token])


def measure(page: Page, real, null, seconds: float) -> dict:
    """The null view, the page, the null view again, a bare query: a slow minute of the machine hits all."""
    sql = queries_of(page.requests.pop() if page.once else page.requests[0])
    floors = [load.run(null.port, Page("null", "", NULL).stream(), seconds=seconds / 2)]
    result = load.run(real.port, page.stream(), seconds=seconds, expected=page.expected)
    floors.append(load.run(null.port, Page("null", "", NULL).stream(), seconds=seconds / 2))
    return {
        "of_null": result.per_second / statistics.mean(floor.per_second for floor in floors),
        # Time for one answer, both workers busy, against the time for one query, alone.
        "of_bare": 1000 / result.per_second / bare_query(seconds),
        "p95": result.p95,
        "sql": sql,
        "bar": page.bar,
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


def main(adverts: str, received: str, seconds: str) -> None:
    say = contextlib.redirect_stdout(sys.stderr)
    with say:
        call_command("migrate", interactive=False, verbosity=0)
        print(f"Seeding {int(adverts):,} adverts and {int(received):,} applications.")
        seeded = seed(int(adverts), int(received))
        with serving("benchmarks.null_settings") as null, serving("benchmarks.settings") as real:
            found = {}
            for page in pages(seeded):
                print(f"Asking: {page.name}.")
                found[page.name] = measure(page, real, null, float(seconds))
            memory = real.worker_megabytes(), null.worker_megabytes()
        bare = bare_query(float(seconds))
        figures = {
            "memory of a web worker": f"{memory[0]:.0f} MB, {memory[0] / memory[1]:.2f} × the empty Django's",
            "bare query of 20 rows": f"{bare:.3f} ms",
            "adverts closed by one sweep": f"{closing_rate():.0f} a second (bar: 167)",
        }
    json.dump({"pages": found, "figures": figures}, sys.stdout)
