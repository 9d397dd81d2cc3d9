"""The administrators' desk for pay scales: the next one with its date, and figures nobody had published."""

from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.utils.html import format_html, format_html_join

from recruitment.admin import AdministratorsOnly, AllowedLookups
from recruitment.audit.recording import record
from vacancies import pay
from vacancies.models import BandFigures, PayScale, SupplementFigures
from vacancies.models.pay_scales import in_force

SHIPPED = " and ".join(pay.day_in_words(scale.begins_on) for scale in pay.SCALES)
HOW_IT_JOINS = (
    f"The service knows the published scales of {SHIPPED}. Enter the next one with its day, or use one of "
    "these days to fill in or overrule single figures. A figure left empty stays the known one, or not "
    "published. A published advert keeps the pay it was published with until it is changed or extended."
)


class RowForEach(BaseInlineFormSet):
    """One row for every band, or every zone, in its order: those that are entered, and empty ones."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        there = set(self.queryset.values_list(self.names_row, flat=True))
        self.initial_extra = [
            {self.names_row: value}
            for value, _ in self.model._meta.get_field(self.names_row).choices
            if value not in there
        ]


class BandRows(RowForEach):
    names_row = "band"


class ZoneRows(RowForEach):
    names_row = "zone"


class Figures(AdministratorsOnly, admin.TabularInline):
    """Rows of figures; an empty row is not kept."""

    def get_extra(self, request, obj=None, **kwargs):
        there = getattr(obj, self.of_a_scale).count() if obj else 0
        return self.max_num - there

    def get_formset(self, request, obj=None, **kwargs):
        """However many rows are posted, no more are looked at than there are figures."""
        return super().get_formset(request, obj, absolute_max=self.max_num, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(field, forms.IntegerField):
            field.widget.attrs["size"] = 8
        return field

    def has_delete_permission(self, request, obj=None):
        return self.has_module_permission(request)


class BandFiguresInline(Figures):
    model = BandFigures
    formset = BandRows
    of_a_scale = "bands"
    max_num = len(pay.BANDS)


class SupplementFiguresInline(Figures):
    model = SupplementFigures
    formset = ZoneRows
    of_a_scale = "supplements"
    max_num = len(pay.ZONES)


@admin.register(PayScale)
class PayScaleAdmin(AllowedLookups, AdministratorsOnly, admin.ModelAdmin):
    """Scales beside the shipped ones. Administrators alone; every change is in the trail."""

    list_display = ("begins_on", "source")
    ordering = ("-begins_on",)
    inlines = (BandFiguresInline, SupplementFiguresInline)
    readonly_fields = ("as_it_counts",)

    def get_fieldsets(self, request, obj=None):
        fields = ("begins_on", "source", "as_it_counts") if obj else ("begins_on", "source")
        return ((None, {"fields": fields, "description": HOW_IT_JOINS}),)

    def has_delete_permission(self, request, obj=None):
        # A scale entered by mistake would leave bands without a figure from its day on.
        return self.has_module_permission(request)

    @admin.display(description="what counts from this day")
    def as_it_counts(self, row):
        """The scale as adverts use it: shipped and entered figures together."""
        scale = pay.scale_on(row.begins_on, in_force())
        lines = [(pay.band_in_words(band), _steps(figures)) for band, figures in scale.bands.items()]
        for zone, words in pay.ZONES.items():
            lines.append((f"{words[0].upper()}{words[1:]} supplement", _bounds(scale.supplements.get(zone))))
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", lines))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self._audit("pay_scale.changed" if change else "pay_scale.added", form.instance, request.user)

    def delete_model(self, request, scale):
        self._audit("pay_scale.removed", scale, request.user)
        super().delete_model(request, scale)

    def delete_queryset(self, request, scales):
        for scale in scales:
            self.delete_model(request, scale)

    def _audit(self, action, scale, by):
        record(
            action,
            scale,
            by=by,
            begins_on=scale.begins_on.isoformat(),
            bands={row.band: [row.entry, row.middle, row.top] for row in scale.bands.all()},
            supplements={
                row.zone: [str(row.percent), row.lowest, row.highest] for row in scale.supplements.all()
            },
        )


def _steps(figures: pay.BandPay) -> str:
    if figures.entry is None and figures.top is None:
        return "not published"
    steps = (("entry", figures.entry), ("middle", figures.middle), ("top", figures.top))
    known = [f"{step} {pay.pounds(figure)}" for step, figure in steps if figure is not None]
    return ", ".join(known)


def _bounds(supplement: pay.Supplement | None) -> str:
    if supplement is None:
        return "not published"
    lowest, highest = pay.pounds(supplement.lowest), pay.pounds(supplement.highest)
    return f"{pay.plain(supplement.percent)}%, at least {lowest} and at most {highest} a year"
