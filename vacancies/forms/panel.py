"""The panel as recruiters arrange it."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property

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

    @cached_property
    def people(self):
        """Who may be offered: the employer's hiring managers, and whoever sits here already."""
        vacancy = self.instance
        people = get_user_model().objects.filter(
            Q(pk__in=permissions.possible_panel(vacancy.employer).values("pk")) | Q(panels__vacancy=vacancy)
        )
        return people.distinct().order_by("name", "email")

    @cached_property
    def choices(self) -> list:
        """Asked for once, however many rows offer them."""
        return [("", "Choose somebody"), *((person.pk, str(person)) for person in self.people)]

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["user"].queryset = self.people
        form.fields["user"].choices = self.choices

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
