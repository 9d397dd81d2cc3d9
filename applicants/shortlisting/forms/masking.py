"""The words a recruiter masks in one application."""

from django import forms

from applicants.shortlisting.masking import can_be_masked

LONGEST = 200


class MaskingForm(forms.Form):
    """Any words that stand in what the panel reads; found whole, in capitals or not."""

    words = forms.CharField(
        label="Words to mask",
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
        help_text="Copy them from the text: a team, a place, a nickname, somebody’s name. They are masked "
        "wherever they stand in this application, in capitals or not, with accents or without.",
        error_messages={
            "required": "Type the words to mask",
            "max_length": f"Mask at most {LONGEST} characters at once",
        },
    )

    def __init__(self, data=None, *, places=None):
        """`places(words)`: in how many places they stand."""
        super().__init__(data)
        self._places = places

    def clean_words(self):
        words = " ".join(self.cleaned_data["words"].split())
        if not can_be_masked(words):
            raise forms.ValidationError("Type two letters or numbers at least: one alone stands everywhere")
        self.places = self._places(words)
        if not self.places:
            raise forms.ValidationError(
                "These words stand nowhere in what the panel reads. Check how they are written there"
            )
        return words
