"""The recruiter's list of shortlistings, and the one page from which everything about one is reached."""

from django.contrib import admin

from applicants.shortlisting import queries
from applicants.shortlisting.desk import ShortlistingPages
from applicants.shortlisting.models import Shortlisting
from recruitment.admin import AllowedLookups, ReadOnly


@admin.register(Shortlisting)
class ShortlistingAdmin(ShortlistingPages, ReadOnly, AllowedLookups, admin.ModelAdmin):
    """Vacancies of one's own employers that were published. Nothing on the list tells who applied."""

    list_display = ("title", "reference", "employer", "closing", "panel_so_far")
    list_select_related = ("employer", "shortlist", "panel_rules")
    list_per_page = 50
    search_fields = ("title", "reference")
    search_help_text = "Search by job title or reference."
    show_full_result_count = False
    ordering = ("-closes_at", "-pk")
    actions = None

    def get_queryset(self, request):
        return queries.shortlistings(request.user).order_by(*self.ordering)

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_staff

    def has_view_permission(self, request, obj=None):
        # Which rows: get_queryset says, for the list and for the one.
        return self.has_module_permission(request)

    @admin.display(description="closing", ordering="closes_at")
    def closing(self, shortlisting):
        return shortlisting.closing_in_words

    @admin.display(description="panel")
    def panel_so_far(self, shortlisting):
        """How far it is, in words: never who, and no score."""
        return queries.so_far(shortlisting)
