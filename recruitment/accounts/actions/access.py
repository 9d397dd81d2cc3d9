"""Closing and opening accounts, making administrators, and resetting a lost second factor."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from recruitment.accounts import emails
from recruitment.accounts.models import User
from recruitment.audit.recording import record


class LastAdministrator(Exception):
    """Refused: nobody would be left who can give anybody a role."""


@transaction.atomic
def deactivate(user: User, *, by: User) -> None:
    """Close an account: its sessions end at their next request. Also: audits.

    Raises LastAdministrator.
    """
    _keep_one_administrator(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record("user.deactivated", user, by=by)


@transaction.atomic
def reactivate(user: User, *, by: User) -> None:
    """Open a closed account again. Also: audits."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("user.reactivated", user, by=by)


@transaction.atomic
def make_administrator(user: User, *, by: User) -> None:
    """Let a person see and do everything an administrator may. Also: audits."""
    user.is_superuser = True
    user.save(update_fields=["is_superuser"])
    record("administrator.granted", user, by=by)


@transaction.atomic
def unmake_administrator(user: User, *, by: User) -> None:
    """Take the administrator's rights away, at once. Also: audits. Raises LastAdministrator."""
    _keep_one_administrator(user)
    user.is_superuser = False
    user.save(update_fields=["is_superuser"])
    record("administrator.revoked", user, by=by)


@transaction.atomic
def reset_second_factor(user: User, *, by: User) -> bool:
    """Forget a lost phone and its recovery codes; the person sets up a new one at the next sign-in.

    Also: audits, and tells the person by email. False when there was nothing to forget.
    """
    forgotten, _ = Authenticator.objects.filter(user=user).delete()
    if not forgotten:
        return False
    event = record("second_factor.reset", user, by=by)
    emails.second_factor_reset(user, event)
    return True


def _keep_one_administrator(user: User) -> None:
    # Locked in one order, so that two administrators cannot each remove the other at the same time.
    administrators = User.objects.filter(is_superuser=True, is_active=True).order_by("pk").select_for_update()
    if {administrator.pk for administrator in administrators} == {user.pk}:
        raise LastAdministrator
