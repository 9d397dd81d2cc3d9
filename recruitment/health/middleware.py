"""/healthz and /readyz, answered before host checks and redirects: probes know neither our name nor TLS."""

from datetime import timedelta

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import JsonResponse
from django.utils import timezone

from recruitment.health.models import Heartbeat

# The sweeps run once a minute; after three silent minutes something is wrong.
SILENCE = timedelta(minutes=3)


def answer_probes(get_response):
    """Answer the two probes and pass everything else on."""

    def middleware(request):
        if request.path_info == "/healthz":
            return JsonResponse({"process": "ok"})
        if request.path_info == "/readyz":
            return readiness()
        return get_response(request)

    return middleware


def readiness() -> JsonResponse:
    """200 when database, Redis and sweeps are well, else 503; says which of them is not."""
    parts = {"database": _database(), "redis": _redis()}
    parts["sweeps"] = _sweeps() if parts["database"] == "ok" else "unknown"
    return JsonResponse(parts, status=200 if set(parts.values()) == {"ok"} else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "does not answer"
    return "ok"


def _redis() -> str:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1)
    try:
        client.ping()
    except redis.RedisError:
        return "does not answer"
    finally:
        client.close()
    return "ok"


def _sweeps() -> str:
    last = Heartbeat.objects.order_by("-at").first()
    if last is None:
        return "have never run"
    age = timezone.now() - last.at
    return "ok" if age <= SILENCE else f"last ran {int(age.total_seconds())} seconds ago"
