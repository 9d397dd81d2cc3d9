"""Scores with notes, as one member types them."""

from dataclasses import dataclass

from django import forms

from applicants.shortlisting.actions.scoring import Mark
from applicants.shortlisting.blinding import BlindAnswer, BlindCandidate
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
