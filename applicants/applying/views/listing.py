"""Your applications: where each stands, the emails about it, and putting away what has ended."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from applicants.applying.actions import putting_away
from applicants.applying.queries import listing
from applicants.applying.views.draft_page import own

# More emails than anybody gets about one application; the newest are shown.
MOST_MESSAGES = 200


@require_safe
def application_list(request):
    """Everything this person ever started, in plain words."""
    return render(request, "applying/list.html", {"mine": listing.applications_of(request.user)})


@require_safe
def messages_sent(request, reference):
    """Every email we sent about this application, word for word: mailboxes lose things."""
    application = own(request, reference)
    context = {
        "application": application,
        "vacancy": application.vacancy,
        "emails": listing.messages_about(application)[:MOST_MESSAGES],
    }
    return render(request, "applying/messages.html", context)


@require_POST
def put_away(request, reference):
    """Out of sight, or with `back` into sight again."""
    application = own(request, reference)
    title = application.vacancy.title
    if "back" in request.POST:
        putting_away.bring_back(application, by=request.user)
        messages.success(request, f"{title} is back in your list.")
        return redirect("applying:list")
    try:
        putting_away.put_away(application, by=request.user)
    except putting_away.NotEnded:
        messages.error(request, f"{title} has not ended, so it stays in your list.")
    else:
        messages.success(request, f"{title} is put away. You find it at the end of this page.")
    return redirect("applying:list")
