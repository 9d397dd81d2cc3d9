"""allauth's forms in the design system, with labels in plain English; forms of an account and of staff."""

from allauth.account import forms as account
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
    SignupWebAuthnForm,
)
from django import forms
from django.core.validators import MaxLengthValidator
from django.db import IntegrityError, transaction

from recruitment.accounts.actions import addresses
from recruitment.accounts.adapter import ADDRESS_WAS_UNPROVEN, AccountAdapter
from recruitment.accounts.credentials import CredentialField, understood
from recruitment.accounts.models import EmailChange, User
from recruitment.nhsuk.forms import NhsukForm, NhsukFormMixin
from recruitment.nhsuk.layout import Field, Layout

MOST_OF_A_NAME = 60
HOW_LONG = "Use at least 8 characters. Three words that do not belong together are hard to guess."


# What to say where one of these is missing; "Enter" and the label would read badly.
MISSING = {
    "Email address": "Enter your email address",
    "New email address": "Enter your new email address",
    "Password": "Enter your password",
    "Create a password": "Enter a password",
    "Current password": "Enter your current password",
    "New password": "Enter a new password",
    "New password again": "Enter the new password again",
    "Code": "Enter the code",
    "Code from your app": "Enter the code from your app",
    "Code from your app, or a recovery code": "Enter the code from your app, or a recovery code",
    "Name of the passkey": "Enter a name for the passkey",
}


class PlainLabelsMixin(NhsukFormMixin):
    """Labels and hints by field name, and what is said where a field is missing."""

    plain_labels: dict[str, str] = {}
    plain_hints: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, hint in self.plain_hints.items():
            self.fields[name].help_text = hint
        for field in self.fields.values():
            if field.label in MISSING:
                field.error_messages["required"] = MISSING[field.label]

    def plain_label(self, name: str, label: str) -> str:
        return self.plain_labels.get(name, label)


def one_time_code() -> forms.TextInput:
    """Phones offer what just arrived."""
    return forms.TextInput(attrs={"autocomplete": "one-time-code"})


