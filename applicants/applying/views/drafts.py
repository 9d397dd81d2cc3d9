"""The task list, and the pages of a draft that ask one thing."""

from collections.abc import Callable
from functools import partial

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from applicants.applying import pages, queries
from applicants.applying.actions import drafting
from applicants.applying.forms import (
    ConnectionsForm,
    DeclarationForm,
    DetailsForm,
    QuestionsForm,
    RegistrationForm,
    RightToWorkForm,
    SectionForm,
    StatementForm,
    SupportForm,
    evidence_form,
)
from applicants.applying.models import DETAILS
from applicants.applying.pages import Name
from applicants.applying.views import onward
from applicants.applying.views.copying import use_before
from applicants.applying.views.draft_page import draft_page, own, read_or_write
from applicants.monitoring.actions.answering import times_answered
from applicants.monitoring.tokens import token_for


@require_safe
def task_list(request, reference):
    """What is done and what is left."""
    application = own(request, reference)
    if not application.is_draft or not application.may_be_submitted:
        return redirect("applying:application", reference)
    tasks = queries.progress(application)
    upcoming = next((task for task in tasks if task.is_missing), None)
    counted = [task for task in tasks if task.progress != queries.Progress.OPTIONAL]
    context = {
        "application": application,
        "vacancy": application.vacancy,
        "groups": [(group, [task for task in tasks if task.group == group]) for group in pages.GROUPS],
        "complete": sum(not task.is_missing for task in counted),
        "number": len(counted),
        "upcoming": upcoming,
        "upcoming_address": upcoming and onward.address(application, upcoming),
        "continue_text": upcoming and f"Continue with {_in_short(tasks, upcoming)}",
        "equality_answered": times_answered(token_for(application.reference)) > 0,
        "has_earlier_applications": queries.has_earlier_applications(application),
    }
    return render(request, "applying/task_list.html", context)


def _in_short(tasks: list[queries.Task], task: queries.Task) -> str:
    """A line of the task list as a button can hold it: the wording of a point may be long."""
    if not task.criterion:
        return f"“{task.title}”"
    points = [other.criterion for other in tasks if other.criterion]
    return f"point {points.index(task.criterion) + 1} of {len(points)}"


@read_or_write
def questions(request, reference):
    """The employer's questions; an answer they had not hoped for is explained, and stands."""
    application = own(request, reference)
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
    return draft_page(
        request,
        application,
        partial(QuestionsForm, asked=asked),
        save=lambda typed: drafting.save_questions(application, QuestionsForm.by_question(typed)),
        template="applying/questions.html",
        saves_by_itself=True,
        onward=lambda: f"{here}?explain=1",
    )


@read_or_write
def details(request, reference):
    """Who the applicant is."""
    application = own(request, reference)
    return draft_page(
        request,
        application,
        partial(DetailsForm, initial={name: getattr(application, name) for name in DETAILS}),
        save=lambda typed: drafting.save_details(application, typed),
        template="applying/details.html",
        saves_by_itself=True,
        onward=partial(onward.after, application, Name.DETAILS),
    )


def _section(
    request, reference, name: Name, form: type[SectionForm], *, save: Callable[..., None] | None = None
):
    """A page with a row of `Section`; named like its template.

    `save(application, complete=…, **kept)` keeps it; by default in columns of the application.
    """
    application = own(request, reference)
    if not pages.BY_NAME[name].asked(application.vacancy):
        raise Http404
    keep = save or partial(drafting.save_section, name=name)

    def save_typed(typed):
        kept = form.kept(typed)
        keep(application, complete=form.is_complete(kept), **kept)

    return draft_page(
        request,
        application,
        partial(form, initial=form.typed_before(application)),
        save=save_typed,
        template=f"applying/{name}.html",
        saves_by_itself=True,
        onward=partial(onward.after, application, name),
    )


@read_or_write
def right_to_work(request, reference):
    """What the employer may have to arrange."""
    return _section(request, reference, Name.RIGHT_TO_WORK, RightToWorkForm)


@read_or_write
def registration(request, reference):
    """Whether the applicant is on the register that the job needs."""
    return _section(request, reference, Name.REGISTRATION, RegistrationForm)


@read_or_write
def statement(request, reference):
    """What none of the points asks about; nobody has to add anything."""
    return _section(request, reference, Name.STATEMENT, StatementForm)


@read_or_write
def connections(request, reference):
    """Whom the applicant knows at the employer, and where they saw the advert."""
    return _section(request, reference, Name.CONNECTIONS, ConnectionsForm)


@read_or_write
def support(request, reference):
    """Disability Confident, and what would help at an interview."""
    return _section(request, reference, Name.SUPPORT, SupportForm, save=drafting.save_support)


@read_or_write
def evidence(request, reference, criterion):
    """One criterion: its text, and what this person says to it."""
    application = own(request, reference)
    asked = queries.question(application, criterion)
    if asked is None:
        raise Http404
    question = asked.question
    if "earlier" in request.POST:
        return use_before(request, application, question)
    return draft_page(
        request,
        application,
        partial(evidence_form(question), question=question, initial=_answer_as_typed(question)),
        save=lambda typed: drafting.save_answer(application, question.criterion, **typed),
        template="applying/evidence.html",
        saves_by_itself=True,
        onward=partial(onward.after, application, Name.EVIDENCE, question.criterion),
        is_copied=question.is_copied,
        question=question,
        number=asked.number,
        of=asked.of,
        point=question.criterion,
        written_for=queries.written_for(application, question) if question.is_copied else "",
        written_before=None if request.method == "POST" else queries.written_before(application, question),
    )


def _answer_as_typed(question: queries.Question) -> dict:
    return {"text": question.text, "acknowledged": question.answer.lower()}


@read_or_write
def declaration(request, reference):
    """The applicant's word that it is true."""
    application = own(request, reference)
    return draft_page(
        request,
        application,
        partial(DeclarationForm, initial={"agreed": bool(application.declared_at)}),
        save=lambda typed: drafting.declare(application, agreed=typed["agreed"]),
        template="applying/declaration.html",
        onward=partial(reverse, "applying:check", args=[reference]),
    )
