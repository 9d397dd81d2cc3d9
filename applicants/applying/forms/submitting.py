"""Giving one's word, handing over, coming in late, and taking back."""

from django import forms

from applicants.applying.forms.saved import SavedForm
from recruitment.nhsuk.fields import LongTextField
from recruitment.nhsuk.forms import NhsukForm
from recruitment.nhsuk.layout import Button, Field, Layout


class DeclarationForm(SavedForm):
    """The applicant's word that it is true."""

    agreed = forms.BooleanField(
        label="I have read this, and it is true",
        error_messages={"required": "Tick the box if you have read this and it is true"},
    )


class SubmitForm(forms.Form):
    """The one hidden field of the submitting request."""

    key = forms.UUIDField(widget=forms.HiddenInput)


class LateEntryForm(NhsukForm):
    """The code a recruiter gave somebody who was treated unfairly by an early closing."""

    code = forms.CharField(
        label="Late-entry code",
        max_length=40,
        error_messages={"required": "Enter the code"},
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text="For example K7QX-4MWP-9TRB. Capital letters and hyphens do not matter.",
    )

    def layout(self):
        return Layout(Field("code", width=20))

    def buttons(self) -> list:
        return [Button("Continue")]


class WithdrawForm(NhsukForm):
    """Taking an application back; the reason is the applicant's to give or not."""

    reason = LongTextField(
        label="Why are you withdrawing?",
        required=False,
        max_length=1000,
        help_text="You do not have to say. Only the people who run this recruitment can read it.",
        widget=forms.Textarea({"rows": 4}),
    )

    def buttons(self) -> list:
        return [Button("Withdraw my application", variant="warning")]
