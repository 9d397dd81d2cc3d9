"""The one door through which a page of a draft is shown and saved."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from applicants.applying.actions import drafting
from applicants.applying.forms import SavedForm
from applicants.applying.models import Application

read_or_write = require_http_methods(["GET", "HEAD", "POST"])

CLOSED_BUT_SAVED = (
    "This vacancy has closed, so this application can no longer be submitted. "
    "What you typed has been saved in your draft."
)
TOO_LATE_TO_CHANGE = (
    "You have already submitted this application, so it cannot be changed. "
    "What you have just typed was not added to it."
)
SAVED_FOR_LATER = "Your draft is saved. We have not received your application until you submit it."


def own(request, reference) -> Application:
    """This person's application; a stranger's does not exist."""
    mine = request.user.applications.select_related("vacancy__employer", "late_entry")
    return get_object_or_404(mine, reference=reference)


def draft_page(
    request,
    application: Application,
    form: Callable[..., SavedForm],
    *,
    save: Callable[[dict], None],
    template: str,
    onward: Callable[[], str] | None = None,
    is_copied: bool | None = None,
    **context,
):
    """Show one page of a draft, or save it and go on.

    `onward` says, once it is saved, where to go; the task list where there is none.

    Once the advert has closed the form is shown no more, but what somebody was typing meanwhile is kept.
    """
    reading = redirect("applying:application", application.reference)
    closed = not application.may_be_submitted
    if request.method != "POST":
        if closed or not application.is_draft:
            return reading
        bound = form()
    else:
        bound = form(request.POST, for_later=closed or "later" in request.POST)
        if bound.is_valid():
            try:
                save(bound.cleaned_data)
            except drafting.NotADraft:
                messages.warning(request, TOO_LATE_TO_CHANGE)
                return reading
            if closed:
                messages.warning(request, CLOSED_BUT_SAVED)
                return reading
            return _onward(request, application, onward)
    if is_copied is None:
        is_copied = request.resolver_match.url_name in application.copied_pages
    bound.is_copied = is_copied
    shown = {"application": application, "vacancy": application.vacancy, "form": bound}
    return render(request, template, {**shown, "is_copied": is_copied, **context})


def _onward(request, application, onward: Callable[[], str] | None):
    """Where a saved page leads: home for later, back to the check, or the next thing to do."""
    if "later" in request.POST:
        messages.success(request, SAVED_FOR_LATER)
        return redirect("applying:list")
    if request.GET.get("from") == "check":
        return redirect("applying:check", application.reference)
    return redirect(onward() if onward else reverse("applying:task_list", args=[application.reference]))
