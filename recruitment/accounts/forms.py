"""allauth's forms in the design system, with labels in plain English. What they do stays allauth's."""

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm

from recruitment.nhsuk.forms import NhsukFormMixin
from recruitment.nhsuk.layout import Field, Layout


class PlainLabelsMixin(NhsukFormMixin):
    """Labels by field name; before the words for "is missing" are made from them."""

    plain_labels: dict[str, str] = {}

    def plain_label(self, name: str, label: str) -> str:
        return self.plain_labels.get(name, label)


class SignInForm(PlainLabelsMixin, account.LoginForm):
    plain_labels = {
        "login": "Email address",
        "password": "Password",
        "remember": "Keep me signed in on this device",
    }


class SignUpForm(PlainLabelsMixin, account.SignupForm):
    plain_labels = {"email": "Email address", "password1": "Create a password"}


class AddEmailForm(PlainLabelsMixin, account.AddEmailForm):
    plain_labels = {"email": "Another email address"}


class ChangePasswordForm(PlainLabelsMixin, account.ChangePasswordForm):
    plain_labels = {
        "oldpassword": "Current password",
        "password1": "New password",
        "password2": "New password again",
    }


class ResetPasswordForm(PlainLabelsMixin, account.ResetPasswordForm):
    plain_labels = {"email": "Email address"}


class NewPasswordForm(PlainLabelsMixin, account.ResetPasswordKeyForm):
    plain_labels = {"password1": "New password", "password2": "New password again"}


class ReauthenticateForm(PlainLabelsMixin, account.ReauthenticateForm):
    plain_labels = {"password": "Password"}


class CodeLayoutMixin(PlainLabelsMixin):
    """One code to type: wide enough for it, in letters that cannot be mistaken for one another."""

    plain_labels = {"code": "Code"}

    def layout(self) -> Layout:
        return Layout(Field("code", width=10, code=True, spellcheck=False, autocapitalize="characters"))


class ConfirmEmailForm(CodeLayoutMixin, account.ConfirmEmailVerificationCodeForm):
    """The code from the email."""


class AuthenticateForm(CodeLayoutMixin, mfa.AuthenticateForm):
    """The code from the app, or a recovery code."""

    plain_labels = {"code": "Code from your app, or a recovery code"}


class ReauthenticateByCodeForm(CodeLayoutMixin, mfa.ReauthenticateForm):
    """The same, for a person who is signed in already."""

    plain_labels = {"code": "Code from your app, or a recovery code"}


class ActivateAppForm(CodeLayoutMixin, ActivateTOTPForm):
    """The first code the app shows."""

    plain_labels = {"code": "Code from your app"}
