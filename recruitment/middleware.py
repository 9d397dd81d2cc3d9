"""What is refused before any view sees it: unstorable text, bodies that are too large or are not forms, and
everything while the service is closed for maintenance.
"""

import re
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpResponse, HttpResponseBadRequest, UnreadablePostError
from django.template.loader import render_to_string
from django.utils import timezone

# NUL has no place in a PostgreSQL text, a lone surrogate none in UTF-8: either would be a 500 further in.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
FORMS = {"", "application/x-www-form-urlencoded", "multipart/form-data"}
# Five documents of 5 MB are the most anybody sends in one go, and the form around them.
MOST_BYTES = 26 * 1024 * 1024
PLAIN = "text/plain; charset=utf-8"

# When programs may ask again during maintenance, unless its end is known.
SECONDS_OF_MAINTENANCE = 300


def close_for_maintenance(get_response):
    """Answer 503 to everything while MAINTENANCE is on, but for probes and static files, which come before.

    Needs neither database nor session: either may be what is being worked on.
    """

    def middleware(request):
        if not settings.MAINTENANCE:
            return get_response(request)
        now, until = timezone.now(), settings.MAINTENANCE_UNTIL
        # An end that has passed was a guess: nobody is told of it.
        until = until if until and until > now else None
        wait = int((until - now).total_seconds()) + 1 if until else SECONDS_OF_MAINTENANCE
        page = render_to_string("maintenance.html", {"until": until})
        headers = {"Retry-After": str(wait), "Cache-Control": "no-store"}
        return HttpResponse(page, status=503, headers=headers)

    return middleware


def refuse_oversized_bodies(get_response):
    """Answer 413 before the body is read: Django keeps a file of any size on disk, whoever sends it."""

    def middleware(request):
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not (length.isascii() and length.isdigit()) or len(length) > 12 or int(length) > MOST_BYTES:
            # The largest honest file is one somebody chose by mistake: they read a page of ours.
            page = render_to_string("413.html", {"most": MOST_BYTES // 1024 // 1024})
            return HttpResponse(page, status=413)
        return get_response(request)

    return middleware


def refuse_unstorable_text(get_response):
    """Answer 400 to a request that holds NUL or a lone surrogate, 415 to a body that is no form."""

    def middleware(request):
        # No body is JSON, so none of its traps (1e400, NaN, deep nesting, \ud800) can be sprung. The one
        # field that is has bounds of its own (accounts/credentials.py).
        if request.method == "POST" and request.content_type not in FORMS:
            return HttpResponse("This service reads forms only.", status=415, content_type=PLAIN)
        try:
            refused = _unstorable(request)
        except UnreadablePostError:  # the person went away while sending
            refused = True
        if refused:
            return HttpResponseBadRequest(
                "Your request holds a character that cannot be stored. Go back and remove it.",
                content_type=PLAIN,
            )
        return get_response(request)

    return middleware


def _unstorable(request) -> bool:
    if b"\x00" in unquote_to_bytes(request.META.get("QUERY_STRING", "")):
        return True
    headers = (value for name, value in request.META.items() if name.startswith("HTTP_"))
    texts = [request.path_info, *headers, *request.COOKIES.values(), *_keys_and_values(request.GET)]
    if request.method == "POST":
        texts += _keys_and_values(request.POST)
    return any(UNSTORABLE.search(text) for text in texts)


def _keys_and_values(fields) -> list[str]:
    return [*fields.keys(), *(value for _, values in fields.lists() for value in values)]
