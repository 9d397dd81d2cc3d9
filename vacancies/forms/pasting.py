"""Many criteria at once: the pasted list, the rows made of it, and the vacancy to copy from."""

from django import forms

from vacancies.criterion_wording import advice
from vacancies.forms.specification import GROUPS
from vacancies.models import Vacancy
from vacancies.status import EvidencedBy, Importance

MOST_ROWS = 100
LONGEST_LIST = 50_000


class PasteForm(forms.Form):
    """The list as it was copied, and what holds where the list itself does not say."""

    text = forms.CharField(
        label="The list",
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 14, "class": "vLargeTextField"}),
        help_text="A point a line; bullets and numbers are taken off. A line “Essential:” or “Desirable:” "
        "holds for the lines below it, another line that ends with a colon names their group. (A/I) or [C] "
        "at the end of a line says how it is evidenced.",
        error_messages={"required": "Paste the list."},
    )
    group = forms.CharField(
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"list": "criterion-groups", "class": "vTextField"}),
        help_text="For lines above the first heading.",
    )
    importance = forms.ChoiceField(choices=Importance.choices, initial=Importance.ESSENTIAL)
    evidenced_by = forms.MultipleChoiceField(
        choices=EvidencedBy.choices,
        initial=[EvidencedBy.APPLICATION.value],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "app-choices-in-a-row"}),
        help_text="For lines that do not say it themselves.",
        error_messages={"required": "Choose at least one."},
    )
    groups = GROUPS


class PastedRowForm(forms.Form):
    """One line of the list, as it was understood."""

    keep = forms.BooleanField(label="Add", required=False, initial=True)
    text = forms.CharField(
        label="What somebody needs", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    group = forms.CharField(required=False, max_length=100)
    importance = forms.ChoiceField(choices=Importance.choices)
    evidenced_by = forms.MultipleChoiceField(
        choices=EvidencedBy.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "app-choices-in-a-row"}),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("keep"):
            for name, words in (
                ("text", "Say what somebody needs."),
                ("evidenced_by", "Choose at least one."),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return cleaned

    @property
    def advice(self) -> list[str]:
        return advice(str(self["text"].value() or ""))

    @property
    def point(self) -> dict:
        """The fields of the criterion it becomes."""
        return {name: self.cleaned_data[name] for name in ("text", "group", "importance", "evidenced_by")}


PastedRows = forms.formset_factory(PastedRowForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


class CopyForm(forms.Form):
    source = forms.ModelChoiceField(
        queryset=Vacancy.objects.none(),
        error_messages={
            "required": "Choose a vacancy to copy from.",
            "invalid_choice": "Choose one of the vacancies below.",
        },
    )
    with_questions = forms.BooleanField(
        label="Also copy its questions before applying and the documents it asks for", required=False
    )
    with_scale = forms.BooleanField(label="Also take over its scale", required=False)

    def __init__(self, *args, sources, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = sources
