"""What the acts on a vacancy ask before they act."""

from django import forms

from vacancies.forms.closing_time import ClosingTimeForm


class CloseEarlyForm(forms.Form):
    reason = forms.CharField(
        label="Why it closes early",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Kept in the audit trail. Applicants do not see it.",
        error_messages={"required": "Say why you close it early."},
    )


class ExtendForm(ClosingTimeForm):
    reason = forms.CharField(
        label="Why it stays open longer",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Kept in the audit trail.",
        error_messages={"required": "Say why it stays open longer."},
    )

    def clean(self):
        cleaned = super().clean()
        cleaned["closes_at"] = self.closing_instant()
        return cleaned
