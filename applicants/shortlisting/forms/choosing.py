"""What the chair types: outcomes, the order of the reserve list, the words of an invitation, a reason."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import time
from uuid import UUID

from django import forms

from applicants.shortlisting.actions.deciding import Interviews, Outcome
from applicants.shortlisting.queries import RankingLine
from recruitment.nhsuk.fields import LongTextField
from recruitment.nhsuk.forms import NhsukForm

FIRST_HOUR, LAST_HOUR = 6, 20


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


class ReserveOrderForm(NhsukForm):
    """A place for everybody on the reserve list. Gaps are closed; the same place twice is not understood."""

    submit_label = "Save this order"
    form_tag = False

    def __init__(self, data=None, *, lines: Sequence[RankingLine]):
        super().__init__(data)
        self.lines = lines
        for place, line in enumerate(lines, start=1):
            self.fields[self.name(line.token)] = forms.IntegerField(
                label=f"Place of {line.label}",
                min_value=1,
                max_value=9_999,
                initial=place,
                widget=forms.NumberInput(attrs={"class": "nhsuk-input--width-3"}),
                error_messages={
                    "required": f"Give {line.label} a place",
                    "invalid": f"The place of {line.label} has to be a number, like 2",
                    "min_value": f"The place of {line.label} has to be 1 or more",
                    "max_value": f"The place of {line.label} has to be less than 10,000",
                },
            )

    @staticmethod
    def name(token: UUID) -> str:
        return f"place_{token.hex}"

    def clean(self):
        given = {line: self.cleaned_data.get(self.name(line.token)) for line in self.lines}
        often = Counter(place for place in given.values() if place is not None)
        for line, place in given.items():
            if often[place] > 1:
                self.add_error(self.name(line.token), f"{line.label} is not the only one with place {place}")
        return self.cleaned_data

    def order(self) -> list[UUID]:
        """The chair's tokens, first to be asked first."""
        tokens = [line.token for line in self.lines]
        return sorted(tokens, key=lambda token: self.cleaned_data[self.name(token)])


class InterviewForm(NhsukForm):
    """What every invitation says."""

    submit_label = "Save and continue"

    when = LongTextField(
        label="When are the interviews?",
        help_text="For example, “Tuesday 12 January 2027, between 9:30am and 4pm. We will agree your time by "
        "telephone.”",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say when the interviews are"},
    )
    where = LongTextField(
        label="Where are they?",
        help_text="The address and how to find the room, or how to join by video.",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say where the interviews are"},
    )
    length = forms.CharField(
        label="How long does one take?",
        help_text="For example, “45 minutes, and a written exercise of 20 minutes”.",
        max_length=200,
        error_messages={"required": "Say how long an interview takes"},
    )
    prepare = LongTextField(
        label="What should people prepare or bring?",
        help_text="If there is nothing, say so.",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what to prepare or bring, or that there is nothing"},
    )
    details = LongTextField(
        label="Is there anything else to say?",
        help_text="For example, who will be there. How to ask for adjustments is added for you.",
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def interviews(self) -> Interviews:
        return Interviews(**self.cleaned_data)


class HoldForm(NhsukForm):
    """The time of day for which the emails wait."""

    submit_label = "Save"
    page_heading = "until"

    until = forms.TypedChoiceField(
        label="When shall the emails go out?",
        help_text="Whenever you announce: people can read the answer in their account at once, but the email "
        "waits for this time of day, so that nobody gets it in the middle of the night.",
        choices=[
            ("", "At once when you announce"),
            *(
                (f"{hour:02}:{minute:02}", f"At {hour % 12 or 12}:{minute:02}{'am' if hour < 12 else 'pm'}")
                for hour in range(FIRST_HOUR, LAST_HOUR + 1)
                for minute in (0, 30)
            ),
        ],
        coerce=time.fromisoformat,
        empty_value=None,
        required=False,
    )
    mark_optional = False


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
