"""The employer's questions before applying."""

from django import forms

from applicants.applying.forms.saved import YES_NO, SavedForm
from applicants.applying.queries import QuestionBefore
from recruitment.nhsuk.fields import LongTextField
from recruitment.nhsuk.layout import Button, Field, Layout

LONGEST_ANSWER = 1_000


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
