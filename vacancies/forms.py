"""The shape of what recruiters enter on the desk: the advert, its criteria, its panel, and the acts on it."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTimeWidget
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.forms.models import BaseInlineFormSet

from recruitment.accounts.models import Employer
from vacancies import pay, permissions, times
from vacancies.actions import panel
from vacancies.models import Criterion, PanelMember, Vacancy
from vacancies.status import EvidencedBy, WorkingPattern

TIME_SHAPES = ("%H:%M", "%I:%M%p", "%I%p", "%I.%M%p")


class ClosingTimeForm(forms.Form):
    """A closing time as a day and the last minute in which people may apply, both in London."""

    closes_on = forms.DateField(
        error_messages={"required": "Enter the closing date."},
        label="Closing date",
        widget=AdminDateWidget,
        help_text="For example 25/10/2026.",
    )
    closes_time = forms.TimeField(
        label="Last minute to apply",
        initial=times.END_OF_DAY,
        input_formats=TIME_SHAPES,
        widget=AdminTimeWidget(format="%H:%M"),
        help_text="Applications are accepted until this minute is over. 23:59 is the usual one.",
    )

    def closing_instant(self):
        """The instant to store, or None; what is wrong becomes the field's error."""
        day, minute = self.cleaned_data.get("closes_on"), self.cleaned_data.get("closes_time")
        if not day or minute is None:
            return None
        try:
            return times.closing_instant(day, minute)
        except times.NoSuchTime:
            self.add_error("closes_time", "The clocks go forward that night: choose a time that exists.")
        except times.TwoSuchTimes:
            self.add_error(
                "closes_time", "The clocks go back that night and this time comes twice: choose another."
            )
        except OverflowError:
            self.add_error("closes_on", "Choose a nearer date.")
        return None


class AdvertForm(ClosingTimeForm, forms.ModelForm):
    """All that an advert says, except its criteria and places."""

    band = forms.ChoiceField(
        required=False,
        choices=[("", "No band"), *((band, pay.band_in_words(band)) for band in pay.BANDS)],
    )
    working_patterns = forms.MultipleChoiceField(
        required=False,
        choices=WorkingPattern.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "app-choices-in-a-row"}),
    )

    class Meta:
        model = Vacancy
        exclude = ("closes_at",)  # noqa: DJ006 - the admin's fieldsets name the fields; this one is made below
        help_texts = {"about_us": "Markdown. Left empty, a new draft begins with the employer's own words."}
        widgets = {
            "title": forms.TextInput(attrs={"size": 60}),
            "interview_on": AdminDateWidget,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A draft may be saved without: publishing asks for it.
        for name in ("closes_on", "closes_time"):
            if name in self.fields:
                self.fields[name].required = False
        if self.instance.closes_at and "closes_on" in self.fields:
            shown = self.instance.last_minute
            self.initial |= {"closes_on": shown.date(), "closes_time": shown.time()}

    def clean(self):
        cleaned = super().clean()
        low, high = cleaned.get("salary_min"), cleaned.get("salary_max")
        if low is not None and high is not None and high < low:
            self.add_error("salary_max", "The upper figure is below the lower one.")
        if "closes_on" in self.fields:
            self.instance.closes_at = self.closing_instant()
        if self._reference_is_taken(cleaned.get("reference")):
            self.add_error("reference", "Your employer has another vacancy with this reference.")
        return cleaned

    def _reference_is_taken(self, reference) -> bool:
        # Django checks the constraint only while the employer is a field of the form, too: on a new draft.
        vacancies = Vacancy.objects.filter(employer=self.instance.employer_id, reference=reference)
        return self.instance.pk is not None and vacancies.exclude(pk=self.instance.pk).exists()


class CriterionForm(forms.ModelForm):
    position = forms.IntegerField(
        label="Order",
        required=False,
        min_value=0,
        max_value=9999,
        widget=forms.NumberInput(attrs={"class": "vPositiveSmallIntegerField", "size": 3}),
    )
    evidenced_by = forms.MultipleChoiceField(
        choices=EvidencedBy.choices,
        initial=[EvidencedBy.APPLICATION.value],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "app-choices-in-a-row"}),
    )

    class Meta:
        model = Criterion
        fields = ("position", "group", "text", "importance", "evidenced_by", "kind", "weight")
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "cols": 50})}


class CriteriaFormSet(BaseInlineFormSet):
    """Criteria keep the order given; one without a number goes to the end."""

    def save_new(self, form, commit=True):
        self._number(form.instance)
        return super().save_new(form, commit=commit)

    def save_existing(self, form, obj, commit=True):
        self._number(form.instance)
        return super().save_existing(form, obj, commit=commit)

    def _number(self, criterion):
        if criterion.position is None:
            taken = [
                form.instance.position or 0 for form in self.forms if form.has_changed() or form.instance.pk
            ]
            criterion.position = max(taken, default=0) + 1


class PanelMemberForm(forms.ModelForm):
    removed = forms.BooleanField(
        label="Taken off the panel",
        required=False,
        help_text="Their scores are kept. Untick to bring them back.",
    )

    class Meta:
        model = PanelMember
        fields = ("user", "is_chair")
        labels = {"user": "Person"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["user"].disabled = True
            self.initial["removed"] = self.instance.removed_at is not None


class PanelFormSet(BaseInlineFormSet):
    """The whole panel at once; `seats` is what `panel.arrange` takes."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        vacancy = self.instance
        people = get_user_model().objects.filter(
            Q(pk__in=permissions.possible_panel(vacancy.employer).values("pk")) | Q(panels__vacancy=vacancy)
        )
        form.fields["user"].queryset = people.distinct().order_by("name", "email")

    @property
    def seats(self) -> dict:
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data.get("user")]
        return {row["user"]: row["is_chair"] for row in rows if not row["removed"]}

    def clean(self):
        super().clean()
        if any(self.errors):
            return
        if wrong := panel.what_is_wrong(self.instance, self.seats):
            raise forms.ValidationError(wrong)


class CloseEarlyForm(forms.Form):
    reason = forms.CharField(
        label="Why it closes early",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Kept in the audit trail. Applicants do not see it.",
        error_messages={"required": "Say why you close it early."},
    )


class ExtendForm(ClosingTimeForm):
    reason = forms.CharField(
        label="Why it stays open longer",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Kept in the audit trail.",
        error_messages={"required": "Say why it stays open longer."},
    )

    def clean(self):
        cleaned = super().clean()
        cleaned["closes_at"] = self.closing_instant()
        return cleaned


class ImportForm(forms.Form):
    file = forms.FileField(
        label="Saved advert", help_text="The text of an NHS Jobs advert, saved as a plain text file (.txt)."
    )
    employer = forms.ModelChoiceField(queryset=Employer.objects.none(), empty_label=None)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = user.recruits_for
