"""When a vacancy is open, when and why it closes: the other half of a vacancy's columns, and the clock."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Now
from django.utils import timezone

from vacancies import times
from vacancies.status import ENDED, WARNED_AT, CapPolicy, CloseReason, Status


class VacancyQuerySet(models.QuerySet):
    """Rows by what the clock of the database says of them."""

    def open(self):
        """Applications may be submitted: published, begun, before the closing instant, and not full."""
        return self.filter(status=Status.PUBLISHED, opens_at__lte=Now(), closes_at__gt=Now()).exclude(OVER)

    def taking_new_applications(self):
        """Open, and no notice of closing has been given or is due: an application may be begun."""
        return self.open().filter(notice_ends_at=None).exclude(NOTICE_DUE)

    def published_once(self):
        """Open, or was: not a draft, not scheduled, not withdrawn."""
        return self.filter(status__in=(Status.PUBLISHED, Status.CLOSED), opens_at__lte=Now())

    def scheduled(self):
        """Published for a time that has not come yet: nobody outside the employer sees it."""
        return self.filter(status=Status.PUBLISHED, opens_at__gt=Now())

    def due(self):
        """Still marked published although the closing instant, the cap or the notice's end has come."""
        return self.filter(Q(closes_at__lte=Now()) | OVER, status=Status.PUBLISHED)

    def closed(self):
        """Published once and open no more, whether or not the sweep has written it down yet."""
        return self.filter(
            Q(status=Status.CLOSED) | Q(status=Status.PUBLISHED) & (Q(closes_at__lte=Now()) | OVER)
        )

    def untold(self):
        """Closed, but panel and draft holders have not been told yet."""
        return self.filter(status=Status.CLOSED, closing_told_at__isnull=True)

    def withdrawal_untold(self):
        """Withdrawn, but those who applied, had begun or sit on the panel have not been told yet."""
        return self.filter(status=Status.WITHDRAWN, withdrawal_told_at__isnull=True)

    def archived(self):
        """Put away by a recruiter: kept, but not in the desk's list unless asked for."""
        return self.filter(archived_at__isnull=False)

    def current(self):
        """What the desk's list shows: everything that was not put away."""
        return self.filter(archived_at=None)

    def awaiting_notice(self):
        """The cap is reached and bites, the advert closes with notice, and no notice has been given."""
        return self.open().filter(NOTICE_DUE)

    def notice_untold(self):
        """Notice was given, and people who have begun have not heard of it."""
        return self.filter(
            status=Status.PUBLISHED, notice_given_at__isnull=False, notice_told_at__isnull=True
        )

    def extension_untold(self):
        """The closing time was moved later, and people who have begun have not heard of it."""
        return self.filter(status=Status.PUBLISHED, extended_at__isnull=False).filter(
            Q(extension_told_at=None) | Q(extension_told_at__lt=F("extended_at"))
        )

    def with_another_warning_due(self):
        """A share of the cap has been reached, or is reached no more, that `cap_warned` does not say yet."""
        return self.filter(status=Status.PUBLISHED, close_after_applications__gt=0).exclude(
            cap_warned=SHARE_REACHED
        )

    def flagged_after_an_outage(self):
        """The service was down near the closing time, and no recruiter has said what follows from it."""
        return self.filter(outage_from__isnull=False, outage_settled_at=None)


# The cap bites once enough applications are in, but never before the minimum open days are over.
FULL = Q(
    cap_policy=CapPolicy.AT_ONCE,
    close_after_applications__isnull=False,
    applications_received__gte=F("close_after_applications"),
    cap_applies_from__lte=Now(),
)
# The same where it gives notice: from that instant nobody begins, whenever the sweep stamps the notice.
NOTICE_DUE = Q(
    cap_policy=CapPolicy.WITH_NOTICE,
    close_after_applications__isnull=False,
    applications_received__gte=F("close_after_applications"),
    cap_applies_from__isnull=False,
    cap_applies_from__lte=Now(),
    notice_given_at=None,
)
# Where the cap gives notice, the advert ends with the notice.
OVER = FULL | Q(notice_ends_at__isnull=False, notice_ends_at__lte=Now())

# The highest of the shares of the cap at which the recruiter is told, in per cent; 0 below the first.
SHARE_REACHED = Case(
    *(
        When(applications_received__gte=F("close_after_applications") * share / 100.0, then=share)
        for share in sorted(WARNED_AT, reverse=True)
    ),
    default=0,
)


