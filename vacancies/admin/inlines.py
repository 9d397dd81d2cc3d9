"""What hangs on a vacancy and is edited on its page: criteria, questions, documents, places, panel."""

from django.contrib import admin

from vacancies.forms.panel import PanelFormSet, PanelMemberForm
from vacancies.forms.specification import (
    AskedDocumentForm,
    CriteriaFormSet,
    CriterionForm,
    InOrder,
    QuestionForm,
)
from vacancies.models import AskedDocument, Criterion, Location, PanelMember, PreApplicationQuestion
from vacancies.status import Status

# `?rows=more` on a vacancy's page, for browsers without JavaScript.
ROWS_WANTED, EMPTY_ROWS = "rows", 3
# Far beyond any advert. Without it, a form that claims 2,000 rows of each is worked on for over a minute.
MOST_ROWS = 100


class OfAVacancy:
    """What belongs to a vacancy, edited on its page; changed only while it is a draft."""

    def get_extra(self, request, obj=None, **kwargs):
        """A script adds rows as they are wanted; where none runs, a link of the page asks for some."""
        return EMPTY_ROWS if ROWS_WANTED in request.GET else 0

    def get_formset(self, request, obj=None, **kwargs):
        most = type(self).max_num or MOST_ROWS
        if self.max_num == 0 and request.method != "POST":
            # Nobody may add a row, so no link offers one. A page that was opened before publication still
            # sends the rows it had: they are not taken, and the page says so, rather than count them.
            most = 0
        formset = super().get_formset(request, obj, max_num=most, **kwargs)
        # Django's own wall stands a thousand rows further out.
        formset.absolute_max = formset.max_num + EMPTY_ROWS
        return formset

    def has_view_permission(self, request, obj=None):
        return request.user.is_staff

    def has_add_permission(self, request, obj=None):
        return obj is None or obj.status == Status.DRAFT

    has_change_permission = has_delete_permission = has_add_permission


class CriterionInline(OfAVacancy, admin.StackedInline):
    """One compact row a criterion: a specification has fourteen of them and more."""

    template = "admin/vacancies/vacancy/criteria.html"
    model = Criterion
    form = CriterionForm
    formset = CriteriaFormSet
    verbose_name_plural = "person specification"
    readonly_fields = ("evidence",)

    def get_fields(self, request, obj=None):
        asked_or_read = "evidenced_by" if self.has_change_permission(request, obj) else "evidence"
        return (
            "position",
            "group",
            "text",
            asked_or_read,
            "importance",
            "kind",
            "weight",
            "minimum",
            "guidance",
        )

    @admin.display(description="evidenced by")
    def evidence(self, criterion):
        return criterion.evidence_in_words


class QuestionInline(OfAVacancy, admin.StackedInline):
    model = PreApplicationQuestion
    form = QuestionForm
    formset = InOrder
    verbose_name = "question"
    verbose_name_plural = "questions before applying"
    fields = (("position", "kind", "hoped_for"), "text", "explanation")
    max_num = 10


class AskedDocumentInline(OfAVacancy, admin.StackedInline):
    model = AskedDocument
    form = AskedDocumentForm
    formset = InOrder
    fields = (("position", "is_needed"), "title", "guidance")
    # Each may be 5 MB, and all of them come in one request (recruitment/middleware.py).
    max_num = 5


class LocationInline(OfAVacancy, admin.StackedInline):
    model = Location
    verbose_name, verbose_name_plural = "place of work", "places of work"
    fields = (("address", "postcode"),)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "address":
            field.widget.attrs["rows"] = 3
        return field


class PanelInline(OfAVacancy, admin.StackedInline):
    """Stays open after publication. Nobody is deleted: who leaves is ticked off, and the scores stay."""

    model = PanelMember
    form = PanelMemberForm
    formset = PanelFormSet
    fields = (("user", "is_chair", "removed"),)
    can_delete = False
    max_num = 30
    verbose_name_plural = "panel: hiring managers who will shortlist without seeing names"

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user")

    def has_add_permission(self, request, obj=None):
        return True

    has_change_permission = has_add_permission

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "user":
            # No pencil and no plus: recruiters do not manage accounts.
            field.widget = field.widget.widget
        return field
