"""Sign-in policy where allauth asks us."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Everybody may sign up as an applicant; staff roles are only ever given by an administrator."""
