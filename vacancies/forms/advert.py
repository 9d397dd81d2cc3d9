"""What an advert says, except its criteria and places."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget

from vacancies import pay
from vacancies.forms.closing_time import ClosingTimeForm
from vacancies.models import Vacancy
from vacancies.status import WorkingPattern


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
