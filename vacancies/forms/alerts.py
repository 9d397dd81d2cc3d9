"""The one question of an alert: where to."""

from django import forms

from recruitment.accounts.models import fold_email
from recruitment.nhsuk.forms import NhsukForm


class AlertForm(NhsukForm):
    """The address that is to hear of new vacancies."""

    submit_label = "Get these by email"

    email = forms.EmailField(
        label="Email address",
        max_length=254,
        help_text="We send one email first, and nothing more until you press the button behind its link.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": "Enter an email address in the correct format, like name@example.com."},
    )

    def clean_email(self) -> str:
        return fold_email(self.cleaned_data["email"])
