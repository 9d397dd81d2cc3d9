"""What the panel types: scores with notes, outcomes, the words of an invitation, a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django import forms

from applicants.shortlisting.actions.deciding import Outcome
from applicants.shortlisting.actions.scoring import Mark
from applicants.shortlisting.blinding import BlindAnswer, BlindCandidate
from applicants.shortlisting.queries import RankingLine
from recruitment.nhsuk.fields import LongTextField
from recruitment.nhsuk.forms import NhsukForm
from vacancies.scales import Scale

LONGEST_NOTE = 2_000


@dataclass(frozen=True)
class ScoringRow:
    """One criterion of the scoring page: the answer, and the two fields beside it."""

    number: int
    answer: BlindAnswer
    points: forms.BoundField
    note: forms.BoundField

    @property
    def given(self) -> str:
        """2 – Meets the criterion; "" where no points were given."""
        return dict(self.points.field.choices).get(self.answer.points, "")

    @property
    def has_errors(self) -> bool:
        return bool(self.points.errors or self.note.errors)

    def plainly(self) -> dict:
        """What templates/shortlisting/_score_fields.html writes out."""
        chosen = "" if self.points.value() is None else str(self.points.value())
        return {
            "points_name": self.points.html_name,
            "points_label": self.points.label,
            "choices": [
                {
                    "id": self.points.auto_id + (f"-{place}" if place > 1 else ""),
                    "value": points,
                    "text": text,
                    "checked": str(points) == chosen,
                }
                for place, (points, text) in enumerate(self.points.field.choices, start=1)
            ],
            "note_name": self.note.html_name,
            "note_label": self.note.label,
            "note_hint": self.note.help_text,
            "note_value": self.note.value() or "",
        }


class ScoringForm(NhsukForm):
    """Points and a note for each scored criterion of one candidate. Nothing has to be filled in at once."""

    mark_optional = False
    form_tag = False

    def __init__(self, data=None, *, candidate: BlindCandidate, scale: Scale):
        self.candidate = candidate
        choices = [(points, f"{points} – {words}") for points, words, _ in scale.points]
        super().__init__(data)
        for number, answer in enumerate(candidate.to_score, start=1):
            pk = answer.criterion.pk
            self.fields[f"points_{pk}"] = forms.TypedChoiceField(
                label=f"Your score for criterion {number}",
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=answer.points,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": f"Choose a score from {scale}"},
            )
            self.fields[f"note_{pk}"] = LongTextField(
                label=f"Note on criterion {number}",
                help_text=f"Needed when you give less than {answer.criterion.met_from}.",
                max_length=LONGEST_NOTE,
                required=False,
                initial=answer.note,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def clean(self):
        for number, answer in enumerate(self.candidate.to_score, start=1):
            pk, met_from = answer.criterion.pk, answer.criterion.met_from
            points, note = self.cleaned_data.get(f"points_{pk}"), self.cleaned_data.get(f"note_{pk}", "")
            if points is not None and points < met_from and not note and f"note_{pk}" not in self.errors:
                self.add_error(f"note_{pk}", f"Say why the score for criterion {number} is {points}")
        return self.cleaned_data

    def rows(self) -> list[ScoringRow]:
        return [
            ScoringRow(
                number, answer, self[f"points_{answer.criterion.pk}"], self[f"note_{answer.criterion.pk}"]
            )
            for number, answer in enumerate(self.candidate.to_score, start=1)
        ]

    def marks(self) -> dict[int, Mark]:
        """What was typed, by criterion."""
        pks = [answer.criterion.pk for answer in self.candidate.to_score]
        return {pk: Mark(self.cleaned_data[f"points_{pk}"], self.cleaned_data[f"note_{pk}"]) for pk in pks}


class OutcomesForm(forms.Form):
    """An outcome for each candidate whose radios came back. The page writes the many radios itself."""

    def __init__(self, data=None, *, lines: Iterable[RankingLine]):
        super().__init__(data)
        self.tokens = [line.token for line in lines if self.name(line.token) in self.data]
        for token in self.tokens:
            self.fields[self.name(token)] = forms.ChoiceField(
                label="Outcome",
                choices=Outcome.choices,
                error_messages={"invalid_choice": "Choose one of the two outcomes"},
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
