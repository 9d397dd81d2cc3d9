"""The applicant's page about their invitation."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe


@require_safe
def invitation(request, reference):
    """When, where, and how to ask for adjustments. Found through its owner alone."""
    mine = request.user.applications.select_related("vacancy__employer")
    application = get_object_or_404(mine, reference=reference)
    # Nobody is invited twice; an invitation that ended because they withdrew can still be read.
    invitation = application.invitations.first()
    if invitation is None:
        raise Http404
    context = {"application": application, "vacancy": application.vacancy, "invitation": invitation}
    return render(request, "shortlisting/invitation.html", context)
