"""How the recruiter's list can be narrowed: each filter answers only for the person's own vacancies."""

from datetime import date, timedelta

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.utils import timezone

from vacancies import pay, times
from vacancies.status import Status

WEEKS_AHEAD = 8


class StandingFilter(admin.SimpleListFilter):
    """By what the clock says, not by the stored status. What is archived is shown when asked for."""

    title = "where it stands"
    parameter_name = "standing"
    FILTERS = {
        "draft": ("Draft", lambda vacancies: vacancies.filter(status=Status.DRAFT)),
        "awaiting": (
            "Awaiting approval",
            lambda vacancies: vacancies.filter(status=Status.AWAITING_APPROVAL),
        ),
        "approved": ("Approved", lambda vacancies: vacancies.filter(status=Status.APPROVED)),
        "scheduled": ("Scheduled", lambda vacancies: vacancies.scheduled()),
        "open": ("Open", lambda vacancies: vacancies.open()),
        "closed": ("Closed", lambda vacancies: vacancies.closed()),
        "withdrawn": ("Withdrawn", lambda vacancies: vacancies.filter(status=Status.WITHDRAWN)),
    }
    ARCHIVED = "archived"

    def lookups(self, request, model_admin):
        return (*((value, words) for value, (words, _) in self.FILTERS.items()), (self.ARCHIVED, "Archived"))

    def queryset(self, request, queryset):
        if self.value() == self.ARCHIVED:
            return queryset.exclude(archived_at=None)
        current = queryset.filter(archived_at=None)
        _, narrowed = self.FILTERS.get(self.value(), ("", lambda vacancies: vacancies))
        return narrowed(current)


class BandFilter(admin.SimpleListFilter):
    title = parameter_name = "band"

    def lookups(self, request, model_admin):
        return [*((band, pay.band_in_words(band)) for band in pay.BANDS), ("none", "No band")]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.filter(band="")
        return queryset.filter(band=self.value()) if self.value() in pay.BANDS else queryset


class ClosingWeekFilter(admin.SimpleListFilter):
    """By the week, from Monday, in which the last minute to apply falls."""

    title = "closing week"
    parameter_name = "closes"

    def lookups(self, request, model_admin):
        monday = _monday(timezone.localdate())
        weeks = (monday + timedelta(weeks=number) for number in range(-1, WEEKS_AHEAD))
        return [(week.isoformat(), f"Week of {week.day} {week:%B}") for week in weeks]

    def queryset(self, request, queryset):
        if self.value() not in dict(self.lookup_choices):
            return queryset
        monday = date.fromisoformat(self.value())
        begins, ends = (times.start_of_day(day) for day in (monday, monday + timedelta(weeks=1)))
        # Half-open: what closes at the midnight that ends Sunday has its last minute on Sunday.
        return queryset.filter(closes_at__gt=begins, closes_at__lte=ends)


class RecruiterFilter(admin.SimpleListFilter):
    """By who wrote the advert, among the colleagues whose vacancies this person sees."""

    title = parameter_name = "recruiter"

    def lookups(self, request, model_admin):
        authors = get_user_model().objects.filter(
            pk__in=model_admin.get_queryset(request).order_by().values("created_by")
        )
        return [(str(author.pk), str(author)) for author in authors.order_by("name", "email")[:100]]

    def queryset(self, request, queryset):
        known = dict(self.lookup_choices)
        return queryset.filter(created_by=self.value()) if self.value() in known else queryset


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
