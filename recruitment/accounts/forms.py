"""allauth's forms in the design system, with labels in plain English; and the form that adds staff."""

from allauth.account import forms as account
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.db import IntegrityError, transaction

from recruitment.accounts.adapter import ADDRESS_WAS_UNPROVEN, AccountAdapter
from recruitment.accounts.models import User
from recruitment.nhsuk.forms import NhsukFormMixin
from recruitment.nhsuk.layout import Field, Layout

HOW_LONG = "Use at least 8 characters. Three words that do not belong together are hard to guess."


class PlainLabelsMixin(NhsukFormMixin):
    """Labels and hints by field name; the words for "is missing" are made from the labels."""

    plain_labels: dict[str, str] = {}
    plain_hints: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, hint in self.plain_hints.items():
            self.fields[name].help_text = hint

    def plain_label(self, name: str, label: str) -> str:
        return self.plain_labels.get(name, label)


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


class AddEmailForm(PlainLabelsMixin, account.AddEmailForm):
    plain_labels = {"email": "New email address"}


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
    plain_labels = {"password1": "New password", "password2": "New password again"}
    plain_hints = {"password1": HOW_LONG}


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