class CredentialMixin(PlainLabelsMixin):
    """The browser's answer about a passkey comes as JSON in a hidden field, within strict bounds."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField(
            error_messages={"required": "This did not work. Try again, or choose another way."}
        )


class SignInForm(PlainLabelsMixin, account.LoginForm):
    plain_labels = {
        "login": "Email address",
        "password": "Password",
        "remember": "Keep me signed in on this device",
    }


class SignUpForm(PlainLabelsMixin, account.SignupForm):
    """Takes as long for an address that has an account as for a new one: nobody learns which."""

    plain_labels = {"email": "Email address", "password1": "Create a password"}
    plain_hints = {"password1": HOW_LONG}

    def try_save(self, request):
        if self.account_already_exists:
            # A new account's password is hashed, by far the longest part of signing up.
            User().set_password(self.cleaned_data["password1"])
            return super().try_save(request)
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            # The same form was sent twice at once, and the other was faster.
            self.account_already_exists = True
            return super().try_save(request)


class RequestCodeForm(PlainLabelsMixin, account.RequestLoginCodeForm):
    """Also notes whether the address was verified before: the code that follows will verify it."""

    plain_labels = {"email": "Email address"}

    def clean_email(self):
        email = super().clean_email()
        verified = EmailAddress.objects.filter(user=self._user, verified=True).exists()
        context.request.session[ADDRESS_WAS_UNPROVEN] = not verified
        return email


class NewAddressForm(NhsukForm):
    """The address somebody would like instead."""

    submit_label = "Continue"
    email = forms.EmailField(
        label="New email address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": MISSING["New email address"],
            "invalid": "Enter an email address like name@example.com",
        },
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self):
        email = AccountAdapter().clean_email(self.cleaned_data["email"])
        if email == self.user.email:
            raise forms.ValidationError("This is the address you have now. Enter another one.")
        return email


class ChangePasswordForm(PlainLabelsMixin, account.ChangePasswordForm):
    plain_labels = {
        "oldpassword": "Current password",
        "password1": "New password",
        "password2": "New password again",
    }
    plain_hints = {"password1": HOW_LONG}


class SetPasswordForm(PlainLabelsMixin, account.SetPasswordForm):
    plain_labels = {"password1": "New password", "password2": "New password again"}
    plain_hints = {"password1": HOW_LONG}


class ResetPasswordForm(PlainLabelsMixin, account.ResetPasswordForm):
    plain_labels = {"email": "Email address"}


class NewPasswordForm(PlainLabelsMixin, account.ResetPasswordKeyForm):
    """For who forgot it, and has just shown to read the mailbox of the account."""

    plain_labels = {"password1": "New password", "password2": "New password again"}
    plain_hints = {"password1": HOW_LONG}

    @transaction.atomic
    def save(self):
        """Also: stops a change of address that waits because that mailbox was said to be lost."""
        super().save()
        addresses.stop_waiting(self.user)


class ReauthenticateForm(PlainLabelsMixin, account.ReauthenticateForm):
    plain_labels = {"password": "Password"}


class CodeLayoutMixin(PlainLabelsMixin):
    """One code to type: digits, in letters of equal width."""

    plain_labels = {"code": "Code"}

    def layout(self) -> Layout:
        return Layout(Field("code", width=10, code=True, spellcheck=False, inputmode="numeric"))


class ConfirmEmailForm(CodeLayoutMixin, account.ConfirmEmailVerificationCodeForm):
    """The code from the email."""


class ConfirmSignInForm(CodeLayoutMixin, account.ConfirmLoginCodeForm):
    """The same, to sign in."""


class ConfirmResetForm(CodeLayoutMixin, account.ConfirmPasswordResetCodeForm):
    """The same, to choose a new password."""


class AuthenticateForm(CodeLayoutMixin, mfa.AuthenticateForm):
    """The code from the app, or a recovery code."""

    plain_labels = {"code": "Code from your app, or a recovery code"}


class ReauthenticateByCodeForm(CodeLayoutMixin, mfa.ReauthenticateForm):
    """The same, for a person who is signed in already."""

    plain_labels = {"code": "Code from your app, or a recovery code"}


class ActivateAppForm(CodeLayoutMixin, ActivateTOTPForm):
    """The first code the app shows."""

    plain_labels = {"code": "Code from your app"}


class NamePasskeyForm(PlainLabelsMixin, EditWebAuthnForm):
    """What its owner calls it."""

    plain_labels = {"name": "Name of the passkey"}
    plain_hints = {"name": "For example, “My phone”."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = MOST_OF_A_NAME
        self.fields["name"].validators.append(MaxLengthValidator(MOST_OF_A_NAME))


class AddPasskeyForm(CredentialMixin, SignupWebAuthnForm):
    """A new passkey, made by the browser. One that did not ask for a finger, a face or a PIN is refused."""

    plain_labels = {"name": "Name of the passkey"}
    plain_hints = {"name": "So that you know it again: for example, “My phone”."}

    def clean_name(self):
        return super().clean_name()[:MOST_OF_A_NAME]

    def clean(self):
        return understood(super().clean)


class SignInByPasskeyForm(CredentialMixin, LoginWebAuthnForm):
    """Who it is, the passkey says."""

    def clean_credential(self):
        return understood(super().clean_credential)


class AuthenticateByPasskeyForm(CredentialMixin, AuthenticateWebAuthnForm):
    """As the second step."""

    def clean_credential(self):
        return understood(super().clean_credential)


class ReauthenticateByPasskeyForm(CredentialMixin, ReauthenticateWebAuthnForm):
    """For a person who is signed in already."""

    def clean_credential(self):
        return understood(super().clean_credential)


class CodeForm(NhsukForm):
    """A code from an email of ours."""

    submit_label = "Continue"
    code = forms.CharField(label="Code", max_length=40, widget=one_time_code())

    def layout(self) -> Layout:
        return Layout(Field("code", width=10, code=True, spellcheck=False, inputmode="numeric"))


class ConfirmAddressForm(NhsukForm):
    """The codes from both mailboxes, together or one after the other."""

    submit_label = "Continue"
    mark_optional = False
    old_code = forms.CharField(required=False, max_length=40, widget=one_time_code())
    new_code = forms.CharField(required=False, max_length=40, widget=one_time_code())

    def __init__(self, *args, change: EmailChange, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_code"].label = f"Code sent to {change.user.email}"
        self.fields["new_code"].label = f"Code sent to {change.email}"
        if change.old_confirmed_at or change.waits_until:
            del self.fields["old_code"]
        if change.new_confirmed_at:
            del self.fields["new_code"]

    def layout(self) -> Layout:
        look = {"width": 10, "code": True, "spellcheck": False, "inputmode": "numeric"}
        return Layout(*(Field(name, **look) for name in self.fields))

    def clean(self):
        if not any(self.cleaned_data.get(name) for name in self.fields) and not self.errors:
            self.add_error(next(iter(self.fields)), "Enter a code from one of the two emails")
        return self.cleaned_data


class AddStaffForm(forms.ModelForm):
    """A new member of staff: no password, they choose their own or sign in with an emailed code."""

    class Meta:
        model = User
        fields = ("email", "name")
        help_texts = {"email": "They sign in with it. Check the spelling: nobody but they can change it."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True

    def clean_email(self):
        """Where the person has an account already, say where to give the role."""
        email = AccountAdapter().clean_email(self.cleaned_data["email"])
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError("This person has an account. Search for them and add the role there.")
        return email
