"""The crossroads after signing in, how accessible the service is, and a form whose token is not right."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.csrf import csrf_failure
from django.views.decorators.http import require_safe


def home(request):
    """Send people to where their work is: the desk, the panels, or their applications."""
    if request.user.is_staff:
        return redirect("admin:index")
    if request.user.is_employers_staff:
        return redirect("shortlisting:panels")
    return redirect("applying:list")


@login_not_required
@require_safe
def accessibility(request):
    """The accessibility statement that the law asks of public bodies."""
    return render(request, "accessibility.html", {"contact": settings.CONTACT_EMAIL})


def token_refused(request, reason=""):
    """Refuse a form whose token is not right; a page that can hand back what was typed answers itself."""
    view = request.resolver_match.func if request.resolver_match else None
    hand_back = getattr(view, "hand_back", csrf_failure)
    return hand_back(request, reason=reason)
