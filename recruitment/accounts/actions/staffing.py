"""Adding staff, and giving and taking their roles."""

from allauth.account.models import EmailAddress
from django.db import transaction

from recruitment.accounts import emails
from recruitment.accounts.models import Employer, StaffRole, User
from recruitment.audit.recording import record


@transaction.atomic
def add(*, email: str, name: str, by: User) -> User:
    """Make an account for a member of staff, who will sign in with an emailed code.

    Also: notes the address as not yet verified (the first code they follow verifies it), audits, and
    queues an email that tells them how to sign in. Nobody sets a password for somebody else.
    """
    user = User.objects.create_user(email=email, name=name)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    record("user.added", user, by=by)
    emails.welcome_to_staff(user)
    return user


@transaction.atomic
def grant(role: str, *, user: User, employer: Employer, by: User) -> StaffRole:
    """Give a person a role at an employer. Also: audits. Giving it a second time changes nothing."""
    staff_role, granted = StaffRole.objects.get_or_create(user=user, employer=employer, role=role)
    if granted:
        record("role.granted", user, by=by, employer_id=employer.pk, role=role)
    return staff_role


@transaction.atomic
def revoke(staff_role: StaffRole, *, by: User) -> None:
    """Take a role away, at once: roles are read at every request. Also: audits."""
    record("role.revoked", staff_role.user, by=by, employer_id=staff_role.employer_id, role=staff_role.role)
    staff_role.delete()
