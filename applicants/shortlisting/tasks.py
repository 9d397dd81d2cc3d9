"""What shortlisting does by itself: dealing out, reminding, telling, and the nightly look at its promises."""

from celery import shared_task

from applicants.shortlisting import blinding, invariants, queries
from applicants.shortlisting.actions import reminding, reserve_list
from recruitment.invariants import report
from recruitment.mail import doorbell
from vacancies.models import Vacancy


@shared_task(name="shortlisting.check_invariants")
def check_invariants() -> None:
    """Say loudly, in the log, which promise is broken and for which rows (numbers only)."""
    report(invariants.INVARIANTS)


@shared_task(name="shortlisting.tell_of_withdrawals")
def tell_of_withdrawals() -> None:
    """Chair and recruiters hear of invited people who have withdrawn, within a minute, each once."""
    reserve_list.tell_of_withdrawals()


@shared_task(name="shortlisting.deal")
def deal() -> None:
    """Deal out what waits: after the advert closed, and after somebody left a panel or came to it."""
    for vacancy in queries.undealt(Vacancy.objects.all()):
        blinding.deal(vacancy)


@shared_task(name="shortlisting.remind")
def remind() -> None:
    """Remind members whose card is not in, once a day."""
    with doorbell.rung_once():
        reminding.remind()
