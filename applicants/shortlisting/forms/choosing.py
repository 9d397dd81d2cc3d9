"""What the chair types: outcomes, the words of an invitation, a reason."""

from collections.abc import Iterable
from uuid import UUID

from django import forms

from applicants.shortlisting.actions.deciding import Outcome
from applicants.shortlisting.queries import RankingLine
from recruitment.nhsuk.fields import LongTextField
from recruitment.nhsuk.forms import NhsukForm


class OutcomesForm(forms.Form):
    """An outcome for each candidate whose radios came back. The page writes the many radios itself."""

    def __init__(self, data=None, *, lines: Iterable[RankingLine]):
        super().__init__(data)
        self.tokens = [line.token for line in lines if self.name(line.token) in self.data]
        for token in self.tokens:
            self.fields[self.name(token)] = forms.ChoiceField(
                label="Outcome",
                choices=Outcome.choices,
                error_messages={"invalid_choice": "Choose one of the three outcomes"},
            )

    @staticmethod
    def name(token: UUID) -> str:
        return f"outcome_{token.hex}"

    def outcomes(self) -> dict[UUID, Outcome]:
        """Who was decided about, by the chair's tokens."""
        return {token: Outcome(self.cleaned_data[self.name(token)]) for token in self.tokens}


class InterviewForm(NhsukForm):
    """What every invitation says."""

    submit_label = "Save and continue"
    page_heading = "interview_details"

    interview_details = LongTextField(
        label="What shall the invitation say about the interview?",
        help_text="When and where it is, how long it takes, who will be there, what to bring or prepare. "
        "Everybody you invite gets the same text. How to ask for adjustments is added for you.",
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": "Say when and where the interview is"},
    )


class ReopenForm(NhsukForm):
    """Why a confirmed shortlist is opened again."""

    submit_label = "Re-open the shortlist"
    page_heading = "reason"

    reason = LongTextField(
        label="Why do you re-open the shortlist?",
        help_text="Your reason is kept in the audit trail. Do not name candidates.",
        max_length=500,
        error_messages={"required": "Say why you re-open the shortlist"},
    )
