"""Copying from an earlier application: which one, what of it, and what was written for a similar point."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from applicants.applying import queries
from applicants.applying.actions import copying, drafting
from applicants.applying.forms import REPLACE, TAKE, WRITTEN_MEANWHILE, CopyForm
from applicants.applying.models import Application
from applicants.applying.views.draft_page import TOO_LATE_TO_CHANGE, own
from recruitment import typed
from recruitment.nhsuk.pagination import pagination

A_PAGE = 20


@require_safe
def choose(request, reference):
    """Which earlier application to copy from, a page of them at a time."""
    application = own(request, reference)
    if not _can_be_written(application):
        return redirect("applying:application", reference)
    page = Paginator(queries.earlier_applications(application), A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "applying/copying/choose.html",
        {
            "application": application,
            "vacancy": application.vacancy,
            "earlier": page,
            "pagination": pagination(page),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request, reference, earlier):
    """What that application holds, a box for each page; then copy what was ticked."""
    application = own(request, reference)
    source = get_object_or_404(queries.earlier_applications(application), reference=earlier)
    if not _can_be_written(application):
        return redirect("applying:application", reference)
    offered = queries.offers(application, source)
    form = CopyForm(request.POST if request.method == "POST" else None, offered=offered)
    if request.method == "POST" and form.is_valid():
        try:
            copied = copying.copy(
                application, source, by=request.user, take=form.keys(TAKE), replace=form.keys(REPLACE)
            )
        except drafting.NotADraft:
            messages.warning(request, TOO_LATE_TO_CHANGE)
            return redirect("applying:application", reference)
        except copying.WrittenMeanwhile:
            form = CopyForm(None, offered=queries.offers(own(request, reference), source))
            messages.warning(request, WRITTEN_MEANWHILE)
        else:
            messages.success(request, _copied(len(copied)))
            return redirect("applying:task_list", reference)
    context = {
        "application": application,
        "vacancy": application.vacancy,
        "earlier": source,
        "form": form,
        "same": [offer for offer in offered if offer.is_there_already],
    }
    return render(request, "applying/copying/copy.html", context)


def use_before(request, application: Application, question: queries.Question):
    """Take over what was written for a similar point, and show it where it can be changed and saved.

    Part of the page of the point: sent with what is typed there, so that signing in again loses nothing.
    Where something is written already, also typed and not saved yet, both are shown first.
    """
    number = request.POST["earlier"]
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise Http404
    elsewhere = queries.answers_elsewhere(application)
    answer = get_object_or_404(elsewhere.select_related("application__vacancy", "criterion"), pk=number)
    if not _can_be_written(application) or question.is_acknowledged_kind:
        return redirect("applying:application", application.reference)
    replace = "replace" in request.POST
    typed_here = request.POST.get("text", "")
    if not replace and typed_here.strip() and typed_here.split() != answer.text.split():
        return _both(request, application, question, answer, typed_here)
    try:
        copying.copy_answer(application, question.criterion, answer, by=request.user, replace=replace)
    except copying.WrittenMeanwhile:
        return _both(request, application, question, answer, question.text)
    typed.forget(request)
    return redirect("applying:evidence", application.reference, question.criterion.pk)


def _both(request, application, question, answer, stands: str):
    context = {
        "application": application,
        "vacancy": application.vacancy,
        "criterion": question.criterion,
        "answer": answer,
        "stands": stands,
        "seen": request.POST.get("seen", ""),
    }
    return render(request, "applying/copying/both.html", context)


def _can_be_written(application: Application) -> bool:
    return application.is_draft and application.may_be_submitted


def _copied(number: int) -> str:
    parts = "1 section was" if number == 1 else f"{number} sections were"
    return f"{parts} copied. Open each one, check that it is still right, and save it."
