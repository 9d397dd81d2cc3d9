"""The applicant's page about how their application was scored."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from applicants.shortlisting.actions import explaining
from applicants.shortlisting.queries.feedback import own_feedback


@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request, reference):
    """Ask for it, wait for it, read it. Found through its owner alone; 404 before the answer is out."""
    mine = request.user.applications.select_related("vacancy__employer")
    application = get_object_or_404(mine, reference=reference)
    known = own_feedback(application)
    if known is None:
        raise Http404
    if request.method == "POST":
        try:
            explaining.ask(application, by=request.user)
        except explaining.NotOffered:
            messages.warning(request, "The time to ask for feedback is over.")
        return redirect("shortlisting:feedback", reference)
    context = {"application": application, "vacancy": application.vacancy, "feedback": known}
    return render(request, "shortlisting/feedback.html", context)
