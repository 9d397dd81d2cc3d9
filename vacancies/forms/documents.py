"""A file that is put beside an advert."""

from django import forms

from recruitment.documents import recognising
from vacancies.models import SupportingDocument

ALLOWED = f"PDF or Word (.docx), at most {recognising.MOST_BYTES // 1024 // 1024} MB."


class ReplacementForm(forms.Form):
    """Only the file: title and place stay."""

    file = forms.FileField(
        label="File",
        help_text=ALLOWED,
        allow_empty_file=True,  # what is wrong with it is said in one place
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx"}),
        error_messages={"required": "Choose a file."},
    )

    def clean_file(self) -> recognising.Document:
        file = self.cleaned_data["file"]
        try:
            # One byte more than is allowed is enough to know.
            return recognising.recognise(file.read(recognising.MOST_BYTES + 1), file.name or "")
        except recognising.Unacceptable as refusal:
            raise forms.ValidationError(str(refusal)) from None


class DocumentForm(ReplacementForm):
    """A file and what applicants read as the link to it."""

    title = forms.CharField(
        required=False,
        max_length=SupportingDocument._meta.get_field("title").max_length,
        help_text="What applicants read: Job description, How to find us. Left empty, the name of the file.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    field_order = ("title", "file")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("title") and cleaned.get("file"):
            cleaned["title"] = cleaned["file"].file_name.rpartition(".")[0]
        return cleaned
