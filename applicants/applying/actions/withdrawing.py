"""Taking an application back."""

from django.db import transaction

from applicants.applying import emails
from applicants.applying.models import Application
from applicants.applying.moving import NotAllowed, move
from applicants.applying.status import Status
from recruitment.accounts.models import User
from recruitment.audit.recording import record


@transaction.atomic
def withdraw(application: Application, *, by: User, reason: str = "") -> Application:
    """Withdraw what was submitted, whenever that is. Also: audits, queues a confirming email.

    Withdrawing twice is the same as once. The reason is kept with the move, not in the audit trail, which
    nobody can erase. Raises NotAllowed for a draft and for one the panel did not shortlist.
    """
    try:
        move(application, Status.WITHDRAWN, by=by, reason=reason)
    except NotAllowed:
        if application.status != Status.WITHDRAWN:
            raise
        return application
    record("application.withdrawn", application, by=by, employer_id=application.vacancy.employer_id)
    emails.application_withdrawn(application)
    return application
