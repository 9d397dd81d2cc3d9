"""The sweeps of applying: where time comes in. Safe twice, late, never, and in two places at once."""

import logging
from itertools import chain
from traceback import format_tb

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded

from applicants.applying import invariants
from applicants.applying.actions import closing
from recruitment.audit.recording import SystemJob
from recruitment.invariants import report
from vacancies.models import Vacancy

log = logging.getLogger(__name__)

SWEEP = SystemJob("closing sweep")


@shared_task(name="applying.close_and_tell")
def close_and_tell() -> None:
    """Record every closing that has come, and tell people: one transaction a vacancy.

    One vacancy that cannot be closed does not keep the others open.
    """
    for vacancy in chain(Vacancy.objects.due().iterator(), Vacancy.objects.untold().iterator()):
        try:
            closing.close_and_tell(vacancy, by=SWEEP)
        except SoftTimeLimitExceeded:
            raise
        except Exception as error:
            # Where it failed, but not the error's own words: a database error can quote whole rows.
            where = "".join(format_tb(error.__traceback__))
            kind = type(error).__name__
            log.error("Vacancy %s could not be closed now (%s).\n%s", vacancy.pk, kind, where)


@shared_task(name="applying.check_invariants")
def check_invariants() -> None:
    """Say loudly, in the log, which promise is broken and for which rows (numbers only)."""
    report(invariants.INVARIANTS)
