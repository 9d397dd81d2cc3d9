"""What all answers to programs share: how often they are given, how long they are kept, how they refuse."""

import json
from collections.abc import Callable
from copy import copy
from functools import wraps

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from vacancies import caching
from vacancies.api.limiting import limiter

METHODS = ("GET", "HEAD", "OPTIONS")
READING = ", ".join(METHODS)
PROBLEM = "application/problem+json"
TITLES = {
    400: "This cannot be read",
    404: "Not here",
    405: "This can only be read",
    410: "Closed",
    429: "Too many requests",
}


def answers_programs(view: Callable) -> Callable:
    """For everybody alike, from any site, so many times a minute, to read; kept like the public pages."""
    kept = caching.public_page(view)

    @csrf_exempt  # nothing is ever changed here; so whoever tries is told that, and not about a token
    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method not in METHODS:
            response = problem(405, f"Ask with {READING}.")
            response.headers["Allow"] = READING
        elif request.method == "OPTIONS":
            response = _may_be_asked()
        elif wait := limiter.seconds_to_wait(ratelimit.get_ip(request), settings.API_REQUESTS_A_MINUTE):
            response = problem(429, f"Ask again in {wait} seconds.")
            response.headers["Retry-After"] = str(wait)
        else:
            request = _as_nobody(request)
            response = caching.kept_answer(request) or kept(request, *args, **kwargs)
        may_be_kept = response.status_code in (200, 304)
        response.headers["Cache-Control"] = "public, max-age=60" if may_be_kept else "no-store"
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
        return response

    return answer


def as_json(data: dict) -> HttpResponse:
    return HttpResponse(json.dumps(data, ensure_ascii=False), content_type="application/json")


def problem(status: int, detail: str) -> HttpResponse:
    """What is wrong, in a sentence (RFC 9457)."""
    body = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": detail}
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=PROBLEM)


def _as_nobody(request: HttpRequest) -> HttpRequest:
    """The same request without what a browser sends along by itself; it is counted before it is answered."""
    request = copy(request)
    request.COOKIES, request.kept_apart = {}, True
    return request


def _may_be_asked() -> HttpResponse:
    """What a browser asks before a script may send a header of its own."""
    response = HttpResponse(status=204)
    response.headers["Allow"] = response.headers["Access-Control-Allow-Methods"] = READING
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response
