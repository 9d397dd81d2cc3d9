"""The files somebody chooses on the page of documents. What is wrong with one is said of that one alone."""

import time
from dataclasses import dataclass

from django import forms
from django.urls import reverse

from applicants.applying.actions.documents import MOST_PAGES
from applicants.applying.forms.saved import SavedForm
from applicants.applying.queries import DocumentAsked
from recruitment.documents import reading, recognising
from recruitment.documents.reading import Reading
from recruitment.documents.recognising import Document, Kind, Unacceptable
from recruitment.nhsuk.forms import NhsukForm
from recruitment.nhsuk.layout import Component, Field, Heading, Layout
from vacancies.models import AskedDocument

ALLOWED = f"PDF or Word (.docx), at most {recognising.MOST_BYTES // 1024 // 1024} MB and {MOST_PAGES} pages."
# A browser's list of files shows these first; what a file is, its content tells.
ACCEPT = ",".join([".pdf", ".docx", *(kind.content_type for kind in Kind)])
# All files of one request together: the reader of a hostile one may take nine seconds.
MOST_SECONDS = 15
TOO_LATE = "There was no time left to read it: choose it again."
INFECTED = "A virus was found in the file you sent, so we did not keep it. Choose another file."
NO_WORDS = (
    "We found no words in this file: it looks like a picture of a page. The employer can open it. If you "
    "can, send a file whose words can be read: whoever uses a screen reader, or shortlists without seeing "
    "names, has only the words."
)
LONGEST_NAME_SHOWN = 60


@dataclass(frozen=True)
class Received:
    """A file that we take, for a document that is asked for."""

    asked: AskedDocument
    document: Document
    reading: Reading


class FileField(forms.FileField):
    """One file for a document that is asked for; whether we take it is said by the form."""

    def __init__(self, asked: AskedDocument, **more):
        messages = {
            "required": f"Choose a file for “{asked.title}”",
            "invalid": f"Choose a file for “{asked.title}”",
            **more.pop("error_messages", {}),
        }
        super().__init__(
            label=asked.title,
            help_text=asked.guidance,
            allow_empty_file=True,  # what is wrong with it is said in one place
            widget=forms.FileInput({"accept": ACCEPT}),
            error_messages=messages,
            **more,
        )


class DocumentsForm(SavedForm):
    """One file for each document that is asked for; those that are there stay unless another is chosen.

    `received` holds the files that are fine, also where another is not: a browser does not send them twice.
    """

    def __init__(self, *args, asked: list[DocumentAsked], **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.received: list[Received] = []
        for one in asked:
            later = f"Choose a file for “{one.asked.title}”, or choose “Save and come back later”"
            self.fields[name_of(one)] = FileField(
                one.asked,
                required=one.is_missing and not self.for_later,
                error_messages={"required": later},
            )

    def clean(self):
        cleaned = super().clean()
        end = time.monotonic() + MOST_SECONDS
        for one in self.asked:
            if not (file := cleaned.get(name_of(one))):
                continue
            try:
                self.received.append(Received(one.asked, *_taken(file, end - time.monotonic())))
            except Unacceptable as refusal:
                self.add_error(name_of(one), _refused(one.asked, file, refusal))
        return cleaned

    def layout(self):
        parts = []
        for one in self.asked:
            if one.document is None:
                parts.append(Field(name_of(one), size="m"))
                continue
            parts.append(Heading(one.asked.title, level=2, size="m"))
            if one.is_wrong:
                parts.append(Component("inset-text", text=INFECTED))
                label = "Choose another file"
            else:
                parts.append(Component("summary-list", **_summary(one)))
                label = "Choose another file in its place"
            hidden = f" ({one.asked.title})"
            parts.append(Field(name_of(one), label=label + hidden, size="s", mark_optional=False))
        return Layout(*parts)


class AnotherFileForm(NhsukForm):
    """One file in the place of one that held a virus."""

    submit_label = "Send this file"

    def __init__(self, *args, asked: AskedDocument, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.received: list[Received] = []
        self.fields["file"] = FileField(asked)

    def clean(self):
        cleaned = super().clean()
        if file := cleaned.get("file"):
            try:
                self.received = [Received(self.asked, *_taken(file, MOST_SECONDS))]
            except Unacceptable as refusal:
                self.add_error("file", _refused(self.asked, file, refusal))
        return cleaned


def name_of(one: DocumentAsked) -> str:
    return f"document_{one.asked.pk}"


def _taken(file, seconds: float) -> tuple[Document, Reading]:
    """The file as it is kept, and what it says. Raises Unacceptable."""
    # One byte more than is allowed is enough to know.
    document = recognising.recognise(file.read(recognising.MOST_BYTES + 1), file.name or "")
    if seconds <= 0:
        raise Unacceptable(TOO_LATE)
    return document, reading.read(document, most_pages=MOST_PAGES, seconds=seconds)


def _refused(asked: AskedDocument, file, refusal: Unacceptable) -> str:
    name = file.name or "this file"
    shown = name if len(name) <= LONGEST_NAME_SHOWN else name[:LONGEST_NAME_SHOWN] + "…"
    return f"{asked.title}: we cannot take “{shown}”. {refusal}"


def _summary(one: DocumentAsked) -> dict:
    """What is there, with the ways to look at it and to take it away."""
    document = one.document
    where = [document.application.reference, document.pk]
    hidden = f"{document.file_name} ({one.asked.title})"
    acts = [
        {"href": reverse(f"applying:{name}", args=where), "text": text, "visuallyHiddenText": hidden}
        for name, text in (("document_file", "Download"), ("document_remove", "Remove"))
    ]
    words = f"{document.file_name} ({document.description})"
    rows = [{"key": {"text": "Your file"}, "value": {"text": words}, "actions": {"items": acts}}]
    if not document.has_words:
        rows.append({"key": {"text": "Please check"}, "value": {"text": NO_WORDS}})
    return {"rows": rows}
