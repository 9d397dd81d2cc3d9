"""What stands between signed-in people and every page: idle sessions, the second factor, what may be kept."""

import time

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.shortcuts import redirect

from recruitment.accounts.permissions import StaffFactors, staff_factors

SEEN_AT = "seen_at"
# How exact the idle time is: a session is not written at every request.
SEEN_EVERY_SECONDS = 300

# In a session: the numbers of the factors that were set up in it.
SET_UP_HERE = "second_factors_set_up_here"

# All that staff without a second factor reach: the pages that set one up, proving who they are, leaving.
# By the name of the address and not by its beginning, so that nothing new slips in.
SETS_UP, SETS_UP_A_PASSKEY = "mfa_activate_totp", "mfa_add_webauthn"
OPEN_WITHOUT_SECOND_FACTOR = frozenset(
    {SETS_UP, SETS_UP_A_PASSKEY, "account_reauthenticate", "account_prove", "account_logout"}
)


def keep_personal_pages_to_oneself(get_response):
    """No browser and no proxy keeps what was made for a signed-in person: the next one may sit there.

    Pages that say themselves how long they may be kept (the public ones do, and those on which somebody types
    a long text) are left as they are; signing out makes the browser forget them.
    """

    def middleware(request):
        leaves = request.method == "POST" and _has_signed_in(request)
        response = get_response(request)
        if leaves and not request.user.is_authenticated:
            response.headers["Clear-Site-Data"] = '"cache"'
        elif "Cache-Control" not in response.headers and _has_signed_in(request):
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return middleware


def _has_signed_in(request) -> bool:
    # Without the cookie nobody is asked, nor is the session looked up.
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def end_idle_staff_sessions(get_response):
    """Sign staff out who have asked for nothing during STAFF_IDLE_SECONDS; note when others were last seen.

    Applicants stay signed in for SESSION_COOKIE_AGE, counted from the last note.
    """

    def middleware(request):
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            idle = time.time() - request.session.get(SEEN_AT, 0)
            if _too_long_for_staff(idle, request):
                logout(request)
            elif idle >= SEEN_EVERY_SECONDS:
                request.session[SEEN_AT] = int(time.time())
        return get_response(request)

    return middleware


def _too_long_for_staff(idle: float, request) -> bool:
    # A session without a note is a new one: the first request after signing in writes it.
    return (
        SEEN_AT in request.session
        and idle > settings.STAFF_IDLE_SECONDS
        and request.user.is_authenticated
        and request.user.is_employers_staff
    )


def require_second_factor_of_staff(get_response):
    """Let staff through whose session has shown one of their factors, or has just set one up.

    Staff without one are sent to the page that sets it up, whatever page they ask for. A session from before,
    opened by the password alone, ends when the factor appears: it may be somebody else's.
    """

    def middleware(request):
        response = get_response(request)
        if getattr(request, "sets_up_second_factor", False) and response.status_code == 302:
            factors = staff_factors(request.user)
            request.session[SET_UP_HERE] = sorted(factors.numbers) if factors else []
        return response

    def process_view(request, view, args, kwargs):
        name = request.resolver_match.view_name
        if not settings.STAFF_MFA_REQUIRED or not request.user.is_authenticated:
            return None
        factors = staff_factors(request.user)
        if factors and not factors.has_second_factor:
            request.sets_up_second_factor = name in (SETS_UP, SETS_UP_A_PASSKEY) and request.method == "POST"
            return None if name in OPEN_WITHOUT_SECOND_FACTOR else redirect(SETS_UP)
        if factors and not _has_shown_one(factors, request):
            logout(request)
            return redirect(settings.LOGIN_URL)
        return None

    middleware.process_view = process_view
    return middleware


def _has_shown_one(factors: StaffFactors, request) -> bool:
    records = get_authentication_records(request, request.user)
    shown = {record.get("id") for record in records if record["method"] == "mfa"}
    return bool(factors.numbers & shown.union(request.session.get(SET_UP_HERE, ())))
