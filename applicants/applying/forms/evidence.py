"""What a person says to one criterion."""

from django.core.exceptions import ValidationError

from applicants.applying.counting import trimmed, words
from applicants.applying.forms.saved import SavedForm, yes_or_no
from applicants.applying.queries import Question
from recruitment.nhsuk.fields import LongTextField
from recruitment.nhsuk.layout import Field, Layout

# Enough for an example told well; also what keeps a panel's reading fair.
WORDS_AT_MOST = 500
# A wall against nonsense, far beyond that many words.
CHARACTERS_AT_MOST = 10_000


class WordsField(LongTextField):
    """A text of at most so many words, counted as the counter beside it counts; `what` it is, in errors."""

    def __init__(self, *, what: str, **more):
        # Not stripped by Python's idea of white space, which is not the counter's.
        super().__init__(max_length=CHARACTERS_AT_MOST, strip=False, **more)
        self.what = what

    def to_python(self, value):
        return trimmed(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if (written := words(value)) > WORDS_AT_MOST:
            raise ValidationError(
                f"{self.what} must be {WORDS_AT_MOST} words or fewer; you have written {written}"
            )


class EvidenceForm(SavedForm):
    """What a person writes as evidence for one criterion."""

    # So that a button beside the form can send what is typed in it along.
    form_id = "evidence-form"

    text = WordsField(
        what="Your evidence",
        error_messages={"required": "Write your evidence, or choose “Save and come back later”"},
        help_text="Give an example: what the situation was, what you did, and what came of it. "
        "It can be from work, study, volunteering or your own life.",
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


class AcknowledgementForm(SavedForm):
    """Yes or no to a criterion that is not scored."""

    acknowledged = yes_or_no("", required="Select yes or no")

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
