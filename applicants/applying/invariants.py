"""What must never be true: named queries that must return nothing. Run nightly and after every proof."""

from datetime import timedelta

from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat, Least, Now

from applicants.applying.models import Answer, Application, ApplicationDocument, Section, StatusChange
from applicants.applying.periods import DRAFT_KEPT, TOLD_BEFORE
from recruitment import invariants
from recruitment.audit.models import AuditEvent
from vacancies.models import Amendment, LateEntryCode, Vacancy

# The sweep comes every minute. After this long somebody has been left in the dark.
TOLD_WITHIN = timedelta(minutes=10)
# That sweep comes once a day.
FORGOTTEN_WITHIN = timedelta(days=2)
# That sweep comes every minute, but a scanner may be down for a while.
SCANNED_WITHIN = timedelta(days=1)


def received_outside_the_open_time() -> QuerySet[Application]:
    """Accepted at or after the end, after the recorded closing, before the opening, or begun after a notice,
    and not let in by a late-entry code that was valid then."""
    outside = (
        Q(submitted_at__gte=Least("vacancy__closes_at", "vacancy__notice_ends_at"))
        | Q(submitted_at__gt=F("vacancy__closed_at"))
        | Q(submitted_at__lt=F("vacancy__opens_at"))
        | Q(submitted_at__gte=F("vacancy__notice_given_at"), started_at__gt=F("vacancy__notice_given_at"))
    )
    by_code = Q(
        entered_late=True,
        late_entry__vacancy=F("vacancy"),
        late_entry__until__gt=F("submitted_at"),
        submitted_at__gte=F("vacancy__opens_at"),
    ) & (Q(late_entry__revoked_at=None) | Q(late_entry__revoked_at__gte=F("submitted_at")))
    # Negated around a query by key: a plain exclude() would lose the rows without any code.
    let_in = Application.objects.filter(by_code, pk=OuterRef("pk"))
    return Application.objects.received().filter(outside | Q(entered_late=True)).exclude(Exists(let_in))


def uses_differ_from_rows() -> QuerySet[LateEntryCode]:
    """A code is not counted as often as it let somebody in, or more often than it may."""
    used = Count("applications", filter=Q(applications__entered_late=True))
    return LateEntryCode.objects.annotate(rows=used).exclude(used=F("rows"), used__lte=F("uses_allowed"))


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
        | Q(status="published", notice_ends_at__lt=long_ago)
        | Q(
            cap_policy="at_once",
            status="published",
            applications_received__gte=F("close_after_applications"),
            cap_applies_from__lt=long_ago,
        )
    )


def time_left_and_nobody_told() -> QuerySet[Vacancy]:
    """Notice was given or the end moved later, it is still open, and people who have begun do not know."""
    long_ago = Now() - TOLD_WITHIN
    open_now = Vacancy.objects.open()
    due = Vacancy.objects.awaiting_notice().filter(cap_applies_from__lt=long_ago)
    return open_now.filter(
        Q(pk__in=Vacancy.objects.notice_untold().filter(notice_given_at__lt=long_ago))
        | Q(pk__in=Vacancy.objects.extension_untold().filter(extended_at__lt=long_ago))
        | Q(pk__in=due)
    )


def withdrawn_and_nobody_told() -> QuerySet[Vacancy]:
    """Withdrawn, and still those who applied or had begun have not been told."""
    return Vacancy.objects.withdrawal_untold().filter(withdrawn_at__lt=Now() - TOLD_WITHIN)


def waiting_on_a_withdrawn_vacancy() -> QuerySet[Application]:
    """The withdrawal was told, and an application still waits for the panel."""
    return Application.objects.submitted().filter(vacancy__withdrawal_told_at__isnull=False)


def amended_and_nobody_told() -> QuerySet[Amendment]:
    """The advert changed in a way that matters, and those who are applying have not been told."""
    return Amendment.objects.untold().filter(made_at__lt=Now() - TOLD_WITHIN)


def left_behind_and_nobody_told() -> QuerySet[Application]:
    """A draft has less than a week left, and its owner does not know."""
    soon = DRAFT_KEPT - TOLD_BEFORE + FORGOTTEN_WITHIN
    left = Application.objects.left_behind().filter(over_at__lt=Now() - soon)
    return left.filter(Q(forgetting_told_at=None) | Q(forgetting_told_at__lt=F("over_at")))


def kept_too_long() -> QuerySet[Application]:
    """A draft whose owner was told that it is deleted is still there."""
    left = Application.objects.left_behind().filter(over_at__lt=Now() - DRAFT_KEPT - FORGOTTEN_WITHIN)
    return left.filter(
        forgetting_told_at__gte=F("over_at"),
        forgetting_told_at__lt=Now() - TOLD_BEFORE - FORGOTTEN_WITHIN,
    )


def forgotten_too_soon() -> QuerySet[AuditEvent]:
    """A draft was deleted less than a week after its owner was told, or less than 90 days after the end."""
    told, over = (Cast(KeyTextTransform(key, "details"), DateTimeField()) for key in ("told_at", "over_at"))
    forgotten = AuditEvent.objects.filter(action="application.forgotten").annotate(told=told, over=over)
    in_time = Q(told__lte=F("happened_at") - TOLD_BEFORE, over__lte=F("happened_at") - DRAFT_KEPT)
    return forgotten.exclude(in_time)


def received_with_unread_copies() -> QuerySet[Application]:
    """Something taken over from an earlier application was handed in, and its owner never looked at it."""
    unread = {"application": OuterRef("pk"), "copied_from__isnull": False}
    copied = Exists(Section.objects.filter(**unread)) | Exists(Answer.objects.filter(**unread))
    return Application.objects.received().filter(copied)


def never_scanned() -> QuerySet[ApplicationDocument]:
    """A document that nobody at the employer can open, because the scanner has said nothing for too long."""
    return ApplicationDocument.objects.waiting().filter(saved_at__lt=Now() - SCANNED_WITHIN)


INVARIANTS = {
    "every application was received while its advert was open": received_outside_the_open_time,
    "an advert's count is the number of applications received": count_differs_from_rows,
    "a late-entry code is counted each time it lets somebody in": uses_differ_from_rows,
    "every submission is in the audit trail": received_without_audit,
    "every status has its move": status_without_its_move,
    "every closing is told within ten minutes": closed_and_nobody_told,
    "every withdrawal is told within ten minutes": withdrawn_and_nobody_told,
    "nobody waits on a vacancy that was withdrawn": waiting_on_a_withdrawn_vacancy,
    "every change that matters is told within ten minutes": amended_and_nobody_told,
    "nobody’s draft is near its end without their knowing": left_behind_and_nobody_told,
    "no draft is kept longer than its owner was told": kept_too_long,
    "no draft is deleted sooner than its owner was told": forgotten_too_soon,
    "a notice and more time are told within ten minutes": time_left_and_nobody_told,
    "nothing copied was handed in without being looked at": received_with_unread_copies,
    "every document is scanned within a day": never_scanned,
}


def broken() -> list[invariants.Broken]:
    """Every promise that does not hold right now; empty on a good day."""
    return invariants.broken(INVARIANTS)
