"""Deleting one's account: what happens, a confirmation, goodbye."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from applicants.privacy.actions import leaving
from applicants.privacy.queries.leaving import reasons_to_stay
from recruitment.accounts.proving import proof_required


@require_http_methods(["GET", "HEAD", "POST"])
@proof_required
def leave(request):
    """Says what will be gone and what stays, or why it cannot be done yet."""
    applications = list(request.user.applications.select_related("vacancy"))
    reasons = reasons_to_stay(request.user, applications)
    if request.method == "POST" and not reasons:
        try:
            leaving.leave(request.user, by=request.user)
        except leaving.CannotLeave as refusal:
            reasons = refusal.reasons
        else:
            logout(request)
            return redirect("privacy:left")
    context = {
        "reasons": reasons,
        "drafts": sum(application.is_draft for application in applications),
        "received": sum(not application.is_draft for application in applications),
    }
    return render(request, "privacy/leave.html", context)


@login_not_required
@require_safe
def left(request):
    """Nobody is signed in any more."""
    return render(request, "privacy/left.html")
