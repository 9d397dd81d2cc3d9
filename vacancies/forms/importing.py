"""The file a draft is made from, and for whom."""

from django import forms

from recruitment.accounts.models import Employer


class ImportForm(forms.Form):
    file = forms.FileField(
        label="Saved advert", help_text="The text of an NHS Jobs advert, saved as a plain text file (.txt)."
    )
    employer = forms.ModelChoiceField(queryset=Employer.objects.none(), empty_label=None)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["employer"].queryset = user.recruits_for
