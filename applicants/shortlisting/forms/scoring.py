"""Scores with notes, as one member types them: of one candidate, or of several on one criterion."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django import forms

from applicants.shortlisting.actions.scoring import Mark, Place
from applicants.shortlisting.blinding import BlindAnswer, BlindCandidate, Entry, fingerprint
from recruitment.nhsuk.fields import LongTextField
from recruitment.nhsuk.forms import NhsukForm
from vacancies.scales import Scale

LONGEST_NOTE = 2_000


@dataclass(frozen=True)
class Cell:
    """One score to give: whose, on what, what the page calls it, and what stands there."""

    token: UUID
    key: str
    name: str
    answer: BlindAnswer

    @property
    def place(self) -> Place:
        return self.token, self.answer.criterion.pk

    @property
    def seen(self) -> str:
        """What the reader of this page sees there."""
        return fingerprint(*self.place, self.answer.points, self.answer.note)


def cells_of_candidate(candidate: BlindCandidate) -> list[Cell]:
    """All the scores of one candidate."""
    return [
        Cell(candidate.token, str(answer.criterion.pk), f"criterion {number}", answer)
        for number, answer in enumerate(candidate.to_score, start=1)
    ]


def cells_of_criterion(entries: Iterable[Entry]) -> list[Cell]:
    """The scores of several candidates on one criterion."""
    return [Cell(entry.token, entry.token.hex, entry.label, entry.answer) for entry in entries]


@dataclass(frozen=True)
class ScoringRow:
    """One score of the page: the answer, and the fields beside it."""

    number: int
    cell: Cell
    points: forms.BoundField
    note: forms.BoundField
    seen: str
    # Something else was saved there since its reader began: they are asked which to keep.
    is_disputed: bool

    @property
    def answer(self) -> BlindAnswer:
        return self.cell.answer

    @property
    def given(self) -> str:
        """2 – Meets the criterion; "" where no points were given."""
        return dict(self.points.field.choices).get(self.answer.points, "")

    @property
    def has_errors(self) -> bool:
        return bool(self.points.errors or self.note.errors)

    @property
    def chosen(self) -> str:
        """The choice that is ticked, as it stands in the form; "" where none is."""
        points = self.points.value()
        return "" if points is None else str(points)


class ScoringForm(NhsukForm):
    """Points and a note for each cell. Nothing has to be filled in at once."""

    mark_optional = False
    form_tag = False

    def __init__(self, data=None, *, cells: Iterable[Cell], scale: Scale, explains: bool = False):
        self.cells, self.explains = list(cells), explains
        self.disputed: frozenset[Place] = frozenset()
        choices = [(points, f"{points} – {words}") for points, words, _ in scale.points]
        super().__init__(data)
        for cell in self.cells:
            self.fields[f"points_{cell.key}"] = forms.TypedChoiceField(
                label=f"Your score for {cell.name}",
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=cell.answer.points,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": f"Choose a score from {scale}"},
            )
            self.fields[f"note_{cell.key}"] = LongTextField(
                label=f"Note on {cell.name}",
                help_text=self._when_needed(cell),
                max_length=LONGEST_NOTE,
                required=False,
                initial=cell.answer.note,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def _when_needed(self, cell: Cell) -> str:
        if self.explains:
            return "Needed for every score."
        return f"Needed when you give less than {cell.answer.criterion.met_from}."

    def clean(self):
        for cell in self.cells:
            name = f"note_{cell.key}"
            points, note = self.cleaned_data.get(f"points_{cell.key}"), self.cleaned_data.get(name, "")
            needed = self.explains or (points is not None and points < cell.answer.criterion.met_from)
            if points is not None and needed and not note and name not in self.errors:
                self.add_error(name, f"Say why the score for {cell.name} is {points}")
        return self.cleaned_data

    def rows(self) -> list[ScoringRow]:
        return [
            ScoringRow(
                number,
                cell,
                self[f"points_{cell.key}"],
                self[f"note_{cell.key}"],
                self._seen(cell),
                cell.place in self.disputed,
            )
            for number, cell in enumerate(self.cells, start=1)
        ]

    def _seen(self, cell: Cell) -> str:
        """Shown again because something is wrong, its reader still knows only what they saw before."""
        if self.is_bound and cell.place not in self.disputed:
            return self.data.get(f"seen_{cell.key}", "")[:40]
        return cell.seen

    def _was_sent(self, cell: Cell) -> bool:
        """The script of the page sends one score; a page sends all it has."""
        return any(f"{part}_{cell.key}" in self.data for part in ("points", "note", "seen"))

    def marks(self) -> dict[Place, Mark]:
        """What was typed, and what its writer saw there before."""
        return {
            cell.place: Mark(
                self.cleaned_data[f"points_{cell.key}"],
                self.cleaned_data[f"note_{cell.key}"],
                self.data.get(f"seen_{cell.key}", ""),
            )
            for cell in self.cells
            if self._was_sent(cell)
        }

    def dispute(self, places: Iterable[Place]) -> None:
        """Shown once more: at these places its reader now sees what stands there as well."""
        self.disputed = frozenset(places)
