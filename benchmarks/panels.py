"""A closed vacancy with a panel and many applications, made quickly."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from applicants.applying.models import Application
from applicants.applying.status import Status as ApplicationStatus
from recruitment.accounts.models import Employer, StaffRole, User
from vacancies.models import PanelMember, Vacancy
from vacancies.status import Status


@contextmanager
def unguarded() -> Iterator[None]:
    """Without the triggers that look at every row: what they refuse is not measured while filling."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
        yield
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def closed(candidates: int) -> tuple[Vacancy, list[Application]]:
    """A vacancy that closed yesterday, and what was received for it."""
    employer = Employer.objects.create(name=f"Northmoor Trust {candidates}")
    now = timezone.now()
    vacancy = Vacancy.objects.create(
        employer=employer,
        title="Therapeutic Support Worker",
        reference=f"CLOSED-{candidates}",
        status=Status.CLOSED,
        opens_at=now - timedelta(days=9),
        closes_at=now - timedelta(days=1),
        published_at=now - timedelta(days=9),
        closed_at=now - timedelta(days=1),
        close_reason="deadline",
    )
    people = User.objects.bulk_create(
        User(email=f"applicant{n}of{candidates}@example.org", password="!") for n in range(candidates)
    )
    received = {"status": ApplicationStatus.SUBMITTED, "submitted_at": now - timedelta(days=2)}
    applications = Application.objects.bulk_create(
        Application(
            vacancy=vacancy,
            applicant=person,
            first_name=f"First{n}",
            last_name=f"Last{n}",
            **received,
        )
        for n, person in enumerate(people)
    )
    return vacancy, applications


def seat(vacancy: Vacancy, members: int) -> list[PanelMember]:
    """A panel; the first of them is its chair."""
    people = User.objects.bulk_create(
        User(email=f"panel{n}of{vacancy.pk}@example.org", password="!") for n in range(members)
    )
    seated = []
    for person in people:
        StaffRole.objects.create(user=person, employer=vacancy.employer, role=StaffRole.Role.HIRING_MANAGER)
        seated.append(PanelMember.objects.create(vacancy=vacancy, user=person, is_chair=not seated))
    return seated
