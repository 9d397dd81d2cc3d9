"""Writing an advert: the recruiter's list of vacancies and a vacancy's own page. Its acts are in desk/."""

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.db import IntegrityError, connection
from django.http import Http404
from django.shortcuts import redirect
from django.utils.html import format_html_join

from recruitment.admin import AllowedLookups, row_number
from vacancies import permissions, queries
from vacancies.actions import panel, publishing
from vacancies.admin.filters import BandFilter, ClosingWeekFilter, RecruiterFilter, StandingFilter
from vacancies.admin.inlines import (
    AskedDocumentInline,
    CriterionInline,
    LocationInline,
    PanelInline,
    QuestionInline,
)
from vacancies.admin.sections import (
    ADVERT,
    STANDING,
    arranged,
    checklist,
    of_a_saved_one,
    read_only,
    scale_of,
)
from vacancies.desk import ActsOnVacancies
from vacancies.desk.documents import DocumentPages
from vacancies.desk.fairness import FairnessPages
from vacancies.desk.specification import SpecificationPages
from vacancies.desk.together import ActsOnMany
from vacancies.forms.advert import AdvertForm
from vacancies.models import PanelMember, Vacancy
from vacancies.status import Status

PUBLISHED_MEANWHILE = (
    "This vacancy was published while you had its page open, so the advert and its person specification "
    "were not changed. What you changed on the panel has been saved."
)


