"""Which applications somebody still has to read before the panel does, where a panel's rules ask for that."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from applicants.applying.models import Application
from applicants.shortlisting.models import MaskedWords, PanelRules, ReadThrough, Release
from applicants.shortlisting.status import SEEN_BY_PANEL
from recruitment.accounts.models import User
from vacancies.models import Vacancy
from vacancies.status import Status


@dataclass(frozen=True)
class Reading:
    """How far the reading of one vacancy's applications is."""

    is_asked: bool
    applications: int
    read: int
    released_at: datetime | None

    @property
    def left(self) -> int:
        return self.applications - self.read

    @property
    def is_under_way(self) -> bool:
        """The panel waits for it: nobody has released them, or somebody was let in late since."""
        return self.is_asked and self.applications > 0 and (self.released_at is None or self.left > 0)

    @property
    def may_release(self) -> bool:
        return self.is_under_way and self.left == 0

    @property
    def can_be_taken_back(self) -> bool:
        """A mask set by a slip: while the panel has read nothing."""
        return self.is_asked and self.released_at is None


def being_read(vacancy: OuterRef) -> Q:
    """The same as `Reading.is_under_way`, within a query about something of `vacancy`."""
    return (
        Q(Exists(PanelRules.objects.filter(vacancy=vacancy, masks_by_hand=True)))
        & Q(Exists(_seen(vacancy)))
        & (~Q(Exists(Release.objects.filter(vacancy=vacancy))) | Q(Exists(_unread(vacancy))))
    )


def reading_of(vacancy: Vacancy) -> Reading:
    """Three queries."""
    numbers = (
        _seen(vacancy.pk)
        .annotate(was_read=Exists(_read()))
        .aggregate(applications=Count("pk"), read=Count("pk", filter=Q(was_read=True)))
    )
    released_at = Release.objects.filter(vacancy=vacancy.pk).values_list("released_at", flat=True).first()
    asked = PanelRules.objects.filter(vacancy=vacancy.pk, masks_by_hand=True).exists()
    return Reading(is_asked=asked, released_at=released_at, **numbers)


def to_read(vacancy: Vacancy) -> QuerySet[Application]:
    """What the panel reads or will, unread first: each with `was_read`, and how many words are masked."""
    masked = MaskedWords.objects.filter(application=OuterRef("pk")).order_by().values("application")
    return (
        _seen(vacancy.pk)
        .annotate(
            was_read=Exists(_read()),
            masked=Coalesce(Subquery(masked.annotate(number=Count("pk")).values("number")), 0),
        )
        .order_by("was_read", "pk")
    )


def waiting_for_a_reader(user: User) -> QuerySet[Vacancy]:
    """Vacancies whose panels wait for somebody to read, and this recruiter may: not who sits on the panel."""
    closed = Vacancy.objects.filter(status=Status.CLOSED, archived_at=None, employer__in=user.recruits_for)
    told = Q(shortlist__confirmed_at__isnull=False)
    blind = user.panels.values("vacancy")
    return closed.exclude(told).exclude(pk__in=blind).filter(being_read(OuterRef("pk")))


def _seen(vacancy) -> QuerySet[Application]:
    return Application.objects.filter(vacancy=vacancy, status__in=SEEN_BY_PANEL)


def _read() -> QuerySet[ReadThrough]:
    return ReadThrough.objects.filter(application=OuterRef("pk"))


def _unread(vacancy) -> QuerySet[Application]:
    return _seen(vacancy).exclude(Exists(_read()))
