"""Importing: the file a draft is made from, and what its reviewer decides."""

from django import forms

from recruitment.accounts.models import Employer
from vacancies.importing import reviewing

NEW, UPDATE = "new", "update"


class ImportForm(forms.Form):
    file = forms.FileField(
        label="Advert or job description",
        help_text="A Word document (.docx), a PDF, a saved NHS Jobs or Trac page, or plain text (.txt).",
        error_messages={"required": "Choose a file."},
    )
    employer = forms.ModelChoiceField(queryset=Employer.objects.none(), empty_label=None)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = user.recruits_for


class ReviewForm(forms.Form):
    """What of the document is taken, and what becomes of it.

    `findings` are the rows of the review; `existing` is the employer's vacancy with the same reference.
    """

    keep = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one thing that the draft shall take over."},
    )
    becomes = forms.ChoiceField(
        label="What shall this become?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether this updates the draft or makes a new one."},
    )

    def __init__(self, *args, findings: list[reviewing.Finding], existing=None, **kwargs):
        super().__init__(*args, **kwargs)
        names = [(row.name, row.label) for row in findings if row.can_be_left_out]
        self.fields["keep"].choices = names
        self.initial["keep"] = [name for name, _ in names]
        if existing is None:
            del self.fields["becomes"]
        else:
            self.fields["becomes"].choices = [
                (UPDATE, f"An update of the draft {existing}: what the document says replaces what it said"),
                (NEW, "A new draft beside it, with a reference of its own"),
            ]

    @property
    def kept(self) -> set[str]:
        """The rows that are ticked, as they stand on the page."""
        return set(self["keep"].value() or ())

    @property
    def is_update(self) -> bool:
        return self.cleaned_data.get("becomes") == UPDATE
