"""What the acts on a vacancy ask before they act."""

from datetime import time

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AdminTimeWidget
from django.utils import timezone

from vacancies import times
from vacancies.forms.closing_time import TIME_SHAPES, ClosingTimeForm, entered_instant

START_OF_DAY = time(9)


def reason_field(label: str, missing: str, help_text: str) -> forms.CharField:
    """Why: a few lines that are kept."""
    return forms.CharField(
        label=label,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=help_text,
        error_messages={"required": missing},
    )


class CloseEarlyForm(forms.Form):
    reason = reason_field(
        "Why it closes early",
        "Say why you close it early.",
        "Kept in the vacancy's history. Applicants do not see it.",
    )


class ExtendForm(ClosingTimeForm):
    reason = reason_field(
        "Why it stays open longer", "Say why it stays open longer.", "Kept in the vacancy's history."
    )

    def clean(self):
        cleaned = super().clean()
        cleaned["closes_at"] = self.closing_instant()
        return cleaned


class WithdrawForm(forms.Form):
    reason = reason_field(
        "Why it is withdrawn",
        "Say why you withdraw it.",
        "Kept in the vacancy's history. Applicants and the panel do not see it.",
    )


class SendBackForm(forms.Form):
    reason = reason_field(
        "What has to change",
        "Say what has to change.",
        "Emailed to the person who sent it, and kept in the vacancy's history.",
    )


class PublishForm(forms.Form):
    """Now, or at a time in London."""

    NOW, LATER = "now", "later"

    when = forms.ChoiceField(
        label="When it opens",
        choices=((NOW, "Now"), (LATER, "At the time below")),
        initial=NOW,
        widget=forms.RadioSelect,
    )
    opens_on = forms.DateField(
        label="Opening date",
        required=False,
        widget=AdminDateWidget,
        help_text="For example 25/10/2026. Only where it opens later.",
    )
    opens_time = forms.TimeField(
        label="Opening time",
        required=False,
        initial=START_OF_DAY,
        input_formats=TIME_SHAPES,
        widget=AdminTimeWidget(format="%H:%M"),
        help_text="The time in London. Nobody outside can see the advert before.",
    )

    def clean(self):
        cleaned = super().clean()
        cleaned["opens_at"] = None
        if cleaned.get("when") != self.LATER:
            return cleaned
        for name, missing in (("opens_on", "Enter the opening date."), ("opens_time", "Enter the time.")):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, missing)
        cleaned["opens_at"] = entered_instant(self, "opens_on", "opens_time", times.instant)
        if cleaned["opens_at"] and cleaned["opens_at"] <= timezone.now():
            self.add_error("opens_on", "This time has passed: choose a later one, or publish now.")
        return cleaned


class ReadvertiseForm(forms.Form):
    """How many copies there were on the page, so that a second click makes no second one."""

    copies_seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
