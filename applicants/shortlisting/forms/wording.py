"""An employer's own words for one kind of email, as a recruiter types them."""

from django import forms

from applicants.shortlisting.status import Worded
from applicants.shortlisting.wording import (
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    Words,
    tidied,
    wrong_with_subject,
    wrong_with_text,
)


class WordingForm(forms.Form):
    """Subject and text; beside them, hidden, the words that stood there when the person began."""

    subject = forms.CharField(
        label="Subject",
        max_length=LONGEST_SUBJECT,
        widget=forms.TextInput(
            attrs={"class": "vTextField", "size": 70, "aria-describedby": "id_placeholders"}
        ),
        error_messages={"required": "Enter a subject"},
    )
    text = forms.CharField(
        label="Text",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(
            attrs={"class": "vLargeTextField", "rows": 16, "aria-describedby": "id_placeholders"}
        ),
        help_text="Plain paragraphs, with an empty line between them. A line whose placeholders stand for "
        "nothing is left out. Web addresses are not made into links.",
        error_messages={"required": "Enter the text"},
    )
    began_with_subject = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    began_with_text = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def __init__(self, data=None, *, kind: Worded, words: Words):
        self.kind = kind
        initial = {"subject": words.subject, "text": words.text}
        super().__init__(data, initial=initial | {f"began_with_{k}": v for k, v in initial.items()})

    def clean_subject(self):
        return self._usable(self.cleaned_data["subject"], wrong_with_subject)

    def clean_text(self):
        return self._usable(self.cleaned_data["text"], wrong_with_text)

    def words(self) -> Words:
        return Words(self.cleaned_data["subject"], self.cleaned_data["text"])

    def began_with(self) -> Words:
        """What the person saw when they began."""
        return Words(self.cleaned_data["began_with_subject"], self.cleaned_data["began_with_text"])

    def _usable(self, typed: str, wrong_with) -> str:
        typed = tidied(typed)
        if problems := wrong_with(self.kind, typed):
            raise forms.ValidationError(problems)
        return typed
