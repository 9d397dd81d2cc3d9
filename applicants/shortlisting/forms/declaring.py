"""What a member declares, and what they say of a candidate whom they recognise."""

from django import forms

from applicants.shortlisting.status import CONFLICTS_TO_DECLARE, Conflict
from recruitment.nhsuk.fields import LongTextField
from recruitment.nhsuk.forms import NhsukForm
from recruitment.nhsuk.layout import Conditional, Layout

LONGEST_WORDS = 1_000


class DeclarationForm(NhsukForm):
    """One of three answers, with an explanation where there is something to explain."""

    submit_label = "Make this declaration"

    conflict = forms.ChoiceField(
        label="Which of these is true for you?",
        choices=[(conflict.value, conflict.label) for conflict in CONFLICTS_TO_DECLARE],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose which of these is true for you"},
    )
    somebody = LongTextField(
        label="Is there anything the panel's record should say about it?",
        help_text="For example: I have worked at another trust nearby. Name nobody.",
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    unfit = LongTextField(
        label="What is the conflict?",
        help_text="For example: somebody close to me has applied. Name nobody. This is kept with the record "
        "of the panel and is not emailed to anybody.",
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def layout(self):
        return Layout(
            Conditional("conflict", reveals={Conflict.SOMEBODY: ["somebody"], Conflict.UNFIT: ["unfit"]})
        )

    def clean(self):
        is_unfit = self.cleaned_data.get("conflict") == Conflict.UNFIT
        if is_unfit and not self.cleaned_data.get("unfit") and "unfit" not in self.errors:
            self.add_error("unfit", "Say in a few words what the conflict is")
        return self.cleaned_data

    def declared(self) -> Conflict:
        return Conflict(self.cleaned_data["conflict"])

    def explanation(self) -> str:
        """What was written below the answer that was chosen; nothing is explained where there is none."""
        return self.cleaned_data.get(self.cleaned_data["conflict"], "")


class RecogniseForm(NhsukForm):
    """That a member knows who a candidate is; words, if they wish."""

    submit_label = "Yes, I recognise this candidate"

    words = LongTextField(
        label="Is there anything the panel's record should say?",
        help_text="For example: a former colleague. Do not name the candidate. The chair does not see this.",
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
