"""The project: wiring, and the few things every activity needs."""

from recruitment.celery import app as celery_app

__all__ = ["celery_app"]
