"""The heartbeat."""

from datetime import timedelta

from celery import shared_task
from django.db.models.functions import Now

from recruitment.health.models import Heartbeat

# Long enough to answer "was the service down when that advert closed?" while anybody may still ask.
KEPT = timedelta(days=90)


@shared_task(name="health.beat")
def beat():
    """Leave a mark that worker and clock are alive, and forget the oldest."""
    Heartbeat.objects.create()
    Heartbeat.objects.filter(at__lt=Now() - KEPT).delete()