@admin.register(Vacancy)
class VacancyAdmin(
    ActsOnMany,
    SpecificationPages,
    DocumentPages,
    FairnessPages,
    ActsOnVacancies,
    AllowedLookups,
    admin.ModelAdmin,
):
    """Recruiters see and change their own employers' vacancies; a stranger's is not there."""

    form = AdvertForm
    list_display = ("title", "reference", "employer", "band", "standing", "closing", "applications")
    list_filter = (
        StandingFilter,
        BandFilter,
        ClosingWeekFilter,
        RecruiterFilter,
        ("employer", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("employer",)
    list_per_page = 50
    search_fields = ("title", "reference")
    search_help_text = "Search by job title or reference."
    show_full_result_count = False
    ordering = ("-pk",)
    save_on_top = True
    view_on_site = False  # a button beside it leads there while the advert is public

    # --- Whose rows ---

    def get_queryset(self, request):
        return super().get_queryset(request).filter(employer__in=request.user.recruits_for)

    def get_object(self, request, object_id, from_field=None):
        """Somebody else's vacancy answers like one that never was. A change waits for acts under way."""
        if request.method == "POST" and connection.in_atomic_block:
            # Publishing takes the same lock: what it judged is what is published.
            Vacancy.objects.select_for_update(no_key=True).filter(pk=row_number(object_id)).first()
        vacancy = super().get_object(request, object_id, from_field)
        if vacancy is None:
            raise Http404
        return vacancy

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_staff

    def has_view_permission(self, request, obj=None):
        if obj is None:
            return self.has_module_permission(request)
        return permissions.may_recruit(request.user, obj.employer)

    has_change_permission = has_view_permission

    def has_add_permission(self, request):
        return self.has_module_permission(request)

    def has_delete_permission(self, request, obj=None):
        return obj is not None and obj.status == Status.DRAFT and self.has_change_permission(request, obj)

    # --- The form ---

    def get_inlines(self, request, obj):
        # The panel comes from the employer's people, who are known once the draft is saved.
        rows = (LocationInline, CriterionInline, QuestionInline, AskedDocumentInline)
        return (*rows, PanelInline) if obj else rows

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return ADVERT
        if obj.status == Status.DRAFT:
            return (STANDING, *((title, of_a_saved_one(options)) for title, options in ADVERT))
        return (STANDING, *((title, read_only(options)) for title, options in ADVERT))

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ("pay_explained",)
        if obj.status == Status.DRAFT:
            return (*STANDING[1]["fields"], "pay_explained")
        # Fields the form declares itself must be named too, or it would go on asking for them.
        return (*flatten_fieldsets(self.get_fieldsets(request, obj)), *AdvertForm.declared_fields)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "employer":
            kwargs["queryset"] = request.user.recruits_for
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "employer" and field:
            field.widget = field.widget.widget
        return field

    def get_changeform_initial_data(self, request):
        employers = request.user.recruits_for[:2]
        return {"employer": employers[0]} if len(employers) == 1 else {}

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Vacancies", **(extra_context or {})})

    def render_change_form(self, request, context, obj=None, **kwargs):
        """The sections in their order, and beside them what is missing from the vacancy as it is saved."""
        # What a form that was refused has written into `obj` is not saved.
        rows = Vacancy.objects.select_related("employer").prefetch_related("criteria", "locations")
        saved = rows.get(pk=obj.pk) if obj else None
        sections = arranged(context["adminform"], context["inline_admin_formsets"], saved)
        context |= {"sections": sections, "saved": saved}
        if saved:
            context |= {"checklist": checklist(saved, sections), "scale": scale_of(saved)}
            context["documents"] = queries.documents(saved)
        return super().render_change_form(request, context, obj=obj, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The admin's own; what changed between its checks and its saving is said and not a crash."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except panel.PanelRefused as refusal:
            messages.error(request, f"Nothing was saved. {refusal}")
        except IntegrityError:
            messages.error(request, "Nothing was saved: somebody has just used this reference or this seat.")
        return redirect(request.get_full_path())

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
            obj.about_us = obj.about_us or obj.employer.about
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        """A new draft is not finished: stay on its page, where the panel can be chosen now."""
        if "_addanother" not in request.POST:
            request.POST = {**request.POST.dict(), "_continue": "1"}
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        """A page opened before publication still sends the advert's text: say that it was not taken."""
        if obj.status != Status.DRAFT and "title" in request.POST:
            messages.warning(request, PUBLISHED_MEANWHILE)
            return redirect(request.get_full_path())
        return super().response_change(request, obj)

    def save_formset(self, request, form, formset, change):
        if formset.model is not PanelMember:
            super().save_formset(request, form, formset, change)
            return
        panel.arrange(form.instance, formset.seats, by=request.user)
        # What the admin's history is worded from; `arrange` has saved all of it.
        formset.new_objects, formset.deleted_objects = [], []
        formset.changed_objects = [(row.instance, row.changed_data) for row in formset if row.has_changed()]

    def delete_model(self, request, obj):
        publishing.discard(obj, by=request.user)

    # --- Columns ---

    @admin.display(description="stands")
    def standing(self, vacancy):
        return vacancy.standing

    @admin.display(description="last minute to apply", ordering="closes_at")
    def closing(self, vacancy):
        return vacancy.closing_minute_in_words or "Not set"

    @admin.display(description="employer")
    def whose(self, vacancy):
        return vacancy.employer.name

    @admin.display(description="written by")
    def author(self, vacancy):
        return str(vacancy.created_by or "Not known")

    @admin.display(description="closed")
    def closed(self, vacancy):
        if not vacancy.closed_at:
            return "Not yet"
        note = f" The reason given: {vacancy.close_note}" if vacancy.close_note else ""
        return f"{vacancy.get_close_reason_display()}, at {vacancy.closed_in_words}.{note}"

    @admin.display(description="applications", ordering="applications_received")
    def applications(self, vacancy):
        received, cap = vacancy.applications_received, vacancy.close_after_applications
        return f"{received} of {cap}" if cap else str(received)

    @admin.display(description="what this pays")
    def pay_explained(self, vacancy):
        """What the advert says of pay as the terms were saved last, and what is not known."""
        if vacancy.pk is None:
            return "Shown here once you have saved."
        return format_html_join("", "<p>{}</p>", ([line] for line in vacancy.explain_pay()))

    @admin.display(description="scale")
    def scale_in_words(self, vacancy):
        return str(scale_of(vacancy))

    @admin.display(description="working patterns")
    def working_patterns_in_words(self, vacancy):
        return vacancy.working_patterns_in_words
