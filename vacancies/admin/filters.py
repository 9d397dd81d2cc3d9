"""How the recruiter's list can be narrowed."""

from django.contrib import admin

from vacancies.status import Status


class StandingFilter(admin.SimpleListFilter):
    """By what the clock says, not by the stored status."""

    title = "where it stands"
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return (("draft", "Draft"), ("open", "Open"), ("closed", "Closed"))

    def queryset(self, request, queryset):
        match self.value():
            case "draft":
                return queryset.filter(status=Status.DRAFT)
            case "open":
                return queryset.open()
            case "closed":
                return queryset.closed()
        return queryset
