"""Handing an application over."""

from uuid import UUID

from django.db import DatabaseError, transaction

from applicants.applying import emails, queries
from applicants.applying.models import Application
from applicants.applying.moving import NotAllowed, move
from applicants.applying.status import Status
from recruitment.accounts.models import User
from recruitment.audit.recording import record

GATE_REFUSED, CODE_REFUSED, PANEL_HAS_BEGUN = "AP001", "AP008", "SC006"


class AdvertClosed(Exception):
    """The advert does not accept applications any more (or not yet). The draft is untouched."""


class CodeRefused(AdvertClosed):
    """The late-entry code was used by somebody else, was taken back, or is over."""


class PanelHasBegun(AdvertClosed):
    """A member of the panel has handed in the scores: not even a late-entry code lets anybody in now."""


REFUSALS = {GATE_REFUSED: AdvertClosed, CODE_REFUSED: CodeRefused, PANEL_HAS_BEGUN: PanelHasBegun}


class Incomplete(Exception):
    """Something still has to be filled in; `missing` lists what. The draft is untouched."""

    def __init__(self, missing: list[queries.Task]):
        super().__init__(f"{len(missing)} pages are not complete.")
        self.missing = missing


class Stale(Exception):
    """The key is not this draft's: the page it was sent from belongs to another one."""


def submit(application: Application, *, by: User, key: UUID | None) -> Application:
    """Hand the application over. Also: stamps the receipt, audits, queues the receipt email, may close a
    capped advert.

    Safe to call again: the second click, the second tab and the retry after an error find the application
    submitted and return it. Raises AdvertClosed (by the advert as read, else by the gate), Incomplete, Stale.
    """
    if application.submitted_at:
        return application
    if key != application.submit_key:
        raise Stale
    if not application.may_be_submitted:
        raise CodeRefused if application.late_entry_id else AdvertClosed
    try:
        with transaction.atomic():
            _hand_over(application, by=by)
    except Application.DoesNotExist as error:
        # Its owner has deleted the account in another tab.
        raise Stale from error
    except NotAllowed:
        # Another click was faster: the same receipt.
        application.refresh_from_db(fields=("status", "submitted_at"))
    except (DatabaseError, Incomplete) as refusal:
        application.refresh_from_db(fields=("status", "submitted_at"))
        if known := REFUSALS.get(getattr(refusal.__cause__, "sqlstate", None)):
            raise known from refusal
        raise
    return application


def _hand_over(application: Application, *, by: User) -> None:
    missing = []

    def before() -> None:
        # The row is locked: another tab can no longer empty an answer in between.
        missing.extend(queries.missing(application))
        if not missing:
            record("application.submitted", application, by=by, employer_id=application.vacancy.employer_id)

    # The gate comes last: from there until the commit nobody else can apply for this vacancy.
    move(application, Status.SUBMITTED, by=by, before=before)
    if missing:  # said after the gate: that the advert has closed matters more
        raise Incomplete(missing)
    emails.application_received(application)
