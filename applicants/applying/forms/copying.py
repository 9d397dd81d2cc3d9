"""Which pages of an earlier application to take over: a box for each."""

from textwrap import shorten

from django import forms

from applicants.applying.queries.copying import Offer
from recruitment.nhsuk.forms import NhsukForm
from recruitment.nhsuk.layout import Button

TAKE, REPLACE = "take_", "replace_"
LONGEST_LABEL = 80
WRITTEN_MEANWHILE = (
    "Something was written in this application since you opened this page. Nothing has been copied. "
    "Look at the boxes again"
)


class CopyForm(NhsukForm):
    """A box for each offer. Where something stands here its name says so: an old page cannot replace it.

    What replaces nothing is ticked from the start.
    """

    mark_optional = False

    def __init__(self, *args, offered: list[Offer], **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = [offer for offer in offered if not offer.is_there_already]
        for offer in self.offered:
            self.fields[self.name_of(offer)] = forms.BooleanField(
                required=False,
                initial=not offer.replaces,
                label=self._label(offer),
            )

    @staticmethod
    def _label(offer: Offer) -> str:
        """Says of what: people who hear the page may hear the boxes alone."""
        title = shorten(offer.title, LONGEST_LABEL, placeholder=" …")
        return f"Replace what is written here: {title}" if offer.replaces else f"Copy: {title}"

    @staticmethod
    def name_of(offer: Offer) -> str:
        return f"{REPLACE if offer.replaces else TAKE}{offer.key}"

    def rows(self) -> list[tuple[Offer, forms.BoundField]]:
        return [(offer, self[self.name_of(offer)]) for offer in self.offered]

    def clean(self):
        ticked = {name for name in self.data if name.startswith((TAKE, REPLACE))}
        if ticked - self.fields.keys():
            self.add_error(None, WRITTEN_MEANWHILE)
        elif not any(self.cleaned_data.values()):
            self.add_error(None, "Tick what you want to copy, or go back to your application")
        return self.cleaned_data

    def keys(self, kind: str) -> set[str]:
        """What was ticked to `TAKE` or to `REPLACE`."""
        return {
            name.removeprefix(kind)
            for name, ticked in self.cleaned_data.items()
            if ticked and name.startswith(kind)
        }

    def buttons(self) -> list:
        return [Button("Copy what I ticked")]
