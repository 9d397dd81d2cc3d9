"""The sweep of the outbox. Safe twice, late, never, and in two places at once."""

from celery import shared_task

from recruitment.mail import delivery, doorbell, reconciliation


@shared_task(name="mail.deliver")
def deliver() -> None:
    """Settle what can be settled, deliver what is due; rings again when there is more than one run can do."""
    delivery.take_back_expired_leases()
    reconciliation.settle_unknown()
    if delivery.deliver_due():
        doorbell.ring()
