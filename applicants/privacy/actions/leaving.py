"""Deleting one's account."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from applicants.applying.actions import erasing
from applicants.applying.models import Application
from applicants.privacy import emails
from applicants.privacy.queries.leaving import Reason, reasons_to_stay
from applicants.shortlisting.actions import erasing as erasing_of_panels
from applicants.shortlisting.models import Invitation, invitation_key, outcome_key
from recruitment.accounts.actions import sessions
from recruitment.accounts.models import EmailChange, User
from recruitment.audit.recording import record
from recruitment.mail.actions import forget_person
from vacancies.models import SavedSearch


class CannotLeave(Exception):
    """Refused; `reasons` says why, and nothing was changed."""

    def __init__(self, reasons: list[Reason]):
        super().__init__(f"{len(reasons)} reasons to stay.")
        self.reasons = reasons


@transaction.atomic
def leave(user: User, *, by: User) -> None:
    """Delete the person's account. Also: deletes drafts, empties what was received, ends all sessions and
    alerts, empties the emails we sent, audits, and queues one last email.

    A row without a person stays, because what was received points to it. Raises CannotLeave.
    """
    held, applications = hold(user)
    if reasons := reasons_to_stay(held, applications):
        raise CannotLeave(reasons)
    address = held.email
    drafts = [application for application in applications if application.is_draft]
    received = [application for application in applications if not application.is_draft]
    for application in received:
        erasing.erase(application)
    erasing_of_panels.erase(received)
    for draft in drafts:
        draft.delete()
    event = record("account.deleted", held, by=by, drafts=len(drafts), received=len(received))
    forget_person(
        address,
        [f"{kind}:{application.pk}:" for application in applications for kind in ("application", "outcome")],
        keys=_keys_of_outcomes(received),
        about=f"user:{held.pk}",
    )
    emails.account_deleted(address, event)
    _empty(held)


def hold(user: User) -> tuple[User, list[Application]]:
    """The person's row and those of the applications, locked: nobody submits or begins one meanwhile.

    In the order in which submitting takes its locks: no key of the person's row is locked, so that a
    submission that holds its application can still name who handed it in.
    """
    held = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    applications = held.applications.select_for_update(of=("self",)).select_related("vacancy").order_by("pk")
    return held, list(applications)


def _keys_of_outcomes(applications: list[Application]) -> list[str]:
    """Of the emails that told how these applications ended."""
    invitations = Invitation.objects.filter(application__in=applications).values_list("pk", flat=True)
    return [
        *(outcome_key(application.pk) for application in applications),
        *(invitation_key(pk) for pk in invitations),
    ]


def _empty(user: User) -> None:
    EmailAddress.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    EmailChange.objects.filter(user=user).delete()
    SavedSearch.objects.filter(email=user.email).delete()
    sessions.end_all(user)
    # An address that can never receive anything: the domain is reserved for that.
    user.email, user.name, user.is_active = f"deleted-{user.pk}@deleted.invalid", "", False
    user.set_unusable_password()
    user.save(update_fields=["email", "name", "is_active", "password"])
