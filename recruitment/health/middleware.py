"""/healthz and /readyz, answered before host checks and redirects: probes know neither our name nor TLS."""

import redis
from django.conf import settings
from django.db import Error, connection
from django.db.models import Max
from django.http import HttpResponseNotAllowed, JsonResponse
from django.utils import timezone
from redis.backoff import NoBackoff
from redis.retry import Retry

from recruitment.documents import scanning
from recruitment.health import sealing
from recruitment.health.gaps import SILENCE
from recruitment.health.models import Heartbeat


def answer_probes(get_response):
    """Answer the two probes and pass everything else on."""
    answers = {"/healthz": process, "/readyz": readiness}

    def middleware(request):
        answer = answers.get(request.path_info)
        if answer is None:
            return get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return answer()

    return middleware


def process() -> JsonResponse:
    """Always 200: whoever reads this knows that the process answers."""
    return JsonResponse({"process": "ok"})


def readiness() -> JsonResponse:
    """200 when database, Redis, sweeps and the virus scanner (where one is set up) are well, else 503.

    Says which of them is not. Who has one login for everything is told so, and not shut out.
    """
    parts = {"database": _database(), "redis": _redis()}
    parts["sweeps"] = _sweeps() if parts["database"] == "ok" else "unknown"
    if scanning.is_configured():
        parts["scanner"] = "ok" if scanning.answers() else "does not answer"
    status = 200 if set(parts.values()) == {"ok"} else 503
    if parts["database"] == "ok":
        parts["sealed_room"] = sealing.standing()
    return JsonResponse(parts, status=status)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "does not answer"
    return "ok"


def _redis() -> str:
    # One try: the client's own three would make the probe slower than those who ask are patient.
    try:
        with redis.Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1, retry=Retry(NoBackoff(), 0)
        ) as client:
            client.ping()
    except (redis.RedisError, ValueError):
        return "does not answer"
    return "ok"


def _sweeps() -> str:
    try:
        last = Heartbeat.objects.aggregate(last=Max("at"))["last"]
    except Error:
        return "unknown"
    if last is None:
        return "have never run"
    age = timezone.now() - last
    return "ok" if age <= SILENCE else f"last ran {int(age.total_seconds())} seconds ago"
