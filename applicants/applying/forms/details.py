"""Who the applicant is and how to reach them."""

from django import forms
from django.core.validators import MaxLengthValidator

from applicants.applying.forms.saved import SavedForm
from recruitment.nhsuk.fields import LongTextField
from recruitment.nhsuk.layout import Field, Layout


class DetailsForm(SavedForm):
    """Who the applicant is and how to reach them. Their email address is the account's."""

    first_name = forms.CharField(
        max_length=100,
        error_messages={"required": "Enter your first name"},
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        max_length=100,
        error_messages={"required": "Enter your last name"},
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )
    # A validator and no max_length: nobody needs to see the characters of their address counted.
    address = LongTextField(
        validators=[MaxLengthValidator(500)],
        error_messages={"required": "Enter your address"},
        widget=forms.Textarea({"autocomplete": "street-address", "rows": 4}),
    )
    postcode = forms.CharField(
        max_length=10,
        error_messages={"required": "Enter your postcode"},
        widget=forms.TextInput({"autocomplete": "postal-code"}),
    )
    phone = forms.CharField(
        label="Phone number",
        required=False,
        max_length=40,
        widget=forms.TextInput({"autocomplete": "tel", "type": "tel", "inputmode": "tel"}),
        help_text="We normally write to you by email. A phone number helps if something changes suddenly.",
    )

    def layout(self):
        return Layout(
            Field("first_name"),
            Field("last_name"),
            Field("address"),
            Field("postcode", width=10),
            Field("phone", width=20),
        )
