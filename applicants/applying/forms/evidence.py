"""What a person says to one criterion."""

from django import forms
from django.core.exceptions import ValidationError

from applicants.applying.forms.saved import YES_NO, SavedForm
from applicants.applying.queries import Question
from recruitment.nhsuk.fields import LongTextField
from recruitment.nhsuk.layout import Field, Layout

# Enough for an example told well; also what keeps a panel's reading fair.
WORDS_AT_MOST = 500
# A wall against nonsense, far beyond that many words.
CHARACTERS_AT_MOST = 10_000


class EvidenceForm(SavedForm):
    """What a person writes as evidence for one criterion."""

    # So that a button beside the form can send what is typed in it along.
    form_id = "evidence-form"

    text = LongTextField(
        max_length=CHARACTERS_AT_MOST,
        error_messages={"required": "Write your evidence, or choose “Save and come back later”"},
        help_text="Give an example: what the situation was, what you did, and what came of it. "
        "It can be from work, study, volunteering or your own life. You never need to name a diagnosis.",
    )

    def __init__(self, *args, question: Question, **kwargs):
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields["text"].label = question.criterion.text
        self.fields["text"].required = self.fields["text"].required and question.is_needed

    def layout(self):
        return Layout(
            Field(
                "text",
                heading=True,
                size="m",
                caption=_caption(self.question),
                rows=12,
                maxwords=WORDS_AT_MOST,
            )
        )

    def clean_text(self):
        text = self.cleaned_data["text"]
        words = len(text.split())
        if words > WORDS_AT_MOST:
            raise ValidationError(
                f"Your evidence must be {WORDS_AT_MOST} words or fewer; you have written {words}"
            )
        return text


class AcknowledgementForm(SavedForm):
    """Yes or no to a criterion that is not scored."""

    acknowledged = forms.TypedChoiceField(
        choices=YES_NO,
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Select yes or no"},
    )

    def __init__(self, *args, question: Question, **kwargs):
        super().__init__(*args, **kwargs)
        self.question = question
        self.fields["acknowledged"].label = question.criterion.text

    def layout(self):
        return Layout(Field("acknowledged", heading=True, size="m", caption=_caption(self.question)))


def evidence_form(question: Question) -> type[SavedForm]:
    """The form that fits the kind of criterion."""
    return AcknowledgementForm if question.is_acknowledged_kind else EvidenceForm


def _caption(question: Question) -> str:
    criterion = question.criterion
    return ", ".join(filter(None, [criterion.group, criterion.get_importance_display().lower()]))
