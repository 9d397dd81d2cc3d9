"""The nightly look at shortlisting's promises."""

import logging

from celery import shared_task

from applicants.shortlisting import invariants

log = logging.getLogger(__name__)


@shared_task(name="shortlisting.check_invariants")
def check_invariants() -> None:
    """Say loudly, in the log, which promise is broken and for which rows (numbers only)."""
    for broken in invariants.broken():
        log.error("Broken promise: %s. Rows: %s", broken.name, broken.rows)
