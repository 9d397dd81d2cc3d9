"""The heartbeat."""

from celery import shared_task

from recruitment.health.models import Heartbeat


@shared_task(name="health.beat")
def beat():
    """Leave a mark that worker and clock are alive."""
    Heartbeat.objects.create()
