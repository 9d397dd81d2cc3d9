"""The panel as recruiters arrange it."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.forms.models import BaseInlineFormSet

from vacancies import permissions
from vacancies.actions import panel
from vacancies.models import PanelMember


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
