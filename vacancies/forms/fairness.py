"""What the pages that keep a closing fair ask: a late-entry code, taking it back, and more time or none."""

from django import forms

from vacancies.forms.closing_time import ClosingTimeForm


def _reason(label: str, missing: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Kept in the audit trail. Applicants and the panel do not see it.",
        error_messages={"required": missing},
    )


class LateEntryForm(ClosingTimeForm):
    """A code for somebody the closing treated unfairly."""

    field_order = ("for_whom", "email", "uses_allowed", "closes_on", "closes_time", "reason")

    for_whom = forms.CharField(
        label="For whom",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="In your own words. Applicants and the panel do not see it.",
        error_messages={"required": "Say for whom the code is."},
    )
    email = forms.EmailField(
        label="Their email address",
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"class": "vTextField"}),
        help_text="If you enter it, we email them the code, and it works for that account alone.",
    )
    uses_allowed = forms.IntegerField(
        label="How many may use it",
        min_value=1,
        max_value=20,
        initial=1,
        help_text="Each application that comes in by the code is one use.",
    )
    reason = _reason("Why they may still apply", "Say why they may still apply.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["closes_on"].label = "Last day to use it"
        self.fields["closes_on"].error_messages["required"] = "Enter the last day on which the code works."
        self.fields["closes_time"].label = "Last minute to submit"
        self.fields["closes_time"].help_text = "They have to submit by this minute, not just enter the code."

    def clean(self):
        cleaned = super().clean()
        cleaned["email"] = (cleaned.get("email") or "").lower()
        if cleaned["email"] and (cleaned.get("uses_allowed") or 1) > 1:
            self.add_error("uses_allowed", "A code for one address is used once: enter 1, or no address.")
        cleaned["until"] = self.closing_instant()
        return cleaned


class RevokeForm(forms.Form):
    reason = _reason("Why you take it back", "Say why you take the code back.")


class OutageForm(ClosingTimeForm):
    """More time, or none, and why."""

    field_order = ("decision", "closes_on", "closes_time", "reason")

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=(("extend", "Give people more time"), ("leave", "Leave it as it is")),
        initial="extend",
        widget=forms.RadioSelect,
    )
    reason = _reason("Why", "Say why.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["closes_on"].label = "New closing date"
        # They count only with more time.
        self.fields["closes_on"].required = self.fields["closes_time"].required = False

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") != "extend":
            return cleaned
        for name, missing in (
            ("closes_on", "Enter the closing date."),
            ("closes_time", "Enter the last minute to apply."),
        ):
            if name not in self.errors and cleaned.get(name) in (None, ""):
                self.add_error(name, missing)
        cleaned["closes_at"] = self.closing_instant()
        return cleaned
