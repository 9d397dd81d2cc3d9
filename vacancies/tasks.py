"""The sweeps of vacancies: acts on many at once, alerts, and the tidying of the counts of changes."""

from celery import shared_task

from recruitment.invariants import report
from recruitment.mail import doorbell
from vacancies import caching, invariants
from vacancies.actions import alerting, drafting, together

# A minute's work at the pace of one vacancy in a hundredth of a second, and well within the time limit.
STEPS_A_SWEEP = 2_000


@shared_task(name="vacancies.go_on_together")
def go_on_together() -> None:
    """Do the steps that wait. Safe twice, late, never, and in two places at once."""
    together.go_on(at_most=STEPS_A_SWEEP)


@shared_task(name="vacancies.gather_changes")
def gather_changes() -> None:
    """Put the counts of connections that have ended into one row; their sum stays what it is."""
    caching.gather()


@shared_task(name="vacancies.tell_of_new_vacancies")
def tell_of_new_vacancies() -> None:
    """In the morning, write to who follows a search. Safe twice, late, never, and in two places at once."""
    with doorbell.rung_once():
        alerting.tell_all()


@shared_task(name="vacancies.forget_alerts")
def forget_alerts() -> None:
    """Delete alerts that were never confirmed, and those that ended a while ago."""
    alerting.forget()


@shared_task(name="vacancies.forget_documents")
def forget_documents() -> None:
    """Delete what was read of recruiters' documents long ago."""
    drafting.forget_documents()


@shared_task(name="vacancies.check_invariants")
def check_invariants() -> None:
    """Say loudly, in the log, which promise is broken and for which rows (numbers only)."""
    report(invariants.INVARIANTS)
