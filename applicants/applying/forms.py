"""The shape of what applicants type. Nothing here writes; the actions do."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from applicants.applying.queries import Question, QuestionBefore
from recruitment.nhsuk.fields import LongTextField
from recruitment.nhsuk.forms import NhsukForm
from recruitment.nhsuk.layout import Button, Field, Layout

# Enough for an example told well; also what keeps a panel's reading fair.
WORDS_AT_MOST = 500
# A wall against nonsense, far beyond that many words.
CHARACTERS_AT_MOST = 10_000
# An answer to one of the employer's questions.
LONGEST_ANSWER = 1_000
YES_NO = (("yes", "Yes"), ("no", "No"))


class SavedForm(NhsukForm):
    """A page of a draft. Saved for later (or after the advert has closed), nothing has to be filled in."""

    def __init__(self, *args, for_later: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.for_later = for_later
        if for_later:
            self._need_nothing()

    def _need_nothing(self) -> None:
        for field in self.fields.values():
            field.required = False

    def buttons(self) -> list:
        return [
            Button("Save and continue"),
            Button("Save and come back later", variant="secondary", name="later", value="1"),
        ]


class QuestionsForm(SavedForm):
    """The employer's questions before applying: yes or no, or in words."""

    def __init__(self, *args, asked: list[QuestionBefore], begins: bool = False, **kwargs):
        self.asked, self.begins = asked, begins
        super().__init__(*args, **kwargs)
        for question in asked:
            self.fields[self.name_of(question)] = self._field(question)
        if self.for_later:
            self._need_nothing()

    @staticmethod
    def name_of(question: QuestionBefore) -> str:
        return f"question_{question.question.pk}"

    @staticmethod
    def by_question(typed: dict[str, str]) -> dict[int, str]:
        """What was typed, by the number of the question."""
        return {int(name.removeprefix("question_")): answer for name, answer in typed.items()}

    @staticmethod
    def _field(question: QuestionBefore) -> forms.Field:
        common = {"label": question.question.text, "initial": question.given}
        if question.is_yes_or_no:
            return forms.ChoiceField(
                **common,
                choices=YES_NO,
                widget=forms.RadioSelect,
                error_messages={"required": f"Select yes or no: {question.question.text}"},
            )
        return LongTextField(
            **common,
            max_length=LONGEST_ANSWER,
            widget=forms.Textarea({"rows": 3}),
            error_messages={
                "required": f"Answer the question: {question.question.text}",
                "max_length": f"Your answer must be {LONGEST_ANSWER:,} characters or fewer: "
                f"{question.question.text}",
            },
        )

    def layout(self):
        return Layout(
            *(
                Field(self.name_of(question), size="s", **({"inline": True} if question.is_yes_or_no else {}))
                for question in self.asked
            )
        )

    def buttons(self) -> list:
        return [Button("Start now")] if self.begins else super().buttons()

    def answers(self) -> dict[int, str]:
        return self.by_question(self.cleaned_data)

    def unhoped(self) -> list[QuestionBefore]:
        """The questions as answered now, where the employer hopes for another answer."""
        answered = [
            QuestionBefore(question.question, self.cleaned_data[self.name_of(question)])
            for question in self.asked
        ]
        return [question for question in answered if question.is_unhoped]

    def hidden_copies(self) -> list[tuple[str, str]]:
        """What was answered, to be sent along once more."""
        return list(self.cleaned_data.items())


class DetailsForm(SavedForm):
    """Who the applicant is and how to reach them. Their email address is the account's."""

    first_name = forms.CharField(
        max_length=100,
        error_messages={"required": "Enter your first name"},
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        max_length=100,
        error_messages={"required": "Enter your last name"},
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )
    # A validator and no max_length: nobody needs to see the characters of their address counted.
    address = LongTextField(
        validators=[MaxLengthValidator(500)],
        error_messages={"required": "Enter your address"},
        widget=forms.Textarea({"autocomplete": "street-address", "rows": 4}),
    )
    postcode = forms.CharField(
        max_length=10,
        error_messages={"required": "Enter your postcode"},
        widget=forms.TextInput({"autocomplete": "postal-code"}),
    )
    phone = forms.CharField(
        label="Phone number",
        required=False,
        max_length=40,
        widget=forms.TextInput({"autocomplete": "tel", "type": "tel", "inputmode": "tel"}),
        help_text="We normally write to you by email. A phone number helps if something changes suddenly.",
    )

    def layout(self):
        return Layout(
            Field("first_name"),
            Field("last_name"),
            Field("address"),
            Field("postcode", width=10),
            Field("phone", width=20),
        )


class EvidenceForm(SavedForm):
    """What a person writes as evidence for one criterion."""

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


class DeclarationForm(SavedForm):
    """The applicant's word that it is true."""

    agreed = forms.BooleanField(
        label="I have read this, and it is true",
        error_messages={"required": "Tick the box if you have read this and it is true"},
    )


class SubmitForm(forms.Form):
    """The one hidden field of the submitting request."""

    key = forms.UUIDField(widget=forms.HiddenInput)


class LateEntryForm(NhsukForm):
    """The code a recruiter gave somebody who was treated unfairly by an early closing."""

    code = forms.CharField(
        label="Late-entry code",
        max_length=40,
        error_messages={"required": "Enter the code"},
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text="For example K7QX-4MWP-9TRB. Capital letters and hyphens do not matter.",
    )

    def layout(self):
        return Layout(Field("code", width=20))

    def buttons(self) -> list:
        return [Button("Continue")]


class WithdrawForm(NhsukForm):
    """Taking an application back; the reason is the applicant's to give or not."""

    reason = LongTextField(
        label="Why are you withdrawing?",
        required=False,
        max_length=1000,
        help_text="You do not have to say. Only the people who run this recruitment can read it.",
        widget=forms.Textarea({"rows": 4}),
    )

    def buttons(self) -> list:
        return [Button("Withdraw my application", variant="warning")]


def evidence_form(question: Question) -> type[SavedForm]:
    """The form that fits the kind of criterion."""
    return AcknowledgementForm if question.is_acknowledged_kind else EvidenceForm


def _caption(question: Question) -> str:
    criterion = question.criterion
    return ", ".join(filter(None, [criterion.group, criterion.get_importance_display().lower()]))
