"""What is refused before any view sees it: text that PostgreSQL cannot store."""

import re
from urllib.parse import unquote_to_bytes

from django.http import HttpResponseBadRequest

# NUL has no place in a PostgreSQL text, a lone surrogate none in UTF-8: either would be a 500 further in.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def refuse_unstorable_text(get_response):
    """Answer 400 to a path, query or form that holds NUL or a lone surrogate."""

    def middleware(request):
        if _unstorable(request):
            return HttpResponseBadRequest(
                "Your request holds a character that cannot be stored. Go back and remove it.",
                content_type="text/plain; charset=utf-8",
            )
        return get_response(request)

    return middleware


def _unstorable(request) -> bool:
    if UNSTORABLE.search(request.path_info) or b"\x00" in unquote_to_bytes(
        request.META.get("QUERY_STRING", "")
    ):
        return True
    texts = [*request.GET.keys(), *(v for values in request.GET.lists() for v in values[1])]
    if request.method not in ("GET", "HEAD"):
        texts += [*request.POST.keys(), *(v for values in request.POST.lists() for v in values[1])]
    return any(UNSTORABLE.search(text) for text in texts)
