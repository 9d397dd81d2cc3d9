"""A draft and what becomes of it, reached through its owner alone; a stranger's does not exist."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from applicants.applying import queries
from applicants.applying.actions import drafting, submitting, withdrawing
from applicants.applying.forms import (
    DeclarationForm,
    DetailsForm,
    QuestionsForm,
    SavedForm,
    SubmitForm,
    WithdrawForm,
    evidence_form,
)
from applicants.applying.models import DETAILS, Application
from applicants.applying.moving import NotAllowed
from applicants.applying.status import Status
from recruitment.mail import doorbell
from vacancies.models import Vacancy
from vacancies.status import CapPolicy

read_or_write = require_http_methods(["GET", "HEAD", "POST"])

CLOSED_BUT_SAVED = (
    "This vacancy has closed, so this application can no longer be submitted. "
    "What you typed has been saved in your draft."
)
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
TOO_LATE_TO_CHANGE = (
    "You have already submitted this application, so it cannot be changed. "
    "What you have just typed was not added to it."
)
SAVED_FOR_LATER = "Your draft is saved. We have not received your application until you submit it."
STALE = "That page was out of date. Check your answers here, then submit."


@require_safe
def application_list(request):
    """Everything this person ever started, newest first, in plain words."""
    mine = request.user.applications.select_related("vacancy__employer", "late_entry")
    rows = [(application, queries.standing(application)) for application in mine]
    return render(request, "applying/list.html", {"rows": rows})


# --- The draft ------------------------------------------------------------------------------------------


@require_safe
def task_list(request, reference):
    """What is done and what is left."""
    application = _own(request, reference)
    if not application.is_draft or not application.may_be_submitted:
        return redirect("applying:application", reference)
    sections = queries.sections(
        application, queries.questions(application), queries.questions_before(application)
    )
    counted = [s for s in sections if s.progress != queries.Progress.OPTIONAL]
    context = {
        "application": application,
        "vacancy": application.vacancy,
        "groups": [
            ("Before you apply", [s for s in sections if s.kind == queries.QUESTIONS]),
            ("About you", [s for s in sections if s.kind == queries.DETAILS]),
            ("Your evidence", [s for s in sections if s.kind == queries.EVIDENCE]),
            ("Before you submit", [s for s in sections if s.kind == queries.DECLARATION]),
        ],
        "complete": sum(not s.is_missing for s in counted),
        "number": len(counted),
    }
    return render(request, "applying/task_list.html", context)


@read_or_write
def questions(request, reference):
    """The employer's questions; an answer they had not hoped for is explained, and stands."""
    application = _own(request, reference)
    asked = queries.questions_before(application)
    if not asked:
        raise Http404
    here = reverse("applying:questions", args=[reference])
    explained = [question for question in asked if question.is_unhoped]
    if "explain" in request.GET and request.method != "POST":
        if not explained:
            return redirect("applying:task_list", reference)
        context = {"application": application, "vacancy": application.vacancy, "explained": explained}
        return render(request, "applying/explained.html", context)
    return _draft_page(
        request,
        application,
        partial(QuestionsForm, asked=asked),
        save=lambda typed: drafting.save_questions(application, QuestionsForm.by_question(typed)),
        template="applying/questions.html",
        onward=f"{here}?explain=1",
    )


@read_or_write
def details(request, reference):
    """Who the applicant is."""
    application = _own(request, reference)
    return _draft_page(
        request,
        application,
        partial(DetailsForm, initial={name: getattr(application, name) for name in DETAILS}),
        save=lambda typed: drafting.save_details(application, typed),
        template="applying/details.html",
    )


@read_or_write
def evidence(request, reference, criterion):
    """One criterion: its text, and what this person says to it."""
    application = _own(request, reference)
    asked = queries.questions(application)
    question = next((question for question in asked if question.criterion.pk == criterion), None)
    if question is None:
        raise Http404
    following = queries.next_unanswered(asked, question.criterion)
    return _draft_page(
        request,
        application,
        partial(evidence_form(question), question=question, initial=_answer_as_typed(question)),
        save=lambda typed: drafting.save_answer(application, question.criterion, **typed),
        template="applying/evidence.html",
        onward=following and reverse("applying:evidence", args=[reference, following.pk]),
        number=asked.index(question) + 1,
        of=len(asked),
    )


def _answer_as_typed(question: queries.Question) -> dict:
    return {"text": question.text, "acknowledged": question.answer.lower()}


@read_or_write
def declaration(request, reference):
    """The applicant's word that it is true."""
    application = _own(request, reference)
    return _draft_page(
        request,
        application,
        partial(DeclarationForm, initial={"agreed": bool(application.declared_at)}),
        save=lambda typed: drafting.declare(application, agreed=typed["agreed"]),
        template="applying/declaration.html",
        onward=reverse("applying:check", args=[reference]),
    )


def _draft_page(
    request,
    application: Application,
    form: Callable[..., SavedForm],
    *,
    save: Callable[[dict], None],
    template: str,
    onward: str | None = None,
    **context,
):
    """Show one page of a draft, or save it and go on.

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
    return render(
        request,
        template,
        {"application": application, "vacancy": application.vacancy, "form": bound, **context},
    )


def _onward(request, application, onward: str | None):
    """Where a saved page leads: home for later, back to the check, or the next thing to do."""
    if "later" in request.POST:
        messages.success(request, SAVED_FOR_LATER)
        return redirect("applying:list")
    if request.GET.get("from") == "check":
        return redirect("applying:check", application.reference)
    return redirect(onward or reverse("applying:task_list", args=[application.reference]))


# --- Submitting -----------------------------------------------------------------------------------------


@require_safe
def check(request, reference):
    """Everything on one page, with ways back to change it, and the button that submits."""
    application = _own(request, reference)
    if not application.is_draft or not application.may_be_submitted:
        return redirect("applying:application", reference)
    asked, before = queries.questions(application), queries.questions_before(application)
    return render(
        request,
        "applying/check.html",
        {
            "application": application,
            "vacancy": application.vacancy,
            "asked": asked,
            "before": before,
            "missing": [s for s in queries.sections(application, asked, before) if s.is_missing],
            "submit_form": SubmitForm(initial={"key": application.submit_key}),
        },
    )


@read_or_write
def submit(request, reference):
    """Hand the application over; the receipt is another request, which reads back what was stored."""
    application = _own(request, reference)
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
    application = _own(request, reference)
    if application.status != Status.SUBMITTED:
        return redirect("applying:application", reference)
    return render(
        request, "applying/receipt.html", {"application": application, "vacancy": application.vacancy}
    )


# --- Afterwards -----------------------------------------------------------------------------------------


@require_safe
def application(request, reference):
    """What was written, to read: after submitting, and after the advert closed on a draft."""
    application = _own(request, reference)
    if application.is_draft and application.may_be_submitted:
        return redirect("applying:task_list", reference)
    return render(
        request,
        "applying/application.html",
        {
            "application": application,
            "vacancy": application.vacancy,
            "standing": queries.standing(application),
            "asked": queries.questions(application),
            "before": queries.questions_before(application),
        },
    )


@read_or_write
def withdraw(request, reference):
    """Ask once more, then withdraw."""
    application = _own(request, reference)
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


def _own(request, reference) -> Application:
    mine = request.user.applications.select_related("vacancy__employer", "late_entry")
    return get_object_or_404(mine, reference=reference)
