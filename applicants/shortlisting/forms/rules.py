"""How one vacancy's panel works, as its recruiter says it."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget

from applicants.shortlisting.queries import Rules
from applicants.shortlisting.status import NamesAfter


class RulesForm(forms.Form):
    """Each field says what follows from it."""

    scores_due_on = forms.DateField(
        label="Scores are due on",
        required=False,
        widget=AdminDateWidget,
        help_text="Members read it on their pages. From three days before, whoever has not handed in is "
        "reminded once a day. Empty: no day is set and nobody is reminded.",
    )
    scorers_each = forms.IntegerField(
        label="Scorers for each application",
        required=False,
        min_value=1,
        max_value=100,
        help_text="Empty: everybody on the panel scores everybody. Otherwise each application goes to so "
        "many members, drawn by lot, and all get about the same number. Fixed once the panel has begun "
        "to read.",
    )
    names_after = forms.ChoiceField(
        label="The chair sees names once",
        choices=NamesAfter,
        widget=forms.RadioSelect,
        help_text="This can be put off, never brought forward.",
    )
    masks_by_hand = forms.BooleanField(
        label="Somebody reads and masks the applications before the panel does",
        required=False,
        help_text="Names, addresses and phone numbers are masked by the service in any case. If you tick "
        "this, the panel waits until a recruiter has read every application and released them. Fixed "
        "once somebody on the panel has declared.",
    )

    def rules(self) -> Rules:
        said = self.cleaned_data
        return Rules(
            said["scores_due_on"],
            said["scorers_each"],
            NamesAfter(said["names_after"]),
            said["masks_by_hand"],
        )
