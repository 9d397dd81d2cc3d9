"""What the chair lets an applicant read, as they type it."""

from django import forms

from applicants.shortlisting.queries.explaining import CandidateNotes, NotesOnCriterion
from recruitment.nhsuk.fields import LongTextField
from recruitment.nhsuk.forms import NhsukForm

LONGEST_NOTE = 2_000


class NotesForm(NhsukForm):
    """The words on each criterion of one candidate; an empty one is left out."""

    mark_optional = False
    form_tag = False

    def __init__(self, data=None, *, notes: CandidateNotes):
        self.notes = notes.notes
        super().__init__(data)
        for note in notes.notes:
            self.fields[self.name(note)] = LongTextField(
                label=f"What the applicant may read on criterion {note.number}",
                help_text="Leave it empty to say nothing.",
                max_length=LONGEST_NOTE,
                required=False,
                initial=note.words,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @staticmethod
    def name(note: NotesOnCriterion) -> str:
        return f"words_{note.criterion.pk}"

    def rows(self) -> list[tuple[NotesOnCriterion, forms.BoundField]]:
        return [(note, self[self.name(note)]) for note in self.notes]

    def words(self) -> dict[int, str]:
        """What was typed, by criterion."""
        return {note.criterion.pk: self.cleaned_data[self.name(note)] for note in self.notes}
