"""The crossroads after signing in, and what happens to a form whose token is not right."""

from django.shortcuts import redirect
from django.views.csrf import csrf_failure


def home(request):
    """Send people to where their work is: the desk, the panels, or their applications."""
    if request.user.is_staff:
        return redirect("admin:index")
    if request.user.is_employers_staff:
        return redirect("shortlisting:panels")
    return redirect("applying:list")


def token_refused(request, reason=""):
    """Refuse a form whose token is not right; a page that can hand back what was typed answers itself."""
    view = request.resolver_match.func if request.resolver_match else None
    hand_back = getattr(view, "hand_back", csrf_failure)
    return hand_back(request, reason=reason)
