"""The nightly look at shortlisting's promises."""

from celery import shared_task

from applicants.shortlisting import invariants
from recruitment.invariants import report


@shared_task(name="shortlisting.check_invariants")
def check_invariants() -> None:
    """Say loudly, in the log, which promise is broken and for which rows (numbers only)."""
    report(invariants.INVARIANTS)
