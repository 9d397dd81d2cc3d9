"""What every page of a draft is: saved as it stands when somebody goes on, or stops for today; and how it
tells whether what is stored is still what its reader saw.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from crispy_forms.layout import LayoutObject
from django import forms
from django.forms import BooleanField
from django.forms.utils import ErrorDict
from django.template.defaultfilters import date as in_words
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.html import format_html

from applicants.applying.models import Application
from recruitment.nhsuk.forms import NhsukForm
from recruitment.nhsuk.layout import Button, Layout

YES_NO = (("yes", "Yes"), ("no", "No"))
SEEN = "seen"


@dataclass(frozen=True)
class Stored:
    """What one field of a page keeps, as a person reads it."""

    label: str
    text: str


class SavedForm(NhsukForm):
    """A page of a draft. Saved for later (or after the advert has closed), nothing has to be filled in.

    `initial` is what is stored. The page carries a fingerprint of it (`seen`), so that a save can tell
    whether somebody wrote there since: docs/decisions/0025.
    """

    def __init__(self, *args, for_later: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.for_later = for_later
        self._seen = ""
        if for_later:
            self._need_nothing()

    # What it shows was taken over from an earlier application: saving it confirms that it is still right.
    is_copied = False

    def _need_nothing(self) -> None:
        for field in self.fields.values():
            field.required = False

    def buttons(self) -> list:
        return [
            Button("Yes, this is still right" if self.is_copied else "Save and continue"),
            Button("Save and come back later", variant="secondary", name="later", value="1"),
        ]

    # --- What its reader saw ---

    @property
    def fingerprint(self) -> str:
        """Of what is stored for exactly the fields of this page; keyed, so that it tells nothing of it."""
        stored = {name: self.get_initial_for_field(field, name) for name, field in self._kept_fields()}
        words = json.dumps([type(self).__name__, self.prefix, stored], default=str, sort_keys=True)
        return salted_hmac("applicants.applying.seen", words, algorithm="sha256").hexdigest()[:40]

    @property
    def was_seen(self) -> bool:
        """What is stored now is what the reader of this page saw."""
        return constant_time_compare(self.data.get(SEEN, ""), self.fingerprint)

    def would_overwrite(self) -> list[str]:
        """The fields where this page would replace something that its reader has not seen."""
        if self.was_seen:
            return []
        changed = set(self.changed_data)
        return [
            name
            for name, field in self._kept_fields()
            if name in changed and _is_something(field, self.get_initial_for_field(field, name))
        ]

    def stored(self) -> list[Stored]:
        """What is stored where something else was typed, in words."""
        changed = set(self.changed_data)
        return [
            Stored(str(field.label), _read(field, self.get_initial_for_field(field, name)))
            for name, field in self._kept_fields()
            if name in changed
        ]

    def show_as_typed(self) -> None:
        """Show what was typed without judging it; a press of a button does that."""
        self._errors, self.cleaned_data = ErrorDict(), {}

    def ask_which_to_keep(self) -> None:
        """Show it once more beside what is stored: its reader now sees both."""
        self._ask(("Keep mine", "Keep the saved one"))

    def ask_whether_to_add_it_again(self) -> None:
        """Show it once more: its reader now knows that it was removed."""
        self._ask(("Add it again", "Leave it removed"))

    def _ask(self, answers: tuple[str, str]) -> None:
        self.show_as_typed()
        self._seen = self.fingerprint
        mine, saved = answers
        # On this one form, whatever buttons its page has otherwise.
        self.buttons = lambda: [
            Button(mine, name="keep", value="mine"),
            Button(saved, variant="secondary", name="keep", value="saved"),
        ]

    @property
    def bare_helper(self):
        helper = super().bare_helper
        # Shown again because something is wrong with it, its reader still knows only what they saw before.
        seen = self._seen or (self.data.get(SEEN, "") if self.is_bound else self.fingerprint)
        helper.layout = Layout(_Hidden(SEEN, seen[:40]), helper.layout)
        return helper

    def _kept_fields(self) -> Iterator[tuple]:
        # A file is no value that a page could show again; its page says which are there.
        return ((name, field) for name, field in self.fields.items() if not field.widget.needs_multipart_form)


class SectionForm(SavedForm):
    """A page with a row of `Section`: what of it is kept, and whether anything is left to do on it."""

    @classmethod
    def typed_before(cls, application: Application) -> dict:
        """What its owner finds in the fields."""
        return {name: getattr(application, name) for name in cls.base_fields}

    @classmethod
    def kept(cls, typed: dict) -> dict:
        """The columns it fills. What does not belong to the answer is emptied."""
        return typed

    @classmethod
    def is_complete(cls, kept: dict) -> bool:
        """Nothing that the page needs is missing."""
        return all(kept[name] for name, field in cls.base_fields.items() if field.required)


class _Hidden(LayoutObject):
    """A hidden input that is no field of the form: never cleaned, never saved."""

    def __init__(self, name: str, value: str):
        self.fields: list = []
        self.name, self.value = name, value

    def render(self, form, context, template_pack=None, **kwargs):
        return format_html('<input type="hidden" name="{}" value="{}">', self.name, self.value)


def _is_something(field, value) -> bool:
    """Whether it could be lost: a box nobody ticked is nothing, a "no" that was chosen is something."""
    return value not in (None, "", []) and not (value is False and type(field) is BooleanField)


def _read(field, value) -> str:
    """A stored value as a person reads it."""
    if value in (None, "", []):
        return "Nothing"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return in_words(value, "j F Y")
    named = dict(getattr(field, "choices", ()))
    several = value if isinstance(value, list | tuple) else [value]
    return ", ".join(str(named.get(each, each)) for each in several)


def yes_or_no(label: str, *, required: str, **more) -> forms.TypedChoiceField:
    """A question to say yes or no to; None until somebody has."""
    return forms.TypedChoiceField(
        label=label,
        choices=YES_NO,
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": required},
        **more,
    )


def as_choice(answer: bool | None) -> str:
    """What a yes or no was chosen as; "" for none."""
    return {True: "yes", False: "no", None: ""}[answer]
