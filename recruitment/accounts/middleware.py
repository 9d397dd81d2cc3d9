"""Staff reach nothing before they have a second factor."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.shortcuts import redirect
from django.utils.decorators import sync_only_middleware

# What staff need in order to set the second factor up, or to leave.
STILL_OPEN = ("/account/", "/static/")


@sync_only_middleware
def require_second_factor_of_staff(get_response):
    """Send staff without a second factor to the page that sets one up."""

    def middleware(request):
        if (
            settings.STAFF_MFA_REQUIRED
            and request.user.is_authenticated
            and not request.path_info.startswith(STILL_OPEN)
            and request.user.is_employers_staff
            and not is_mfa_enabled(request.user)
        ):
            return redirect("mfa_activate_totp")
        return get_response(request)

    return middleware
