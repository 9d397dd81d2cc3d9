"""What stands between a signed-in member of staff and every page: idle sessions and the second factor."""

import time

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.shortcuts import redirect

from recruitment.accounts.permissions import lacks_second_factor

SEEN_AT = "seen_at"
# How exact the idle time is: a session is not written at every request.
SEEN_EVERY_SECONDS = 300

# All that staff without a second factor reach: the page that sets one up, proving who they are, leaving.
# By the name of the address and not by its beginning, so that nothing new slips in.
OPEN_WITHOUT_SECOND_FACTOR = frozenset({"mfa_activate_totp", "account_reauthenticate", "account_logout"})


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
    """Send staff without a second factor to the page that sets one up, whatever page they ask for."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if (
            settings.STAFF_MFA_REQUIRED
            and request.resolver_match.view_name not in OPEN_WITHOUT_SECOND_FACTOR
            and request.user.is_authenticated
            and lacks_second_factor(request.user)
        ):
            return redirect("mfa_activate_totp")
        return None

    middleware.process_view = process_view
    return middleware