class Closing(models.Model):
    """Opening and closing. "Open" is computed, never stored: published, begun, and not over.

    `closes_at` is half-open: an advert that "closes 11:59pm on 25 October" holds 26 October 00:00
    Europe/London. `applications_received`, `closed_at`, `close_reason` and `notice_ends_at` are also written
    by the database gate.
    """

    opens_at = models.DateTimeField(null=True, blank=True, editable=False)
    closes_at = models.DateTimeField("closing time", null=True, blank=True)
    close_after_applications = models.PositiveIntegerField(
        "close after this many applications",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="The advert closes by itself when this many have been received. Leave empty for no limit.",
    )
    cap_policy = models.CharField(
        "when that many have applied",
        max_length=12,
        choices=CapPolicy.choices,
        default=CapPolicy.AT_ONCE,
    )
    notice_hours = models.PositiveSmallIntegerField(
        "hours of notice",
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(168)],
        help_text="How long people who have begun still have, where the advert closes with notice.",
    )
    minimum_open_days = models.PositiveSmallIntegerField(
        default=0,
        validators=[MaxValueValidator(90)],
        help_text="However many apply, the advert stays open for at least this many days.",
    )
    cap_applies_from = models.DateTimeField(null=True, editable=False)
    applications_received = models.PositiveIntegerField(default=0, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    close_reason = models.CharField(max_length=10, choices=CloseReason.choices, blank=True, editable=False)
    close_note = models.TextField("reason given by the recruiter", blank=True, editable=False)
    closing_told_at = models.DateTimeField(null=True, editable=False)
    # Stamped by the gate or the sweep when the cap bites and the policy gives notice. Whoever began before
    # `notice_given_at` may submit before `notice_ends_at`.
    notice_given_at = models.DateTimeField(null=True, editable=False)
    notice_ends_at = models.DateTimeField(null=True, editable=False)
    notice_told_at = models.DateTimeField(null=True, editable=False)
    # The last time the closing time was moved later; re-opened where it had closed by then.
    extended_at = models.DateTimeField(null=True, editable=False)
    extension_told_at = models.DateTimeField(null=True, editable=False)
    reopened_at = models.DateTimeField(null=True, editable=False)
    # The highest share of the cap, in per cent, that the recruiter has been told of.
    cap_warned = models.PositiveSmallIntegerField(default=0, editable=False)

    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawal_told_at = models.DateTimeField(null=True, editable=False)

    # The service was down near the closing time; settled once a recruiter has extended, or decided not to.
    outage_from = models.DateTimeField(null=True, editable=False)
    outage_until = models.DateTimeField(null=True, editable=False)
    outage_settled_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def has_reached_its_cap(self) -> bool:
        """Enough applications are in; whether the cap bites yet is for `cap_applies_from` to say."""
        return (
            self.close_after_applications is not None
            and self.applications_received >= self.close_after_applications
        )

    @property
    def is_full(self) -> bool:
        return self.cap_policy == CapPolicy.AT_ONCE and self._cap_bites

    @property
    def _cap_bites(self) -> bool:
        return (
            self.has_reached_its_cap
            and self.cap_applies_from is not None
            and self.cap_applies_from <= timezone.now()
        )

    @property
    def is_withdrawn(self) -> bool:
        return self.status == Status.WITHDRAWN

    @property
    def is_scheduled(self) -> bool:
        """Published for a time that has not come yet."""
        return self.status == Status.PUBLISHED and self.opens_at > timezone.now()

    @property
    def is_open(self) -> bool:
        """Applications may be submitted. For kind words on a page; the gate in the database decides."""
        return self.status == Status.PUBLISHED and self.opens_at <= timezone.now() and not self.has_closed

    @property
    def takes_new_applications(self) -> bool:
        """An application may be begun: open, and no notice of closing has been given or is due."""
        if self.cap_policy == CapPolicy.WITH_NOTICE and self._cap_bites:
            return False
        return self.is_open and self.notice_ends_at is None

    @property
    def has_closed(self) -> bool:
        """Published once and open no more, whether or not the sweep has written it down yet."""
        if self.status != Status.PUBLISHED:
            return self.status in ENDED
        return self.is_full or self.ends_at <= timezone.now()

    @property
    def ends_at(self):
        """The first instant at which nothing is accepted any more: the closing time, or the notice's end."""
        ends = [end for end in (self.closes_at, self.notice_ends_at) if end is not None]
        return min(ends, default=None)

    @property
    def is_flagged_after_an_outage(self) -> bool:
        return self.outage_from is not None and self.outage_settled_at is None

    @property
    def has_ended(self) -> bool:
        """Closed or withdrawn: nobody can apply any more."""
        return self.status in ENDED or self.has_closed

    @property
    def last_minute(self):
        """The last minute in which an application is accepted: what people are shown as closing time."""
        return self.closes_at and times.last_minute(self.closes_at)

    @property
    def standing(self) -> str:
        """Draft, Scheduled, Open, Closed …: what people mean by the status, also before the sweep came."""
        if self.status != Status.PUBLISHED:
            return self.get_status_display()
        if self.is_scheduled:
            return "Scheduled"
        return "Closed" if self.has_closed else "Open"
