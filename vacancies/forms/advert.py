"""What an advert says, except its criteria and places."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.validators import MaxLengthValidator

from vacancies import pay
from vacancies.forms.closing_time import ClosingTimeForm
from vacancies.forms.scale import ScaleForm
from vacancies.models import Vacancy
from vacancies.status import WorkingPattern

HELP = {
    "title": "As people would search for it: Peer Support Worker.",
    "posts": "How many people you hope to appoint from this one advert.",
    "summary": "Two or three short paragraphs: what the job is, with whom, and why somebody would want it.",
    "main_duties": "What somebody does in an ordinary week. A list reads well on a phone.",
    "responsibilities": "What somebody answers for, where the main duties do not say it.",
    "about_us": "Left empty, a new draft begins with the employer's own words.",
    "hours_per_week": "37.5 is full time under Agenda for Change. Bank work may have none.",
    "dbs_level": "The level belongs to the post. It writes the advert's sentence: leave it out of the text.",
    "sponsorship": "It writes the advert's sentence, so that the text cannot say something else. Bands 2 to "
    "4 can hardly be sponsored for new applicants since July 2025.",
    "driving": "Applicants are asked whether they can drive or would need an adjustment; nobody is turned "
    "away by the answer.",
    "contact_name": "Somebody who knows the work and answers the telephone.",
    "contact_role": "For example: ward manager.",
    "cap_policy": "At once is simplest. With notice is kinder: nobody new may begin, and people with a draft "
    "get the hours below to finish it.",
    "minimum_open_days": "However many apply, the advert stays open for at least this many days: people with "
    "little time get theirs.",
    "interview_on": "Applicants plan by it. Give at least a week after the closing date.",
}

# Fifteen pages of a job description. Twice as long takes twice as long to turn into a page.
MOST_LETTERS = 50_000
LONG_TEXTS = {"summary", "main_duties", "responsibilities", "about_us"}
TOO_LONG = "This is %(show_value)d characters long: at most %(limit_value)d are shown. Attach the rest."


class AdvertForm(ClosingTimeForm, ScaleForm, forms.ModelForm):
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
        # The admin's fieldsets name the fields; these are made from others of the form.
        exclude = ("closes_at", "score_lowest", "score_labels")  # noqa: DJ006
        help_texts = HELP
        widgets = {
            "title": forms.TextInput(attrs={"size": 60}),
            "registration": forms.TextInput(attrs={"size": 40}),
            "fixed_term_reason": forms.TextInput(attrs={"size": 40}),
            "interview_on": AdminDateWidget,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in LONG_TEXTS & self.fields.keys():
            self.fields[name].validators.append(MaxLengthValidator(MOST_LETTERS, TOO_LONG))
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
