"""What somebody typed when their sign-in had ended, or their page was too old to be trusted: kept for them
in their session until it is on the page again. docs/decisions/0025 says who may see it.
"""

import time

from allauth.core.internal import ratelimit
from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.csrf import csrf_failure

IN_SESSION = "typed"
KEPT_SECONDS = 60 * 60
MOST_BYTES = 100_000
# Signed out, all of a trust may come from one network address.
KEEPING = {"typed": "300/h/ip"}
NOT_TYPED = ("csrfmiddlewaretoken", "autosave")

YOUR_TEXT_IS_HERE = "Your sign-in had ended. What you typed is here, and not saved yet."
SIGNED_OUT = "Not saved: your sign-in has ended. Sign in in another tab and leave this one open."


def signed_out(request):
    """Lead somebody to signing in; what they typed waits for them on the page they come back to."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    if "autosave" in request.POST:
        # Their text is still in front of them, so that nothing has to be kept here.
        sign_in = f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}"
        return JsonResponse(
            {"state": "signed_out", "said": SIGNED_OUT, "link": sign_in, "token": get_token(request)},
            status=401,
        )
    if not keep(request):
        return render(request, "not_kept.html", {"here": request.get_full_path()}, status=413)
    return redirect_to_login(request.get_full_path())


def hand_back(request, reason: str):
    """Answer a page with an old token: they signed in again in another tab. Nothing is saved by it.

    Whether it came from a page of ours the browser itself has said (Django looks at the origin before it
    looks at the token), so what was typed may be shown, to be saved with a new token.
    """
    if not reason.startswith("CSRF ") or "HTTP_ORIGIN" not in request.META:
        return csrf_failure(request, reason=reason)
    if "autosave" in request.POST:
        return JsonResponse({"state": "again", "token": get_token(request)}, status=403)
    if not keep(request):
        return csrf_failure(request, reason=reason)
    return redirect(request.get_full_path())


def keep(request) -> bool:
    """Keep the fields of this request, one set for each address. False if they are too much."""
    fields = request.POST.copy()
    for name in NOT_TYPED:
        fields.pop(name, None)
    text = fields.urlencode()
    if len(text) > MOST_BYTES or not ratelimit.consume(
        request, app="recruitment", action="typed", config=KEEPING
    ):
        return False
    others = {path: one for path, one in _fresh(request).items() if path != request.path}
    while others and len(text) + sum(len(kept) for _, kept in others.values()) > MOST_BYTES:
        del others[min(others, key=lambda path: others[path][0])]
    request.session[IN_SESSION] = {**others, request.path: (int(time.time()) + KEPT_SECONDS, text)}
    return True


def kept(request) -> QueryDict | None:
    """What was typed on this page before signing in."""
    if IN_SESSION not in request.session:
        return None
    _, text = _fresh(request).get(request.path, (0, None))
    return None if text is None else QueryDict(text)


def forget(request) -> None:
    """It was saved, or is not theirs to see: nothing of this page is kept any longer."""
    if IN_SESSION in request.session:
        others = {path: one for path, one in _fresh(request).items() if path != request.path}
        if others:
            request.session[IN_SESSION] = others
        else:
            del request.session[IN_SESSION]


def _fresh(request) -> dict:
    now = time.time()
    return {path: one for path, one in request.session.get(IN_SESSION, {}).items() if one[0] > now}
