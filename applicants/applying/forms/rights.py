"""What somebody may do by law: work in the UK, and practise where the job needs a register."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from applicants.applying.forms.saved import SectionForm
from applicants.applying.models import Application
from applicants.applying.status import Registration, RightToWork
from recruitment.nhsuk.fields import DateField
from recruitment.nhsuk.layout import Conditional, Field, Layout


class RightToWorkForm(SectionForm):
    """Only what the employer has to arrange: no nationality, no document."""

    right_to_work = forms.ChoiceField(
        label="Do you have the right to work in the UK?",
        choices=RightToWork.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you have the right to work in the UK"},
    )

    def layout(self):
        return Layout(Field("right_to_work", size="m"))


class RegistrationForm(SectionForm):
    """Whether somebody is on the register the job needs; only what belongs to their answer is kept."""

    registration = forms.ChoiceField(
        label="Are you registered?",
        choices=Registration.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether you are registered"},
    )
    registration_body = forms.CharField(
        label="Which body are you registered with?", required=False, max_length=200
    )
    registration_number = forms.CharField(label="Your registration number", required=False, max_length=60)
    registration_ends_on = DateField(
        label="When does your registration end?",
        required=False,
        help_text="For example, 27 3 2027. Leave it empty if it has no end date.",
    )
    expected_body = forms.CharField(
        label="Which body do you expect to be registered with?", required=False, max_length=200
    )

    def layout(self):
        return Layout(
            Conditional(
                "registration",
                size="m",
                reveals={
                    Registration.REGISTERED: [
                        "registration_body",
                        "registration_number",
                        "registration_ends_on",
                    ],
                    Registration.EXPECTED: ["expected_body"],
                },
            )
        )

    def clean_registration_ends_on(self):
        day = self.cleaned_data["registration_ends_on"]
        registered = self._chosen() == Registration.REGISTERED
        if registered and day and day < timezone.localdate() and not self.for_later:
            raise ValidationError("The day your registration ends must be today or later")
        return day

    def clean(self):
        typed = super().clean()
        if not self.for_later:
            self._need_what_applies()
        return typed

    def _chosen(self) -> str:
        return self.cleaned_data.get("registration", "")

    def _need_what_applies(self) -> None:
        needed = {
            Registration.REGISTERED: {
                "registration_body": "Enter the body you are registered with",
                "registration_number": "Enter your registration number",
            },
            Registration.EXPECTED: {"expected_body": "Enter the body you expect to be registered with"},
        }
        for name, message in needed.get(self._chosen(), {}).items():
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, message)

    @classmethod
    def typed_before(cls, application: Application) -> dict:
        expected = application.registration == Registration.EXPECTED
        return {
            "registration": application.registration,
            "registration_body": "" if expected else application.registration_body,
            "registration_number": application.registration_number,
            "registration_ends_on": application.registration_ends_on,
            "expected_body": application.registration_body if expected else "",
        }

    @classmethod
    def kept(cls, typed: dict) -> dict:
        answer = typed["registration"]
        if answer == Registration.EXPECTED:
            belongs = {"registration_body": typed["expected_body"]}
        elif answer == Registration.NONE:
            belongs = {}
        else:
            belongs = {name: typed[name] for name in REGISTRATION_DETAILS}
        return {"registration": answer, **EMPTY_REGISTRATION, **belongs}

    @classmethod
    def is_complete(cls, kept: dict) -> bool:
        body, number = kept["registration_body"], kept["registration_number"]
        return {
            Registration.REGISTERED: bool(body and number),
            Registration.EXPECTED: bool(body),
            Registration.NONE: True,
        }.get(kept["registration"], False)


REGISTRATION_DETAILS = ("registration_body", "registration_number", "registration_ends_on")
EMPTY_REGISTRATION = {"registration_body": "", "registration_number": "", "registration_ends_on": None}
