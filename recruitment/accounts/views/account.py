"""The account at a glance, and where it is signed in."""

from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from recruitment.accounts import browsers
from recruitment.accounts.actions import sessions
from recruitment.accounts.middleware import SEEN_AT
from recruitment.accounts.permissions import staff_factors
from recruitment.accounts.sessions import SessionStore

read_or_write = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def home(request):
    """Everything about the account on one page, with where to change it."""
    kinds = list(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    context = {
        "has_password": request.user.has_usable_password(),
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "has_app": Authenticator.Type.TOTP in kinds,
        "is_staff": staff_factors(request.user) is not None,
        "change": getattr(request.user, "email_change", None),
    }
    return render(request, "account/home.html", context)


@dataclass(frozen=True)
class SignedIn:
    """One browser that is signed in, as its owner may recognise it."""

    pk: int
    browser: str
    network: str
    # None for a session from before this list was kept.
    since: datetime | None
    seen_at: datetime
    is_this: bool


@read_or_write
def session_list(request):
    """Where this person is signed in. POST ends one session, or all but this one."""
    mine = UserSession.objects.filter(user=request.user)
    here = request.session.session_key
    if request.method == "POST":
        return _end(request, mine, here)
    rows = sorted(_signed_in(mine, here), key=lambda row: row.seen_at, reverse=True)
    this = next((row for row in rows if row.is_this), None) or _this(request)
    rows = [this, *(row for row in rows if not row.is_this)]
    return render(request, "usersessions/usersession_list.html", {"rows": rows})


def _end(request, mine, here):
    if "others" in request.POST:
        ended = sessions.end_others(request.user, here)
        words = "You are signed in nowhere else now." if ended else "You were signed in nowhere else."
        messages.success(request, words)
        return redirect("usersessions_list")
    number = request.POST.get("session", "")
    if not number.isascii() or not number.isdigit() or len(number) > 18:
        return redirect("usersessions_list")
    session = get_object_or_404(mine.exclude(session_key=here), pk=number)
    sessions.end(session, by=request.user)
    messages.success(request, f"{browsers.in_words(session.user_agent)} was signed out.")
    return redirect("usersessions_list")


def _this(request) -> SignedIn:
    """The browser that asks, where its session is older than the list."""
    return SignedIn(
        pk=0,
        browser=browsers.in_words(request.headers.get("User-Agent", "")),
        network=get_adapter().get_client_ip(request),
        since=None,
        seen_at=datetime.now(UTC),
        is_this=True,
    )


def _signed_in(mine, here):
    """Those whose session still stands: two queries, however many there are."""
    rows = {row.session_key: row for row in mine}
    store = SessionStore()
    now = datetime.now(UTC)
    for session in store.model.objects.filter(session_key__in=rows, expire_date__gt=now):
        row = rows[session.session_key]
        seen = store.decode(session.session_data).get(SEEN_AT)
        yield SignedIn(
            pk=row.pk,
            browser=browsers.in_words(row.user_agent),
            network=row.ip,
            since=row.created_at,
            seen_at=max(row.created_at, datetime.fromtimestamp(seen, UTC)) if seen else row.created_at,
            is_this=session.session_key == here,
        )
