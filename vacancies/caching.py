"""Public pages kept in this process's memory, and never shown a moment longer than they are right.

A page may change in two ways. Somebody changes a row: then the sum that triggers keep (public_changes.sql) is
another one, and every request asks for it, in one small query. Or the clock alone changes it: every answer
of the database comes with the next instant at which that happens. docs/decisions/0018 has the reasons.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from vacancies import times

# A worker keeps so many bytes of pages: some hundred lists, or a thousand answers to feeds.
MOST_BYTES = 8 * 1024 * 1024
LONGEST_ADDRESS = 500
KEPT_STATUSES = (200, 404, 410)

STATE = "SELECT changes, later, earlier, next_change FROM vacancies_public_state(%s, %s, %s)"

# Locked rows are left for the next time: nobody ever waits for this. A number that a new connection has been
# given in the meantime begins its row again.
GATHER = """
WITH ended AS (
    SELECT connection FROM vacancies_publicchanges
     WHERE connection <> 0 AND connection NOT IN (SELECT pid FROM pg_stat_activity) FOR UPDATE SKIP LOCKED
), gathered AS (
    DELETE FROM vacancies_publicchanges WHERE connection IN (SELECT connection FROM ended) RETURNING changes
)
UPDATE vacancies_publicchanges SET changes = changes + (SELECT coalesce(sum(changes), 0) FROM gathered)
 WHERE connection = 0
"""


@dataclass(frozen=True)
class State:
    """What the database said when it was asked: its count of changes, the later and the earlier of its clock
    and ours, and the first instant after the earlier at which the clock changes a page (None for a page that
    is right still: it is not worked out then).
    """

    changes: int
    now: datetime
    earlier: datetime
    next_change: datetime | None = None


@dataclass(frozen=True)
class Page:
    """An answer, and until when it is right."""

    changes: int
    until: datetime
    status: int
    content_type: str
    body: bytes
    etag: str

    def is_right(self, state: State) -> bool:
        return self.changes == state.changes and state.now < self.until


class Store:
    """What was used least recently makes room. Shared by the threads of a process."""

    def __init__(self, most_bytes: int = MOST_BYTES):
        self.most_bytes, self.bytes = most_bytes, 0
        self.values: OrderedDict = OrderedDict()
        self.lock = threading.Lock()

    def get(self, key):
        with self.lock:
            if key not in self.values:
                return None
            self.values.move_to_end(key)
            return self.values[key][0]

    def put(self, key, value, size: int) -> None:
        with self.lock:
            self._drop(key)
            self.values[key] = value, size
            self.bytes += size
            while self.bytes > self.most_bytes:
                self._drop(next(iter(self.values)))

    def clear(self) -> None:
        with self.lock:
            self.values.clear()
            self.bytes = 0

    def _drop(self, key) -> None:
        if key in self.values:
            self.bytes -= self.values.pop(key)[1]


pages = Store()
facts = Store(most_bytes=2 * 1024 * 1024)


def public_page(view: Callable) -> Callable:
    """Keep what this view answers to people who are not signed in, and answer 304 to who has it already.

    The view must show the same to all of them: nothing of the request but its address, no form with a token,
    no message. Signed-in people always get a page of their own. On `request.public_state` stands what the
    database said; a view whose words change by the clock otherwise calls `right_until(request, instant)`.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not _is_anonymous(request):
            response = view(request, *args, **kwargs)
            patch_vary_headers(response, ("Cookie",))
            patch_cache_control(response, private=True)
            return response
        key, state = _key(request), state_of(request)
        request.right_until = _until(state)
        response = view(request, *args, **kwargs)
        if not _may_be_kept(request, response):
            return response
        content_type = response.headers["Content-Type"]
        etag = f'"{hashlib.sha1(response.content, usedforsecurity=False).hexdigest()}"'
        page = Page(
            state.changes, request.right_until, response.status_code, content_type, response.content, etag
        )
        # What is right for this moment only would be asked after in vain, and take the room of another.
        if len(key[1]) <= LONGEST_ADDRESS and page.until > state.now:
            pages.put(key, page, len(page.body) + 1_000)
        return _sent(request, page, response)

    return answer


def answer_from_kept_pages(get_response):
    """Middleware, before sessions and all that comes with them: a kept page is nobody's in particular."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return kept_answer(request) or get_response(request)

    return middleware


def kept_answer(request: HttpRequest) -> HttpResponse | None:
    """What was answered at this address, if it is right still.

    Where `request.kept_apart` is set it is given by the view alone, which has more to do for each asking than
    to make the answer.
    """
    kept = pages.get(_key(request)) if _is_anonymous(request) else None
    if kept is None:
        return None
    request.public_state = ask(kept)
    return _sent(request, kept) if kept.is_right(request.public_state) else None


def right_until(request: HttpRequest, instant: datetime) -> None:
    """This page's words change at that instant, whatever the database says."""
    if hasattr(request, "right_until"):
        request.right_until = min(request.right_until, instant)


def ask(kept: Page | None = None) -> State:
    """One query: what a kept page is judged by, or what a new one is kept under."""
    known = (kept.changes, kept.until) if kept else (None, None)
    with connection.cursor() as cursor:
        cursor.execute(STATE, (timezone.now(), *known))
        return State(*cursor.fetchone())


def state_of(request: HttpRequest) -> State:
    """What the database said when this page was begun; asked now for somebody who is signed in."""
    if not hasattr(request, "public_state"):
        request.public_state = ask()
    return request.public_state


def remembered(state: State, key, make: Callable, size: Callable[[object], int]):
    """A value of `make()` that is right as long as a page made now; `size` says how many bytes it takes."""
    kept = facts.get(key)
    if kept and kept[0] == state.changes and state.now < kept[1]:
        return kept[2]
    value = make()
    facts.put(key, (state.changes, _until(state), value), size(value))
    return value


def gather() -> None:
    """One row for all connections that have ended, instead of one for each; the sum stays what it is."""
    with connection.cursor() as cursor:
        cursor.execute(GATHER)


def clear() -> None:
    """Forget everything: for tests, whose transactions are taken back and with them the count of changes."""
    pages.clear()
    facts.clear()


def _is_anonymous(request: HttpRequest) -> bool:
    cookies = request.COOKIES
    signed_in = settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies
    return request.method in ("GET", "HEAD") and not signed_in


def _key(request: HttpRequest) -> tuple[str, str, bool]:
    return request.get_host(), request.get_full_path(), getattr(request, "kept_apart", False)


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    personal = response.cookies or request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    return response.status_code in KEPT_STATUSES and not response.streaming and not personal


def _sent(request: HttpRequest, page: Page, response: HttpResponse | None = None) -> HttpResponse:
    if response is None:
        response = HttpResponse(page.body, status=page.status, content_type=page.content_type)
        response.headers["Content-Length"] = str(len(page.body))
    response.headers["ETag"] = page.etag
    patch_vary_headers(response, ("Cookie",))
    # Browsers may keep it, and ask each time whether it is still right: that is one small query here.
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    if page.status == 200 and "HTTP_IF_NONE_MATCH" in request.META:
        return get_conditional_response(request, etag=page.etag, response=response)
    return response


def _until(state: State) -> datetime:
    """The next instant at which the clock alone changes a page: an advert's, or the next day in London."""
    tomorrow = state.earlier.astimezone(times.LONDON).date() + timedelta(days=1)
    midnight = times.start_of_day(tomorrow)
    return min(midnight, state.next_change) if state.next_change else midnight
