"""The addresses of one's own account. They stand before allauth's, some of which they take the place of."""

from allauth.account.views import password_set
from allauth.mfa.totp.views import activate_totp
from django.urls import path

from recruitment.accounts.proving import proof_required
from recruitment.accounts.views import account, addresses, passkeys, proving

urlpatterns = [
    path("", account.home, name="account_home"),
    path("sessions/", account.session_list, name="usersessions_list"),
    path("prove/", proving.prove, name="account_prove"),
    path("email/", addresses.address, name="account_email"),
    path("email/change/", addresses.change_address, name="account_email_change"),
    path("email/confirm/", addresses.confirm_address, name="account_email_confirm"),
    path("email/lost/", addresses.lost_address, name="account_email_lost"),
    path("email/stop/<uuid:token>/", addresses.stop_change, name="account_email_stop"),
    # A password is a proof from then on: who found a session left open must not choose it.
    path("password/set/", proof_required(password_set), name="account_set_password"),
    path("2fa/totp/activate/", proof_required(activate_totp), name="mfa_activate_totp"),
    path("2fa/webauthn/add/", passkeys.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("2fa/webauthn/login/", passkeys.SignInByPasskey.as_view(), name="mfa_login_webauthn"),
    path("2fa/webauthn/login/options/", passkeys.sign_in_options, name="account_passkey_options"),
]
