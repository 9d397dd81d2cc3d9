"""The questions as one form. It is never filled in beforehand: nothing can be read back."""

from django import forms

from applicants.monitoring.questions import NOT_SAID, NOT_SAID_IN_WORDS, QUESTIONS, Question
from recruitment.nhsuk.forms import NhsukForm
from recruitment.nhsuk.layout import Button, Conditional, Field, Layout

# Its words name no question, so that no message can tell what somebody chose.
NOT_OFFERED = "Choose one of the answers offered"


class EqualityForm(NhsukForm):
    """Every question optional; choosing nothing at all keeps nothing."""

    submit_label = "Send my answers"
    mark_optional = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            choices = question.choices or tuple((group.name, group.title) for group in question.groups)
            self._ask(question.name, question.title, (*choices, (NOT_SAID, NOT_SAID_IN_WORDS)), question.hint)
            for group in question.groups:
                self._ask(_more_exactly(question, group), group.asks, group.choices)

    def _ask(self, name: str, label: str, choices: tuple, hint: str = "") -> None:
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=choices,
            help_text=hint,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": NOT_OFFERED},
        )

    def layout(self) -> Layout:
        return Layout(*(self._asked(question) for question in QUESTIONS))

    def _asked(self, question: Question):
        if not question.groups:
            return Field(question.name, size="m")
        reveals = {
            group.name: [Field(_more_exactly(question, group), mark_optional=False)]
            for group in question.groups
        }
        return Conditional(question.name, reveals=reveals, size="m")

    def buttons(self) -> list:
        none = Button("I prefer not to answer any of these", variant="secondary", name="none", value="1")
        return [Button(self.submit_label), none]

    @property
    def answers(self) -> dict[str, str]:
        """What was chosen, by question; empty where nothing was. After is_valid()."""
        if "none" in self.data:
            return {question.name: NOT_SAID for question in QUESTIONS}
        chosen = {question.name: self._answer_to(question) for question in QUESTIONS}
        return {name: answer for name, answer in chosen.items() if answer}

    def _answer_to(self, question: Question) -> str:
        """The second answer where it makes the first more exact; of the other groups nothing counts."""
        first = self.cleaned_data[question.name]
        for group in question.groups:
            if group.name == first:
                return self.cleaned_data[_more_exactly(question, group)] or first
        return first


def _more_exactly(question: Question, group) -> str:
    return f"{question.name}_{group.name}"
