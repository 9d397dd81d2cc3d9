"""What the chair types where the panel has talked: points with a note, one note for the rest, a reason."""

from django import forms

from applicants.shortlisting.status import Basis
from recruitment.nhsuk.fields import LongTextField
from recruitment.nhsuk.forms import NhsukForm
from recruitment.nhsuk.layout import Button
from vacancies.scales import Scale

LONGEST_AGREEMENT = 1_000


class AgreeForm(NhsukForm):
    """The points the panel agreed on, and why."""

    form_tag = False

    points = forms.TypedChoiceField(
        label="Points the panel agreed on",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the points that the panel agreed on"},
    )
    note = LongTextField(
        label="Why these points?",
        help_text="What you saw when you talked. Other members see it; do not name the candidate.",
        max_length=LONGEST_AGREEMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why the panel agreed on these points"},
    )

    def __init__(self, data=None, *, scale: Scale, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["points"].choices = [(points, f"{points} – {words}") for points, words, _ in scale.points]


class RestForm(NhsukForm):
    """One note for everything that is agreed at once. `listed` names what was looked through."""

    submit_label = ""
    form_tag = False

    listed = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    basis = forms.TypedChoiceField(
        choices=[(basis.value, basis.label) for basis in (Basis.MEAN, Basis.LOWER)],
        coerce=Basis,
        widget=forms.HiddenInput,
    )
    note = LongTextField(
        label="Why does the panel do this?",
        help_text="The same note is kept with each of them.",
        max_length=LONGEST_AGREEMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why the panel does not talk about these one by one"},
    )


class TakeBackForm(NhsukForm):
    """Why what was agreed counts no more."""

    page_heading = "reason"

    reason = LongTextField(
        label="Why do you take this back?",
        help_text="The members' own scores are open again until the panel agrees anew. "
        "Your reason is kept in the audit trail. Do not name the candidate.",
        max_length=LONGEST_AGREEMENT,
        error_messages={"required": "Say why you take this back"},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def buttons(self):
        return [Button("Take it back", variant="warning")]
