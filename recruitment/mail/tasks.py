"""The sweep of the outbox. Safe twice, late, never, and in two places at once."""

from celery import shared_task

from recruitment.mail import delivery, doorbell, reconciliation
from recruitment.mail.models import OutgoingEmail

# From this many on a second worker is called to help.
CROWD = 100


@shared_task(name=doorbell.OUTBOX)
def deliver() -> None:
    """Settle what can be settled, then deliver what is due.

    Rings once when that is more than one run can do: at once before a crowd, so that an idle worker helps,
    else at the end. Never twice, or the bells would multiply with every run.
    """
    delivery.take_back_expired_leases()
    reconciliation.settle_unknown()
    if OutgoingEmail.objects.due()[CROWD:].exists():
        doorbell.ring()
        delivery.deliver_crowd()
    elif delivery.deliver_due():
        doorbell.ring()
