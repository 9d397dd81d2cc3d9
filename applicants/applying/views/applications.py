"""One application to read, and taking it back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from applicants.applying import permissions, queries
from applicants.applying.actions import withdrawing
from applicants.applying.forms import WithdrawForm
from applicants.applying.moving import NotAllowed
from applicants.applying.views.draft_page import own


@require_safe
def application(request, reference):
    """What was written, to read: after submitting, and after the advert closed on a draft."""
    application = own(request, reference)
    if application.is_draft and application.may_be_submitted:
        return redirect("applying:task_list", reference)
    return render(
        request,
        "applying/application.html",
        {
            "application": application,
            "vacancy": application.vacancy,
            "standing": queries.standing(application),
            **queries.everything_written(application),
            "may_answer_equality": permissions.may_answer_equality(application),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, reference):
    """Ask once more, then withdraw."""
    application = own(request, reference)
    if not application.can_be_withdrawn:
        return redirect("applying:application", reference)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdrawing.withdraw(application, by=request.user, reason=form.cleaned_data["reason"])
        except NotAllowed:
            # The panel was faster; the page says where the application stands now.
            return redirect("applying:application", reference)
        messages.success(request, "You have withdrawn your application. We are sending you an email.")
        return redirect("applying:application", reference)
    return render(
        request,
        "applying/withdraw.html",
        {"application": application, "vacancy": application.vacancy, "form": form},
    )
