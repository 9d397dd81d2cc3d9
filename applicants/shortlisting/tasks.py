"""The sweeps of shortlisting, and the nightly look at its promises."""

from celery import shared_task

from applicants.shortlisting import invariants
from applicants.shortlisting.actions import reserve_list
from recruitment.invariants import report


@shared_task(name="shortlisting.check_invariants")
def check_invariants() -> None:
    """Say loudly, in the log, which promise is broken and for which rows (numbers only)."""
    report(invariants.INVARIANTS)


@shared_task(name="shortlisting.tell_of_withdrawals")
def tell_of_withdrawals() -> None:
    """Chair and recruiters hear of invited people who have withdrawn, within a minute, each once."""
    reserve_list.tell_of_withdrawals()
