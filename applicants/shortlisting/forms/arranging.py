"""What a chair types while cards are written: who scores a candidate besides, why a card is opened again."""

from django import forms

from applicants.shortlisting.queries import FewScorers
from recruitment.nhsuk.fields import LongTextField
from recruitment.nhsuk.forms import NhsukForm

BY_LOT = "lot"


class ScorerForm(NhsukForm):
    """One of those who could score the candidate, or whoever the lot falls on."""

    submit_label = "Ask this person to score"

    to = forms.ChoiceField(
        label="Who shall score this candidate?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose who shall score this candidate",
            "invalid_choice": "Choose somebody who is listed here",
        },
    )

    def __init__(self, data=None, *, line: FewScorers):
        super().__init__(data)
        people = [(str(person.pk), person.name) for person in line.could_score]
        self.fields["to"].choices = [(BY_LOT, "One of them, drawn by lot"), *people]

    def chosen(self) -> int | None:
        """The member's number; None for one by lot."""
        to = self.cleaned_data["to"]
        return None if to == BY_LOT else int(to)


class ReopenCardForm(NhsukForm):
    """Why a card that is in is opened again."""

    submit_label = "Open the card again"

    reason = LongTextField(
        label="Why do you open this card again?",
        help_text="The member is emailed your reason, and it is kept. Do not name candidates or scores.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why you open this card again"},
    )
