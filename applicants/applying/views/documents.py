"""The page of documents: choosing, replacing and removing them, and downloading one's own."""

from functools import partial

from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from applicants.applying import queries
from applicants.applying.actions import documents as acts
from applicants.applying.actions.drafting import NotADraft
from applicants.applying.forms.documents import ALLOWED, AnotherFileForm, DocumentsForm
from applicants.applying.models import Application
from applicants.applying.pages import Name
from applicants.applying.views import onward
from applicants.applying.views.draft_page import TOO_LATE_TO_CHANGE, draft_page, own
from recruitment.documents import scanning
from recruitment.documents.handing_out import download
from recruitment.mail import doorbell

TEMPLATE = "applying/documents.html"
TOO_MANY = (
    "You have sent very many files in the last hour. What was saved before is still there. Wait an hour, "
    "then try again."
)


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request, reference):
    """Every document that is asked for. Files that are fine are kept, also where another is not."""
    application = own(request, reference)
    asked = queries.documents(application)
    if not asked:
        raise Http404
    form = partial(DocumentsForm, asked=asked)
    if request.method == "POST":
        if not _may_send(request):
            return redirect("applying:documents", reference)
        bound = form(request.POST, files=request.FILES, for_later="later" in request.POST)
        bound.is_valid()
        if not _kept(request, application, bound):
            return redirect("applying:application", reference)
        bound.asked = queries.documents(application)
        # It was read and kept: what is left for the door is to go on, or to say what was wrong.
        form = partial(_as_it_is, bound)
    return draft_page(
        request,
        application,
        form,
        save=lambda typed: None,
        template=TEMPLATE,
        onward=partial(onward.after, application, Name.DOCUMENTS),
        allowed=ALLOWED,
    )


def _as_it_is(bound: DocumentsForm, *of_the_door, for_later: bool = False) -> DocumentsForm:
    return bound


def _may_send(request) -> bool:
    """Counts the files, before any is read. False, and that is said, where they are too many for an hour."""
    may = all(
        ratelimit.consume(
            request,
            app="applicants.applying",
            action="upload",
            config=settings.ONES_OWN_RATE_LIMITS,
            key=str(request.user.pk),
        )
        for _ in request.FILES
    )
    if not may:
        messages.error(request, TOO_MANY)
    return may


def _kept(request, application: Application, form) -> bool:
    """Keep what was received and say so. False, and that is said, where the application is not a draft."""
    for received in form.received:
        try:
            kept = acts.attach(
                application, received.asked, received.document, received.reading, by=request.user
            )
        except NotADraft:
            messages.warning(request, TOO_LATE_TO_CHANGE)
            return False
        messages.success(request, f"“{kept.file_name}” was saved for “{kept.asked.title}”.")
    if form.received and scanning.is_configured():
        doorbell.ring("applying.scan_documents")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def document_remove(request, reference, document):
    """Asks; then takes the document out of the draft."""
    application = own(request, reference)
    found = _own_document(application, document)
    if not application.is_draft:
        return redirect("applying:application", reference)
    if request.method == "POST":
        try:
            acts.remove(found, by=request.user)
        except NotADraft:
            messages.warning(request, TOO_LATE_TO_CHANGE)
            return redirect("applying:application", reference)
        messages.success(request, f"“{found.file_name}” was removed.")
        return redirect("applying:documents", reference)
    context = {"application": application, "vacancy": application.vacancy, "document": found}
    return render(request, "applying/document_remove.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def document_another(request, reference, document):
    """In the place of one that held a virus, when the application was received and the advert is open."""
    application = own(request, reference)
    found = _own_document(application, document)
    if not acts.may_send_another(application, found):
        return redirect("applying:application", reference)
    if not _may_send(request):
        return redirect("applying:application", reference)
    form = AnotherFileForm(request.POST or None, request.FILES or None, asked=found.asked)
    if request.method == "POST" and form.is_valid():
        _kept(request, application, form)
        return redirect("applying:application", reference)
    context = {
        "application": application,
        "vacancy": application.vacancy,
        "document": found,
        "form": form,
        "allowed": ALLOWED,
    }
    return render(request, "applying/document_another.html", context)


@require_safe
def document_file(request, reference, document):
    """One's own document, whenever it was sent; gone where it held a virus."""
    found = _own_document(own(request, reference), document)
    if found.is_infected:
        raise Http404("A virus was found in it.")
    return download(found, keeps_private=True)


def _own_document(application: Application, document: int):
    rows = application.documents.select_related("asked").defer("text")
    return get_object_or_404(rows, pk=document)
