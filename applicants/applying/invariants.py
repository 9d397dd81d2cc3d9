"""What must never be true: named queries that must return nothing. Run nightly and after every proof."""

from datetime import timedelta

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, Now

from applicants.applying.models import Application, StatusChange
from recruitment import invariants
from recruitment.audit.models import AuditEvent
from vacancies.models import Vacancy

# The sweep comes every minute. After this long somebody has been left in the dark.
TOLD_WITHIN = timedelta(minutes=10)


def received_outside_the_open_time() -> QuerySet[Application]:
    """Accepted at or after the closing instant, after the recorded closing, or before the opening."""
    return Application.objects.received().filter(
        Q(submitted_at__gte=F("vacancy__closes_at"))
        | Q(submitted_at__gt=F("vacancy__closed_at"))
        | Q(submitted_at__lt=F("vacancy__opens_at"))
    )


def count_differs_from_rows() -> QuerySet[Vacancy]:
    """The number the cap is judged by is not the number of applications received."""
    received = Count("applications", filter=Q(applications__submitted_at__isnull=False))
    return Vacancy.objects.annotate(rows=received).exclude(applications_received=F("rows"))


def received_without_audit() -> QuerySet[Application]:
    events = AuditEvent.objects.filter(
        action="application.submitted",
        subject=Concat(Value("application:"), Cast(OuterRef("pk"), CharField()), output_field=CharField()),
    )
    return Application.objects.received().exclude(Exists(events))


def status_without_its_move() -> QuerySet[Application]:
    """The status is not where the last line of the history says."""
    last = StatusChange.objects.filter(application=OuterRef("pk")).order_by("-pk").values("to_status")[:1]
    received = Application.objects.received()
    return received.annotate(last=Coalesce(Subquery(last), Value(""))).exclude(status=F("last"))


def closed_and_nobody_told() -> QuerySet[Vacancy]:
    """Closed, by its time, its cap or a recruiter, and still nobody has been told."""
    long_ago = Now() - TOLD_WITHIN
    return Vacancy.objects.filter(
        Q(status="closed", closing_told_at=None, closed_at__lt=long_ago)
        | Q(status="published", closes_at__lt=long_ago)
        | Q(
            status="published",
            applications_received__gte=F("close_after_applications"),
            cap_applies_from__lt=long_ago,
        )
    )


INVARIANTS = {
    "every application was received while its advert was open": received_outside_the_open_time,
    "an advert's count is the number of applications received": count_differs_from_rows,
    "every submission is in the audit trail": received_without_audit,
    "every status has its move": status_without_its_move,
    "every closing is told within ten minutes": closed_and_nobody_told,
}


def broken() -> list[invariants.Broken]:
    """Every promise that does not hold right now; empty on a good day."""
    return invariants.broken(INVARIANTS)
