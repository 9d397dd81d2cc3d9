"""Check your answers, submit, and the receipt."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from applicants.applying import permissions, queries
from applicants.applying.actions import submitting
from applicants.applying.forms import SubmitForm
from applicants.applying.status import Status
from applicants.applying.views.draft_page import own
from recruitment.mail import doorbell
from vacancies.models import Vacancy
from vacancies.status import CapPolicy

CLOSED_NOT_SUBMITTED = (
    "This vacancy closed before we received your application, so it was not submitted. "
    "Nothing you wrote is lost: your draft is kept."
)
NOT_SUBMITTED = {
    submitting.AdvertClosed: CLOSED_NOT_SUBMITTED,
    submitting.CodeRefused: "Your late-entry code does not let you submit any more: it is over, or was used. "
    "Nothing you wrote is lost: your draft is kept. If you have questions, ask the recruiter.",
    submitting.PanelHasBegun: "The panel has already handed in scores for this vacancy, so no more "
    "applications can be added, not even with a code. We are sorry. Your draft is kept.",
}
STALE = "That page was out of date. Check your answers here, then submit."


@require_safe
def check(request, reference):
    """Everything on one page, with ways back to change it, and the button that submits."""
    application = own(request, reference)
    if not application.is_draft or not application.may_be_submitted:
        return redirect("applying:application", reference)
    return render(
        request,
        "applying/check.html",
        {
            "application": application,
            "vacancy": application.vacancy,
            **queries.everything_written(application),
            "missing": queries.missing(application),
            "submit_form": SubmitForm(initial={"key": application.submit_key}),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request, reference):
    """Hand the application over; the receipt is another request, which reads back what was stored."""
    application = own(request, reference)
    if request.method != "POST":
        # Somebody came back here by hand, or through signing in again.
        return redirect("applying:check", reference)
    form = SubmitForm(request.POST)
    try:
        submitting.submit(application, by=request.user, key=form.is_valid() and form.cleaned_data["key"])
    except submitting.AdvertClosed as refusal:
        messages.warning(request, NOT_SUBMITTED[type(refusal)])
        return redirect("applying:application", reference)
    except submitting.Incomplete:
        return redirect("applying:check", reference)
    except submitting.Stale:
        messages.warning(request, STALE)
        return redirect("applying:check", reference)
    _wake_the_sweep_if_full(application.vacancy)
    return redirect("applying:receipt", reference)


def _wake_the_sweep_if_full(vacancy: Vacancy) -> None:
    """If this may have been the last place, people with a draft need not wait a minute to hear of it."""
    cap = vacancy.close_after_applications
    if cap and vacancy.applications_received + 1 >= cap:
        gives_notice = vacancy.cap_policy == CapPolicy.WITH_NOTICE
        doorbell.ring("applying.tell_of_time_left" if gives_notice else "applying.close_and_tell")


@require_safe
def receipt(request, reference):
    """The reference, the instant, and what happens next, read back from what was stored."""
    application = own(request, reference)
    if application.status != Status.SUBMITTED:
        return redirect("applying:application", reference)
    context = {
        "application": application,
        "vacancy": application.vacancy,
        "may_answer_equality": permissions.may_answer_equality(application),
    }
    return render(request, "applying/receipt.html", context)
