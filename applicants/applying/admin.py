"""The desk's list of applications received: to read. Nothing changes here, and no panel member reads it."""

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views.decorators.http import require_safe

from applicants.applying import permissions, queries
from applicants.applying.models import Application
from applicants.applying.status import Status
from recruitment.admin import AllowedLookups, ReadOnly, row_number
from recruitment.documents.handing_out import download

LONGEST_FILTER = 100


class VacancyFilter(admin.SimpleListFilter):
    """The newest of the vacancies whose applications this person may see, and the one asked about."""

    title = parameter_name = "vacancy"

    def lookups(self, request, model_admin):
        theirs = permissions.vacancies_shown_to_recruiter(request.user).only("title", "reference")
        listed = list(theirs.filter(applications_received__gt=0)[:LONGEST_FILTER])
        asked = row_number(self.value() or "")
        if asked and asked not in {vacancy.pk for vacancy in listed}:
            listed += theirs.filter(pk=asked)
        return [(str(vacancy.pk), str(vacancy)) for vacancy in listed]

    def queryset(self, request, applications):
        if self.value() is None:
            return applications
        return applications.filter(vacancy_id=row_number(self.value()))


class StandingFilter(admin.SimpleListFilter):
    """Without drafts: they are not in the list."""

    title = parameter_name = "status"

    def lookups(self, request, model_admin):
        return [(status.value, status.label) for status in Status if status != Status.DRAFT]

    def queryset(self, request, applications):
        known = dict(self.lookup_choices)
        return applications.filter(status=self.value()) if self.value() in known else applications


class ApplicationList(ChangeList):
    """Its links bring people back to the list as they had it. The stock list looks up each link's view to say
    so, for fifty rows longer than the database takes to find them; it is the same words for all."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._back = self.preserved_filters and f"?{self.preserved_filters}"
        self.preserved_filters = ""

    def get_queryset(self, request):
        """Without the adverts' long texts, which no row shows."""
        return super().get_queryset(request).defer(*queries.LONG_TEXTS)

    def url_for_result(self, result):
        return super().url_for_result(result) + self._back


@admin.register(Application)
class ApplicationAdmin(ReadOnly, AllowedLookups, admin.ModelAdmin):
    """Recruiters see what their employers received, but for the vacancies whose panel they sit on.

    A draft is its owner's: the list tells only how many there are. What people wrote stands on the
    page of the one application, never in the list.
    """

    list_display = ("reference", "vacancy", "full_name", "standing", "received")
    list_filter = (VacancyFilter, StandingFilter)
    list_select_related = ("vacancy",)
    list_per_page = 50
    ordering = ("-submitted_at", "-pk")
    search_fields = ("=reference", "first_name", "last_name")
    search_help_text = "A reference, or a name."
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None
    change_list_template = "admin/applying/application/change_list.html"
    change_form_template = "admin/applying/application/change_form.html"
    fieldsets = (
        ("The application", {"fields": ("reference", "vacancy", "standing", "received")}),
        ("The applicant", {"fields": ("full_name", "email", "address", "postcode", "phone")}),
    )
    readonly_fields = [field for _, section in fieldsets for field in section["fields"]]

    @admin.display(description="name")
    def full_name(self, application):
        return application.full_name

    @admin.display(description="email address")
    def email(self, application):
        return application.applicant.email

    @admin.display(description="status", ordering="status")
    def standing(self, application):
        return application.get_status_display()

    @admin.display(description="received", ordering="submitted_at")
    def received(self, application):
        return application.submitted_in_words

    def get_queryset(self, request):
        return permissions.shown_to_recruiter(request.user).order_by(*self.ordering)

    def has_module_permission(self, request):
        return request.user.is_staff

    def has_view_permission(self, request, obj=None):
        # Which rows: get_queryset says, for the list and for the one.
        return request.user.is_staff

    def get_urls(self):
        view = self.admin_site.admin_view(require_safe(self.document_view))
        name = "applying_application_document"
        return [path("<int:pk>/documents/<int:document>/", view, name=name), *super().get_urls()]

    def document_view(self, request, pk, document):
        """One document of an application received; nothing that waits for the scanner is there."""
        rows = permissions.documents_for_recruiter(request.user)
        return download(get_object_or_404(rows, pk=document, application=pk), keeps_private=True)

    def get_changelist(self, request, **kwargs):
        return ApplicationList

    def changelist_view(self, request, extra_context=None):
        drafts = permissions.drafts_counted_for_recruiter(request.user)
        asked = request.GET.get(VacancyFilter.parameter_name)
        if asked is not None:
            drafts = drafts.filter(vacancy=row_number(asked))
        more = {"drafts": drafts.count(), "is_about_one": asked is not None, "title": "Applications received"}
        return super().changelist_view(request, {**(extra_context or {}), **more})

    def get_object(self, request, object_id, from_field=None):
        """What this person may not see answers like what never was."""
        application = super().get_object(request, object_id, from_field)
        if application is None:
            raise Http404
        return application

    def change_view(self, request, object_id, form_url="", extra_context=None):
        application = self.get_object(request, object_id)
        more = {
            **queries.everything_written(application),
            "history": application.status_changes.select_related("by"),
        }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **more})
