"""The person specification, the questions before it and the documents asked for, as recruiters enter them."""

from django import forms
from django.forms.models import BaseInlineFormSet

from vacancies.criterion_wording import advice
from vacancies.models import AskedDocument, Criterion, PreApplicationQuestion
from vacancies.scales import Scale
from vacancies.status import EvidencedBy, QuestionKind

GROUPS = (
    "Qualifications",
    "Experience",
    "Knowledge and understanding",
    "Skills and abilities",
    "Values",
    "Other",
)


class OrderField(forms.IntegerField):
    """A place in a list; left empty, the row goes to the end."""

    widget = forms.NumberInput(attrs={"class": "vPositiveSmallIntegerField", "size": 3})

    def __init__(self, **kwargs):
        super().__init__(**{"label": "Order", "required": False, "min_value": 0, "max_value": 9999, **kwargs})


class CriterionForm(forms.ModelForm):
    position = OrderField()
    evidenced_by = forms.MultipleChoiceField(
        choices=EvidencedBy.choices,
        initial=[EvidencedBy.APPLICATION.value],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "app-choices-in-a-row"}),
    )

    class Meta:
        model = Criterion
        fields = (
            "position",
            "group",
            "text",
            "importance",
            "evidenced_by",
            "kind",
            "weight",
            "minimum",
            "guidance",
        )
        labels = {"text": "What somebody needs", "minimum": "Met from"}
        # The page says it once; the script that adds rows would leave the reference to it behind.
        help_texts = {"guidance": ""}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2, "cols": 50}),
            "guidance": forms.Textarea(attrs={"rows": 3, "cols": 40}),
            "group": forms.TextInput(attrs={"list": "criterion-groups"}),
        }

    @property
    def advice(self) -> list[str]:
        """What somebody may want to think about in the text as it stands; never in the way of saving."""
        return advice(str(self["text"].value() or ""))

    @property
    def is_unusual(self) -> bool:
        """Something stands in the part that is folded away, or is wrong there."""
        folded = ("kind", "weight", "minimum", "guidance")
        usual = {"kind": "scored", "weight": "1", "minimum": "", "guidance": ""}
        shown = {name: "" if self[name].value() is None else str(self[name].value()) for name in folded}
        return shown != usual or any(name in self.errors for name in folded)


class InOrder(BaseInlineFormSet):
    """Rows keep the order given; one without a number goes to the end."""

    def save_new(self, form, commit=True):
        self._number(form.instance)
        return super().save_new(form, commit=commit)

    def save_existing(self, form, obj, commit=True):
        self._number(form.instance)
        return super().save_existing(form, obj, commit=commit)

    def _number(self, row):
        if row.position is None:
            taken = [
                form.instance.position or 0 for form in self.forms if form.has_changed() or form.instance.pk
            ]
            row.position = max(taken, default=0) + 1


class CriteriaFormSet(InOrder):
    """The whole person specification; a minimum of its own lies within the vacancy's scale."""

    groups = GROUPS

    def clean(self):
        super().clean()
        vacancy = self.instance
        scale = Scale(vacancy.score_lowest, tuple(vacancy.score_labels), vacancy.met_from)
        for form in self.forms:
            minimum = getattr(form, "cleaned_data", {}).get("minimum")
            if minimum is not None and not scale.lowest < minimum <= scale.highest:
                form.add_error("minimum", f"On this scale, choose {scale.lowest + 1} to {scale.highest}.")


class QuestionForm(forms.ModelForm):
    position = OrderField()

    class Meta:
        model = PreApplicationQuestion
        fields = ("position", "text", "kind", "hoped_for", "explanation")
        widgets = {
            "text": forms.TextInput(attrs={"size": 60}),
            "explanation": forms.Textarea(attrs={"rows": 2, "cols": 50}),
        }

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == QuestionKind.TEXT and cleaned.get("hoped_for"):
            self.add_error("hoped_for", "Only a yes or no question has an answer you hope for.")
        if cleaned.get("hoped_for") and not cleaned.get("explanation") and "explanation" in self.fields:
            self.add_error("explanation", "Say what somebody should know who answers otherwise.")
        return cleaned


class AskedDocumentForm(forms.ModelForm):
    position = OrderField()

    class Meta:
        model = AskedDocument
        fields = ("position", "is_needed", "title", "guidance")
        widgets = {
            "title": forms.TextInput(attrs={"size": 60}),
            "guidance": forms.Textarea(attrs={"rows": 2, "cols": 50}),
        }
