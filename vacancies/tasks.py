"""The sweep of vacancies: goes on with what was asked for many at once."""

from celery import shared_task

from vacancies.actions import together

# A minute's work at the pace of one vacancy in a hundredth of a second, and well within the time limit.
STEPS_A_SWEEP = 2_000


@shared_task(name="vacancies.go_on_together")
def go_on_together() -> None:
    """Do the steps that wait. Safe twice, late, never, and in two places at once."""
    together.go_on(at_most=STEPS_A_SWEEP)
