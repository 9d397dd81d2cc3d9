"""How many adverts a second the sweep closes when many are due in one minute.

Each has a panel of two, a recruiter and two people with a draft: five emails and one transaction each.
Measured by one worker and by two, at two sizes, beside bare INSERT + COMMIT by psycopg in the same run: the
ratio and the CPU time carry over to another machine, the rate does not. Asserts nothing about how fast.
"""

import os
import time
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context

import psycopg
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from applicants.applying.models import Application
from applicants.applying.tasks import close_and_tell
from recruitment.accounts.models import Employer, StaffRole, User
from recruitment.mail.models import OutgoingEmail
from vacancies.models import PanelMember, Vacancy

SIZES = (1_000, 3_000)
MANY, SECONDS = 10_000, 60  # the bar: so many due in the same minute, closed in so long


@dataclass(frozen=True)
class Measured:
    """`rate` is adverts a second; `cpu` the workers' milliseconds for each; `bare` commits a second."""

    rate: float
    cpu: float
    bare: float

    @property
    def ratio(self) -> float:
        return self.rate / self.bare


def measure() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    for workers in (1, 2):
        small, large = (closing_rate(size, workers) for size in SIZES)
        for size, measured in zip(SIZES, (small, large), strict=True):
            print(
                f"{size:6,} due at once, {workers} worker{'s'[: workers > 1]}: {measured.rate:4.0f} closed a "
                f"second, {measured.cpu:.1f} ms of the workers' CPU each, 1/{1 / measured.ratio:.1f} of "
                f"{measured.bare:.0f} bare commits a second; {MANY:,} in {MANY / measured.rate:.0f} s "
                f"(bar: {SECONDS} s)"
            )
        times, growth = SIZES[1] / SIZES[0], large.cpu / small.cpu
        print(f"{'':6} at {times:.0f} times as many: {growth:.2f} of the CPU each (linear: 1)")


def closing_rate(number: int, workers: int) -> Measured:
    make_due(number, of=f"{number}-{workers}")
    before = OutgoingEmail.objects.count()
    connections.close_all()
    bare = bare_rate()
    sweeps = [get_context("fork").Process(target=close_and_tell) for _ in range(workers)]
    spent = sum(os.times()[2:4])
    began = time.perf_counter()
    for sweep in sweeps:
        sweep.start()
    for sweep in sweeps:
        sweep.join()
    took = time.perf_counter() - began
    cpu = (sum(os.times()[2:4]) - spent) / number * 1000
    left = Vacancy.objects.filter(closing_told_at=None).count()
    assert not left, f"{left} were not closed"
    assert OutgoingEmail.objects.count() == before + 5 * number
    # The disk's mood changes by the second: before and after.
    return Measured(number / took, cpu, (bare + bare_rate()) / 2)


def make_due(number: int, *, of: str) -> None:
    """So many adverts whose closing time has come, each with its panel, recruiter and drafts."""
    employer = Employer.objects.create(name=f"Northmoor Trust {of}")
    staff = User.objects.bulk_create(
        User(email=f"{who}{of}@example.org", name=who, password="!") for who in ("robin", "sam", "jo")
    )
    recruiter, *panel = staff
    StaffRole.objects.create(user=recruiter, employer=employer, role="recruiter")
    people = User.objects.bulk_create(
        User(email=f"applicant{of}-{n}@example.org", password="!") for n in range(2)
    )
    now = timezone.now()
    times = {"opens_at": now - timedelta(days=9), "closes_at": now - timedelta(seconds=1)}
    vacancies = Vacancy.objects.bulk_create(
        Vacancy(
            employer=employer,
            created_by=recruiter,
            title="Therapeutic Support Worker",
            reference=f"BENCH-{of}-{n}",
            status="published",
            published_at=times["opens_at"],
            cap_applies_from=times["opens_at"],
            **times,
        )
        for n in range(number)
    )
    PanelMember.objects.bulk_create(
        PanelMember(vacancy=vacancy, user=user, is_chair=user == panel[0])
        for vacancy in vacancies
        for user in panel
    )
    Application.objects.bulk_create(
        Application(vacancy=vacancy, applicant=person) for vacancy in vacancies for person in people
    )

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def bare_rate(number: int = 500) -> float:
    """One row, one commit, by psycopg alone."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as bare:
        bare.execute("CREATE TABLE IF NOT EXISTS bench_commits (n int)")
        began = time.perf_counter()
        for n in range(number):
            bare.execute("INSERT INTO bench_commits VALUES (%s)", (n,))
        return number / (time.perf_counter() - began)
