"""The trail, to read. Nobody adds, changes or removes a line here; the database refuses it as well."""

from django.contrib import admin

from recruitment.admin import AdministratorsOnly, AllowedLookups, ReadOnly
from recruitment.audit.models import AuditEvent


class AboutFilter(admin.SimpleListFilter):
    """What kind of thing the event is about. A fixed list: asking the trail for one would read all of it."""

    title = "about"
    parameter_name = "about"

    def lookups(self, request, model_admin):
        return (
            ("user", "People and roles"),
            ("employer", "Employers"),
            ("vacancy", "Vacancies"),
            ("lateentrycode", "Late-entry codes"),
            ("application", "Applications"),
            ("scorecard", "Score cards"),
            ("shortlist", "Shortlists"),
            ("outgoingemail", "Emails"),
            ("payscale", "Pay scales"),
        )

    def queryset(self, request, events):
        return events.filter(subject__startswith=f"{self.value()}:") if self.value() else events


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly, AllowedLookups, AdministratorsOnly, admin.ModelAdmin):
    """Administrators read the trail, newest first."""

    list_display = ("happened_at", "action", "subject", "actor_id", "system_job", "employer_id", "reason")
    list_filter = (AboutFilter, "happened_at")
    search_fields = ("=subject", "=action", "=system_job")
    search_help_text = "Whole words: vacancy:12 or role.granted."
    allowed_lookups = ("subject", "actor_id", "employer_id")
    list_per_page = 100
    # The trail only grows: counting all of it for a page of a hundred is waste.
    show_full_result_count = False
