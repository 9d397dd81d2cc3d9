"""The person specification as recruiters enter it."""

from django import forms
from django.forms.models import BaseInlineFormSet

from vacancies.models import Criterion
from vacancies.status import EvidencedBy


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
