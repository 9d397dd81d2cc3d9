"""The crossroads after signing in."""

from django.shortcuts import redirect


def home(request):
    """Send people to where their work is: the desk, the panels, or their applications."""
    if request.user.is_staff:
        return redirect("admin:index")
    if request.user.is_employers_staff:
        return redirect("shortlisting:panels")
    return redirect("applying:list")
